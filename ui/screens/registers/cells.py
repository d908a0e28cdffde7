"""A line of a register as it stands in the table."""

from counter.domain.choices import OutHow, Source
from counter.domain.masking import masked_name
from counter.domain.states import CardStatus, CustodyState, ReceiptStatus, SignedOn
from counter.storage.questions.board import OpenState
from counter.storage.questions.days import DayItem
from counter.storage.questions.receipts import ReceiptRow
from counter.storage.questions.registers import RegisterLine
from ui.kit import Kit
from ui.terms import CARD_TONES, CARDS, CUSTODY, RECEIPTS, SOURCES
from ui.widgets.ledger import Cell, Column, Entry

STATE_TONES = {
    CustodyState.READY: "ok",
    CustodyState.NOTIFIED: "ok",
    CustodyState.SENT_OUT: "violet",
    CustodyState.IN_TRANSIT: "violet",
    CustodyState.UNCLAIMED: "danger",
}
RECEIPT_TONES = {
    ReceiptStatus.ISSUED: "ok",
    ReceiptStatus.LOST_REPORTED: "danger",
    ReceiptStatus.LOST_DECLARED: "danger",
}
LOST = (ReceiptStatus.LOST_REPORTED, ReceiptStatus.LOST_DECLARED)
NONE = Cell("—")

ITEM_COLUMNS = (
    Column("in", 84),
    Column("receipt", 66, is_strong=True),
    Column("card", 74, spare=5),
    Column("customer", 84),
    Column("item", 0, is_strong=True),
    Column("accessories", 84, spare=2),
    Column("source", 66, spare=1),
    Column("shelf", 52),
    Column("technician", 72, spare=4),
    Column("due", 46),
    Column("state", 104),
    Column("out", 84),
    Column("collector", 116, spare=3),
    Column("paper", 76),
    Column("paid", 70, is_figure=True),
)
RECEIPT_COLUMNS = (
    Column("issued", 100),
    Column("receipt", 170, is_strong=True),
    Column("state", 140),
    Column("since", 100, spare=1),
    Column("customer", 110),
    Column("item", 0, is_strong=True),
    Column("items", 62, is_figure=True),
    Column("open", 74, is_figure=True),
    Column("signed", 100),
    Column("replaces", 80, spare=2),
    Column("by", 80, spare=3),
)
DAY_COLUMNS = (
    Column("hour", 60),
    Column("way", 100),
    Column("receipt", 90, is_strong=True),
    Column("card", 90),
    Column("customer", 100),
    Column("item", 0, is_strong=True),
    Column("serial", 150),
    Column("by", 100),
)


class Cells:
    """Turns what the questions answer into rows, in the language spoken now."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def item(self, line: RegisterLine) -> Entry:
        """A line of the register of items."""
        figures, say = self._kit.figures, self._kit.language.say
        things = self._kit.language.listing(
            [f"{one.name} {one.qty}" if one.qty > 1 else one.name for one in line.accessories]
        )
        is_late = line.out_at is None and line.promised_at < self._kit.now()
        texts = (
            Cell(self.moment(line.received_at)),
            Cell(figures.short_number(line.receipt_number)),
            Cell(figures.short_number(line.card_number)),
            Cell(f"{line.customer_name} {line.phone_tail}".strip()),
            Cell(" ".join(t for t in (line.product, line.brand, line.model) if t)),
            Cell(things) if things else NONE,
            Cell(say(SOURCES[Source(line.source)]) if line.source else ""),
            Cell(line.shelf),
            Cell(line.technician_name),
            Cell(self.day(line.promised_at), "warn" if is_late else ""),
            self.state(line),
            Cell(self.moment(line.out_at) if line.out_at else ""),
            Cell(self.collector(line)),
            self.paper(line.receipt_status),
            Cell("" if line.paid_fen is None else figures.plain_amount(line.paid_fen)),
        )
        return Entry(texts, line.case_number)

    def state(self, line: RegisterLine) -> Cell:
        """Where an item stands, as a word with its dot."""
        say = self._kit.language.say
        if line.out_at is not None:
            if line.out_how == OutHow.NOT_TAKEN_IN:
                return Cell(say("Taken in by mistake"), dot=True)
            return Cell(say("Handed back"), dot=True)
        state = line.state or line.custody_state.value
        if state == OpenState.ELSEWHERE:
            return Cell(say("With another outlet"), "violet", dot=True)
        if state in CustodyState.__members__:
            custody = CustodyState(state)
            return Cell(say(CUSTODY[custody]), STATE_TONES.get(custody, "grey"), dot=True)
        card = CardStatus(state)
        return Cell(say(CARDS[card]), CARD_TONES[card], dot=True)

    def collector(self, line: RegisterLine) -> str:
        """Who took the item, with what was shown."""
        if line.out_at is None or line.out_how == OutHow.NOT_TAKEN_IN:
            return ""
        say = self._kit.language.say
        who = say("Deputy") if line.out_how == OutHow.DEPUTY else say("Self")
        seen = f"{line.collector_id_type} {line.collector_id_tail}".strip()
        return " · ".join(t for t in (who, seen) if t)

    def paper(self, status: ReceiptStatus) -> Cell:
        """What became of the receipt of an item."""
        say = self._kit.language.say
        if status in LOST:
            return Cell(say(RECEIPTS[status]), "danger")
        if status in (ReceiptStatus.ISSUED, ReceiptStatus.DRAFT):
            return Cell(say("Held"))
        return Cell(say("Came back"))

    def receipt(self, one: ReceiptRow) -> Entry:
        """A line of the register of receipts."""
        figures, say = self._kit.figures, self._kit.language.say
        tone = RECEIPT_TONES.get(one.status, "grey")
        signed = "" if one.signed_on is SignedOn.NOT_YET else "text_2"
        texts = (
            Cell(self.moment(one.issued_at)),
            Cell(figures.number(one.receipt_number)),
            Cell(say(RECEIPTS[one.status]), tone, dot=True),
            Cell(self.moment(one.status_at) if one.status_at else ""),
            Cell(f"{one.customer_name} {one.phone_tail}".strip()),
            Cell(f"{one.product} {one.model}".strip()),
            Cell(str(one.items)),
            Cell(str(one.open_items)),
            Cell(self.signed(one.signed_on), signed or "warn"),
            Cell(figures.short_number(one.replaces_number)),
            Cell(one.issued_by_name),
        )
        return Entry(texts, one.receipt_number)

    def signed(self, on: SignedOn) -> str:
        """How a receipt was signed."""
        say = self._kit.language.say
        words = {
            SignedOn.PAPER: say("On paper"),
            SignedOn.PAD: say("On the pad"),
            SignedOn.NOT_YET: say("Not yet"),
        }
        return words[on]

    def day_item(self, one: DayItem, *, is_in: bool) -> Entry:
        """An item that came or went on the day shown."""
        figures, say = self._kit.figures, self._kit.language.say
        way = Cell(say("Taken in"), "accent", dot=True)
        if not is_in:
            way = Cell(say("Handed back"), "ok", dot=True)
        texts = (
            Cell(figures.hour(one.at)),
            way,
            Cell(figures.short_number(one.receipt_number)),
            Cell(figures.short_number(one.card_number)),
            Cell(masked_name(one.customer_name)),
            Cell(" ".join(t for t in (one.product, one.brand, one.model) if t)),
            Cell(one.serial),
            Cell(one.by_name),
        )
        return Entry(texts, one.case_number)

    def moment(self, at: int) -> str:
        """`11-21 10:04`, with the year where it is another one than today's."""
        local = self._kit.figures.local(at)
        is_now = local.year == self._kit.figures.local(self._kit.now()).year
        return f"{local:%m-%d %H:%M}" if is_now else f"{local:%y-%m-%d %H:%M}"

    def day(self, at: int) -> str:
        """`11-21`."""
        return f"{self._kit.figures.local(at):%m-%d}"

"""Transfers and what is in them as rows of tables."""

from counter.domain.states import ParcelStatus, TransferStatus
from counter.glossary.terms import PARCELS, TRANSFERS
from counter.language import N_
from counter.storage.questions.transfers import TransferLineView, TransferRow
from ui.kit import Kit
from ui.widgets.ledger import Cell, Column, Entry

LIST_COLUMNS = (
    Column("state", 0, is_strong=True),
    Column("outlet", 120),
    Column("items", 58, is_figure=True),
)
LINE_COLUMNS = (
    Column("mark", 116),
    Column("card", 96, is_strong=True),
    Column("item", 0, is_strong=True),
    Column("customer", 78, spare=1),
    Column("along", 104, spare=3),
    Column("note", 96, spare=2),
)
TONES = {
    TransferStatus.PACKED: "accent",
    TransferStatus.ON_THE_WAY: "violet",
    TransferStatus.INCOMPLETE: "danger",
    TransferStatus.ARRIVED: "ok",
    TransferStatus.REFUSED: "warn",
    TransferStatus.RETURNED: "ok",
    TransferStatus.CANCELLED: "grey",
    TransferStatus.LOST: "danger",
}
LINE_TONES = {
    ParcelStatus.PACKED: "accent",
    ParcelStatus.ON_THE_WAY: "violet",
    ParcelStatus.RECEIVED: "ok",
    ParcelStatus.DAMAGED: "danger",
    ParcelStatus.MISSING: "danger",
    ParcelStatus.REFUSED: "warn",
    ParcelStatus.RETURNED: "ok",
    ParcelStatus.CANCELLED: "grey",
    ParcelStatus.LOST: "danger",
}


class Cells:
    """Turns what the questions answer into rows, in the language spoken now."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def transfer(self, one: TransferRow) -> Entry:
        """A transfer of the list: which way it goes, with whom, how many items are open."""
        say = self._kit.language.say
        if one.status is None:
            state = Cell(say("Here, its cases are not"), "warn", dot=True)
        else:
            state = Cell(say(TRANSFERS[one.status]), TONES[one.status], dot=True)
        number, name = (
            (one.to_outlet, one.to_name) if one.is_ours else (one.from_outlet, one.from_name)
        )
        arrow = "→" if one.is_ours else "←"
        outlet = Cell(f"{arrow} {number} {name}".strip())
        return Entry((state, outlet, Cell(str(one.items))), one.transfer_number)

    def line(self, one: TransferLineView, scanned: str | None, *, is_coming: bool) -> Entry:
        """An item of a transfer; `scanned` is None until it was, else what is damaged on it.
        `is_coming`: it is expected here.
        """
        say = self._kit.language.say
        word, tone = PARCELS[one.status], LINE_TONES[one.status]
        if one.status is ParcelStatus.ON_THE_WAY and not is_coming:
            word = N_("On its way")
        mark = Cell(say(word), tone, dot=True)
        if scanned is not None:
            text = say("Scanned, damaged") if scanned else say("Scanned")
            mark = Cell(text, "danger" if scanned else "ok", dot=True)
        name = " ".join(part for part in (one.product, one.brand, one.model) if part)
        along = self._kit.language.listing([*one.accessories, *one.parts])
        number = self._kit.figures.short_number(one.card_number)
        note = Cell(scanned or one.status_reason, "danger" if scanned else "")
        texts = (mark, Cell(number), Cell(name), Cell(one.customer_name), Cell(along), note)
        return Entry(texts, one.card_number)

    def loose(self, number: str, word: str, tone: str = "ok") -> Entry:
        """A number that was scanned and stands on no paper this seat has heard of."""
        mark = Cell(self._kit.language.say(word), tone, dot=True)
        short = self._kit.figures.short_number(number)
        return Entry((mark, Cell(short), Cell(), Cell(), Cell(), Cell()), number)

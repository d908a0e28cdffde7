"""The sealed log of a case as lines to read: what was done, and the little that explains it."""

from collections.abc import Iterator

from counter.domain.choices import (
    AnswerWhat,
    ConsentHow,
    NoticeHow,
    NoticeOutcome,
    OutHow,
    PaymentMethod,
    PhotoOf,
)
from counter.domain.personal import masked_name, masked_phone
from counter.domain.states import CustodyState
from counter.language import N_
from counter.storage.questions.history import TimelineEntry
from ui import terms
from ui.customer_answers import WHAT
from ui.deeds import Deed, deed_of
from ui.kit import Kit
from ui.widgets.log_list import Line

CUSTODY, WORK, MONEY, TALK = "custody", "work", "money", "talk"
GROUPS = {
    "check_in": CUSTODY,
    "confirm_signature": CUSTODY,
    "hang_card": CUSTODY,
    "move_item": CUSTODY,
    "hand_back": CUSTODY,
    "present_receipt": CUSTODY,
    "report_receipt_lost": CUSTODY,
    "receipt_found": CUSTODY,
    "declare_receipt_lost": CUSTODY,
    "void_receipt": CUSTODY,
    "take_stock_of_shelf": CUSTODY,
    "send_estimate": MONEY,
    "record_consent": TALK,
    "decline_estimate": TALK,
    "customer_answer": TALK,
    "take_customer_answer": TALK,
    "leave_customer_answer": TALK,
    "see_customer_answers": TALK,
    "notify_customer": TALK,
    "reveal_customer": TALK,
    "correct_customer": TALK,
    "merge_customers": TALK,
    "settle": MONEY,
    "take_payment": MONEY,
    "reverse_payment": MONEY,
    "refund_payment": MONEY,
}
#: fields that say in a few words why or what, the first that is filled is shown
TEXTS = (
    ("repair_card", "diagnosis"),
    ("part_used", "name"),
    ("work_step", "reason"),
    ("work_step", "work"),
    ("payment", "reason"),
    ("alarm", "reason"),
    ("estimate", "status_reason"),
    ("item_receipt", "status_reason"),
    ("repair_card", "status_reason"),
    ("custody_event", "note"),
)
FIELDS = {
    "name": N_("name"),
    "phone": N_("phone"),
    "phone_2": N_("second phone"),
    "address": N_("address"),
    "email": N_("e-mail"),
    "language": N_("language"),
    "note": N_("note"),
    "product": N_("product"),
    "brand": N_("brand"),
    "model": N_("model"),
    "serial": N_("serial number"),
    "colour": N_("colour"),
    "bought_on": N_("date of purchase"),
    "kind_code": N_("kind of item"),
    "fault": N_("fault"),
    "fault_codes_json": N_("fault"),
    "condition_json": N_("condition"),
    "condition_note": N_("condition"),
    "declared_value_fen": N_("declared value"),
    "promised_at": N_("promised time"),
}
CORRECTIONS = frozenset({"correct_customer", "correct_unit", "correct_item"})


class Story:
    """Tells entries in the language and figures of the window."""

    def __init__(self, kit: Kit):
        self._kit = kit
        self.is_masked = True

    def lines(self, entries: list[TimelineEntry]) -> list[Line]:
        """The newest first."""
        figures = self._kit.figures
        today = figures.local(self._kit.now()).date()
        told: list[Line] = []
        for entry in reversed(entries):
            deed, local = deed_of(entry), figures.local(entry.at)
            told.append(
                Line(
                    day=figures.near_day(local.date(), today),
                    hour=f"{local:%H:%M}",
                    icon=deed.icon,
                    tone=deed.tone,
                    what=self._what(entry, deed),
                    more=self._more(entry),
                    who=entry.by_name or entry.by_code,
                    group=GROUPS.get(entry.act, WORK),
                )
            )
        return told

    def _what(self, entry: TimelineEntry, deed: Deed) -> str:
        say, amount = self._kit.language.say, self._kit.figures.amount
        what = say(deed.text)
        for kind, field in (("settlement", "gross_fen"), ("estimate", "total_fen")):
            fen = next(_numbers(entry, kind, field), None)
            if fen is not None and entry.act in ("settle", "send_estimate"):
                return f"{what} {amount(fen)}"
        paid = [*_numbers(entry, "payment", "amount_fen")]
        if paid and entry.act in ("take_payment", "reverse_payment", "refund_payment"):
            return f"{what} {amount(abs(sum(paid)))}"
        agreed = next(_numbers(entry, "consent", "amount_fen"), None)
        return what if agreed is None else f"{what} {amount(agreed)}"

    def _more(self, entry: TimelineEntry) -> str:
        if entry.act in CORRECTIONS:
            return self._corrected(entry)
        own = {
            "check_in": self._checked_in,
            "move_item": self._moved,
            "notify_customer": self._told,
            "record_consent": self._agreed,
            "customer_answer": self._said_online,
            "take_payment": self._paid,
            "record_test": self._measured,
            "inspect": self._inspected,
            "hand_back": self._handed_back,
            "add_photo": self._photographed,
        }.get(entry.act)
        said = own(entry) if own else ""
        return said or next((one for one in _texts(entry, TEXTS)), "")

    def _join(self, *parts: str) -> str:
        return " · ".join(part for part in parts if part)

    def _checked_in(self, entry: TimelineEntry) -> str:
        numbers = (one.number for one in entry.changes if one.kind == "item_receipt")
        number = next(numbers, "")
        say = self._kit.language.say
        return say("Receipt {number}", number=self._kit.figures.number(number)) if number else ""

    def _moved(self, entry: TimelineEntry) -> str:
        shelf = _text(entry, "customer_item", "shelf_id") or _text(
            entry, "custody_event", "shelf_id"
        )
        say = self._kit.language.say
        state = _text(entry, "customer_item", "custody_state")
        place = say(terms.CUSTODY[CustodyState(state)]) if state else ""
        where = say("Shelf {name}", name=shelf) if shelf else place
        return self._join(where, _text(entry, "custody_event", "note"))

    def _told(self, entry: TimelineEntry) -> str:
        say = self._kit.language.say
        how, outcome = _text(entry, "notice", "how"), _text(entry, "notice", "outcome")
        return self._join(
            say(terms.NOTICES[NoticeHow(how)]) if how else "",
            say(terms.OUTCOMES[NoticeOutcome(outcome)]) if outcome else "",
            _text(entry, "notice", "said"),
        )

    def _agreed(self, entry: TimelineEntry) -> str:
        say = self._kit.language.say
        how, phone = _text(entry, "consent", "how"), _text(entry, "consent", "called_phone")
        name = _text(entry, "consent", "given_by_name")
        if self.is_masked:
            phone, name = masked_phone(phone), masked_name(name)
        how_said = say(terms.CONSENTS[ConsentHow(how)]) if how else ""
        return self._join(how_said, name, phone, _text(entry, "consent", "conditions"))

    def _said_online(self, entry: TimelineEntry) -> str:
        what = _text(entry, "customer_answer", "what")
        stars = next(_numbers(entry, "customer_answer", "stars"), 0)
        known = WHAT[AnswerWhat(what)] if what else ""
        said = self._kit.language.say(known, n=stars) if known else ""
        return self._join(said, _text(entry, "customer_answer", "said"))

    def _paid(self, entry: TimelineEntry) -> str:
        say, plain = self._kit.language.say, self._kit.figures.plain_amount
        ways = [*_of(entry, "payment", "method")]
        amounts = [*_numbers(entry, "payment", "amount_fen")]
        said = [say(terms.METHODS[PaymentMethod(str(way))]) for way in ways]
        if len(said) < 2:
            return self._join(*said)
        pairs = zip(said, amounts, strict=False)
        return self._join(*(f"{way} {plain(fen)}" for way, fen in pairs))

    def _measured(self, entry: TimelineEntry) -> str:
        parts = (_text(entry, "measurement", field) for field in ("name", "value", "unit"))
        return " ".join(part for part in parts if part)

    def _inspected(self, entry: TimelineEntry) -> str:
        say = self._kit.language.say
        until = _text(entry, "repair_card", "guarantee_until_on")
        reason = _text(entry, "repair_card", "status_reason")
        return self._join(say("guaranteed until {day}", day=until) if until else "", reason)

    def _handed_back(self, entry: TimelineEntry) -> str:
        say = self._kit.language.say
        how = _text(entry, "customer_item", "out_how")
        name = _text(entry, "customer_item", "collector_name")
        said = say(terms.OUTS[OutHow(how)]) if how else ""
        name = masked_name(name) if self.is_masked else name
        return self._join(said, name, _text(entry, "customer_item", "condition_changed"))

    def _photographed(self, entry: TimelineEntry) -> str:
        what = _text(entry, "photo", "what")
        return self._kit.language.say(terms.PHOTOS[PhotoOf(what)]) if what else ""

    def _corrected(self, entry: TimelineEntry) -> str:
        say = self._kit.language.say
        names = [field.field for change in entry.changes for field in change.fields]
        said = dict.fromkeys(say(FIELDS[name]) for name in names if name in FIELDS)
        reason = next(_texts(entry, (("alarm", "reason"),)), "")
        return self._join(self._kit.language.listing([*said]), reason)


def _of(entry: TimelineEntry, kind: str, field: str) -> Iterator[str | int]:
    for change in entry.changes:
        if change.kind == kind:
            for one in change.fields:
                if one.field == field and one.value is not None:
                    yield one.value


def _numbers(entry: TimelineEntry, kind: str, field: str) -> Iterator[int]:
    return (value for value in _of(entry, kind, field) if isinstance(value, int))


def _text(entry: TimelineEntry, kind: str, field: str) -> str:
    return next((str(value) for value in _of(entry, kind, field) if value), "")


def _texts(entry: TimelineEntry, fields: tuple[tuple[str, str], ...]) -> Iterator[str]:
    return (said for kind, field in fields if (said := _text(entry, kind, field)))

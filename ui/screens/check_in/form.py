"""The form itself: its cards in asking order, the draft they fill, and what is still open."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from counter.storage.questions.customers import KnownCustomer, KnownUnit
from counter.storage.questions.lists import ItemKindRow
from counter.storage.questions.unit_cases import UnitHistory
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.check_in.condition_card import ConditionCard
from ui.screens.check_in.customer_card import CustomerCard
from ui.screens.check_in.draft import CheckInDraft, ItemDraft, forget_unit
from ui.screens.check_in.drafts_bar import DraftsBar
from ui.screens.check_in.fault_card import FaultCard
from ui.screens.check_in.item_card import ItemCard, key_of
from ui.screens.check_in.kinds import kind_name
from ui.screens.check_in.last_receipt import LastReceipt
from ui.screens.check_in.terms_panel import TermsPanel
from ui.widgets.layouts import column

TAB = Qt.FocusReason.TabFocusReason
CHOSEN = ("faults", "conditions", "accessories")  # of an item, from the lists of its kind


@dataclass(frozen=True, slots=True)
class Stop:
    """A question of the form: what it is called, whether it is open, and how to go there."""

    name: str
    is_gap: Callable[[], bool]
    start: Callable[[], object]
    blocks: bool = True  # the item cannot be taken in without an answer


class Form(QWidget):
    """Everything that is typed; the terms stand beside it but belong to it."""

    changed = Signal()
    phone_settled = Signal(str)
    left = Signal()
    undoable = Signal(str, object)  # what went without being asked, and the way back

    def __init__(self, kit: Kit, terms: TermsPanel):
        super().__init__()
        self._kit = kit
        self.draft = CheckInDraft()
        self._kinds: list[ItemKindRow] = []
        self._dropped: ItemDraft | None = None
        self._other_kind: tuple[ItemDraft, ItemDraft] | None = None  # an item, and as it was
        self._filling = False
        self.customer, self.item = CustomerCard(kit), ItemCard(kit)
        self.fault, self.condition, self.terms = FaultCard(kit), ConditionCard(kit), terms
        cards = (self.customer, self.item, self.fault, self.condition)
        self.last, self.drafts = LastReceipt(kit), DraftsBar(kit)
        self.setLayout(column(self.last, self.drafts, *cards, 1, gap=8, margins=(20, 10, 20, 8)))
        self.condition.photos.undoable.connect(self.undoable)
        self.customer.phone_settled.connect(self.phone_settled)
        self.customer.phone_gone.connect(self._phone_gone)
        self.customer.person_chosen.connect(self._person_chosen)
        self.item.kind_changed.connect(self._kind_chosen)
        self.item.place_chosen.connect(self.open_place)
        for card in (*cards, terms):
            card.changed.connect(self._edited)
            card.left.connect(self.left)

    def say_all(self) -> None:
        """Set every text anew."""
        self.last.say_all()
        self.drafts.say_all()
        for card in (self.customer, self.item, self.fault, self.condition, self.terms):
            card.say_all()
        self._show_places()

    def tab_stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        who, item, look, terms = self.customer, self.item, self.condition, self.terms
        return [
            *(self.last.on_pad, self.last.confirm, self.drafts.chips),
            *(who.phone, who.person, who.which),
            *(item.places, item.drop, item.kinds, item.units),
            *(item.brand, item.model, item.serial, item.colour, item.past.look),
            *(self.fault.faults, self.fault.words),
            *(look.conditions, look.accessories),
            *(look.note, look.more, look.value, look.passcode, *look.strip.stops()),
            *(terms.category, terms.old_parts, terms.quote, terms.diagnosis_fee, terms.deposit),
            *(terms.paid_by, terms.promise, terms.moment),
        ]

    # -- filling

    def offer_kinds(self, kinds: list[ItemKindRow]) -> None:
        """Offer the outlet's kinds of item."""
        self._kinds = kinds
        self.item.offer_kinds(kinds)
        self._kind_changed(self.draft.item().kind)

    def kind(self, code: str) -> ItemKindRow | None:
        """A kind of item by its code."""
        return next((kind for kind in self._kinds if kind.code == code), None)

    def show_draft(self, draft: CheckInDraft) -> None:
        """Fill in a whole draft."""
        self.draft = draft
        self._filling = True
        self.item.offer_units([])
        self.customer.show_draft(draft)
        self._filling = False
        self._show_item()
        unit = draft.item().unit
        self.read()  # the promise proposed is part of it
        draft.item().unit = unit  # it can be chosen again when the customer is known

    def show_customer(self, customer: KnownCustomer | None) -> None:
        """Show who the phone belongs to, and what was brought before; what came with another phone
        goes with it.
        """
        if customer is not None and not self.customer.is_settled():
            return  # the phone was changed meanwhile
        self._forget_units(customer.units if customer else [])
        self.draft.customer_number = customer.number if customer else ""
        self.customer.show_known(customer)
        sharing = [customer, *customer.others] if customer else []
        self.customer.offer_people([(one.number, one.name) for one in sharing])
        self.item.offer_units(customer.units if customer else [])
        self.item.choose_unit(self.draft.item().unit)
        self._edited()

    def read(self) -> CheckInDraft:
        """What is typed now; while an item is filled in, what is filled in."""
        if self._filling:
            return self.draft
        item = self.draft.item()
        self.customer.read_into(self.draft)
        for card in (self.item, self.fault, self.condition, self.terms):
            card.read_into(item)
        return self.draft

    def add_item(self) -> None:
        """Open one more item under the same receipt; nothing of it is filled in but the promise."""
        promised_at = self.read().item().promised_at
        self.draft.items.append(replace(ItemDraft(), promised_at=promised_at))
        self._open(len(self.draft.items) - 1)

    def drop_item(self) -> bool:
        """Take the open item off the receipt, unless it is the only one."""
        if len(self.draft.items) == 1:
            return False
        self._dropped = self.read().items.pop(self.draft.place)
        self._open(min(self.draft.place, len(self.draft.items) - 1))
        return True

    def put_back(self) -> None:
        """Put the item that was taken off last on the receipt again, behind the others."""
        if (dropped := self._dropped) is not None:
            self._dropped = None
            self.read().items.append(dropped)
            self._open(len(self.draft.items) - 1)

    def take_kind_back(self) -> None:
        """Give an item the kind it had, and what was chosen from that kind's lists."""
        found, self._other_kind = self._other_kind, None
        items = self.read().items
        place = next((n for n, one in enumerate(items) if found and one is found[0]), None)
        if found is None or place is None:
            return
        item, before = found
        item.kind = before.kind
        for name in CHOSEN:
            setattr(item, name, getattr(before, name))
        self._open(place)

    def open_place(self, place: int) -> None:
        """Open another item of this receipt."""
        if place != self.draft.place and 0 <= place < len(self.draft.items):
            self.read()
            self._open(place)

    def show_past(self, history: UnitHistory) -> None:
        """What is known of the unit whose serial number stands in the form."""
        serial = self.item.serial.text()
        if serial == history.unit.serial or not history.unit.serial:
            self.item.show_past(history, self.customer.person.text().strip())

    def check_twice(self) -> bool:
        """Whether another item of this receipt is the same unit; then it is said."""
        item = self.read().item()
        others = [one for one in self.draft.items if one is not item]
        by_serial = bool(item.serial) and any(one.serial == item.serial for one in others)
        by_case = bool(item.unit_of_case) and any(
            one.unit_of_case == item.unit_of_case for one in others
        )
        if by_serial or by_case:
            facts = {"serial": item.serial or item.model}
            self.item.refuse_serial(sentence("unit.same_twice", facts, self._kit.language.words))
        return by_serial or by_case

    def first_wrong(self) -> QWidget | None:
        """The first answer that cannot be taken as it is; its sentence stands beside it."""
        money = self.terms.money_error()
        self.check_twice()
        if self.item.serial_field().has_error():
            return self.item.serial
        return self.condition.value_error() or (money.control if money else None)

    def turn_to(self, field: str) -> None:
        """Put the focus where a field of the act was typed, if the open item shows it."""
        card, edits = self.condition, {"name": self.customer.person, "fault": self.fault.words}
        edits |= {"brand": self.item.brand, "model": self.item.model, "serial": self.item.serial}
        edits |= {"colour": self.item.colour, "condition_note": card.note, "accessory": card.more}
        if field in edits:
            edits[field].setFocus(TAB)

    # -- what is open

    def stops(self) -> list[Stop]:
        """The questions in asking order."""
        say, card = self._kit.language.say, self.condition
        return [
            Stop(say("phone"), self._phone_is_gap, self._start_phone),
            Stop(say("name"), self._name_is_gap, self._start_name),
            Stop(say("which item"), self._unit_is_gap, self.item.units.start, blocks=False),
            Stop(say("kind"), self._kind_is_gap, self.item.kinds.start),
            *(self._soft_stop(e) for e in (self.item.brand, self.item.model, self.item.serial)),
            Stop(say("what is wrong"), self.fault.is_gap, self.fault.start),
            Stop(say("condition"), card.condition_is_gap, card.conditions.start),
            Stop(say("accessories"), card.accessories_are_gap, card.accessories.start),
            Stop(say("pictures"), card.photos_are_gap, card.strip.add.setFocus),
            Stop(say("promise"), self._promise_is_gap, self.terms.promise.start, blocks=False),
        ]

    def is_being_typed(self) -> bool:
        """Whether somebody is in the middle of a text, other than of the phone."""
        edit = self.focusWidget()
        if isinstance(edit, QPlainTextEdit):
            return edit.hasFocus() and bool(edit.toPlainText())
        if not isinstance(edit, QLineEdit) or edit is self.customer.phone:
            return False
        return edit.hasFocus() and bool(edit.text())

    def gaps(self) -> list[Stop]:
        """What is still needed for this item."""
        return [stop for stop in self.stops() if stop.blocks and stop.is_gap()]

    def next_open(self) -> Stop | None:
        """The first open question in asking order."""
        return next((stop for stop in self.stops() if stop.is_gap()), None)

    def places_with_gaps(self) -> list[int]:
        """Items of this receipt, other than the open one, that were left unfinished."""
        return [
            place
            for place, item in enumerate(self.draft.items)
            if place != self.draft.place and not is_whole(item)
        ]

    # -- inside

    def _open(self, place: int) -> None:
        self.draft.place = place
        self._show_item()
        self.changed.emit()

    def _show_item(self) -> None:
        item = self.draft.item()
        self._filling = True
        self._kind_changed(item.kind)
        for card in (self.item, self.fault, self.condition, self.terms):
            card.show_item(item)
        self._filling = False
        self._show_places()

    def _show_places(self) -> None:
        texts = [self._place_text(item) for item in self.draft.items]
        self.item.show_places(texts, self.draft.place)

    def _place_text(self, item: ItemDraft) -> str:
        name = kind_name(self.kind(item.kind), self._kit.language)
        return f"{name} {item.model}".strip() or self._kit.language.say("new item")

    def _kind_changed(self, code: str) -> None:
        self.fault.offer(self.kind(code))
        self.condition.offer(self.kind(code))

    def _kind_chosen(self, code: str) -> None:
        """What the new kind has too stays chosen; what it has not can be had back."""
        item, old = self.draft.item(), self.kind(self.draft.item().kind)
        before = replace(item)
        self._kind_changed(code)
        if self._filling or old is None or old.code == code:
            return
        groups = (
            (old.faults, before.faults, self.fault.faults.value()),
            (old.conditions, before.conditions, self.condition.conditions.value()),
            (old.accessories, before.accessories, self.condition.accessories.value()),
        )
        language = self._kit.language
        lost = [
            language.named(chip.zh, chip.en)
            for chips, chosen, kept in groups
            for chip in chips
            if chip.code in chosen and chip.code not in kept
        ]
        if lost:
            self._other_kind = item, before
            text = language.say("Not asked of this kind: {list}", list=language.listing(lost))
            self.undoable.emit(text, self.take_kind_back)

    def _edited(self) -> None:
        if not self._filling:
            self.read()
            self._show_places()
            self.changed.emit()

    def _person_chosen(self, number: str) -> None:
        if number != self.draft.customer_number:
            self.draft.customer_number = number
            self.item.offer_units([])  # what is known are the units of the first one
            self._edited()

    def _phone_gone(self) -> None:
        self.show_customer(None)

    def _forget_units(self, known: list[KnownUnit]) -> None:
        """Items lose what came from a unit that is none of this customer's."""
        kept = {key_of(unit) for unit in known}
        gone = {key_of(unit): unit for unit in self.item.units_offered()}
        if not gone.keys() - kept:
            return
        self.read()
        for item in self.draft.items:
            if item.unit in gone and item.unit not in kept:
                forget_unit(item, gone[item.unit])
        self._filling = True
        self.item.show_item(self.draft.item())
        self._filling = False

    def _phone_is_gap(self) -> bool:
        return not self.customer.digits()

    def _name_is_gap(self) -> bool:
        return not self.customer.person.text().strip()

    def _unit_is_gap(self) -> bool:
        return self.item.has_units() and not self.item.units.value()

    def _kind_is_gap(self) -> bool:
        return not self.item.kinds.value()

    def _soft_stop(self, edit: QLineEdit) -> Stop:
        """A field that may stay empty, but is shown to whoever goes on by Enter."""
        return Stop("", partial(self.item.wants, edit), partial(edit.setFocus, TAB), blocks=False)

    def _promise_is_gap(self) -> bool:
        return not self.terms.promise_seen

    def _start_phone(self) -> None:
        self.customer.phone.setFocus(TAB)

    def _start_name(self) -> None:
        self.customer.person.setFocus(TAB)


def is_whole(item: ItemDraft) -> bool:
    """Whether every answer that is needed for an item is there."""
    says_fault = bool(item.faults or item.fault_words)
    says_condition = bool(item.conditions or item.condition_note)
    says_accessories = bool(item.accessories or item.more_accessories)
    return bool(item.kind) and says_fault and says_condition and says_accessories

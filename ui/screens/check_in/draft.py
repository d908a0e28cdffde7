"""What the form holds while it is being filled: plain values that survive a crash as JSON."""

from dataclasses import dataclass, field, fields
from typing import Any
from uuid import uuid4

from counter.domain.choices import PaymentMethod
from counter.domain.states import Category, OldPartChoice
from counter.domain.unseen import seen
from counter.storage.questions.customers import KnownUnit

NONE = "none"  # the chip that says there is nothing: an answer, unlike no answer


def typed(text: str, *, lines: bool = False) -> str:
    """What somebody typed or pasted, as it may be shown again: without what nobody sees."""
    return seen(text, lines=lines).strip()


@dataclass(slots=True, kw_only=True)
class ItemDraft:
    """One item as far as it is filled in. Money stands as typed; chips by their codes."""

    kind: str = ""
    unit: str = ""  # the chip of the known unit that was chosen
    unit_of_case: str = ""  # the case that brought this very unit before
    brand: str = ""
    model: str = ""
    serial: str = ""
    colour: str = ""
    product: str = ""  # what the catalogue calls it, where its kind is too wide a word
    faults: list[str] = field(default_factory=list[str])
    fault_words: str = ""
    conditions: list[str] = field(default_factory=list[str])
    condition_note: str = ""
    declared_value: str = ""
    passcode: str = ""  # never written down with the draft
    accessories: list[str] = field(default_factory=list[str])
    more_accessories: str = ""
    photos: list[str] = field(default_factory=list[str])  # small copies on this machine
    category: str = Category.PAID.value
    old_parts: str = OldPartChoice.RETURN_TO_CUSTOMER.value
    quote: str = ""
    diagnosis_fee: str = ""
    deposit: str = ""
    paid_by: str = PaymentMethod.CASH.value
    promised_at: int = 0


@dataclass(slots=True, kw_only=True)
class CheckInDraft:
    """The whole form: who, and every item; `place` is the item that is open."""

    phone: str = ""
    name: str = ""
    customer_number: str = ""
    items: list[ItemDraft] = field(default_factory=lambda: [ItemDraft()])
    place: int = 0

    def item(self) -> ItemDraft:
        """The item that is open."""
        return self.items[self.place]

    def is_empty(self) -> bool:
        """Whether nothing was typed that would be a pity to lose."""
        plain = [ItemDraft(promised_at=item.promised_at) for item in self.items]
        return not self.phone and not self.name and self.items == plain


def forget_unit(item: ItemDraft, unit: KnownUnit) -> None:
    """The item is not this unit after all: what came from it goes, what was typed anew stays.

    The kind stays too: what is wrong was chosen from its list.
    """
    item.unit = item.unit_of_case = ""
    for name in ("brand", "model", "serial", "colour"):
        if getattr(item, name) == getattr(unit, name):
            setattr(item, name, "")


def fresh_key() -> str:
    """The name of a draft that is not kept yet; drafts stay on this machine."""
    return uuid4().hex


def draft_from(body: dict[str, Any]) -> CheckInDraft:
    """A kept draft; what an older version wrote and nobody knows any more is left out."""
    kept = dict(body)
    items = [ItemDraft(**_known(ItemDraft, item)) for item in kept.pop("items", [])]
    draft = CheckInDraft(**_known(CheckInDraft, kept))
    draft.items = items or [ItemDraft()]
    draft.place = min(max(draft.place, 0), len(draft.items) - 1)
    return draft


def _known(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in values.items() if name in names}

"""What is said of an item when it is taken in."""

from dataclasses import dataclass

from counter.domain.states import Category, OldPartChoice
from counter.services.payments import PaymentFacts
from counter.services.units import UnitFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessoryFacts:
    """One accessory: a code of the kind of item, or a name of its own."""

    code: str = ""
    name: str = ""
    qty: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item on the counter.

    Its unit is new or known by serial number (`unit`), or that of an earlier case (`unit_of_case`).
    The fault is said in words, by codes of its kind, or both. Condition and accessories are never
    assumed: either they are named, or `no_marks` and `no_accessories` are said (decisions 33).
    `quoted_fen` None = quoted after diagnosis; `promised_at` None = the outlet's usual promise;
    `rework_of` names the case whose guarantee this repair falls under; `photos` are picture files
    on this machine.
    """

    unit: UnitFacts | None = None
    unit_of_case: str = ""
    fault: str = ""
    fault_codes: tuple[str, ...] = ()
    condition_codes: tuple[str, ...] = ()
    condition_note: str = ""
    no_marks: bool = False
    accessories: tuple[AccessoryFacts, ...] = ()
    no_accessories: bool = False
    declared_value_fen: int | None = None
    quoted_fen: int | None = None
    diagnosis_fee_fen: int = 0
    deposit: PaymentFacts | None = None
    category_expected: Category = Category.PAID
    cover: str = ""
    old_part: OldPartChoice | None = None
    promised_at: int | None = None
    rework_of: str = ""
    passcode: str = ""
    shelf: str = ""
    photos: tuple[str, ...] = ()

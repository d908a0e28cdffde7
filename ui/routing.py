"""Where a scan leads: the kind of the number and the role of who scans decide (decisions 37)."""

from collections.abc import Callable
from dataclasses import dataclass

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.storage.questions.scans import Scanned
from ui.navigation import may_open

DIGITS_OF_A_SLIP = 12  # so many digits and more were meant as a paper's number
IMEI = 15
#: they stand at the counter; the manager too, who does everything where he is alone
AT_THE_COUNTER = frozenset({Role.FRONT_DESK, Role.CASHIER, Role.MANAGER})
SHELF, PART = "shelf", "part"  # ways that open no screen by themselves
WAYS = {NumberKind.SHELF: SHELF, NumberKind.PART: PART, NumberKind.TRANSFER: "transfers"}


@dataclass(frozen=True, slots=True)
class Way:
    """The screen to open and the number it opens with; `refusal` when the number leads nowhere,
    `found` what the number is on where that was looked up.
    """

    screen: str = ""
    number: str = ""
    refusal: RuleBroken | None = None
    found: Scanned | None = None


def is_claimed(code: str, claims: frozenset[NumberKind]) -> bool:
    """Whether a code is a number of one of these kinds."""
    if not claims:
        return False
    try:
        return (numbers.parse(code).kind or NumberKind.TRANSFER) in claims
    except RuleBroken:
        return False


def way_of(
    code: str, role: Role, look: Callable[[str], Scanned], *, is_scanned: bool = False
) -> Way:
    """Where a code leads. Empty when it is no paper's number: then the screen may know it.

    `look` tells what a number is on and raises RuleBroken where nobody here has issued it.
    """
    try:
        number = numbers.parse(code)
    except RuleBroken as refusal:
        is_meant = _is_meant(numbers.plain(code), is_scanned=is_scanned)
        return Way(refusal=refusal) if is_meant else Way()
    if number.kind is NumberKind.RECEIPT and _hands_back(role):
        return Way("hand_back", number.digits)  # a number nobody knows is an alarm there
    try:
        found = look(number.digits)
    except RuleBroken as refusal:
        if number.kind is None and refusal.rule.endswith(".other_outlet"):
            return Way("transfers", number.digits)  # a bag whose cases have not come yet
        return Way(refusal=refusal)
    return _way_of_found(found, role)


def _is_meant(digits: str, *, is_scanned: bool) -> bool:
    """Whether so many digits were meant as a paper's number. A hand loses and doubles digits; a
    scanner does not: what it reads in another length is a maker's code.
    """
    if not digits.isdigit() or len(digits) == IMEI:
        return False
    if is_scanned:
        return len(digits) == numbers.LENGTH
    return len(digits) > DIGITS_OF_A_SLIP


def _hands_back(role: Role) -> bool:
    return role in AT_THE_COUNTER and may_open(role, "hand_back")


def _way_of_found(found: Scanned, role: Role) -> Way:
    if found.kind in WAYS:
        return Way(WAYS[found.kind], found.number, found=found)
    if found.kind is NumberKind.CUSTOMER:
        return _customer(found, role)
    if found.kind is NumberKind.CARD:
        if found.awaits_inspection and may_open(role, "inspection"):
            return Way("inspection", found.card_number, found=found)
        if role is Role.TECHNICIAN and may_open(role, "bench"):
            return Way("bench", found.card_number, found=found)
    return Way(_place_of_cases(role), found.case_number, found=found)


def _customer(found: Scanned, role: Role) -> Way:
    if may_open(role, "customers"):
        return Way("customers", found.number, found=found)
    if may(role, "correct_customer"):
        return Way("board", found.number, found=found)
    facts = {"act": "customers", "code": "", "role": role.value}
    return Way(refusal=RuleBroken("right.missing", **facts))


def _place_of_cases(role: Role) -> str:
    return "case" if may_open(role, "case") else "board"

"""Where a scan leads: the kind of the number and the role of who scans decide (decisions 37)."""

from dataclasses import dataclass

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role

DIGITS_OF_A_SLIP = 12  # so many digits and more were meant as a paper's number


@dataclass(frozen=True, slots=True)
class Way:
    """The screen to open and the number it opens with; `refusal` when the number is none."""

    screen: str = ""
    number: str = ""
    refusal: RuleBroken | None = None


def way_of(code: str, role: Role) -> Way:
    """Where a code leads. Empty when it is no paper's number: then the screen may know it."""
    plain = numbers.plain(code)
    try:
        number = numbers.parse(code)
    except RuleBroken as refusal:
        is_meant = plain.isdigit() and len(plain) > DIGITS_OF_A_SLIP and len(plain) != 15
        return Way(refusal=refusal) if is_meant else Way()
    if number.kind is NumberKind.RECEIPT and may(role, "hand_back"):
        return Way("hand_back", number.digits)
    if number.kind is None:
        return Way("sign_in", number.digits)  # a badge, as long as nothing else has such a number
    return Way("board", number.digits)

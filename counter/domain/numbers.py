"""The 16-digit number of a paper.

`T OOOOO S YY NNNNN CC`, made, read, shown, and told why it is wrong.

T is the kind, OOOOO the outlet, S the seat, YY the outlet's local year at issue, NNNNN the sequence
of that kind, seat and year, CC the check digits of ISO 7064 MOD 97-10 (printing.md §2.5, decisions
11). Two seats that cannot reach each other never make the same one, and every wrong digit or
swapped pair of neighbours is noticed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from counter.domain.refusals import RuleBroken

LENGTH = 16
LAST_OUTLET = 99_999
LAST_SEAT = 9
LAST_SEQUENCE = 99_999
#: keeps every number below the printers' and scanners' own codes (printing.md §2.5)
BODY = 14
NEVER_A_KIND = "9"

_DIGITS = re.compile(r"[0-9]+")
_ALONE = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
#: a number that is a whole step of a link: the code behind it may hold sixteen figures too
_STEP = re.compile(r"(?<=[/=])[0-9]{16}(?=[/?#&]|$)")
_LINK = re.compile(r"[/?=#:]")
#: what people and scanners put between the digits: spaces, hyphens, dashes, dots
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212\u00b7._]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class NumberKind(StrEnum):
    """What a number is on.

    The kinds without a digit of their own share 0 and are told apart by looking them up.
    """

    CASE = "case"
    CARD = "card"
    RECEIPT = "receipt"
    PART = "part"
    CUSTOMER = "customer"
    VOUCHER = "voucher"
    SETTLEMENT = "settlement"
    SHELF = "shelf"
    ESTIMATE = "estimate"
    BADGE = "badge"
    ACCESSORY = "accessory"
    CALL = "call"
    TRANSFER = "transfer"
    LOANER = "loaner"

    @property
    def digit(self) -> int:
        """The first digit of its numbers."""
        return _DIGIT_OF.get(self, 0)


_DIGIT_OF = {kind: digit for digit, kind in enumerate(list(NumberKind)[:8], start=1)}
_KIND_OF = {digit: kind for kind, digit in _DIGIT_OF.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumber:
    """The parts of a valid number.

    `kind` is None where the first digit is 0; `year` has two digits.
    """

    digits: str
    kind: NumberKind | None
    outlet: int
    seat: int
    year: int
    sequence: int


def check_digits(body: str) -> str:
    """The two digits that make `body` + them leave 1 when divided by 97 (ISO 7064 MOD 97-10)."""
    return f"{98 - int(body) * 100 % 97:02d}"


def is_valid(digits: str) -> bool:
    """Whether 16 plain digits carry the right check digits and a kind and outlet that can exist."""
    return (
        len(digits) == LENGTH
        and digits.isascii()
        and digits.isdigit()
        and check_digits(digits[:BODY]) == digits[BODY:]
        and digits[0] != NEVER_A_KIND
        and digits[1:6] != "00000"
    )


def make(kind: NumberKind, *, outlet: int, seat: int, year: int, sequence: int) -> str:
    """Make a number.

    `year` may have four digits; an impossible part is a fault of the caller, not of a person.
    """
    if not (
        1 <= outlet <= LAST_OUTLET and 0 <= seat <= LAST_SEAT and 1 <= sequence <= LAST_SEQUENCE
    ):
        raise ValueError(f"no number for outlet {outlet}, seat {seat}, sequence {sequence}")
    body = f"{kind.digit}{outlet:05d}{seat}{year % 100:02d}{sequence:05d}"
    return body + check_digits(body)


def grouped(digits: str) -> str:
    """Show a number as people read it out: `3 00017 1 26 00123 49`.

    Anything else comes back unchanged.
    """
    if len(digits) != LENGTH:
        return digits
    cuts = (0, 1, 6, 7, 9, 14, 16)
    return " ".join(digits[a:b] for a, b in pairwise(cuts))


def plain(text: str) -> str:
    """Strip what a keyboard, an input method or a scanner puts around the digits.

    A status link gives its number.
    """
    text = text.translate(_FULL_WIDTH).strip()
    if _LINK.search(text):
        for numbers in (_STEP.findall(text), _ALONE.findall(text)):
            if len(numbers) == 1:
                return numbers[0]
    return _BETWEEN.sub("", text)


def parse(text: str) -> PaperNumber:
    """Read a number as typed or scanned.

    Raises RuleBroken "number.…" that names the slip: missing, not_digits, too_short, too_long,
    doubled, swapped, digit_wrong, check_failed, unknown_kind, impossible_outlet.
    """
    digits = plain(text)
    _refuse_other_than_16_digits(digits)
    if check_digits(digits[:BODY]) != digits[BODY:]:
        _refuse_wrong_check(digits)
    if digits[0] == NEVER_A_KIND:
        raise RuleBroken("number.unknown_kind", number=digits, digit=digits[0])
    if digits[1:6] == "00000":
        raise RuleBroken("number.impossible_outlet", number=digits)
    return PaperNumber(
        digits=digits,
        kind=_KIND_OF.get(int(digits[0])),
        outlet=int(digits[1:6]),
        seat=int(digits[6]),
        year=int(digits[7:9]),
        sequence=int(digits[9:14]),
    )


def parse_kind(text: str, kind: NumberKind) -> PaperNumber:
    """Read a number that has to be of one kind; raises as `parse` does, and "number.wrong_kind"."""
    number = parse(text)
    if int(number.digits[0]) != kind.digit:
        found = number.kind.value if number.kind else "other"
        raise RuleBroken(
            "number.wrong_kind", number=number.digits, expected=kind.value, found=found
        )
    return number


def swapped_neighbours(digits: str) -> list[int]:
    """The places where swapping a digit with the next makes the number valid; 1 is the first."""
    return [
        place + 1
        for place in range(len(digits) - 1)
        if digits[place] != digits[place + 1]
        and is_valid(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    ]


def one_digit_repairs(digits: str) -> Iterator[str]:
    """Every valid number that differs from `digits` in one place."""
    for place in range(len(digits)):
        for digit in "0123456789":
            changed = digits[:place] + digit + digits[place + 1 :]
            if digit != digits[place] and is_valid(changed):
                yield changed


def _refuse_other_than_16_digits(digits: str) -> None:
    if not digits:
        raise RuleBroken("number.missing")
    if not _DIGITS.fullmatch(digits):
        odd = next(c for c in digits if c not in "0123456789")
        raise RuleBroken("number.not_digits", text=digits[:40], character=odd)
    if len(digits) < LENGTH:
        raise RuleBroken("number.too_short", text=digits, digits=len(digits), expected=LENGTH)
    if len(digits) > LENGTH:
        doubled = _doubled_place(digits)
        if doubled:
            raise RuleBroken("number.doubled", text=digits, place=doubled)
        raise RuleBroken("number.too_long", text=digits[:40], digits=len(digits), expected=LENGTH)


def _doubled_place(digits: str) -> int:
    """The place of a digit that was typed twice, or 0."""
    if len(digits) == LENGTH + 1:
        for place in range(LENGTH):
            if digits[place] == digits[place + 1] and is_valid(
                digits[:place] + digits[place + 1 :]
            ):
                return place + 1
    return 0


def _refuse_wrong_check(digits: str) -> None:
    swaps = swapped_neighbours(digits)
    if swaps:
        raise RuleBroken("number.swapped", number=digits, place=swaps[0], next_place=swaps[0] + 1)
    if any(True for _ in one_digit_repairs(digits)):
        raise RuleBroken("number.digit_wrong", number=digits)
    raise RuleBroken("number.check_failed", number=digits)

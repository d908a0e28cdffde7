"""The short form of a number, as lists and papers show it, told apart where only one is meant."""

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.storage.questions.finding import OpenCase, find
from ui.kit import Kit

SHORT, SEQUENCE, MOST = 7, 5, 20  # digits of year and sequence, of the sequence; cases looked at


def whole_number(kit: Kit, typed: str, *kinds: NumberKind) -> str:
    """The number of an open case whose year and sequence were typed, of the first of these kinds
    that has one; what was typed where it is no short number, or more than one could be meant.
    """
    digits = numbers.plain(typed)
    if len(digits) != SHORT or not digits.isdecimal():
        return typed
    cases = kit.desk.glance(find, text=digits[-SEQUENCE:], limit=MOST).cases
    for kind in kinds:
        known = {_number(one, kind) for one in cases}
        meant = {one for one in known if kit.figures.short_number(one).replace(" ", "") == digits}
        if meant:
            return meant.pop() if len(meant) == 1 else typed
    return typed


def _number(case: OpenCase, kind: NumberKind) -> str:
    of_kind = {
        NumberKind.CASE: case.case_number,
        NumberKind.CARD: case.card_number,
        NumberKind.RECEIPT: case.receipt_number,
    }
    return of_kind[kind] or ""

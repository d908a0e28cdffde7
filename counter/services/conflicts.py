"""Conflicts settled by people: one of the values is chosen, or another one given."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.refusals import RuleBroken

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledConflict:
    """What was settled, and how many more wait for a choice."""

    conflict: str
    record: str
    still_open: int


def settle_conflict(
    work: "Work",
    *,
    conflict: str,
    keep: int | None = None,
    values: dict[str, str | int | None] | None = None,
) -> SettledConflict:
    """Settle a conflict of the list: keep side `keep`, or the one that stands with other `values`.

    Nothing is overwritten: what had lost stays in the book. Raises RuleBroken "conflict.…".
    """
    found = work.conflicts.named(conflict)
    sides = len(found.sides)
    if keep is None and not values:
        raise RuleBroken("conflict.no_choice", conflict=conflict)
    n = 1 if keep is None else keep
    if not 1 <= n <= sides:
        raise RuleBroken("conflict.no_side", conflict=conflict, n=n, sides=sides)
    work.conflicts.settle(found, found.sides[n - 1], values or {})
    return SettledConflict(
        conflict=conflict,
        record=found.kind.name,
        still_open=work.conflicts.open_count(),
    )

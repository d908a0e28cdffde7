"""The passcode of a device: shown on demand with a reason, and every look is put on record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.personal import required
from counter.domain.refusals import RuleBroken
from counter.services.lookups import case_of

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """A passcode for the eyes of whoever asked; it is in no log, export or paper."""

    case_number: str
    passcode: str


def reveal_passcode(work: "Work", *, case_number: str, reason: str) -> Revealed:
    """Show the passcode kept for a device; who looked and why is kept (domain.md §9.2).

    Raises RuleBroken "passcode.none" or "input.missing" without a reason.
    """
    item = case_of(work, case_number)
    reason = required(reason, "reason")
    passcode = work.passcode(item.id)
    if passcode is None:
        raise RuleBroken("passcode.none", number=item.number)
    work.count("passcode.shown", item.number, item.id, reason)
    return Revealed(case_number=item.number, passcode=passcode)

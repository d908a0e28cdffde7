"""The customer is told: what was said, how, and what came of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import custody as rules
from counter.domain.choices import NoticeHow, NoticeOutcome
from counter.domain.custody import GONE, CustodyStep
from counter.domain.personal import required
from counter.domain.records import Notice, Shelf
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState
from counter.services.custody import pass_on
from counter.services.lookups import case_of

if TYPE_CHECKING:
    from counter.storage.work import Work

#: the customer knows, or can be taken to know
TOLD = frozenset({NoticeOutcome.REACHED, NoticeOutcome.MESSAGE_LEFT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """A notice, and where the item stands after it."""

    case_number: str
    outcome: NoticeOutcome
    custody_state: CustodyState
    notices: int


def notify_customer(
    work: "Work",
    *,
    case_number: str,
    how: NoticeHow,
    said: str,
    outcome: NoticeOutcome = NoticeOutcome.REACHED,
) -> Notified:
    """Write down that the customer was told something about his item.

    Once it is ready and he was reached, the item counts as notified. Raises RuleBroken
    "case.handed_back" or "input.missing".
    """
    item = case_of(work, case_number)
    if item.custody_state in GONE:
        raise RuleBroken("case.handed_back", number=item.number)
    work.add(
        Notice(
            id=work.new_id(),
            item_id=item.id,
            how=how.value,
            said=required(said, "said", lines=True),
            outcome=outcome.value,
            at=work.at,
            by=work.person.id,
        )
    )
    if outcome in TOLD and CustodyStep.NOTIFY in rules.WAYS[item.custody_state]:
        shelf = work.one(Shelf, id=item.shelf_id) if item.shelf_id else None
        item = pass_on(work, item, CustodyStep.NOTIFY, shelf=shelf)
    return Notified(
        case_number=item.number,
        outcome=outcome,
        custody_state=item.custody_state,
        notices=len(work.all(Notice, item_id=item.id)),
    )

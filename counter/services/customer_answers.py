"""What customers said on their page becomes part of the day (domain.md §7.8): the seat applies it
by the rules of the counter, and somebody reads it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.choices import AnswerOutcome, AnswerWhat, ConsentHow
from counter.domain.records import AnswerTaken, Consent, CustomerAnswer, Estimate, Id
from counter.domain.rights import may
from counter.domain.states import EstimateStatus
from counter.services.estimates import agree, decline, read_lines
from counter.services.lookups import item_by_id, past_case_of

if TYPE_CHECKING:
    from counter.storage.work import Work

#: whose eyes a complaint needs
OF_SUPERVISORS = "inspect"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersSeen:
    """How many of a customer's answers were read now, and complaints that wait for a supervisor."""

    case_number: str
    seen: int
    for_supervisor: int


def take_customer_answer(work: "Work", item_id: Id, answer_id: Id) -> AnswerOutcome | None:
    """Do as the customer said; None where that was done before, or what he spoke of is not here.

    Two seats that cannot hear each other may both do it: the consent has the same id and says the
    same, so the sum is agreed to once. Raises RuleBroken "card.…", "case.…", "custody.…" where the
    case has gone on; then `leave_customer_answer` is for it.
    """
    found = _waiting(work, item_id, answer_id)
    if found is None:
        return None
    if found.estimate_id is None:
        return _note(work, found, AnswerOutcome.RECEIVED)
    estimate = work.find(Estimate, id=found.estimate_id, item_id=item_id)
    if estimate is None:
        return None
    if estimate.status is not EstimateStatus.SENT:
        return _note(work, found, AnswerOutcome.LATE)
    item_by_id(work, item_id)
    if found.what == AnswerWhat.APPROVE:
        agree(work, estimate, read_lines(estimate), _consent(work, found))
    else:
        decline(work, estimate, found.said)
    return _note(work, found, AnswerOutcome.APPLIED)


def leave_customer_answer(work: "Work", item_id: Id, answer_id: Id) -> AnswerOutcome | None:
    """Keep an answer that came too late to be done; None where it was taken before."""
    found = _waiting(work, item_id, answer_id)
    return _note(work, found, AnswerOutcome.LATE) if found else None


def see_customer_answers(work: "Work", *, case_number: str) -> AnswersSeen:
    """Somebody has read what the customer said of a case; a complaint needs a supervisor.

    Raises RuleBroken "number.…", "case.…".
    """
    item = past_case_of(work, case_number)
    is_supervisor = may(work.person.role, OF_SUPERVISORS)
    taken = work.all(AnswerTaken, item_id=item.id)
    known = {one.answer_id for one in taken if one.outcome == AnswerOutcome.SEEN}
    fresh = [one for one in work.all(CustomerAnswer, item_id=item.id) if one.id not in known]
    held = [one for one in fresh if one.what == AnswerWhat.COMPLAINT and not is_supervisor]
    for one in fresh:
        if one not in held:
            _note(work, one, AnswerOutcome.SEEN)
    return AnswersSeen(
        case_number=item.number, seen=len(fresh) - len(held), for_supervisor=len(held)
    )


def _waiting(work: "Work", item_id: Id, answer_id: Id) -> CustomerAnswer | None:
    found = work.find(CustomerAnswer, id=answer_id, item_id=item_id)
    taken = work.all(AnswerTaken, item_id=item_id, answer_id=answer_id)
    is_taken = any(one.outcome != AnswerOutcome.SEEN for one in taken)
    return None if is_taken else found


def _consent(work: "Work", answer: CustomerAnswer) -> Consent:
    return Consent(id=work.id_after(answer.id), how=ConsentHow.ONLINE.value, at=answer.at)


def _note(work: "Work", answer: CustomerAnswer, outcome: AnswerOutcome) -> AnswerOutcome:
    work.add(
        AnswerTaken(
            id=work.new_id(),
            answer_id=answer.id,
            item_id=answer.item_id,
            outcome=outcome.value,
            at=work.at,
            by=work.person.id,
        )
    )
    return outcome

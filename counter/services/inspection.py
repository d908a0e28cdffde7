"""主任验讫: the supervisor passes a repair, or sends it back to the bench."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import cards as rules
from counter.domain.cards import CardEvent
from counter.domain.covers import guarantee_until
from counter.domain.custody import CustodyStep
from counter.domain.personal import cleaned, required
from counter.domain.records import CustomerItem, Id, Measurement, PartUsed, RepairCard, WorkStep
from counter.domain.states import CardStatus, CustodyState
from counter.services.cards import turn_by
from counter.services.custody import make_ready, pass_on
from counter.services.lookups import card_of, item_by_id, shelf_of
from counter.services.settings import number_set, setting

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What the inspection came to; the guarantee is counted anew from hand-back."""

    case_number: str
    card_number: str
    card_status: CardStatus
    custody_state: CustodyState
    self_inspected: bool
    guarantee_until_on: str


def inspect(
    work: "Work",
    *,
    card_number: str,
    passed: bool,
    reason: str = "",
    shelf: str = "",
    checks: list[str] | None = None,
) -> Inspected:
    """Pass a repair, or fail it with a reason; `checks` are the points that were ticked.

    Never by anybody who booked time on the card since its last failure, unless the outlet's setting
    `self_inspection` allows it (domain.md §5.5). Raises RuleBroken "card.own_work",
    "card.test_failed", "card.…" or "input.missing" for a failure without its reason.
    """
    card = card_of(work, card_number)
    item = item_by_id(work, card.item_id)
    by_himself = rules.check_inspector(
        card.number,
        inspector=work.person.id,
        workers=_workers(work, card),
        self_allowed=bool(setting(work, "self_inspection")),
    )
    if passed:
        card = _pass(work, card, cleaned(reason, "reason"))
        item = _shelved(work, make_ready(work, item), shelf)
    else:
        card = turn_by(work, card, CardEvent.FAIL, reason=required(reason, "reason"))
    card = work.change(
        card,
        inspected_by=work.person.id,
        inspected_at=work.at,
        inspection_result="PASSED" if passed else "FAILED",
        inspection_checks_json=json.dumps(
            [cleaned(one, "checks") for one in checks or []], ensure_ascii=False
        ),
        self_inspected=int(by_himself),
    )
    return Inspected(
        case_number=item.number,
        card_number=card.number,
        card_status=card.status,
        custody_state=item.custody_state,
        self_inspected=by_himself,
        guarantee_until_on=card.guarantee_until_on,
    )


def _workers(work: "Work", card: RepairCard) -> frozenset[Id]:
    steps = (step for step in work.all(WorkStep, card_id=card.id) if step.corrected_by is None)
    return rules.who_worked(
        ((step.technician_id, step.started_at, step.minutes) for step in steps),
        failed_at=card.inspected_at if card.inspection_result == "FAILED" else None,
    )


def _pass(work: "Work", card: RepairCard, reason: str) -> RepairCard:
    card = turn_by(work, card, CardEvent.PASS, reason=reason)
    rules.check_done(
        card.number,
        minutes=rules.minutes_booked(work.all(WorkStep, card_id=card.id)),
        pieces=rules.pieces_used(work.all(PartUsed, card_id=card.id)),
        no_parts_used=bool(card.no_parts_used),
    )
    rules.check_tests(card.number, work.all(Measurement, card_id=card.id))
    until = guarantee_until(work.local_date(work.at), number_set(work, "guarantee_days"))
    return work.change(card, guarantee_until_on=until.isoformat())


def _shelved(work: "Work", item: CustomerItem, shelf: str) -> CustomerItem:
    if not shelf:
        return item
    return pass_on(work, item, CustodyStep.STORE, shelf=shelf_of(work, shelf))

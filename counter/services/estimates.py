"""Estimates and the customer's word to them (domain.md §7.8, decisions 29)."""

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.domain import consenting as rules
from counter.domain.cards import CardEvent
from counter.domain.choices import ConsentHow, LineKind
from counter.domain.consenting import EstimateLine
from counter.domain.money import checked
from counter.domain.numbers import NumberKind
from counter.domain.personal import cleaned, phone_digits, required
from counter.domain.records import Consent, Customer, CustomerItem, Estimate, RepairCard
from counter.domain.refusals import RuleBroken
from counter.domain.settling import worst_category
from counter.domain.states import CardStatus, Coverage, EstimateStatus
from counter.services.cards import stop_clock, turn_by
from counter.services.custody import CaseNow, case_now, make_ready
from counter.services.lookups import card_of, card_of_item, estimate_of, followed, item_by_id

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_LINES = 60
MOST_PIECES = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line of an estimate; `amount_fen` is for the whole quantity, tax included."""

    line: LineKind = LineKind.LABOUR
    name: str
    qty: int = 1
    amount_fen: int
    coverage: Coverage = Coverage.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateNow:
    """An estimate and what the customer has agreed to pay in all, None = nothing yet."""

    estimate_number: str
    case_number: str
    card_number: str
    card_status: CardStatus
    status: EstimateStatus
    total_fen: int
    agreed_fen: int | None


def send_estimate(
    work: "Work",
    *,
    card_number: str,
    lines: tuple[LineFacts, ...],
    note: str = "",
    extra: bool = False,
    done: str = "",
) -> EstimateNow:
    """Tell the customer parts, work and price; the card waits for his word and its clock stops.

    `extra` lines come on top of what he agreed to before; otherwise the estimate stands for the
    whole repair and replaces one that still waits. `done` is what was done in the step that ends.
    Raises RuleBroken "estimate.…", "card.not_now".
    """
    card = card_of(work, card_number)
    item = item_by_id(work, card.item_id)
    made = estimate_lines(lines)
    total = checked(rules.customer_total(made), "total_fen")
    if not any(line.coverage is Coverage.CUSTOMER for line in made):
        raise RuleBroken("estimate.nothing_to_pay", number=card.number)
    earlier = work.all(Estimate, item_id=item.id)
    if extra:
        _check_extra(card, earlier)
    for waiting in earlier:
        if waiting.status is EstimateStatus.SENT:
            mark(work, waiting, EstimateStatus.REPLACED)
    stop_clock(work, card, done=cleaned(done, "work"))
    card = turn_by(work, card, CardEvent.ESTIMATE_SENT)
    estimate = work.add(
        Estimate(
            id=work.new_id(),
            number=work.next_number(NumberKind.ESTIMATE),
            item_id=item.id,
            lines_json=rules.as_json(made),
            total_fen=total,
            currency=item.currency,
            sent_at=work.at,
            sent_by=work.person.id,
            note=cleaned(note, "note", lines=True),
            extra=int(extra),
            status_at=work.at,
            status_by=work.person.id,
        )
    )
    return _estimate_now(work, estimate, item, card)


def record_consent(
    work: "Work",
    *,
    estimate_number: str,
    how: ConsentHow,
    lines: tuple[int, ...] = (),
    amount_fen: int | None = None,
    given_by_name: str = "",
    called_phone: str = "",
    conditions: str = "",
) -> EstimateNow:
    """Write down the customer's yes: which lines, how much, who said it, how, to whom.

    No `lines` named means all of them; `amount_fen`, where given, must be their sum. A consent by
    phone names the number called. Raises RuleBroken "estimate.…", "consent.…".
    """
    estimate = estimate_of(work, estimate_number)
    rules.check_answerable(estimate)
    item = item_by_id(work, estimate.item_id)
    phone = phone_digits(called_phone) if called_phone else ""
    rules.check_consent_note(how, phone, estimate.number)
    agreed = rules.agreed_lines(read_lines(estimate), lines, estimate.number)
    _check_total(estimate, agreed, amount_fen)
    consent = Consent(
        id=work.new_id(),
        given_by_name=cleaned(given_by_name, "name") or _customer_name(work, item),
        how=how.value,
        called_phone=phone,
        conditions=cleaned(conditions, "conditions", lines=True),
        at=work.at,
        by=work.person.id,
    )
    return agree(work, estimate, agreed, consent)


def agree(
    work: "Work", estimate: Estimate, agreed: list[EstimateLine], consent: Consent
) -> EstimateNow:
    """The estimate stands as the customer's word says: work goes on.

    `consent` says who gave it and how; lines and sum are filled in. Raises RuleBroken
    "card.not_now".
    """
    item = item_by_id(work, estimate.item_id)
    estimate = _stand(work, estimate)
    given = replace(
        consent,
        estimate_id=estimate.id,
        lines_json=json.dumps([line.n for line in agreed]),
        amount_fen=rules.customer_total(agreed),
        currency=estimate.currency,
    )
    work.add(given)
    card = turn_by(work, card_of_item(work, item), CardEvent.APPROVED)
    category = worst_category((line.coverage for line in agreed), card.category)
    return _estimate_now(work, estimate, item, work.change(card, category=category))


def decline_estimate(work: "Work", *, estimate_number: str, reason: str) -> CaseNow:
    """Write down the customer's no.

    Where something was agreed before, that still stands and work may go on; otherwise the item
    goes back unrepaired. Raises RuleBroken "estimate.not_waiting".
    """
    estimate = estimate_of(work, estimate_number)
    rules.check_answerable(estimate)
    return decline(work, estimate, required(reason, "reason"))


def decline(work: "Work", estimate: Estimate, reason: str) -> CaseNow:
    """The customer does not want it; raises RuleBroken "card.not_now"."""
    item = item_by_id(work, estimate.item_id)
    mark(work, estimate, EstimateStatus.DECLINED, reason=reason)
    stands = work.find(Estimate, item_id=item.id, status=EstimateStatus.CONSENTED) is not None
    event = CardEvent.EXTRA_DECLINED if estimate.extra or stands else CardEvent.DECLINED
    card = turn_by(work, card_of_item(work, item), event, reason=reason)
    if event is CardEvent.DECLINED:
        item = make_ready(work, item)
    return case_now(work, item, card)


def agreed_fen(work: "Work", item: CustomerItem) -> int | None:
    """What the customer has agreed to pay in all, or None."""
    estimates = work.all(Estimate, item_id=item.id)
    consents = [c for e in estimates for c in work.all(Consent, estimate_id=e.id)]
    return rules.consented_fen(estimates, consents)


def mark(work: "Work", estimate: Estimate, status: EstimateStatus, *, reason: str = "") -> Estimate:
    """Give an estimate its new state."""
    return work.change(
        estimate,
        status=status,
        status_at=work.at,
        status_by=work.person.id,
        status_reason=reason,
    )


def estimate_lines(facts: tuple[LineFacts, ...]) -> list[EstimateLine]:
    """The lines as they are kept; raises "estimate.no_lines", "estimate.too_many_lines" …"""
    if not facts:
        raise RuleBroken("estimate.no_lines")
    if len(facts) > MOST_LINES:
        raise RuleBroken("estimate.too_many_lines", lines=len(facts), most=MOST_LINES)
    return [_line(n, line) for n, line in enumerate(facts, start=1)]


def read_lines(estimate: Estimate) -> list[EstimateLine]:
    """The lines of a kept estimate."""
    return rules.from_json(estimate.lines_json)


def _line(n: int, facts: LineFacts) -> EstimateLine:
    name = required(facts.name, "line_name")
    if facts.line is LineKind.ROUNDING:
        raise RuleBroken("estimate.no_rounding", line=name)
    if not 1 <= facts.qty <= MOST_PIECES:
        raise RuleBroken("line.qty", line=name, qty=facts.qty, most=MOST_PIECES)
    return EstimateLine(
        n=n,
        line=facts.line,
        name=name,
        qty=facts.qty,
        amount_fen=checked(facts.amount_fen, "amount_fen"),
        coverage=facts.coverage,
    )


def _check_total(estimate: Estimate, agreed: list[EstimateLine], said_fen: int | None) -> None:
    """Where a sum was said, it is that of the lines agreed to."""
    total = rules.customer_total(agreed)
    if said_fen is not None and said_fen != total:
        raise RuleBroken(
            "consent.amount_differs",
            number=estimate.number,
            amount_fen=said_fen,
            lines_fen=total,
        )


def _stand(work: "Work", estimate: Estimate) -> Estimate:
    """The estimate stands; one for the whole repair takes the place of all before it."""
    if not estimate.extra:
        for older in work.all(Estimate, item_id=estimate.item_id, status=EstimateStatus.CONSENTED):
            mark(work, older, EstimateStatus.REPLACED)
    return mark(work, estimate, EstimateStatus.CONSENTED)


def _check_extra(card: RepairCard, earlier: list[Estimate]) -> None:
    """Something must have been agreed, or covered, before anything comes on top of it."""
    agreed = any(e.status is EstimateStatus.CONSENTED for e in earlier)
    replaces_extra = any(e.status is EstimateStatus.SENT and e.extra for e in earlier)
    under_way = card.status not in (CardStatus.DIAGNOSING, CardStatus.AWAIT_APPROVAL)
    if not (agreed or replaces_extra or under_way):
        raise RuleBroken("estimate.extra_to_nothing", number=card.number)


def _customer_name(work: "Work", item: CustomerItem) -> str:
    return followed(work, work.one(Customer, id=item.customer_id)).name


def _estimate_now(
    work: "Work", estimate: Estimate, item: CustomerItem, card: RepairCard
) -> EstimateNow:
    return EstimateNow(
        estimate_number=estimate.number,
        case_number=item.number,
        card_number=card.number,
        card_status=card.status,
        status=estimate.status,
        total_fen=estimate.total_fen,
        agreed_fen=agreed_fen(work, item),
    )

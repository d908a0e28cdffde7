"""What the customer agreed to pay, and the line nobody charges above (domain.md §7.8, §5.10)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counter.domain.choices import ConsentHow, LineKind
from counter.domain.records import Consent, Estimate
from counter.domain.refusals import RuleBroken
from counter.domain.states import Coverage, EstimateStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateLine:
    """One line of an estimate; `amount_fen` is for the whole quantity, tax included."""

    n: int
    line: LineKind
    name: str
    qty: int
    amount_fen: int
    coverage: Coverage


def as_json(lines: Sequence[EstimateLine]) -> str:
    """How lines are kept: in their order, without their numbers and what is usual, one piece that
    the customer pays.
    """
    kept: list[dict[str, str | int]] = []
    for line in lines:
        one: dict[str, str | int] = {
            "line": line.line.value,
            "name": line.name,
            "amount_fen": line.amount_fen,
        }
        if line.qty != 1:
            one["qty"] = line.qty
        if line.coverage is not Coverage.CUSTOMER:
            one["coverage"] = line.coverage.value
        kept.append(one)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(kept: str) -> list[EstimateLine]:
    """The lines that `as_json` kept."""
    return [
        EstimateLine(
            n=n,
            line=LineKind(one["line"]),
            name=one["name"],
            qty=one.get("qty", 1),
            amount_fen=one["amount_fen"],
            coverage=Coverage(one.get("coverage", Coverage.CUSTOMER)),
        )
        for n, one in enumerate(json.loads(kept), start=1)
    ]


def customer_total(lines: Iterable[EstimateLine]) -> int:
    """What the customer would pay of these lines."""
    return sum(line.amount_fen for line in lines if line.coverage is Coverage.CUSTOMER)


def agreed_lines(
    lines: Sequence[EstimateLine], wanted: Sequence[int], number: str
) -> list[EstimateLine]:
    """The lines the customer said yes to; none named means all.

    Raises RuleBroken "estimate.unknown_line".
    """
    if not wanted:
        return list(lines)
    known = {line.n: line for line in lines}
    for n in wanted:
        if n not in known:
            raise RuleBroken("estimate.unknown_line", number=number, line=n, lines=len(lines))
    return [known[n] for n in sorted(set(wanted))]


def check_consent_note(how: ConsentHow, called_phone: str, number: str) -> None:
    """A consent by phone names the number called (16 CCR 2722; domain.md §7.8)."""
    if how is ConsentHow.PHONE and not called_phone:
        raise RuleBroken("consent.phone_missing", number=number)


def check_answerable(estimate: Estimate) -> None:
    """Only an estimate that waits can be agreed to or declined."""
    if estimate.status is not EstimateStatus.SENT:
        raise RuleBroken("estimate.not_waiting", number=estimate.number, status=estimate.status)


def consented_fen(estimates: Iterable[Estimate], consents: Iterable[Consent]) -> int | None:
    """The total the customer has agreed to, extras on top; None when nothing was agreed."""
    standing = {e.id for e in estimates if e.status is EstimateStatus.CONSENTED}
    amounts = [c.amount_fen for c in consents if c.estimate_id in standing]
    return sum(amounts) if amounts else None


def most_chargeable_fen(consented: int | None, diagnosis_fee_fen: int) -> int:
    """The most the customer can be charged: what was agreed, or the fee signed at check-in."""
    return max(consented or 0, diagnosis_fee_fen)


def check_charge(charged_fen: int, most_fen: int, case_number: str) -> None:
    """The charged total stays within the consent (§5.10); raises "settlement.above_consent"."""
    if charged_fen > most_fen:
        raise RuleBroken(
            "settlement.above_consent",
            number=case_number,
            charged_fen=charged_fen,
            agreed_fen=most_fen,
        )

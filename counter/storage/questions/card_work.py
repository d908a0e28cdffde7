"""What was done on a card, as the card itself tells it on paper."""

from typing import Any

from counter.domain.papers import CardPart, CardStep
from counter.language import Words, words_of
from counter.storage.database import Connection
from counter.storage.questions import case_parts as parts
from counter.storage.questions import case_views as v
from counter.storage.questions.paper_parts import PaperItem, Setting

PASSED, WITHIN = "PASSED", "PASS"  # an inspection, a measured value


def card_work(db: Connection, item: PaperItem, setting: Setting) -> dict[str, Any]:
    """The fields of `RepairCardPaper` that speak of the work; empty before it has begun."""
    found = parts.card_view(db, item.id)
    if found is None:
        return {}
    card_id, card = found
    words = words_of(setting.language)
    used = parts.part_views(db, card_id)
    inspected = setting.local(card.inspected_at) if card.inspected_at else None
    return {
        "technician": _who(card.technician_name, card.technician_code),
        "diagnosis": _diagnosis(card),
        "steps": tuple(
            _step(one, setting) for one in parts.step_views(db, card_id) if not one.is_corrected
        ),
        "parts": _parts(used),
        "no_parts": card.no_parts_used,
        "tests": tuple(_test(one, words) for one in parts.measurement_views(db, card_id)),
        "inspected_by": _who(card.inspected_by_name, card.inspected_by_code),
        "inspected_at": inspected,
        "passed": card.inspection_result == PASSED,
        "own_work": card.self_inspected,
        "guarantee_until": card.guarantee_until_on,
    }


def _who(name: str, code: str) -> str:
    return f"{name} {code}".strip()


def _diagnosis(card: v.CardView) -> str:
    said = (card.fault_code, card.diagnosis, card.cause)
    return " · ".join(part for part in said if part)


def _step(step: v.StepView, setting: Setting) -> CardStep:
    return CardStep(
        started_at=setting.local(step.started_at),
        ended_at=setting.local(step.ended_at) if step.ended_at else None,
        minutes=step.minutes,
        technician=_who(step.technician_name, step.technician_code),
        work=step.work,
    )


def _parts(used: list[v.PartUsedView]) -> tuple[CardPart, ...]:
    """What is in the item: a part taken out again and the line that took it are gone."""
    back = {one.corrects_n for one in used if one.corrects_n is not None}
    stay = (one for one in used if one.corrects_n is None and one.n not in back)
    return tuple(
        CardPart(code=one.code, name=one.name, qty=one.qty, old_part=one.old_part_disposition)
        for one in stay
    )


def _test(measured: v.MeasurementView, words: Words) -> str:
    limits = "–".join((measured.low, measured.high)) if measured.low or measured.high else ""
    value = f"{measured.value} {measured.unit}".strip()
    within = measured.verdict == WITHIN
    sign = words.say_as("card", "Passed") if within else words.say_as("card", "Failed")
    return "　".join(part for part in (measured.name, value, limits, sign) if part)

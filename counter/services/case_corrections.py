"""What was written wrong of an open case, and a promise that is moved with a reason."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counter.domain.custody import GONE
from counter.domain.money import checked
from counter.domain.personal import cleaned, required
from counter.domain.records import CustomerItem, ItemKind, Unit
from counter.domain.refusals import RuleBroken
from counter.services.intake_checks import condition_json, fault_json, promise
from counter.services.intake_facts import ItemFacts
from counter.services.lookups import case_of, item_kind_of

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemNow:
    """A case as it stands after a correction."""

    case_number: str
    fault: str
    fault_codes: tuple[str, ...]
    condition_note: str
    declared_value_fen: int | None
    promised_at: int


def correct_item(
    work: "Work",
    *,
    case_number: str,
    fault: str | None = None,
    fault_codes: tuple[str, ...] | None = None,
    condition_codes: tuple[str, ...] | None = None,
    condition_note: str | None = None,
    declared_value_fen: int | None = None,
    promised_at: int | None = None,
    reason: str = "",
) -> ItemNow:
    """Correct what was written of an item that is here; what is not named stays.

    Another promise needs a `reason`, which is kept: the receipt the customer holds says the old
    one. Raises RuleBroken "case.handed_back", "intake.…", "money.…", "promise.…",
    "input.missing".
    """
    item = case_of(work, case_number)
    if item.custody_state in GONE:
        raise RuleBroken("case.handed_back", number=item.number)
    kind = item_kind_of(work, work.one(Unit, id=item.unit_id).kind_code)
    changed = _fault(kind, item, fault, fault_codes)
    changed |= _condition(kind, item, condition_codes, condition_note)
    if declared_value_fen is not None:
        changed["declared_value_fen"] = checked(declared_value_fen, "declared_value_fen")
    if promised_at is not None and promised_at != item.promised_at:
        reason = required(reason, "reason")
        changed["promised_at"] = promise(work, promised_at)
        work.count("promise.moved", item.number, item.id, reason)
    item = work.change(item, **changed)
    return ItemNow(
        case_number=item.number,
        fault=item.fault,
        fault_codes=_listed(item.fault_codes_json),
        condition_note=item.condition_note,
        declared_value_fen=item.declared_value_fen,
        promised_at=item.promised_at,
    )


def _fault(
    kind: ItemKind, item: CustomerItem, fault: str | None, codes: tuple[str, ...] | None
) -> dict[str, Any]:
    """The fault in words and chips: of both together something must be left."""
    if fault is None and codes is None:
        return {}
    words = item.fault if fault is None else cleaned(fault, "fault", lines=True)
    if codes is None:
        if not words and not _listed(item.fault_codes_json):
            raise RuleBroken("intake.fault_missing")
        return {"fault": words}
    facts = ItemFacts(fault=words, fault_codes=codes)
    return {"fault": words, "fault_codes_json": fault_json(kind, facts)}


def _condition(
    kind: ItemKind, item: CustomerItem, codes: tuple[str, ...] | None, note: str | None
) -> dict[str, Any]:
    if codes is None and note is None:
        return {}
    words = item.condition_note
    if note is not None:
        words = cleaned(note, "condition_note", lines=True)
    if codes is None:
        return {"condition_note": words}
    facts = ItemFacts(condition_codes=codes, condition_note=words, no_marks=not (codes or words))
    return {"condition_note": words, "condition_json": condition_json(kind, facts)}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))

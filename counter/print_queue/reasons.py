"""Why a paper waits, as it is kept beside it: the refusal itself, worded when somebody reads it."""

import json
from typing import Any, cast

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.wording import sentence

MOST_KEPT, MOST_FACT = 300, 60


def kept_reason(refusal: RuleBroken) -> str:
    """A refusal as a short text; facts that make it too long are left out."""
    facts = {
        name: value[:MOST_FACT] if isinstance(value, str) else value
        for name, value in refusal.facts.items()
        if name != "sent"
    }
    text = _text(refusal.rule, facts)
    return text if len(text) <= MOST_KEPT else _text(refusal.rule, {})


def kept_refusal(reason: str) -> RuleBroken | None:
    """The refusal that was kept; None for a reason in somebody's own words."""
    try:
        kept: Any = json.loads(reason)
    except ValueError:
        return None
    if not isinstance(kept, dict) or "rule" not in kept:
        return None
    found = cast(dict[str, Any], kept)
    facts = {name: value for name, value in found.items() if name != "rule"}
    return RuleBroken(str(found["rule"]), **facts)


def worded_reason(reason: str, words: Words) -> str:
    """A reason in words; empty where there is none."""
    refusal = kept_refusal(reason)
    return reason if refusal is None else sentence(refusal.rule, refusal.facts, words)


def _text(rule: str, facts: dict[str, Any]) -> str:
    return json.dumps({"rule": rule} | facts, ensure_ascii=False)

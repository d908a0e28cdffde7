"""A name signed on the pad: which strokes are one, and what they are bound to.

Strokes are lists of [x, y, t]: hundredths of the pad's height, milliseconds since the first touch.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from counter.domain.records import CustomerItem, Unit
from counter.domain.refusals import RuleBroken

Point = tuple[int, int, int]
Stroke = tuple[Point, ...]

MOST_STROKES = 40
MOST_CHARACTERS = 3_000  # of the strokes as they are kept: a case stays small (decisions 19)
CHECK_DIGITS = 8  # of the hash, as they stand beside the name on paper
LEAST_POINTS = 6  # fewer are a slip of the hand
WIDEST, LONGEST_MS = 1_000, 600_000  # ten times as wide as high, ten minutes


def strokes_text(strokes: Sequence[Stroke]) -> str:
    """The strokes as they are kept.

    Raises RuleBroken "signature.empty", "signature.too_large" or "signature.not_strokes".
    """
    points = [point for stroke in strokes for point in stroke]
    if len(points) < LEAST_POINTS:
        raise RuleBroken("signature.empty")
    text = json.dumps(strokes, separators=(",", ":"))
    if len(strokes) > MOST_STROKES or len(text) > MOST_CHARACTERS:
        raise RuleBroken("signature.too_large", length=len(text), limit=MOST_CHARACTERS)
    last = 0
    for x, y, t in points:
        if not (0 <= x <= WIDEST and 0 <= y <= WIDEST and last <= t <= LONGEST_MS):
            raise RuleBroken("signature.not_strokes")
        last = t
    return text


def signed_sha256(facts: Mapping[str, object]) -> str:
    """The hash in hex of what was signed, as canonical JSON; nobody's name or phone is in it."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def receipt_facts(number: str, items: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What stands above the customer's name on a receipt, without the name and phone."""
    return {"receipt": number, "items": [*items]}


def item_facts(item: CustomerItem, unit: Unit, paid_fen: int) -> dict[str, object]:
    """What a receipt says of one item; `paid_fen` is what had been paid when it was signed."""
    return {
        "case": item.number,
        "item": [unit.product, unit.brand, unit.model, unit.serial],
        "fault": [item.fault, item.fault_codes_json],
        "condition": [item.condition_json, item.condition_note],
        "accessories": item.accessories_json,
        "promised_at": item.promised_at,
        "category": item.category_expected.value,
        "old_part": item.old_part_choice.value,
        "fen": [item.quoted_fen, item.diagnosis_fee_fen, item.declared_value_fen],
        "deposit_fen": paid_fen,
    }


def loss_facts(number: str, id_type: str, item_knowledge: str) -> dict[str, object]:
    """What a declaration of loss says: the identity paper seen, what was known of the item."""
    return {"receipt": number, "id_type": id_type, "item_knowledge": item_knowledge}


def check_bound(seen_sha256: str, facts: Mapping[str, object]) -> str:
    """The hash of the facts; raises "signature.of_something_else" when another one was signed."""
    made = signed_sha256(facts)
    if seen_sha256 and seen_sha256 != made:
        raise RuleBroken("signature.of_something_else")
    return made

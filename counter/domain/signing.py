"""A name signed on the pad: which strokes are one, and what they are bound to.

Strokes are lists of [x, y, t]: hundredths of the pad's height, milliseconds since the first touch.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from counter.domain.refusals import RuleBroken

Point = tuple[int, int, int]
Stroke = tuple[Point, ...]

MOST_STROKES = 40
MOST_CHARACTERS = 3_000  # of the strokes as they are kept: a case stays small (decisions 19)
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


def check_bound(seen_sha256: str, facts: Mapping[str, object]) -> str:
    """The hash of the facts; raises "signature.of_something_else" when another one was signed."""
    made = signed_sha256(facts)
    if seen_sha256 and seen_sha256 != made:
        raise RuleBroken("signature.of_something_else")
    return made

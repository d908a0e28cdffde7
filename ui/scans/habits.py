"""How the scanner of this machine types: what it puts round a code, its pace, its keyboard."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from ui.scans.door import USUAL_GAP_MS

LEAST_GAP_MS, MOST_GAP_MS = 15, 120
MOST_AROUND = 8  # characters before or after a code
KEPT_AS = "scanner/habits"


class Ending(StrEnum):
    """What tells that a code is over."""

    ANY = "any"  # Enter or Tab, whichever comes
    ENTER = "enter"
    TAB = "tab"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Habits:
    """`gap_ms` is the longest time between two keys of one code; `folds` turns what arrives into
    what stands on the label, where the scanner types for another keyboard.
    """

    prefix: str = ""
    suffix: str = ""
    ending: Ending = Ending.ANY
    gap_ms: int = USUAL_GAP_MS
    folds: Mapping[str, str] = field(default_factory=dict[str, str])
    layout: str = ""  # the keyboard it was recognised by; empty = as it stands

    def folded(self, typed: str) -> str:
        """What arrived, as it stands on the label."""
        return "".join(self.folds.get(one, one) for one in typed) if self.folds else typed

    def inner(self, code: str) -> str | None:
        """A folded code without what stands round it; None where that is missing."""
        has_both = len(code) >= len(self.prefix) + len(self.suffix)
        if not (has_both and code.startswith(self.prefix) and code.endswith(self.suffix)):
            return None
        return code[len(self.prefix) : len(code) - len(self.suffix)]


def bounded(gap_ms: float) -> int:
    """A gap within what a scanner may need and a hand does not reach."""
    return max(LEAST_GAP_MS, min(MOST_GAP_MS, round(gap_ms)))


def written(habits: Habits) -> str:
    """Habits as they are kept on this machine."""
    return json.dumps(asdict(habits), ensure_ascii=False)


def read(kept: str) -> Habits:
    """Habits as they were kept; what cannot be read is as nobody had learnt anything."""
    try:
        found: Any = json.loads(kept) if kept else {}
        folds = {str(a)[:1]: str(b)[:1] for a, b in dict(found.get("folds", {})).items()}
        return Habits(
            prefix=str(found.get("prefix", ""))[:MOST_AROUND],
            suffix=str(found.get("suffix", ""))[:MOST_AROUND],
            ending=Ending(found.get("ending", Ending.ANY)),
            gap_ms=bounded(float(found.get("gap_ms", USUAL_GAP_MS))),
            folds=folds,
            layout=str(found.get("layout", "")),
        )
    except (ValueError, TypeError, AttributeError):
        return Habits()

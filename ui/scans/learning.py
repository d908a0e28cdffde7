"""What three scans of one code tell of the scanner: its pace, what it puts round a code, and
whether this machine's keyboard turns its characters into others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter.domain import gs1, numbers
from counter.domain.personal import is_imei
from ui.scanner import SHORTEST, half_width
from ui.scans.habits import MOST_AROUND, MOST_GAP_MS, Ending, Habits, bounded
from ui.scans.layouts import LAYOUTS
from ui.widgets.scanner_trial import Burst

#: every digit, and the letters and signs that keyboards put elsewhere
TRIAL = "0123456789-AQWZYM"
SCANS = 3
ROOM = 2.5  # times its longest gap a scanner is given: a busy machine is slower than an idle one
ITSELF = "itself"  # the layout of a keyboard that was learnt character by character
ENDINGS = {"Enter": Ending.ENTER, "Tab": Ending.TAB, "": Ending.PAUSE}
_RUNS = re.compile(r"(?<![0-9])(?:[0-9]{13,16})(?![0-9])")
_MARK = re.compile(r"\][A-Za-z][0-9A-Za-z]")  # a scanner's own, of the symbol


class Trouble(StrEnum):
    """Why nothing can be learnt."""

    DIFFER = "differ"  # not the same code each time
    SHORT = "short"
    SLOW = "slow"  # as slow as a hand
    MANGLED = "mangled"  # no code that is known comes out of it


@dataclass(frozen=True, slots=True)
class Learnt:
    """`is_sure` = the code was recognised, so what stands round it is known too."""

    habits: Habits
    code: str
    longest_gap: float
    is_sure: bool = False
    was_full_width: bool = False
    was_turned: bool = False  # small letters for capitals: Caps Lock


def learn(bursts: Sequence[Burst]) -> Learnt | Trouble:
    """What these scans of one code tell."""
    typed = {burst.text for burst in bursts}
    endings = {burst.ending for burst in bursts}
    longest = max((burst.longest_gap for burst in bursts), default=0.0)
    if len(typed) != 1 or len(endings) != 1:
        return Trouble.DIFFER
    raw = typed.pop()
    if len(raw) < SHORTEST:
        return Trouble.SHORT
    if longest > MOST_GAP_MS:
        return Trouble.SLOW
    gap, ending = bounded(longest * ROOM), ENDINGS.get(endings.pop(), Ending.ANY)
    found = _recognised(raw)
    if found is None:
        if not half_width(raw).isascii():
            return Trouble.MANGLED
        return Learnt(Habits(ending=ending, gap_ms=gap), half_width(raw), longest)
    layout, folds, text, code = found
    before, _, after = text.partition(code)
    habits = Habits(
        prefix=before[-MOST_AROUND:],
        suffix=after[:MOST_AROUND],
        ending=ending,
        gap_ms=gap,
        folds=folds,
        layout=layout,
    )
    return Learnt(
        habits=habits,
        code=code,
        longest_gap=longest,
        is_sure=True,
        was_full_width=half_width(raw) != raw.strip(),
        was_turned=code == TRIAL.lower(),
    )


def _recognised(raw: str) -> tuple[str, dict[str, str], str, str] | None:
    """The keyboard on which the scan is a code that is known, its folds, the text, the code."""
    for layout, folds in (("", dict[str, str]()), *LAYOUTS.items()):
        text = _MARK.sub("", half_width(Habits(folds=folds).folded(raw)), count=1)
        code = next(_known(text), "")
        if code:
            return layout, folds, text, code
    if len(raw) == len(TRIAL) == len(set(raw)):
        pairs = zip(raw, TRIAL, strict=True)
        return ITSELF, {seen: meant for seen, meant in pairs if seen != meant}, TRIAL, TRIAL
    return None


def _known(text: str) -> Iterator[str]:
    """The codes in a text that prove themselves: the trial code, or by their check digits."""
    for trial in (TRIAL, TRIAL.lower()):
        if trial in text:
            yield trial
    for run in _RUNS.findall(text):
        if numbers.is_valid(run) or is_imei(run) or gs1.is_gtin(run):
            yield run

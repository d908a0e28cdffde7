"""Breaking text into lines and finding the setting that holds it whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counter.printing.metrics import Metrics
from counter.printing.sheet import POINT, Face

NEVER_FIRST = set("，。、；：！？）」』》】〕％…,.;:!?)%]·’”")
NEVER_LAST = set("（「『《【〔([¥“‘")
PIECES = re.compile(r"[\x21-\x7e\u00a0-\u024f]+ ?|\s|.", re.S)


@dataclass(frozen=True, slots=True)
class Way:
    """One setting of a text: size in points, most rows, first baseline and leading in mm."""

    size: float
    rows: int
    first: float
    leading: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines set in a `way`; `whole` is False when the last of them was cut."""

    way: Way
    lines: tuple[str, ...]
    whole: bool = True


def lines(
    metrics: Metrics, text: str, width: float, size: float, face: Face = Face.MEDIUM
) -> list[str]:
    """Break at spaces between words and anywhere between Han characters.

    No line begins with what may not stand first (，。）) or ends with （; a word that is longer
    than `width` mm is broken where it must be.
    """
    room = width * 1000 / (size * POINT) + 0.5
    if "\n" not in text and metrics.ems(text, face) <= room:
        return [text.strip()]
    return [
        line
        for paragraph in text.split("\n")
        for line in _broken(metrics, _units(paragraph), room, face)
    ]


def gathered(
    metrics: Metrics, items: Iterable[str], width: float, size: float, between: str = "　"
) -> list[str]:
    """Short things side by side, as many in a line as fit whole; a longer one is broken."""
    told: list[str] = []
    for item in items:
        longer = f"{told[-1]}{between}{item}" if told else ""
        if longer and metrics.width(longer, size) <= width:
            told[-1] = longer
        else:
            told += lines(metrics, item, width, size)
    return told


def pour(
    metrics: Metrics, text: str, width: float, ways: Sequence[Way], face: Face = Face.MEDIUM
) -> Setting:
    """The first of `ways` that holds the whole text in `width` mm; in the last one it is cut."""
    broken: dict[float, list[str]] = {}
    for way in ways:
        if way.size not in broken:
            broken[way.size] = lines(metrics, text, width, way.size, face)
        if len(broken[way.size]) <= way.rows:
            return Setting(way, tuple(broken[way.size]))
    last = ways[-1]
    kept = broken[last.size][: last.rows]
    kept[-1] = cut(metrics, kept[-1] + "…", width, last.size, face)
    return Setting(last, tuple(kept), whole=False)


def cut(metrics: Metrics, text: str, width: float, size: float, face: Face = Face.MEDIUM) -> str:
    """The text itself, or as much of it as `width` mm holds with "…" behind."""
    room = width * 1000 / (size * POINT) + 0.5
    if metrics.ems(text, face) <= room:
        return text
    kept = text.removesuffix("…")
    while kept and metrics.ems(kept + "…", face) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def shrunk(
    metrics: Metrics,
    text: str,
    width: float,
    sizes: tuple[float, float],
    face: Face = Face.MEDIUM,
) -> tuple[float, str]:
    """One line in the largest of `sizes` (largest, least; steps of half a point) that holds it.

    Where even the least does not, the text is cut.
    """
    largest, least = sizes
    ems = metrics.ems(text, face) or 1
    size = min(largest, int((width * 1000 / (ems * POINT) + 0.001) * 2) / 2)
    if size >= least:
        return size, text
    return least, cut(metrics, text, width, least, face)


def _units(paragraph: str) -> list[str]:
    """The pieces between which a line may break."""
    units: list[str] = []
    last = ""
    for piece in PIECES.findall(paragraph):
        if last in NEVER_LAST or (units and piece[0] in NEVER_FIRST and not last.isspace()):
            units[-1:] = [(units[-1] if units else "") + piece]
        else:
            units.append(piece)
        last = piece[-1]
    return units


def _broken(metrics: Metrics, units: list[str], room: float, face: Face) -> list[str]:
    done: list[str] = []
    line, used = "", 0
    for unit in units:
        ems = metrics.ems(unit, face)
        if used + metrics.ems(unit.rstrip(), face) <= room:
            line, used = line + unit, used + ems
            continue
        if line:
            done.append(line.rstrip())
        *full, line = _chopped(metrics, unit.lstrip(), room, face)
        done += full
        used = metrics.ems(line, face)
    return [*done, line.rstrip()]


def _chopped(metrics: Metrics, unit: str, room: float, face: Face) -> list[str]:
    """A unit longer than a line, in pieces of a line; any other unit whole."""
    ends, used = [0], 0
    for at, character in enumerate(unit.rstrip()):
        used += metrics.ems(character, face)
        if used > room and at > ends[-1]:
            ends.append(at)
            used = metrics.ems(character, face)
    return [unit[start:end] for start, end in pairwise([*ends, len(unit)])]

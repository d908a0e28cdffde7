"""Plots as SVG, drawn from numbers alone; the rows they show stand beside them as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from counter.hub.console.markup import Html, el

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 560, 250, 46, 30, 14
#: how far the last name reaches beyond its bar
EDGE = 20
LINES = 2
#: how many names fit under the bars
MOST_NAMES = 6
TONES = ("a", "b", "c", "d", "e")
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands under it, its parts from below, what it says, and where it leads."""

    name: str
    parts: tuple[float, ...]
    said: str
    leads: str = ""


def bars(title: str, told: Sequence[Bar], empty: str, *, beside: bool = False) -> Html:
    """Bars in their order; parts stand on each other, or `beside` each other. A sentence where
    there is none to draw.
    """
    most = max((_height(one, beside=beside) for one in told), default=0)
    if not most:
        return el("p", empty, class_="empty")
    scale = top_of(most)
    lines = [
        _line(value, scale)
        for value in (scale * n / LINES for n in range(LINES + 1))
        if value.is_integer()  # nobody brings half an item
    ]
    step = (WIDTH - LEFT - EDGE) / max(len(told), 1)
    drawn = [_bar(n, one, step, scale, beside=beside) for n, one in enumerate(told)]
    every = ceil(len(told) / MOST_NAMES) or 1
    last = len(told) - 1
    names = [
        el("text", one.name, x=_at(LEFT + step * (n + 0.5)), y=HEIGHT - 6, text_anchor="middle")
        for n, one in enumerate(told)
        if (last - n) % every == 0
    ]
    box = f"0 0 {WIDTH} {HEIGHT}"
    return el(
        "svg", el("title", title), *lines, *drawn, *names, class_="plot", viewBox=box, role="img",
        aria_label=title,
    )  # fmt: skip


def key(names: Sequence[str]) -> Html:
    """What the tones of the parts mean."""
    return el(
        "ul", [el("li", el("i", class_=TONES[n]), one) for n, one in enumerate(names)],
        class_="key",
    )  # fmt: skip


def top_of(most: float) -> float:
    """A round number not below the highest bar."""
    if most <= 1:
        return 1 if most > 0 else 2
    size = 1.0
    while size * 10 < most:
        size *= 10
    return next(size * step for step in _STEPS if size * step >= most)


def _height(one: Bar, *, beside: bool) -> float:
    return max(one.parts, default=0) if beside else sum(one.parts)


def _line(value: float, scale: float) -> Html:
    y = _y(value, scale)
    line = el("line", class_="line", x1=LEFT, x2=WIDTH, y1=_at(y), y2=_at(y))
    said = el("text", _short(value), x=LEFT - 6, y=_at(y + 4), text_anchor="end")
    return el("g", line, said)


def _bar(n: int, one: Bar, step: float, scale: float, *, beside: bool) -> Html:
    left, broad, drawn, below = LEFT + step * n + step * 0.14, step * 0.72, list[Html](), 0.0
    for place, part in enumerate(one.parts):
        wide = broad / len(one.parts) if beside else broad
        x = left + wide * place if beside else left
        top = _y(max(part if beside else below + part, 0), scale)
        floor = _y(0 if beside else below, scale)
        below += max(part, 0)
        if part > 0:
            drawn.append(
                el("rect", class_=TONES[place], x=_at(x), y=_at(top), width=_at(max(wide - 1, 1)),
                   height=_at(max(floor - top, 1)))
            )  # fmt: skip
    whole = el("g", el("title", one.said), drawn)
    return el("a", whole, href=one.leads, aria_label=one.said) if one.leads and drawn else whole


def _y(value: float, scale: float) -> float:
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / scale)


def _at(place: float) -> str:
    return f"{place:.1f}"


def _short(value: float) -> str:
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return f"{value:g}"

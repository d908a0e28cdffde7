"""A paper written downwards, as long as it needs: on a roll, or on sheet after sheet.

Nothing is ever cut here but what stands at the head: a text that is too long takes another line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counter.domain.paper_looks import LOGO_DOT, Logo
from counter.domain.papers import SignedName
from counter.language import Words
from counter.printing.codes import QUIET_BARS, bars_width
from counter.printing.figures import groups
from counter.printing.flow import Piece
from counter.printing.forms.letterhead import grouped_number
from counter.printing.forms.signed_name import signed_name
from counter.printing.media import Medium
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import POINT, Face, Rule
from counter.printing.typesetting import gathered, lines

ABOVE, BELOW = 0.88, 0.16  # of the size: from the top of a line to its baseline, and to its foot
GUTTER = 3.0  # mm between fields
SEVERAL = 3  # lines of a field that may stand beside others, of a text that is never divided


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a medium is written on: sizes in points, lengths in mm, codes in dots of its head.

    `columns` is how many quarters of a row stand side by side; `inline` puts a label before its
    value instead of above it.
    """

    medium: Medium
    left: float
    wide: float
    small: float
    value: float
    large: float
    title: float
    number: float
    columns: int
    bars: int
    bars_height: float
    square: int
    inline: bool = False
    thin: float = 0.35
    thick: float = 0.7

    @property
    def is_roll(self) -> bool:
        """Whether the paper is cut where the drawing ends."""
        return not self.medium.height

    @property
    def right(self) -> float:
        """The right edge of what is written."""
        return self.left + self.wide


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; `quarters` of a row that it takes where fields stand side by side."""

    label: str
    value: str
    quarters: int = 1
    face: Face = Face.MEDIUM


class Strip:
    """Gathers pieces downwards; what belongs together is joined."""

    def __init__(self, metrics: Metrics, style: Style) -> None:
        """Nothing is written yet."""
        self.metrics, self.style = metrics, style
        self.pieces: list[Piece] = []

    def pen(self) -> Pen:
        """A pen for one piece, measured from its top edge."""
        return Pen(self.metrics, self.style.medium.dot)

    def put(self, pen: Pen, height: float, *, joined: bool = False) -> None:
        """What the pen wrote, as the next piece."""
        self.pieces.append(Piece(height, tuple(pen.marks), joined))

    def join(self) -> None:
        """The piece written last never ends a sheet."""
        self.pieces[-1] = replace(self.pieces[-1], joined=True)

    def space(self, height: float) -> None:
        """White."""
        self.pieces.append(Piece(height, (), joined=True))

    def rule(self, thick: float = 0.0, gap: float = 1.0) -> None:
        """A line from edge to edge, with what follows it."""
        pen, thick = self.pen(), thick or self.style.thin
        pen.rule(self.style.left, thick / 2, self.style.wide, thick)
        self.put(pen, thick + gap, joined=True)

    def dashes(self) -> None:
        """Where the roll is torn."""
        pen, style = self.pen(), self.style
        pen.marks.append(Rule(style.left, 0, style.wide, 0.0, style.thin, (1.75, 1.25)))
        self.put(pen, style.thin)

    # text -----------------------------------------------------------------------------------

    def text(
        self,
        text: str,
        size: float,
        face: Face = Face.MEDIUM,
        *,
        align: Align = Align.LEFT,
        gap: float = 0.6,
    ) -> None:
        """Running text over the whole width, `gap` mm below its last line."""
        style, em = self.style, size * POINT
        x = {Align.LEFT: 0.0, Align.CENTRE: style.wide / 2, Align.RIGHT: style.wide}[align]
        broken = lines(self.metrics, text, style.wide, size, face)
        for row, line in enumerate(broken):
            pen = self.pen()
            pen.text(style.left + x, em * ABOVE, line, size, face, align=align)
            last = row == len(broken) - 1
            together = len(broken) <= SEVERAL and not last
            self.put(pen, em * (ABOVE + BELOW) + (gap if last else 0.3), joined=together)

    def labelled(self, label: str, text: str, face: Face = Face.MEDIUM, size: float = 0.0) -> None:
        """A label and a text of any length, beside it or below it."""
        style, size = self.style, size or self.style.value
        start = self._after(label)
        if not style.inline or start > style.wide / 3:
            self.text(label, style.small, gap=0.5)
            self.join()
            self.text(text, size, face, gap=1.4)
            return
        broken = lines(self.metrics, text, style.wide - start, size, face)
        for row, line in enumerate(broken):
            pen, em = self.pen(), size * POINT
            if row == 0:
                pen.text(style.left, em * ABOVE, label, style.small)
            pen.text(style.left + start, em * ABOVE, line, size, face)
            together = len(broken) <= SEVERAL and row < len(broken) - 1
            self.put(pen, em * (ABOVE + BELOW) + 0.5, joined=together)

    def _after(self, label: str) -> float:
        """Where a value begins behind its label."""
        return self.metrics.width(label, self.style.small) + 2.0

    def fields(self, *fields: Field) -> None:
        """Fields side by side as far as the paper is wide.

        A field that does not fit its quarters takes more of them, or a row of its own.
        """
        columns = self.style.columns
        row: list[Field] = []
        for field in fields:
            quarters = self._quarters(field) if field.value else 0
            if quarters == 0:
                continue
            if quarters > columns or sum(one.quarters for one in row) + quarters > columns:
                self._row(row)
                row = []
            if quarters > columns:
                self.labelled(field.label, field.value, field.face)
            else:
                row.append(replace(field, quarters=quarters))
        self._row(row)

    def _quarters(self, field: Field) -> int:
        """How many quarters a field needs; one more than there are when none suffice."""
        columns, quarters = self.style.columns, field.quarters
        if columns == 1:
            return 2
        while quarters <= columns and not self._set(field, self._room(quarters)):
            quarters += 1
        return quarters

    def _room(self, quarters: int) -> float:
        return (self.style.wide + GUTTER) / self.style.columns * quarters - GUTTER

    def _set(self, field: Field, room: float) -> list[str]:
        """The lines of a value in its room; none where it does not fit."""
        style, width = self.style, self.metrics.width(field.label, self.style.small)
        start = self._after(field.label) if style.inline else 0.0
        if width > room or (start > room / 2 and field.quarters < style.columns):
            return []
        broken = lines(self.metrics, field.value, room - start, style.value, field.face)
        return broken if len(broken) <= SEVERAL else []

    def _row(self, row: Sequence[Field]) -> None:
        """Fields that fit side by side; the last one takes what is left."""
        style, pen, x, deep = self.style, self.pen(), self.style.left, 0.0
        small, em = style.small * POINT, style.value * POINT
        top = 0.0 if style.inline else small * (ABOVE + BELOW) + 0.4
        for field in row:
            start = self._after(field.label) if style.inline else 0.0
            broken = self._set(field, self._room(field.quarters))
            pen.text(x, (em if style.inline else small) * ABOVE, field.label, style.small)
            for place, line in enumerate(broken):
                y = top + em * ABOVE + place * (em * (ABOVE + BELOW) + 0.3)
                pen.text(x + start, y, line, style.value, field.face)
            deep = max(deep, len(broken) * (em * (ABOVE + BELOW) + 0.3))
            x += self._room(field.quarters) + GUTTER
        if row:
            self.put(pen, top + deep + (0.4 if style.inline else 1.0))

    def pair(
        self,
        label: str,
        value: str,
        face: Face = Face.MEDIUM,
        sizes: tuple[float, float] | None = None,
    ) -> None:
        """A label on the left, its value on the right; below each other where both are too long.

        `sizes` are those of label and value, points.
        """
        style = self.style
        small, size = sizes or (style.value, style.value)
        em, width = size * POINT, self.metrics.width
        if width(label, small) + 2 + width(value, size, face) > style.wide:
            self.text(label, small, gap=0.2)
            self.join()
            self.text(value, size, face, align=Align.RIGHT, gap=0.9)
            return
        pen = self.pen()
        pen.text(style.left, em * ABOVE, label, small)
        pen.text(style.right, em * ABOVE, value, size, face, align=Align.RIGHT)
        self.put(pen, em * (ABOVE + BELOW) + 0.8)

    def listed(self, label: str, items: Iterable[str]) -> None:
        """A label and short things, as many in a line as fit whole; on a narrow roll one each."""
        style = self.style
        start = self._after(label) if style.inline else 0.0
        room = style.wide - (start if start <= style.wide / 3 else 0.0)
        told = gathered(self.metrics, items, room, style.value) if style.columns > 1 else items
        self.labelled(label, "\n".join(told))

    def notes(self, *items: str, gap: float = 0.8) -> None:
        """Small print side by side as far as it fits."""
        style = self.style
        told = gathered(self.metrics, items, style.wide, style.small)
        self.text("\n".join(told), style.small, gap=gap)

    def picture(self, logo: Logo) -> None:
        """A logo as large as it was made, where the paper is wide enough."""
        style, pen = self.style, self.pen()
        high = logo.height * min(LOGO_DOT, style.wide / logo.width)
        pen.picture(style.left, 0.0, logo, (style.wide, high))
        self.put(pen, high + 1.2)

    # to be written on -----------------------------------------------------------------------

    def ticks(self, title: str, names: Iterable[str]) -> None:
        """A title and squares to tick, as many in a row as it holds."""
        style, size = self.style, self.style.small
        em = size * POINT
        side, step = em, em * (ABOVE + BELOW) + 1.8
        pen, x, y = self.pen(), style.left, em * ABOVE + 0.4
        if style.columns > 1 and pen.width(title, size, Face.BOLD) < style.wide / 2:
            x = pen.text(x, y, title, size, Face.BOLD) + 5
        else:
            self.text(title, size, Face.BOLD, gap=0.8)
            self.join()
        for name in names:
            first, *more = lines(self.metrics, name, style.wide - side * 1.35, size)
            if x > style.left and x + pen.width(first, size) + side * 1.35 > style.right:
                x, y = style.left, y + step
            x = pen.tick(x, y, first, size, side=side) + 3
            for line in more:
                y += em * (ABOVE + BELOW)
                pen.text(style.left + side * 1.35, y, line, size)
                x = style.right
        self.put(pen, y + em * BELOW + 1.0, joined=True)

    def signs(
        self,
        labels: Sequence[str],
        words: Words,
        signed: SignedName | None = None,
        *,
        room: float = 7.0,
    ) -> None:
        """Lines to write on, side by side on a wide sheet; `room` mm above each. The name that was
        signed on the pad stands on the last.
        """
        style, size = self.style, self.style.small
        at_once = len(labels) if style.columns > 1 else 1
        share = 0.6 if at_once > 1 else 0.75
        em = size * POINT
        for first in range(0, len(labels), at_once):
            pen, some = self.pen(), labels[first : first + at_once]
            wide = (style.wide + 4) / len(some) - 4
            rows, over = 1, 0.0  # mm: how much further up a long label begins, for a name's sake
            for place, label in enumerate(some):
                broken = lines(self.metrics, label, wide * share, size)
                rows = max(rows, len(broken))
                if signed and signed.strokes and len(broken) > 1:
                    over = room - 2
                x, y = style.left + place * (wide + 4), room
                for row, line in enumerate(broken[:-1]):
                    up = (len(broken) - 1 - row) * em * 1.1 + over
                    pen.text(x, y - up, line, size)
                start = pen.write_line(x, y, wide, broken[-1], size)
                if first + place == len(labels) - 1:
                    signed_name(pen, (start, y, x + wide - start), signed, words, room - 1.5)
            lower = max(0.0, (rows - 1) * em * 1.1 + em + over - room)
            pen.marks = [replace(mark, y=mark.y + lower) for mark in pen.marks]
            self.put(pen, room + lower + 2.2, joined=first + at_once < len(labels))

    # codes ----------------------------------------------------------------------------------

    def number(self, number: str) -> None:
        """All 16 digits over the whole width, at most as large as the style says."""
        style, pen = self.style, self.pen()
        size = number_size(pen, number, style.number, style.wide)
        grouped_number(pen, style.left, size * POINT * ABOVE, number, size)
        self.put(pen, size * POINT * (ABOVE + BELOW) + 1.5, joined=True)

    def bars(self, number: str, height: float = 0.0) -> None:
        """Code 128 in the middle, with its white above and below."""
        style, pen = self.style, self.pen()
        high = height or style.bars_height
        module = style.bars * style.medium.dot
        x = style.left + (style.wide - bars_width(number, module)) / 2
        if x < QUIET_BARS * module:
            raise ValueError(f"no white beside the bars of {number} on {style.medium.name}")
        pen.bars(x, 0.6, number, style.bars, high)
        self.put(pen, high + 2.2)

    def beside_square(self, code: str, texts: Sequence[tuple[str, float, Face]]) -> None:
        """A QR on the left and texts on its right; alone the texts where it does not fit."""
        style, pen = self.style, self.pen()
        white = 4 * style.square * style.medium.dot
        room = style.wide * 0.62
        side = pen.square(style.left, white, code, style.square, room)
        if not side:
            for text, size, face in texts:
                self.text(text, size, face)
            return
        x, y = style.left + side + white + 1, white
        for text, size, face in texts:
            em = size * POINT
            for line in lines(self.metrics, text, style.right - x, size, face):
                pen.text(x, y + em * ABOVE, line, size, face)
                y += em * (ABOVE + BELOW) + 0.4
            y += 1.2
        self.put(pen, max(side + 2 * white + 0.3, y))


def number_size(pen: Pen, number: str, most: float, room: float) -> float:
    """The size of a number in its groups that fits a room, at most `most` points."""
    gap = pen.width("0", most) * 0.55
    parts = groups(number)
    wide = gap * (len(parts) - 1) + sum(
        pen.width(part, most, Face.BOLD if place == 4 else Face.MEDIUM)
        for place, part in enumerate(parts)
    )
    return most if wide <= room else int(most * room / wide * 4) / 4

"""What a form writes with: the few kinds of mark our papers are made of, gathered in order."""

from collections.abc import Sequence
from enum import Enum, auto

from counter.domain.paper_looks import LOGO_DOT, Logo
from counter.printing import typesetting
from counter.printing.codes import QUIET_BARS, QUIET_SQUARE, bars_width, square_side
from counter.printing.metrics import Metrics
from counter.printing.sheet import (
    DOT,
    THIN,
    Bars,
    Box,
    Face,
    Mark,
    Picture,
    Ring,
    Rule,
    Sheet,
    Square,
    Text,
)
from counter.printing.typesetting import Setting, Way

MOST_LABEL = 0.72  # of a line to write on
LEAST_LABEL = 5.0  # points


class Align(Enum):
    """Where a text stands to the point it is given."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


class Pen:
    """Gathers marks; all places and lengths are mm, sizes of type points."""

    def __init__(self, metrics: Metrics, dot: float = DOT) -> None:
        """`metrics` measures what is written; codes are made of dots of `dot` mm."""
        self.metrics, self.dot = metrics, dot
        self.marks: list[Mark] = []

    def sheet(self, width: float, height: float) -> Sheet:
        """What was written, as a finished sheet of this size."""
        return Sheet(width, height, tuple(self.marks))

    # text -----------------------------------------------------------------------------------

    def width(self, text: str, size: float, face: Face = Face.MEDIUM) -> float:
        """The width of `text` in mm."""
        return self.metrics.width(text, size, face)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        face: Face = Face.MEDIUM,
        *,
        align: Align = Align.LEFT,
        white: bool = False,
    ) -> float:
        """One line on the baseline `y`; gives back where it ends."""
        if not text:
            return x
        wide = self.width(text, size, face)
        start = x - {Align.LEFT: 0.0, Align.CENTRE: wide / 2, Align.RIGHT: wide}[align]
        self.marks.append(Text(start, y, text, size, face, white))
        return start + wide

    def shrunk(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        sizes: tuple[float, float],
        *,
        face: Face = Face.MEDIUM,
        align: Align = Align.LEFT,
    ) -> float:
        """One line in the largest of `sizes` (largest, least) that `width` holds, else cut."""
        size, shown = typesetting.shrunk(self.metrics, text, width, sizes, face)
        return self.text(x, y, shown, size, face, align=align)

    def pour(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        ways: Sequence[Way],
        *,
        face: Face = Face.MEDIUM,
    ) -> bool:
        """Running text in the first of `ways` that holds it; False when its end was cut off."""
        setting = typesetting.pour(self.metrics, text, width, ways, face)
        self.set(x, y, setting, face)
        return setting.whole

    def set(self, x: float, y: float, setting: Setting, face: Face = Face.MEDIUM) -> None:
        """Lines that were poured before, from the top edge `y`."""
        way = setting.way
        for row, line in enumerate(setting.lines):
            self.text(x, y + way.first + row * way.leading, line, way.size, face)

    # lines and boxes ------------------------------------------------------------------------

    def rule(self, x: float, y: float, width: float, thick: float = THIN) -> None:
        """A horizontal line."""
        self.marks.append(Rule(x, y, width, 0.0, thick))

    def post(self, x: float, y: float, height: float, thick: float = THIN) -> None:
        """A vertical line."""
        self.marks.append(Rule(x, y, 0.0, height, thick))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        thick: float = THIN,
        *,
        filled: bool = False,
    ) -> None:
        """A rectangle by its outer edges' middle line; `filled` is black."""
        self.marks.append(Box(x, y, width, height, thick, filled))

    def ring(self, x: float, y: float, radius: float, thick: float = THIN) -> None:
        """A circle around `x`, `y`."""
        self.marks.append(Ring(x, y, radius, thick))

    def tick(
        self, x: float, y: float, text: str, size: float, *, on: bool = False, side: float = 2.6
    ) -> float:
        """A square to tick with its words on baseline `y`; a cross when on. Gives back the end."""
        top, pad = y - side * 0.9, side * 0.2
        self.box(x, top, side, side)
        if on:
            arm = side - 2 * pad
            self.marks.append(Rule(x + pad, top + pad, arm, arm, 0.45))
            self.marks.append(Rule(x + pad, top + side - pad, arm, -arm, 0.45))
        return self.text(x + side * 1.35, y, text, size)

    def write_line(self, x: float, y: float, width: float, label: str, size: float = 7) -> float:
        """A label and a line behind it to write on by hand; a long label is set smaller. Gives back
        where the line begins.
        """
        digit, room = self.width("0", size), width * MOST_LABEL
        start = self.shrunk(x, y, label, room, (size, LEAST_LABEL)) + digit * 0.9
        self.rule(start, y + digit * 0.65, x + width - start)
        return start

    def picture(self, x: float, y: float, logo: Logo, room: tuple[float, float]) -> float:
        """A logo in a room (width, height) at its left edge, in the middle between top and foot.

        It is never larger than its dots were made for. Gives back where it ends.
        """
        wide, high = logo.width * LOGO_DOT, logo.height * LOGO_DOT
        share = min(1.0, room[0] / wide, room[1] / high)
        wide, high = wide * share, high * share
        self.marks.append(Picture(x, y + (room[1] - high) / 2, wide, high, logo))
        return x + wide

    # codes ----------------------------------------------------------------------------------

    def bars(self, x: float, y: float, code: str, dots: int, height: float) -> None:
        """Code 128 in modules of `dots` dots; the caller leaves 10 modules of white each side."""
        self.marks.append(Bars(x, y, code, dots * self.dot, height))

    def centred_bars(self, y: float, code: str, dots: int, height: float, paper: float) -> None:
        """Code 128 in the middle of a label `paper` mm wide; ValueError when its white is short."""
        wide = bars_width(code, dots * self.dot)
        x = (paper - wide) / 2
        if x < QUIET_BARS * dots * self.dot:
            raise ValueError(f"no white beside the bars of {code!r} on {paper} mm")
        self.bars(x, y, code, dots, height)

    def square(self, x: float, y: float, code: str, most: int, room: float) -> float:
        """QR in the largest module (`most` down to 3 dots) whose side and white below fit `room`.

        `x`, `y` is the first module. Gives back the side, 0 when it does not fit and is left out.
        """
        for dots in range(most, 2, -1):
            side = square_side(code, dots * self.dot)
            if side + QUIET_SQUARE * dots * self.dot <= room:
                self.marks.append(Square(x, y, code, dots * self.dot))
                return side
        return 0.0

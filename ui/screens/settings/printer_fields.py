"""Which fields a printer has, by what it speaks and the way to it, and what is typed in them."""

import unicodedata
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.media import Feed, Medium
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, stretched
from ui.widgets.look import announce, set_look

HEAD = ("dpi", "width_dots")
STOCK = ("stock_width_mm", "stock_height_mm")
OFFSET = ("offset_x_mm", "offset_y_mm")
LABELS = (*HEAD, *STOCK, *OFFSET, "darkness")
MEANT: dict[Language, frozenset[str]] = {
    Language.ZPL: frozenset(LABELS),
    Language.TSPL: frozenset((*LABELS, "gap_mm")),
    Language.ESCPOS: frozenset((*HEAD, "stock_width_mm", *OFFSET, "cuts", "as_text")),
    Language.DRIVER: frozenset(STOCK),
}
HEARD = (Way.TCP, Way.DEVICE, Way.SERIAL)  # where an answer can come back
LABEL_HEADS = {203: 832, 300: 1248}  # dots of the usual head of 4 inches
ROLL_DOTS = 576
WHOLE = ("darkness", "width_dots")


def meant(language: Language, way: Way) -> frozenset[str]:
    """The fields that mean something, beside name, language, way and address."""
    if language is not Language.DRIVER and way in HEARD:
        return MEANT[language] | {"tells"}
    return MEANT[language]


def typed_number(name: str, text: str) -> Any:
    """What is typed in a field of numbers; what is no number is handed on to be refused."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", ".").replace("−", "-")
    if not plain:
        return None if name == "darkness" else "" if name in WHOLE else 0.0
    try:
        return int(plain) if name in WHOLE else float(plain)
    except ValueError:
        return plain


def shown_number(number: float | None) -> str:
    """A number as it stands in its field."""
    return "" if number is None else f"{number:g}"


def stock_of(printer: Printer, media: list[Medium]) -> str:
    """The ready-made size that a printer is described with; `any` or `own` where it is none."""
    wide, high = printer.stock_width_mm, printer.stock_height_mm
    if not wide and not high:
        return "any"
    for medium in media:
        is_roll = medium.feed is Feed.ROLL
        if (wide, high) == ((medium.paper, 0.0) if is_roll else (medium.width, medium.height)):
            return medium.name
    return "own"


def usual(language: Language) -> Printer:
    """What a new printer is taken for until it is described."""
    roll, labels = language is Language.ESCPOS, language in (Language.ZPL, Language.TSPL)
    return Printer(
        name="", language=language, way=Way.QUEUE if language is Language.DRIVER else Way.TCP,
        address="", width_dots=ROLL_DOTS if roll else LABEL_HEADS[203],
        stock_width_mm=80.0 if roll else 60.0 if labels else 0.0,
        stock_height_mm=40.0 if labels else 0.0, cuts=roll,
    )  # fmt: skip


class Line(QWidget):
    """Fields side by side and one sentence below them, which hints or objects."""

    def __init__(self, box: QBoxLayout, *fields: Field):
        super().__init__()
        self._fields, self._hint = fields, ""
        self.note = label("", "hint", wrap=True)
        self.setLayout(stretched(column(box, self.note, gap=2), 0, 0))
        self._show("", "")

    def hint(self, text: str) -> None:
        """What stands there while there is nothing else to say."""
        self._hint = text
        if not self.has_error():
            self._show("", text)

    def object_to(self, field: Field, sentence: str) -> None:
        """Mark a field as wrong and say how to mend it."""
        set_look(field.control, state="error")
        field.control.setAccessibleDescription(sentence)
        self._show("error", sentence)
        announce(field.control, sentence)

    def clear_state(self) -> None:
        """Back to the hint."""
        for field in self._fields:
            set_look(field.control, state="")
            field.control.setAccessibleDescription("")
        self._show("", self._hint)

    def has_error(self) -> bool:
        """Whether an objection stands."""
        return self.note.property("state") == "error"

    def _show(self, state: str, text: str) -> None:
        set_look(self.note, state=state)
        self.note.setText(text)
        self.note.setVisible(bool(text))

"""A field for a day, typed as people write days at a counter: 2026-11-21, 11-21, 1121 or 21."""

import re
import unicodedata
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from ui.widgets.field import CodeEdit
from ui.widgets.look import announce, set_look, tip_of

WIDTH = 104
YEAR_DIGITS = 4
_MARKS = re.compile(r"[-/.年月\s]+")


def read_day(text: str, today: date) -> date | None:
    """The day that was meant; without a year the last such day up to today. None = no day."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("日号")
    parts = [part for part in _MARKS.split(plain) if part]
    if not parts or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts) == 1:
        parts = _cut(parts[0])
    if max(len(part) for part in parts) > YEAR_DIGITS:
        return None
    figures = [int(part) for part in parts]
    try:
        if len(figures) == 3:
            year = figures[0] + (2000 if figures[0] < 100 else 0)
            return date(year, figures[1], figures[2])
        return _near(figures, today)
    except ValueError:
        return None


def _cut(digits: str) -> list[str]:
    """Digits without marks: 20261121, 261121, 1121, 21."""
    if len(digits) in (6, 8):
        return [digits[:-4], digits[-4:-2], digits[-2:]]
    return [digits[:-2], digits[-2:]] if len(digits) in (3, 4) else [digits]


def _near(figures: list[int], today: date) -> date | None:
    if len(figures) == 1:
        return today.replace(day=figures[0])
    if len(figures) != 2:
        return None
    day = date(today.year, figures[0], figures[1])
    return day if day <= today else day.replace(year=today.year - 1)


class DayEdit(CodeEdit):
    """Tells when another day stands there; what is no day is marked and said."""

    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(12)
        self.setFixedWidth(WIDTH)
        self._today = date(2000, 1, 1)
        self._sentence = ""
        self._kept = ""
        self.textEdited.connect(self._clear)
        self.editingFinished.connect(self._settle)

    def say(self, name: str, hint: str, sentence: str) -> None:
        """Name it; `sentence` says what to do where no day stands there."""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._sentence = sentence

    def use_today(self, today: date) -> None:
        """What a day without its year is near to."""
        self._today = today

    def day(self) -> date | None:
        """The day that stands there; None when empty or when it is none."""
        return read_day(self.text(), self._today)

    def show_day(self, day: date | None) -> None:
        """Put a day there without telling."""
        self._kept = day.isoformat() if day else ""
        self.setText(self._kept)
        self._clear()

    def is_wrong(self) -> bool:
        """Whether something stands there that is no day."""
        return bool(self.text().strip()) and self.day() is None

    def sentence(self) -> str:
        """What is wrong; empty when nothing is."""
        return self._sentence if self.is_wrong() else ""

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def _settle(self) -> None:
        if self.is_wrong():
            set_look(self, state="error")
            self.setToolTip(tip_of(self._sentence))
            announce(self, self._sentence)
            self.selectAll()  # what is typed next takes its place
        elif day := self.day():
            self.setText(day.isoformat())
            self.selectAll()
        if self.text() != self._kept:
            self._kept = self.text()
            self.settled.emit()

    def _clear(self) -> None:
        set_look(self, state="")
        self.setToolTip("")

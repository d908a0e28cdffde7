"""A field that shows what a scanner really types: its characters, its gaps, how it ends."""

import unicodedata
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from ui.scanner import ENDS, RAW_KEYS, SHORTEST, event_ms
from ui.scans.door import USUAL_GAP_MS
from ui.widgets.field import CodeEdit

QUIET_MS = 400  # so long without a key, and the burst is over though nothing ended it
ENDINGS = {Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Tab: "Tab"}


@dataclass(slots=True)
class Burst:
    """Keys that came in one go. `gaps` are ms between them; `ending` is Enter, Tab or nothing;
    `most_gap` is what the window takes for a scan.
    """

    text: str = ""
    gaps: list[float] = field(default_factory=list[float])
    ending: str = ""
    most_gap: float = USUAL_GAP_MS

    @property
    def longest_gap(self) -> float:
        """The longest time between two keys, ms."""
        return max(self.gaps, default=0.0)

    @property
    def is_fast(self) -> bool:
        """Whether the window takes it for a scan and not for typing."""
        return len(self.text) >= SHORTEST and self.longest_gap <= self.most_gap

    @property
    def is_plain(self) -> bool:
        """Whether every character came as it stands on the label."""
        return self.text == unicodedata.normalize("NFKC", self.text) and self.text.isascii()


class ScannerTrial(CodeEdit):
    """Takes every key itself while it has the focus; the window's scan filter leaves it alone."""

    arrived = Signal(object)  # a Burst

    def __init__(self) -> None:
        super().__init__()
        self.clock = event_ms
        self.most_gap = float(USUAL_GAP_MS)
        self._burst = Burst()
        self._last = 0.0
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._over)
        self.setReadOnly(True)
        self.setProperty(RAW_KEYS, True)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key in ENDS and self._burst.text:
            self._note_gap(event)
            self._burst.ending = ENDINGS[key]
            self._over()
        elif len(event.text()) == 1 and event.text().isprintable():
            self._note_gap(event)
            self._burst.text += event.text()
            self.setText(self._burst.text)
            self._quiet.start()
        elif key is not Qt.Key.Key_Return:
            super().keyPressEvent(event)

    def event(self, event: object, /) -> bool:
        """Tab ends some scanners' bursts: while keys come in it is one of them."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self._burst.text
        ):
            self.keyPressEvent(event)
            return True
        return super().event(event)  # pyright: ignore[reportArgumentType]

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        self._over()
        super().focusOutEvent(event)

    def _note_gap(self, event: QKeyEvent) -> None:
        now = self.clock(event)
        if self._burst.text:
            self._burst.gaps.append(now - self._last)
        self._last = now

    def _over(self) -> None:
        self._quiet.stop()
        burst, self._burst = self._burst, Burst(most_gap=self.most_gap)
        if burst.text:
            self.arrived.emit(burst)

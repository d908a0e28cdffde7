"""The keyboard sheet: the keys that work here and now, read from the shortcuts themselves."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.language import N_
from ui.kit import Kit
from ui.screens.screen import Screen
from ui.widgets.labels import key, label
from ui.widgets.layouts import column, framed, holder, row, scrolled
from ui.widgets.look import announce, give_focus_back

WIDTH, MARGIN, CHROME = 760, 40, 90
Line = tuple[str, str]  # keys, and what they do
#: keys of screens that need no words of their own, and keys that every control has
USUAL = {
    "Ctrl+Return": N_("Do what the main button says"),
    "Ctrl+Enter": N_("Do what the main button says"),
    "Esc": N_("Back, or clear the page"),
    "Ctrl+S": N_("Save"),
    "Ctrl+N": N_("Begin a new one"),
}
EVERYWHERE = (
    ("Tab", N_("Next question")),
    ("Shift+Tab", N_("Question before")),
    ("↑ ↓ ← →", N_("Choose among chips, cards and lines")),
    ("Space", N_("Tick, or press a button")),
    ("Enter", N_("Open, press a button, or go on to the next gap")),
    ("Ctrl+1 … 9", N_("Let a colleague take over")),
)


class KeySheet(QWidget):
    """Lies over the window until a key is pressed."""

    def __init__(self, kit: Kit, host: QWidget):
        super().__init__(host)
        self._kit, self._host = kit, host
        self._back: QWidget | None = None
        self._title, self._hint = label("", "title"), label("", "caption")
        self._columns = [QGridLayout() for _ in range(2)]
        for grid in self._columns:
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(8)
        lists = holder(row(*(column(grid, 1) for grid in self._columns), gap=32))
        head = row(self._title, 1, self._hint)
        self._lists = scrolled(lists, "clear")
        inner = column(head, self._lists, gap=14, margins=(24, 18, 24, 20))
        self.box = framed(inner, "card", name="palette")
        self.box.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        host.installEventFilter(self)
        self.hide()

    def start(self, screen: Screen | None) -> None:
        """Show the keys of the window and of the screen that is open."""
        say = self._kit.language.say
        self._back = self._host.focusWidget()
        self.setAccessibleName(say("Keyboard sheet"))
        self._title.setText(say("Keyboard sheet"))
        self._hint.setText(say("Any key closes it"))
        own = self._host.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        window = list(self._lines(own))
        here: list[tuple[str, str]] = []
        if screen is not None:
            here = [*self._lines(screen.findChildren(QShortcut)), *screen.keys()]
        usual = [(keys, say(text)) for keys, text in EVERYWHERE]
        left, right = balanced(window, here + usual)
        self._fill(self._columns[0], left)
        self._fill(self._columns[1], right)
        self.show()
        self.raise_()
        self._place()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, "; ".join(f"{keys}: {text}" for keys, text in here + window + usual))

    def rows(self) -> list[tuple[str, str]]:
        """The keys and words that are shown."""
        found: list[tuple[str, str]] = []
        for grid in self._columns:
            items = [grid.itemAt(at) for at in range(grid.count())]
            parts = [item.widget() for item in items if item is not None]
            texts = [part.property("text") for part in parts if part is not None]
            found += list(zip(texts[::2], texts[1::2], strict=True))
        return found

    def close_sheet(self) -> None:
        """Go, and give the focus back."""
        self.hide()
        give_focus_back(self._back)
        self._back = None

    def keyPressEvent(self, _event: QKeyEvent, /) -> None:
        self.close_sheet()

    def mousePressEvent(self, _event: QMouseEvent, /) -> None:
        self.close_sheet()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), self._kit.theme.wash("scrim"))

    def _lines(self, shortcuts: list[QShortcut]) -> Iterator[tuple[str, str]]:
        """Keys and words; of several keys for one thing the first is shown."""
        seen: set[str] = set()
        for shortcut in shortcuts:
            keys = shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)
            word = shortcut.whatsThis() or USUAL.get(keys, "")
            if shortcut.isEnabled() and word and word not in seen:
                seen.add(word)
                yield keys.replace("Return", "Enter"), self._kit.language.say(word)

    def _fill(self, grid: QGridLayout, lines: list[tuple[str, str]]) -> None:
        while (item := grid.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        for place, (keys, text) in enumerate(lines):
            for at, part in enumerate((key(keys), label(text, wrap=True))):
                grid.addWidget(part, place, at)
                part.show()  # it takes room at once
        grid.setColumnStretch(1, 1)

    def _height(self, grid: QGridLayout) -> int:
        grid.invalidate()
        return grid.sizeHint().height()

    def _place(self) -> None:
        self.setGeometry(self._host.rect())
        inner = self._lists.widget()
        wanted = CHROME
        if inner is not None:
            inner.ensurePolished()
            wanted += max(self._height(grid) for grid in self._columns)
        width = min(WIDTH, self.width() - MARGIN)
        height = min(wanted, self.height() - MARGIN)
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        self.box.setGeometry(left, top, width, height)


def balanced(longer: list[Line], other: list[Line]) -> tuple[list[Line], list[Line]]:
    """Two columns nearly as long as each other: the last of the longer one go below the other."""
    keep = len(longer) - max(0, (len(longer) - len(other)) // 2)
    return longer[:keep], other + longer[keep:]

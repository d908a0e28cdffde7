"""Ctrl+K: one field that finds cases, customers, units, papers, places and actions as one types."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.personal import LIMITS
from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.finder import Finder, Hit, too_few_digits
from ui.kit import Kit
from ui.widgets.hit_list import HitList
from ui.widgets.labels import IconLabel, key, label
from ui.widgets.layouts import column, framed, row, rule
from ui.widgets.look import announce, give_focus_back

WIDTH, TOP = 640, 84


class Palette(QWidget):
    """Lies over the window while it is open; Esc gives the focus back."""

    picked = Signal(object)

    def __init__(self, kit: Kit, finder: Finder, host: QWidget):
        super().__init__(host)
        self._kit, self._finder, self._host = kit, finder, host
        self._back: QWidget | None = None
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setMaxLength(LIMITS["search"])
        self.list = HitList(kit.theme)
        self._nothing = label("", "muted", wrap=True)
        self._build()
        self._connect()
        self.say_all()
        self.hide()

    def _build(self) -> None:
        head = row(
            IconLabel(self._kit.theme, "search", "text_3", 18),
            self.field,
            key("Esc"),
            gap=10,
            margins=(18, 4, 16, 4),
        )
        self._nothing.setContentsMargins(20, 12, 20, 12)
        inner = column(head, rule(), self.list, self._nothing, gap=4, margins=(0, 4, 0, 8))
        self.box = framed(inner, "card", name="palette")
        self.box.setParent(self)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.list.picked.connect(self._take)
        self._host.installEventFilter(self)
        self._kit.language.changed.connect(self.say_all)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Find anything"))
        self.field.setAccessibleName(say("Find anything"))
        self.field.setPlaceholderText(say("A name, initials, phone, serial, number, or what to do"))
        self.list.setAccessibleName(say("Results"))

    def start(self) -> None:
        """Open with what was opened last and what can be done."""
        self._back = self._host.focusWidget()
        self.field.clear()
        self._look()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Go, and give the focus back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        give_focus_back(self._back)
        self._back = None

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        is_key = watched is self.field and event.type() == QEvent.Type.KeyPress
        return is_key and isinstance(event, QKeyEvent) and self._pressed(Qt.Key(event.key()))

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), self._kit.theme.wash("scrim"))

    def _pressed(self, pressed: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if pressed == Qt.Key.Key_Escape:
            self.close_palette()
        elif pressed in steps:
            self.list.step(steps[pressed])
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.chosen())
        else:
            # Tab would lead behind the palette.
            return pressed in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _look(self) -> None:
        typed = self.field.text().strip()
        hits: list[Hit] = []
        try:
            hits = self._finder.hits(typed)
            nothing = self._kit.language.say("Nothing here has “{text}”.", text=typed[:40])
            said = too_few_digits(self._kit, typed) or nothing
        except RuleBroken as refusal:
            said = sentence(refusal.rule, refusal.facts, self._kit.language.words)
        self.list.show_lines(hits)
        self.list.setVisible(bool(hits))
        self._nothing.setText(said)
        self._nothing.setVisible(not hits)
        if not hits:
            announce(self.field, said)
        self._place()

    def _take(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.close_palette()
            self.picked.emit(hit)

    def _place(self) -> None:
        self.setGeometry(self._host.rect())
        width = min(WIDTH, self.width() - 32)
        self.box.setFixedWidth(width)
        self.box.adjustSize()
        self.box.move((self.width() - width) // 2, min(TOP, self.height() // 8))

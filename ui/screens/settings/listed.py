"""Sections with a list at the left: one of it is open at the right, or a new one is begun."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from ui.kit import Kit
from ui.screens.settings.roster import Entry, Roster
from ui.screens.settings.section import Act, Section
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row, scrolled, stretched

LIST_WIDTH, NARROW, ROOMY = 268, 212, 900


class ListedSection(Section):
    """Shows rows by their keys; `open_key` is empty while a new one is typed."""

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.open_key = self._saving = ""
        self.rows: dict[str, Any] = {}
        self.is_dirty = self.is_new = False
        self._wanted = ""
        self._is_loaded = self._first_wanted = False
        self.roster = Roster(kit.theme)
        self.add = Button(kit.theme, "", "plus")
        self.about = label("", "title")
        self.empty = label("", "muted", wrap=True)
        self.roster.chosen.connect(self._chosen)
        self.roster.left.connect(self.start_form)
        self.add.clicked.connect(self.begin_new)

    def build_listed(self, form: QLayout, *above: QWidget) -> None:
        """Lay out list and form; `above` stands over the list."""
        left = self._side = holder(column(*above, self.roster, self.empty, self.add, gap=8))
        left.setFixedWidth(LIST_WIDTH)
        inner = column(self.about, form, 1, gap=10, margins=(20, 14, 20, 14))
        right = framed(column(scrolled(holder(inner), "clear"), margins=(1, 1, 1, 1)))
        self.build(stretched(row(left, right, gap=16), 0, 1), scrolls=False)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(LIST_WIDTH if self.width() >= ROOMY else NARROW)

    def show_rows(self, rows: dict[str, Any], entries: list[Entry]) -> None:
        """Show what there is; the open one is filled in anew unless it is half typed."""
        self.rows = rows
        self.roster.show_entries(entries)
        self.empty.setVisible(not entries)
        if self._wanted in rows:
            self.open_key, self._wanted, self.is_dirty = self._wanted, "", False
        if self.open_key not in rows and not self.is_new:
            self.open_key = next(iter(rows), "")
        self.roster.choose(self.open_key)
        if not self.is_dirty:
            self._show_open()
        self._is_loaded = True
        if self._first_wanted:
            self.first()

    def show_beside(self, rows: dict[str, Any], entries: list[Entry]) -> None:
        """Show what there is and leave the form alone."""
        self._wanted = ""
        self.rows = rows
        self.roster.show_entries(entries)
        self.empty.setVisible(not entries)

    def record(self) -> Any:
        """The open row; None while a new one is typed."""
        return self.rows.get(self.open_key)

    def fill(self, record: Any) -> None:
        """Fill the form in; None is a new one."""

    def key_of(self, answer: Any) -> str:
        """The key of what an act has just written."""
        del answer
        return self.open_key

    def first_field(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError

    def start_form(self) -> None:
        """Put the focus into the form."""
        field = self.first_field()
        field.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def begin_new(self) -> None:
        """An empty form."""
        self.open_key, self.is_dirty, self.is_new = "", False, True
        self.roster.choose("")
        self._show_open()
        self.start_form()

    def first(self) -> None:
        self._first_wanted = not self._is_loaded
        if self._first_wanted:
            return
        if self.rows:
            self.roster.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.start_form()

    def edited(self) -> None:
        self.is_dirty = True
        super().edited()

    def send(self, acts: list[Act]) -> None:
        self._saving = self.open_key
        super().send(acts)

    def is_open_still(self) -> bool:
        """Whether what was saved is what is open; another may have been chosen meanwhile."""
        return self._saving == self.open_key

    def done(self, answer: Any) -> None:
        super().done(answer)
        if self.is_open_still():
            self.is_dirty = self.is_new = False
            self._wanted = self.key_of(answer)
        self.reload()

    def leave(self) -> None:
        self.is_dirty = self.is_new = False

    def _chosen(self, key: str) -> None:
        self.open_key, self.is_dirty, self.is_new = key, False, False
        self._show_open()

    def _show_open(self) -> None:
        self.trouble.hide()
        self.fill(self.record())
        self.is_dirty = False
        self.say_open()
        self.show_state()

    def say_open(self) -> None:
        """Name what is open above the form."""

"""Settings: sections at the left, the open one's form at the right."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget

from ui.desk import EVERYTHING
from ui.kit import Kit
from ui.screens.screen import Screen
from ui.screens.settings.carrying import CarryingSection
from ui.screens.settings.first_days import FirstDaysSection
from ui.screens.settings.hours import HoursSection
from ui.screens.settings.kinds import KindsSection
from ui.screens.settings.network import NetworkSection
from ui.screens.settings.outlet import OutletSection
from ui.screens.settings.own_machine import MachineSection
from ui.screens.settings.papers import PapersSection
from ui.screens.settings.parts import PartsSection
from ui.screens.settings.people import PeopleSection
from ui.screens.settings.pictures import PicturesSection
from ui.screens.settings.printers import PrintersSection
from ui.screens.settings.roster import Entry, Roster
from ui.screens.settings.rules import RulesSection
from ui.screens.settings.safekeeping import BackupSection
from ui.screens.settings.scanner import ScannerSection
from ui.screens.settings.section import Section
from ui.screens.settings.shelves import ShelvesSection
from ui.screens.settings.texts import TextsSection
from ui.widgets.buttons import Button
from ui.widgets.layouts import bring, column, framed, put_by, row, stretched

LIST_WIDTH, NARROW, ROOMY = 228, 212, 1100
SECTIONS: tuple[type[Section], ...] = (  # as a new shop meets them
    FirstDaysSection,
    OutletSection,
    HoursSection,
    PeopleSection,
    KindsSection,
    ShelvesSection,
    PartsSection,
    RulesSection,
    TextsSection,
    PapersSection,
    PrintersSection,
    ScannerSection,
    PicturesSection,
    MachineSection,
    NetworkSection,
    CarryingSection,
    BackupSection,
)


class SettingsScreen(Screen):
    """One section is open; each is built when it is first opened."""

    name = "settings"
    kinds: ClassVar[frozenset[str]] = frozenset().union(*(section.kinds for section in SECTIONS))

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._changed: frozenset[str] = EVERYTHING
        self.places = Roster(kit.theme)
        self.health = Button(kit.theme, "", "shield-check")
        self.stack = QStackedWidget()
        self.sections: dict[str, Section] = {}
        self._build()
        self._connect()
        self.open_section(SECTIONS[0].name)
        self.say_all()

    def _build(self) -> None:
        lists = column(self.places, self.health, gap=4, margins=(10, 6, 10, 6))
        side = self._side = framed(lists, "")
        side.setObjectName("nav")
        side.setFixedWidth(LIST_WIDTH)
        self.setLayout(stretched(row(side, self.stack, gap=0), 0, 1))

    def _connect(self) -> None:
        self.places.chosen.connect(self.open_section)
        self.places.left.connect(self._enter)
        self.health.clicked.connect(self._open_doctor)
        for keys, method in (("Ctrl+Return", self._save), ("Esc", self._back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(LIST_WIDTH if self.width() >= ROOMY else NARROW)

    def title(self) -> str:
        return self.say("Settings")

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑  ↓", self.say("Another section or line")),
            ("Enter", self.say("Into the form")),
            ("Ctrl+Enter", self.say("Save")),
            ("Esc", self.say("Back to the sections")),
            ("Alt+↑  Alt+↓", self.say("Move a chip of a kind of item")),
        ]

    def say_all(self) -> None:
        for section in self.sections.values():
            section.say_all()
        self.places.setAccessibleName(self.say("Sections"))
        self.health.say(self.say("Health"))
        captions = [
            self.say("First days"),
            self.say("Outlet"),
            self.say("Hours and holidays"),
            self.say("People and rights"),
            self.say("Kinds of item"),
            self.say("Shelves"),
            self.say("Parts and prices"),
            self.say("Guarantee and rules"),
            self.say("Texts"),
            self.say("Papers"),
            self.say("Printers"),
            self.say("Scanner"),
            self.say("Pictures"),
            self.say("This machine"),
            self.say("Head office"),
            self.say("By stick or e-mail"),
            self.say("Backup"),
        ]
        entries = [
            Entry(section.name, caption, section.icon)
            for section, caption in zip(SECTIONS, captions, strict=True)
        ]
        self.places.show_entries(entries)
        self.places.choose(self.section().name)

    def section(self) -> Section:
        """The section that is open."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def open_section(self, name: str) -> None:
        """Open a section by its name; it asks for what it shows."""
        if name not in self.sections:
            kind = next(kind for kind in SECTIONS if kind.name == name)
            section = kind(self.kit)
            section.told.connect(self.told)
            section.wants.connect(self.wants)
            section.wants_section.connect(self.open_with)
            self.sections[name] = section
            put_by(self.stack, section)
        before = self.stack.currentWidget()
        if isinstance(before, Section) and before.name != name:
            before.leave()
        bring(self.stack, self.sections[name])
        self.places.choose(name)
        self.sections[name].reload()

    def open_with(self, subject: object) -> None:
        """Open the section of this name, ready to type."""
        if str(subject) in {section.name for section in SECTIONS}:
            self.open_section(str(subject))
            self.section().first()

    def scanned(self, code: str) -> bool:
        """A code for the empty field one stands in, say of a part; False where there is none."""
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit) or not self.section().isAncestorOf(field):
            return False
        if field.isReadOnly() or field.text() or len(code) > field.maxLength():
            return False
        field.setText(code)
        field.textEdited.emit(code)
        return True

    def reload(self) -> None:
        if self._changed is EVERYTHING or self._changed & self.section().kinds:
            self.section().reload()
        self._changed = frozenset()

    def first(self) -> None:
        self.places.setFocus(Qt.FocusReason.TabFocusReason)

    def begin_anew(self) -> None:
        self.section().leave()
        self.open_section(SECTIONS[0].name)

    def _records_changed(self, kinds: frozenset[str]) -> None:
        self._changed = EVERYTHING if kinds is EVERYTHING else self._changed | kinds
        super()._records_changed(kinds)

    def _enter(self) -> None:
        self.section().first()

    def _save(self) -> None:
        self.section().save()

    def _back(self) -> None:
        self.places.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_doctor(self) -> None:
        self.wants.emit("doctor", "")

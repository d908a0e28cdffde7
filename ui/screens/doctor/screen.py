"""The doctor: what works here, what does not, and what to do about it."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit import Kit
from ui.pile import Printers
from ui.scans import habits
from ui.screens.doctor.findings import Gathered, gather
from ui.screens.doctor.lines import Line, Wording
from ui.screens.doctor.log_card import LogCard
from ui.screens.doctor.scanner_card import ScannerCard
from ui.screens.screen import Screen
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, IconLabel, label
from ui.widgets.layouts import column, framed, holder, row, scrolled, stretched

ASIDE = 324
NAME_WIDTH = 130


class FindingRow(QWidget):
    """One finding: its sign, its name, its sentence."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._icon = IconLabel(kit.theme, "circle-check", "ok")
        self._name, self._text = label("", "strong"), label("", "", wrap=True)
        self._name.setFixedWidth(NAME_WIDTH)
        self._name.setWordWrap(True)
        box = row(self._icon, self._name, self._text, gap=12, margins=(0, 5, 0, 5))
        for part in (self._icon, self._name):
            box.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(stretched(box, 0, 0, 1))

    def show_line(self, line: Line) -> None:
        """Show a finding."""
        sign = ("circle-check", "ok") if line.is_well else ("triangle-alert", "warn")
        self._icon.show_icon(*sign)
        self._name.setText(line.name)
        self._text.setText(line.text)
        self.setAccessibleName(f"{line.name}: {line.text}")


class DoctorScreen(Screen):
    """Looks when it is opened; anybody may look."""

    name = "doctor"
    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._found: Gathered | None = None
        self._printers: Printers | None = None
        self._wording = Wording(kit)
        self.rows: list[FindingRow] = []
        self.verdict = Callout(kit.theme, "circle-check", "ok")
        self.again = Button(kit.theme, "", "history")
        self.copy = Button(kit.theme, "", "clipboard-list")
        self.scanner, self.log = ScannerCard(kit), LogCard(kit)
        self._list = QVBoxLayout()
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        self._list.setContentsMargins(20, 10, 20, 10)
        self._list.setSpacing(0)
        card = framed(column(self._list, 1))
        left = column(self.verdict, scrolled(holder(column(card, 1)), "clear"), gap=12)
        buttons = row(self.again, self.copy, gap=8)
        aside = holder(column(self.scanner, self.log, 1, buttons, gap=12))
        aside.setFixedWidth(ASIDE)
        self.setLayout(stretched(row(holder(left), aside, gap=16, margins=(20, 16, 20, 16)), 1, 0))

    def _connect(self) -> None:
        self.again.clicked.connect(self.reload)
        self.copy.clicked.connect(self.copy_all)

    def title(self) -> str:
        return self.say("Health")

    def keys(self) -> list[tuple[str, str]]:
        return [("Tab", self.say("Scanner test, the log, look again, copy"))]

    def say_all(self) -> None:
        self.again.say(self.say("Look again"))
        self.copy.say(self.say("Copy as text"), self.say("Without anything personal"))
        self.scanner.say_all()
        self.log.say_all()
        self._show()

    def reload(self) -> None:
        self.scanner.use(habits.read(self.kit.preferences.kept(habits.KEPT_AS)))
        door = self.kit.desk.door
        self.kit.desk.ask(gather, folder=door.folder, home=door.home).then(self._take)
        self.kit.print_room.printers().then(self._take_printers)

    def first(self) -> None:
        self.scanner.trial.setFocus()

    def leave(self) -> None:
        self.log.cancel()

    def lines(self) -> list[Line]:
        """What is shown."""
        return self._wording.lines(self._found, self._printers)

    def copy_all(self) -> None:
        """Everything as text on the clipboard, for whoever is asked for help."""
        QGuiApplication.clipboard().setText(self.as_text())
        self.told.emit(self.say("Copied. Paste it where you ask for help."))

    def as_text(self) -> str:
        """Every line with its sign, what the tests said, and nothing personal."""
        signs = {True: "[ok]", False: "[!!]"}
        found = [f"{signs[line.is_well]} {line.name}: {line.text}" for line in self.lines()]
        for name, text in (
            (self.say("Scanner test"), self.scanner.text()),
            (self.say("Is the log whole?"), self.log.text()),
        ):
            found += [f"     {name}: {text}"] if text else []
        return "\n".join(found)

    # -- inside

    def _take(self, found: Gathered) -> None:
        self._found = found
        self._show()

    def _take_printers(self, printers: Any) -> None:
        self._printers = printers
        self._show()

    def _show(self) -> None:
        lines = self.lines()
        while len(self.rows) < len(lines):
            self.rows.append(FindingRow(self.kit))
            self._list.addWidget(self.rows[-1])
        for line_row, line in zip(self.rows, lines, strict=True):
            line_row.show_line(line)
        ill = sum(not line.is_well for line in lines)
        if ill:
            text = self.kit.language.say_n(
                "{n} thing needs somebody's hand.", "{n} things need somebody's hand.", ill
            )
            self.verdict.show_text(text, "warn", "triangle-alert")
        else:
            self.verdict.show_text(self.say("Everything is well."), "ok", "circle-check")

"""A shop from a backup; at a new machine a manager then sets the first PIN."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from counter.domain.refusals import RuleBroken
from counter.domain.states import Role
from counter.storage.questions.lists import PersonRow, people
from counter.storage.questions.reading import Page
from counter.wording import sentence
from ui.child import DONE, Child, Ending
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, holder, row, stretched

WIDTH, LONGEST_PATH = 720, 4096
LEAST_PIN, MOST_PIN = 4, 6
NOBODY = "0"  # no staff code; what the counter answers tells whether anybody has a PIN here


class Restoring(QWidget):
    """First the file, then, where nobody can sign in yet, who manages and his PIN."""

    restored = Signal()
    left = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._is_there = False  # the shop is restored, only the PIN is missing
        self.file = QLineEdit()
        self.file.setMaxLength(LONGEST_PATH)
        self.file_field = Field(self.file)
        self.pick = Button(kit.theme)
        self.progress = QProgressBar()
        self.manager = Chips(kit.theme, one=True)
        self.pin, self.again = CodeEdit(), CodeEdit()
        self.pin_field, self.again_field = Field(self.pin), Field(self.again)
        self._title, self._text = label("", "title"), label("", "muted", wrap=True)
        self._who = label("", "label")
        self.trouble = Callout(kit.theme, "triangle-alert", "danger")
        self.missing = label("", "hint", wrap=True)
        self.back = Button(kit.theme, "tall")
        self.go = Button(kit.theme, "primary", "history", "on_accent")
        self.child = Child(self)
        self._build()
        self._connect()
        self.begin()
        self.say_all()

    def _build(self) -> None:
        for edit in (self.pin, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(MOST_PIN)
        self.progress.setTextVisible(False)
        self.first_step = holder(stretched(row(self.file_field, self.pick, gap=10), 1, 0))
        pins = stretched(row(self.pin_field, self.again_field, gap=14), 1, 1)
        self.second_step = holder(column(self._who, self.manager, pins, gap=6))
        foot = stretched(row(self.back, self.missing, self.go, gap=12), 0, 1, 0)
        parts = (self._title, self._text, self.first_step, self.second_step, self.progress)
        card = framed(column(*parts, self.trouble, foot, gap=12, margins=(24, 20, 24, 20)))
        card.setFixedWidth(WIDTH)
        self.setLayout(column(2, row(1, card, 1), 3))

    def _connect(self) -> None:
        self.pick.clicked.connect(self._pick)
        self.back.clicked.connect(self.go_back)
        self.go.clicked.connect(self.go_on)
        self.child.progressed.connect(self._show_progress)
        self.child.ended.connect(self._ended)
        for edit in (self.file, self.pin, self.again):
            edit.textEdited.connect(self._edited)
            edit.returnPressed.connect(self.go_on)
        for keys, method in (("Ctrl+Return", self.go_on), ("Esc", self.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        if self._is_there:
            self._title.setText(say("Who manages here?"))
            self._text.setText(
                say("PINs never leave a machine. A manager sets the first one; it goes on record.")
            )
            self.go.say(say("Open the counter"), "Ctrl+Enter")
        else:
            self._title.setText(say("Restore from a backup"))
            self._text.setText(
                say(
                    "The copy is read and tried first; the shop then goes on from it with a new "
                    "chain, so that no number comes twice."
                )
            )
            self.go.say(say("Restore"), "Ctrl+Enter")
        self.file_field.say(say("&Backup file"), say("ends in .db"))
        self.pick.say(say("Choose …"))
        self.back.say(say("Cancel") if self.child.is_running() else say("Back"), "Esc")
        self.progress.setAccessibleName(say("Restore"))
        self._who.setText(say("Manager"))
        self.manager.name(say("Manager"))
        self.pin_field.say(say("New &PIN"), say("4 to 6 digits"))
        self.again_field.say(say("PIN a&gain"))
        self._show_state()

    def begin(self) -> None:
        """Ask for the file."""
        self._show_step(is_there=False)

    def first(self) -> None:
        """Put the focus where typing begins."""
        target = self.pin if self._is_there else self.file
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed."""
        say = self._kit.language.say
        if not self._is_there:
            return [] if self.file.text().strip() else [(say("the backup file"), self.file)]
        if len(self.pin.text()) < LEAST_PIN or not self.pin.text().isdecimal():
            return [(say("a PIN of 4 to 6 digits"), self.pin)]
        if self.pin.text() != self.again.text():
            return [(say("the same PIN again"), self.again)]
        return []

    def go_on(self) -> None:
        """Restore, or set the PIN, or go to the first gap."""
        if self.child.is_running() or self._kit.desk.is_busy():
            return
        gaps = self.gaps()
        self._show_state()
        if gaps:
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.trouble.hide()
        if self._is_there:
            code = self.manager.value()[0]
            self._kit.desk.first_pin(code, self.pin.text()).then(self._let_in).sorry(self._refuse)
            return
        self.progress.setRange(0, 0)
        self.progress.show()
        folder, language = self._kit.desk.door.folder, self._kit.language.code
        path = self.file.text().strip().strip("\"'")
        self.child.start("restore", path, "--shop", str(folder), "--lang", language)
        self.say_all()

    def go_back(self) -> None:
        """Stop what runs, or leave the page."""
        if self.child.is_running():
            self.child.stop()
            self.progress.hide()
            self.say_all()
            self.first()
        elif not self._is_there:
            self.left.emit()

    # -- inside

    def _show_step(self, *, is_there: bool) -> None:
        self._is_there = is_there
        self.first_step.setVisible(not is_there)
        self.second_step.setVisible(is_there)
        self.back.setVisible(not is_there)
        self.progress.hide()
        self.trouble.hide()

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _ended(self, ending: Ending) -> None:
        self.progress.hide()
        if ending.code != DONE:
            self._say_trouble(str(ending.answer.get("sentence") or ending.last_words))
            self.say_all()
            self.first()
            return
        self._kit.desk.sign_in(NOBODY, NOBODY).then(self._let_in).sorry(self._probed)

    def _probed(self, refusal: RuleBroken) -> None:
        if refusal.rule == "pin.none_here":
            self._kit.desk.ask(people).then(self._ask_manager)
        elif refusal.rule.startswith("pin."):
            self.restored.emit()
        else:
            self._refuse(refusal)

    def _ask_manager(self, page: Page[PersonRow]) -> None:
        managers = [person for person in page.rows if person.role is Role.MANAGER]
        self.manager.offer([Choice(person.code, person.name) for person in managers])
        self.manager.choose([managers[0].code] if managers else [])
        self._show_step(is_there=True)
        self.say_all()
        self.first()

    def _let_in(self, _person: Any) -> None:
        self.restored.emit()

    def _refuse(self, refusal: RuleBroken) -> None:
        self._say_trouble(sentence(refusal.rule, refusal.facts, self._kit.language.words))

    def _say_trouble(self, text: str) -> None:
        self.trouble.show_text(text)
        self.trouble.show()

    def _edited(self) -> None:
        self.trouble.hide()
        self._show_state()

    def _show_state(self) -> None:
        names = self._kit.language.listing([name for name, _ in self.gaps()])
        say = self._kit.language.say
        self.missing.setText(say("Still needed: {list}", list=names) if names else "")

    def _pick(self) -> None:
        dialog = QFileDialog(self, self._kit.language.say("Backup file"), self.file.text())
        dialog.setNameFilter("*.db")
        dialog.fileSelected.connect(self._picked)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.file.setText(path)
        self._edited()
        self.go.setFocus(Qt.FocusReason.TabFocusReason)

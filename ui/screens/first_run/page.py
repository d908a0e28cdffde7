"""The window of the first day: three questions, a backup, or the demo shop."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.child import DONE, Child, Ending
from ui.door import FILE
from ui.help.reader import HelpReader
from ui.kit import Kit
from ui.screens.first_run.questions import Questions
from ui.screens.first_run.restoring import Restoring
from ui.screens.first_run.running import Running
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layouts import column

DESIGN, SMALLEST = (1366, 728), (1025, 656)
DEMO_CASES = 60


class FirstRun(QWidget):
    """Ends when there is a shop to open."""

    founded = Signal()
    wants_shop = Signal(object)  # the folder of another shop, to be opened instead

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("canvas")
        self._kit = kit
        self._made_demo = False
        self.questions, self.restoring = Questions(kit), Restoring(kit)
        self.running = Running(kit)
        self.demo = Child(self)
        self.stack = QStackedWidget()
        for page in (self.questions, self.restoring, self.running):
            self.stack.addWidget(page)
        self.setLayout(column(self.stack))
        self.resize(*DESIGN)
        self.setMinimumSize(*SMALLEST)
        self.ring = FocusRing(self, kit.theme)
        self._connect()
        self.say_all()

    def _connect(self) -> None:
        self.questions.founded.connect(self.founded)
        self.questions.wants_demo.connect(self.try_demo)
        self.questions.wants_restore.connect(self.restore)
        self.restoring.restored.connect(self.founded)
        self.restoring.left.connect(self.ask)
        self.running.stopped.connect(self.stop_demo)
        self.demo.progressed.connect(self.running.show_progress)
        self.demo.ended.connect(self._demo_ended)
        self._kit.language.changed.connect(self.say_all)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_help)
        shortcut = QShortcut(QKeySequence("Esc"), self.running)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.stop_demo)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setWindowTitle(say("First day"))
        self.questions.say_all()
        self.restoring.say_all()
        self.running.say(
            say("The demo shop is set up"),
            say(
                "Made-up people and cases in a folder of its own: {folder}. Everybody's PIN there "
                "is 0000, and nothing of it comes into your shop.",
                folder=str(self.demo_folder()),
            ),
            say("Cancel"),
        )

    def demo_folder(self) -> Path:
        """Where the demo shop lies: beside the shop, never in it."""
        folder = self._kit.desk.door.folder.resolve()
        return folder.with_name(f"{folder.name}-demo")

    def ask(self) -> None:
        """The three questions."""
        self.stack.setCurrentWidget(self.questions)
        self.questions.first()

    def restore(self) -> None:
        """Ask for a backup."""
        self.restoring.begin()
        self.restoring.say_all()
        self.stack.setCurrentWidget(self.restoring)
        self.restoring.first()

    def try_demo(self) -> None:
        """Make the demo shop, or open the one that is there."""
        folder = self.demo_folder()
        if (folder / FILE).exists():
            self.wants_shop.emit(folder)
            return
        self._made_demo = not folder.exists()
        self.stack.setCurrentWidget(self.running)
        self.running.begin()
        self.demo.start("demo", "--cases", str(DEMO_CASES), "--shop", str(folder))

    def stop_demo(self) -> None:
        """Stop making it and take away what there is of it."""
        self.demo.stop()
        self._clear_demo()
        self.ask()

    def show_help(self) -> None:
        """The manual at the page of the first day."""
        HelpReader(self._kit, self, "first_run").open()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.questions.first()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        if self.demo.is_running():
            self.demo.stop()
            self._clear_demo()
        self.restoring.child.stop()
        super().closeEvent(event)

    def _demo_ended(self, ending: Ending) -> None:
        if ending.code == DONE:
            self.wants_shop.emit(self.demo_folder())
            return
        self._clear_demo()
        self.running.refuse(str(ending.answer.get("sentence") or ending.last_words))

    def _clear_demo(self) -> None:
        if self._made_demo:
            shutil.rmtree(self.demo_folder(), ignore_errors=True)

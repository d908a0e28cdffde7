"""What goes by stick, courier or e-mail where no network is: bundles, written and read."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from ui.child import DONE, Child, Ending
from ui.kit import Kit
from ui.screens.settings.section import Gap, Section
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.look import set_look
from ui.widgets.segmented import Segmented

LONGEST_PATH = 4096
FOLDER, RECEIVER = "bundle_folder", "bundle_receiver"
HUB, SEATS = "hub", "seats"
ENDING = ".bundle"


class CarryingSection(Section):
    """Runs `bundle write` and `bundle read` in a process of their own."""

    name = "carrying"
    icon = "package"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.what = Callout(kit.theme, "info", "accent")
        self.to = Segmented(kit.theme, [HUB, SEATS])
        self.to.choose(kit.preferences.kept(RECEIVER) or HUB)
        self.folder = QLineEdit(str(kit.preferences.kept(FOLDER) or kit.preferences.backup_folder))
        self.folder.setMaxLength(LONGEST_PATH)
        self.folder_field = Field(self.folder)
        self.pick = Button(kit.theme)
        self._reading, self._writing = label("", "strong"), label("", "strong")
        self._how = label("", "muted", wrap=True)
        self.read = Button(kit.theme, "", "inbox")
        self.progress, self.stop = QProgressBar(), Button(kit.theme)
        self._fresh: Path | None = None
        self.child = Child(self)
        self.go.setMinimumWidth(200)
        self._build()
        self._connect()
        self.set_running(on=False)
        self.say_all()

    def _build(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        where = stretched(row(self.folder_field, self.pick, gap=10), 1, 0)
        writing = column(self._writing, row(self.to, 1), where, gap=10, margins=(20, 14, 20, 14))
        reading = column(
            self._reading, self._how, row(self.read, 1), gap=10, margins=(20, 14, 20, 14)
        )
        running = stretched(row(self.progress, self.stop, gap=10), 1, 0)
        self.build(column(self.what, framed(writing), framed(reading), running, 1, gap=12))

    def _connect(self) -> None:
        self.pick.clicked.connect(self._pick_folder)
        self.read.clicked.connect(self._pick_file)
        self.stop.clicked.connect(self._cancel)
        self.folder.textEdited.connect(self.edited)
        self.child.ended.connect(self._ended)

    def stops(self) -> list[QWidget]:
        return [self.to, self.folder, self.pick, self.read, self.stop, self.go]

    def caption(self) -> str:
        return self.kit.language.say("By stick or e-mail")

    def purpose(self) -> str:
        return self.kit.language.say("Head office and other seats, where no network is.")

    def say_all(self) -> None:
        say = self.kit.language.say
        super().say_all()
        self.what.show_text(
            say(
                "A bundle is one file, signed and readable only by whom it is for. Twice, late or "
                "out of order does no harm; what was not confirmed goes again with the next one."
            )
        )
        self._writing.setText(say("Write a bundle"))
        self.to.say(
            say("For whom"), [Choice(HUB, say("Head office")), Choice(SEATS, say("Other seats"))]
        )
        self.folder_field.say(say("&Folder"), say("the stick, or where the e-mail is written"))
        self.pick.say(say("Choose …"))
        self.go.say(say("Write the bundle"), "Ctrl+Enter")
        self._reading.setText(say("Read a bundle"))
        self._how.setText(say("What was brought or sent to this seat. The counter works on."))
        self.read.say(say("Choose a file to read …"))
        self.stop.say(say("Cancel"))
        self.progress.setAccessibleName(say("By stick or e-mail"))

    def first(self) -> None:
        self.go.setFocus()

    def gaps(self) -> list[Gap]:
        if self.folder.text().strip():
            return []
        return [(self.kit.language.say("the folder"), self.folder)]

    def save(self) -> None:
        """Write a bundle now."""
        if self.gaps():
            super().save()
            return
        folder = Path(self.folder.text().strip()).expanduser()
        if not self._is_there(folder):
            return
        keep = self.kit.preferences.keep
        keep(FOLDER, str(folder))
        keep(RECEIVER, self.to.value())
        now = self.kit.figures.local(self.kit.now())
        file = folder / f"counter-{self.to.value()}-{now:%Y%m%d-%H%M%S}{ENDING}"
        self._run(file, "write", str(file), "--to", self.to.value())

    def _is_there(self, folder: Path) -> bool:
        """The usual folder is made; any other may be a stick that was not put in."""
        if folder == self.kit.preferences.backup_folder:
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
        if os.path.isdir(folder):  # it raises nothing, whatever was typed
            return True
        say = self.kit.language.say
        self.refuse(
            say(
                "There is no folder {folder}. Put the stick in, or choose another place.",
                folder=str(folder),
            )
        )
        self.folder.setFocus(Qt.FocusReason.TabFocusReason)
        return False

    def read_file(self, path: str) -> None:
        """Take in a bundle."""
        self._run(None, "read", path)

    def set_running(self, *, on: bool) -> None:
        """Show that something is going on, and Cancel."""
        self.progress.setVisible(on)
        self.stop.setVisible(on)
        self.go.setEnabled(not on)
        self.read.setEnabled(not on)

    # -- inside

    def _run(self, fresh: Path | None, *words: str) -> None:
        if self.child.is_running():
            return
        self.trouble.hide()
        self._fresh = fresh
        self.set_running(on=True)
        shop, language = self.kit.desk.door.folder, self.kit.language.code
        self.child.start("bundle", "--shop", str(shop), "--lang", language, *words)

    def _cancel(self) -> None:
        self.child.stop()
        self._drop_half()
        self.set_running(on=False)
        self.told.emit(self.kit.language.say("Cancelled; nothing is lost by that"))
        self.go.setFocus()

    def _drop_half(self) -> None:
        if self._fresh is not None:
            with suppress(OSError):
                for half in self._fresh.parent.glob(f"{self._fresh.name}.*"):
                    half.unlink(missing_ok=True)

    def _ended(self, ending: Ending) -> None:
        self.set_running(on=False)
        language, answer = self.kit.language, ending.answer
        if ending.code != DONE:
            self.refuse(str(answer.get("sentence") or ending.last_words))
        elif self._fresh is not None:
            n = int(answer.get("entries", 0))
            text = language.say_n(
                "{file} is written: {n} entry", "{file} is written: {n} entries", n,
                file=self._fresh.name,
            )  # fmt: skip
            self.told.emit(text)
        else:
            n = int(answer.get("taken", 0))
            self.told.emit(
                language.say_n("{n} entry was new", "{n} entries were new", n)
                if n
                else language.say("Everything in it was here already")
            )
        self.go.setFocus()

    def _pick_folder(self) -> None:
        dialog = QFileDialog(self, self.kit.language.say("Folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._picked)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.folder.setText(path)
        set_look(self.folder, state="")
        self.edited()

    def _pick_file(self) -> None:
        say = self.kit.language.say
        dialog = QFileDialog(self, say("Read a bundle"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        bundles, everything = say("Bundles"), say("All files")
        dialog.setNameFilters([f"{bundles} (*{ENDING})", f"{everything} (*)"])
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

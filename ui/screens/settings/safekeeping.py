"""Backups: a copy of the whole shop now, and when there was one last."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from counter.storage.last_backup import last_backup
from ui.child import DONE, Child, Ending
from ui.door import FILE
from ui.kit import Kit
from ui.screens.settings.section import Gap, Section
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.look import set_look

OLD_MS = 3 * 86_400_000  # from then on the next one is overdue
MEGABYTE = 1_000_000
LONGEST_PATH = 4096


class BackupSection(Section):
    """Runs `backup` in a process of its own: the counter works on meanwhile."""

    name = "backup"
    icon = "hard-drive-download"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.last = Callout(kit.theme, "history")
        self.folder = QLineEdit(str(kit.preferences.backup_folder))
        self.folder.setMaxLength(LONGEST_PATH)
        self.folder_field = Field(self.folder)
        self.pick = Button(kit.theme)
        self.progress, self.stop = QProgressBar(), Button(kit.theme)
        self._how = label("", "muted", wrap=True)
        self._fresh = Path()
        self.child = Child(self)
        self.go.setMinimumWidth(200)
        self.set_running(on=False)
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        self.progress.setTextVisible(False)
        where = stretched(row(self.folder_field, self.pick, gap=10), 1, 0)
        running = stretched(row(self.progress, self.stop, gap=10), 1, 0)
        card = framed(column(where, running, self._how, gap=10, margins=(20, 14, 20, 14)))
        self.build(column(self.last, card, 1, gap=12))

    def _connect(self) -> None:
        self.pick.clicked.connect(self._pick)
        self.stop.clicked.connect(self._cancel)
        self.folder.textEdited.connect(self.edited)
        self.child.progressed.connect(self._show_progress)
        self.child.ended.connect(self._ended)

    def stops(self) -> list[QWidget]:
        return [self.folder, self.pick, self.stop, self.go]

    def caption(self) -> str:
        return self.kit.language.say("Backup")

    def purpose(self) -> str:
        return self.kit.language.say("A whole copy of the shop, made while the counter works on.")

    def say_all(self) -> None:
        say = self.kit.language.say
        super().say_all()
        self.go.say(say("Back up now"), "Ctrl+Enter")
        self.folder_field.say(
            say("&Folder"), say("best on a stick or another computer, not on this disk")
        )
        self.pick.say(say("Choose …"))
        self.stop.say(say("Cancel"))
        self.progress.setAccessibleName(say("Backup"))
        self._how.setText(
            say(
                "Every copy is read once more after it was made and counts only when its log is "
                "whole. To restore: start the program with a new folder and choose “Restore from "
                "a backup”. PINs and keys of this machine are not in it."
            )
        )
        self._say_last()

    def reload(self) -> None:
        self._say_last()

    def first(self) -> None:
        self.go.setFocus()

    def gaps(self) -> list[Gap]:
        if self.folder.text().strip():
            return []
        return [(self.kit.language.say("the folder"), self.folder)]

    def save(self) -> None:
        """Make a copy now."""
        gaps = self.gaps()
        if gaps:
            super().save()
            return
        if self.child.is_running():
            return
        self.trouble.hide()
        folder = Path(self.folder.text().strip()).expanduser()
        self.kit.preferences.keep("backup_folder", str(folder))
        now = self.kit.figures.local(self.kit.now())
        self._fresh = folder / f"counter-{now:%Y%m%d-%H%M%S}.db"
        shop, language = self.kit.desk.door.folder, self.kit.language.code
        self.progress.setRange(0, 0)
        self.set_running(on=True)
        self.child.start("backup", str(self._fresh), "--shop", str(shop), "--lang", language)

    def set_running(self, *, on: bool) -> None:
        """Show progress and Cancel while a copy is made."""
        self.progress.setVisible(on)
        self.stop.setVisible(on)
        self.go.setEnabled(not on)

    # -- inside

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _cancel(self) -> None:
        self.child.stop()
        with suppress(OSError):
            self._fresh.with_name(f"{self._fresh.name}.new").unlink(missing_ok=True)
        self.set_running(on=False)
        self.told.emit(self.kit.language.say("Cancelled; the copies made before are as they were"))
        self.go.setFocus()

    def _ended(self, ending: Ending) -> None:
        self.set_running(on=False)
        say = self.kit.language.say
        if ending.code == DONE:
            self.told.emit(say("The copy is whole: {file}", file=self._fresh.name))
        else:
            self.refuse(str(ending.answer.get("sentence") or ending.last_words))
        self._say_last()
        self.go.setFocus()

    def _say_last(self) -> None:
        say, door = self.kit.language.say, self.kit.desk.door
        last = last_backup(door.home, door.folder / FILE)
        if last is None:
            text = say("No backup was made from this machine yet.")
            self.last.show_text(text, "warn", "triangle-alert")
            return
        now = self.kit.now()
        text = say(
            "Last backup {moment}, {age} ago: {file}, {megabytes} MB.",
            moment=self.kit.figures.moment_within(last.at, now),
            age=self.kit.figures.age(now - last.at),
            file=last.file,
            megabytes=f"{last.bytes / MEGABYTE:.1f}",
        )
        is_old = now - last.at > OLD_MS
        self.last.show_text(text, *(("warn", "triangle-alert") if is_old else ("ok", "history")))

    def _pick(self) -> None:
        dialog = QFileDialog(self, self.kit.language.say("Folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._picked)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.folder.setText(path)
        set_look(self.folder, state="")
        self.show_state()

"""Where a list goes: as a table or on paper, into which folder, under which name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from counter.domain.refusals import RuleBroken
from ui.dialogs.form import FormDialog
from ui.exporting import ExportRun, Listing, PdfRun, XlsxRun
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented

XLSX, PDF = "xlsx", "pdf"
LONGEST_NAME, LONGEST_FOLDER = 120, 400


class ExportDialog(FormDialog):
    """Writes one list and says how far it is; Esc stops it."""

    saved = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget, listing: Callable[[], Listing]):
        """`listing` makes the list in the language that is spoken when it is asked."""
        super().__init__(kit, parent, "download")
        self._make, self._listing = listing, listing()
        self._run: ExportRun | None = None
        self._replaced: Path | None = None
        self.kind = Segmented(kit.theme, [XLSX, PDF])
        self.folder, self.name = CodeEdit(), QLineEdit()
        self.browse = Button(kit.theme, "", "file", "text_2")
        self.fields = [Field(self.folder, note="none"), Field(self.name, note="none")]
        self.bar, self.count = QProgressBar(), label("", "caption")
        self._build()

    def _build(self) -> None:
        self.folder.setMaxLength(LONGEST_FOLDER)
        self.name.setMaxLength(LONGEST_NAME)
        self.folder.setText(str(self.kit.preferences.export_folder))
        self.name.setText(f"{self._listing.file_name}.{XLSX}")
        self.kind.setVisible(self._listing.is_register)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.browse.setAutoDefault(False)
        for part in (self.bar, self.count):
            part.hide()
        place = stretched(row(self.fields[0], column(1, self.browse, gap=0), gap=8), 1)
        self.kind.changed.connect(self._turn)
        self.browse.clicked.connect(self._choose_folder)
        self.sent.connect(self._begin)
        self.assemble(self.kind, place, self.fields[1], self.bar, self.count)

    def say_form(self) -> None:
        say = self.say
        self._listing = self._make()
        self.title.setText(say("Save the list"))
        self.text.setText(self._listing.narrowed)
        self.kind.say(
            say("As what"),
            [Choice(XLSX, say("Table (xlsx)")), Choice(PDF, say("Register on A4 (PDF)"))],
        )
        self.fields[0].say(say("&Folder"))
        self.fields[1].say(say("&Name of the file"))
        self.browse.say(say("Choose …"))
        self.bar.setAccessibleName(say("How far it is"))
        self.go.say(say("Save"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        named = ((self.say("folder"), self.folder), (self.say("name of the file"), self.name))
        return [(name, edit) for name, edit in named if not edit.text().strip()]

    def facts(self) -> dict[str, Any]:
        name = self.name.text().strip()
        kind = self.kind.value()
        if not name.lower().endswith(f".{kind}"):
            name = f"{name}.{kind}"
        return {"path": Path(self.folder.text().strip()).expanduser() / name, "kind": kind}

    def reject(self) -> None:
        """The first Esc stops what is being written, the next one closes."""
        if self._run is not None:
            self._run.stop()
            self._end()
            self.object_to(self.say("Stopped. Nothing was written."))
            return
        super().reject()

    def _begin(self, facts: dict[str, Any]) -> None:
        path: Path = facts["path"]
        if os.path.exists(path) and self._replaced != path:  # it raises nothing, whatever was typed
            self._replaced = path
            self._end()
            text = self.say(
                "{name} is there already. Save once more to replace it.", name=path.name
            )
            self.object_to(text)
            return
        kind = PdfRun if facts["kind"] == PDF else XlsxRun
        run = self._run = kind(self.kit, self._listing, path, self)
        run.progressed.connect(self._show_count)
        run.done.connect(self._done)
        run.refused.connect(self._refused)
        for part in (self.bar, self.count):
            part.show()
        self._show_count(0)
        run.begin()

    def _done(self, path: Path) -> None:
        self._run = None
        self.kit.preferences.keep("export_folder", str(path.parent))
        self.saved.emit(self.say("Saved: {path}", path=str(path)))
        self.accept()

    def _refused(self, refusal: RuleBroken) -> None:
        if self._run is not None:
            self._end()
            self.refuse(refusal)

    def _end(self) -> None:
        self._run = None
        self._is_sent = False
        for part in (self.bar, self.count):
            part.hide()

    def _show_count(self, lines: int) -> None:
        text = self.kit.language.say_n("{n} line", "{n} lines", lines)
        self.count.setText(text)

    def _turn(self, kind: str) -> None:
        name = self.name.text()
        for old in (XLSX, PDF):
            name = name.removesuffix(f".{old}")
        self.name.setText(f"{name}.{kind}")

    def _choose_folder(self) -> None:
        title, now = self.say("Choose a folder"), self.folder.text()
        if chosen := QFileDialog.getExistingDirectory(self, title, now):
            self.folder.setText(chosen)

"""The log read again on demand: every entry hashed and its signature tried, with cancel."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from ui.child import ALTERED, DONE, Child, Ending
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import row, stretched
from ui.widgets.look import announce


class LogCard(Card):
    """Runs `verify --quick` in a process of its own."""

    changed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._ending: Ending | None = None
        self._how = label("", "hint", wrap=True)
        self.verdict = Callout(kit.theme, "shield-check")
        self.progress, self.stop = QProgressBar(), Button(kit.theme)
        self.start = Button(kit.theme, "", "shield-check")
        self.progress.setTextVisible(False)
        self.child = Child(self)
        self.box.addWidget(self._how)
        self.box.addWidget(self.verdict)
        self.box.addLayout(stretched(row(self.progress, self.stop, gap=8), 1, 0))
        self.box.addWidget(self.start)
        self.verdict.hide()
        self._set_running(on=False)
        self.start.clicked.connect(self.read)
        self.stop.clicked.connect(self.cancel)
        self.child.progressed.connect(self._show_progress)
        self.child.ended.connect(self._ended)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Is the log whole?"))
        self._how.setText(say("Reads every entry and tries its signature. The work goes on."))
        self.start.say(say("Read the log"))
        self.stop.say(say("Cancel"))
        self.progress.setAccessibleName(say("Reading the log"))
        if self._ending is not None:
            self._show_verdict(self._ending)

    def text(self) -> str:
        """What was found, for those who copy the page."""
        return self.verdict.text() if self._ending is not None else ""

    def read(self) -> None:
        """Read it now."""
        if self.child.is_running():
            return
        self.verdict.hide()
        self.progress.setRange(0, 0)
        self._set_running(on=True)
        self.stop.setFocus()
        folder, language = self._kit.desk.door.folder, self._kit.language.code
        self.child.start("verify", "--quick", "--shop", str(folder), "--lang", language)

    def cancel(self) -> None:
        """Stop reading."""
        self.child.stop()
        self._set_running(on=False)
        self.start.setFocus()

    def _set_running(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.stop.setVisible(on)
        self.start.setVisible(not on)

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _ended(self, ending: Ending) -> None:
        self._ending = ending
        had_focus = self.stop.hasFocus()
        self._set_running(on=False)
        if had_focus:
            self.start.setFocus()
        self._show_verdict(ending)
        announce(self, self.verdict.text())
        self.changed.emit()

    def _why(self, answer: dict[str, Any]) -> str:
        from counter.storage.alterations import WHYS

        sentence = WHYS.get(str(answer.get("code")))
        facts = answer.get("facts") or {}
        return self._kit.language.words.say(sentence, **facts) if sentence else answer["why"]

    def _show_verdict(self, ending: Ending) -> None:
        say, answer = self._kit.language.say, ending.answer
        self.verdict.show()
        if ending.code == DONE:
            text = say("Whole: {entries} entries.", entries=f"{answer.get('entries', 0):,}")
            self.verdict.show_text(text, "ok", "shield-check")
        elif ending.code == ALTERED:
            text = say(
                "Altered at entry {seq}: {why}. Touch nothing, keep the file and its backups, and "
                "ask for help.",
                seq=answer.get("seq", ""),
                why=self._why(answer),
            )
            self.verdict.show_text(text, "danger", "shield-alert")
        else:
            text = str(answer.get("sentence") or ending.last_words)
            self.verdict.show_text(text, "warn", "triangle-alert")

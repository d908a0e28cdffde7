"""Is this machine's clock right? Asked before anything is written long after the last entry."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from counter.domain.refusals import RuleBroken
from ui.dialogs.form import FormDialog
from ui.kit import Kit


class ClockDialog(FormDialog):
    """Shows what the clock says; the button that is chosen first is the one that does nothing."""

    def __init__(self, kit: Kit, parent: QWidget, refusal: RuleBroken):
        super().__init__(kit, parent, "history")
        self._facts = refusal.facts
        self.assemble()
        self.go.setDefault(False)
        self.cancel.setFocus()

    def _moments(self) -> tuple[str | int | None, str | int | None]:
        return self._facts["clock_at"], self._facts["last_at"]

    def say_form(self) -> None:
        say, figures = self.say, self.kit.figures
        clock, last = (figures.local(int(at or 0)) for at in self._moments())
        self.title.setText(say("Is it {day}, {time}?", day=clock.date(), time=f"{clock:%H:%M}"))
        self.text.setText(
            say(
                "So says the clock of this machine. The last entry is of {day}, {n} days before.",
                day=last.date(),
                n=self._facts["days"],
            )
        )
        self.then.setText(
            say(
                "With a wrong clock every paper gets a wrong date, and once it is set right nothing"
                " can be written any more. If it is right, say so and do it again: that is kept"
                " with your name."
            )
        )
        self.go.say(say("The clock is right"))
        self.cancel.say(say("No, set it first"))


class ClockQuestion(QObject):
    """Asks above whatever is open."""

    def __init__(self, kit: Kit, host: QWidget):
        super().__init__(host)
        self._kit, self._host = kit, host
        self.dialog: ClockDialog | None = None

    def ask(self, refusal: RuleBroken) -> None:
        """Ask once; what was typed stays, and is sent again by whoever typed it."""
        if self.dialog is not None:
            return
        above = QApplication.activeModalWidget() or self._host
        self.dialog = ClockDialog(self._kit, above, refusal)
        self.dialog.sent.connect(self._confirm)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _confirm(self, _facts: object) -> None:
        self._kit.desk.confirm_clock()
        if self.dialog is not None:
            self.dialog.accept()

    def _forget(self, _result: int) -> None:
        self.dialog = None

"""Papers of which nobody said that they came out: printed now, or put away."""

from typing import Any

from PySide6.QtWidgets import QWidget

from counter.domain.states import PrintStatus
from counter.language import N_
from counter.storage.questions.lists import PrintRow
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.screens.settings.printers import PAPERS
from ui.widgets.layouts import column
from ui.widgets.ticks import Tick

MOST_SHOWN = 8
STATES = {
    PrintStatus.QUEUED: N_("never printed"),
    PrintStatus.PRINTING: N_("may have come out: look at the printer first"),
    PrintStatus.FAILED: N_("failed: {reason}"),
}


class LeftPapersDialog(FormDialog):
    """What was never printed is ticked; what may have come out is not."""

    def __init__(self, kit: Kit, parent: QWidget, rows: list[PrintRow]):
        super().__init__(kit, parent, "printer")
        self.rows = rows[:MOST_SHOWN]
        self._more = len(rows) - len(self.rows)
        self.ticks = [Tick(kit.theme) for _ in self.rows]
        for tick, one in zip(self.ticks, self.rows, strict=True):
            tick.setChecked(one.status is PrintStatus.QUEUED)
            tick.toggled.connect(self._say_go)
        self.assemble(column(*self.ticks, gap=2))

    def say_form(self) -> None:
        say, figures = self.say, self.kit.figures
        self.title.setText(say("Papers left unprinted"))
        self.text.setText(
            say("Ticked papers are printed now. The others are put away; any can be reprinted.")
        )
        more = self.kit.language.say_n("{n} more after these", "{n} more after these", self._more)
        self.then.setText(more if self._more else "")
        for tick, one in zip(self.ticks, self.rows, strict=True):
            name = say(PAPERS[one.form]) if one.form in PAPERS else one.form
            when = figures.moment(one.queued_at, self.kit.now())
            state = say(STATES[one.status], reason=one.reason)
            tick.say(f"{name} {figures.number(one.number)}", f"{when} · {state}")
        self._say_go()

    def facts(self) -> dict[str, Any]:
        pairs = list(zip(self.ticks, self.rows, strict=True))
        return {
            "print": [one for tick, one in pairs if tick.isChecked()],
            "put_away": [one for tick, one in pairs if not tick.isChecked()],
        }

    def _say_go(self) -> None:
        ticked = sum(tick.isChecked() for tick in self.ticks)
        say_n = self.kit.language.say_n
        text = say_n("Print {n} paper", "Print {n} papers", ticked)
        self.go.say(text if ticked else self.say("Put them away"), "Ctrl+Enter")

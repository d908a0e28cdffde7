"""The print queue in words: what a paper is called, where it goes, how it stands and why."""

from counter.domain.states import PrintStatus
from counter.language import N_
from counter.printing.devices.routes import AS_PDF
from counter.storage.questions.lists import PrintRow
from ui.kit import Kit
from ui.screens.settings.printers import PAPERS
from ui.widgets.paper_list import PaperLine

STATES = {
    PrintStatus.QUEUED: (N_("not printed yet"), "accent"),
    PrintStatus.PRINTING: (N_("is being printed"), "ok"),
    PrintStatus.FAILED: (N_("cannot be printed so"), "danger"),
    PrintStatus.UNSURE: (N_("may have come out"), "warn"),
}
WAITS = N_("waits for its printer")
UNTOLD = {
    PrintStatus.QUEUED: N_("Nobody has printed it yet. Print it, or put it away."),
    PrintStatus.PRINTING: N_("Its printer has it now."),
    PrintStatus.FAILED: N_("It could not be printed. Try it again, or choose another printer."),
    PrintStatus.UNSURE: N_("It is not known whether it came out."),
}
LOOK = N_(
    "Look at the printer. If it came out, press “It came out”; if not, press “Print again”. It is "
    "not printed again by itself."
)


class QueueWords:
    """Words papers in the window's language."""

    def __init__(self, kit: Kit):
        self._kit = kit
        self._routes: dict[str, str] = {}

    def look(self) -> None:
        """See where papers go on this machine now."""
        self._routes = self._kit.preferences.printers(list(PAPERS))

    def line(self, row: PrintRow, ticked: str) -> PaperLine:
        """A paper of the list."""
        figures, now = self._kit.figures, self._kit.now()
        state, tone = self.state(row)
        parts = (self.printer(row), figures.moment(row.queued_at, now), self._next(row, now))
        return PaperLine(
            key=str(row.place),
            name=self.name(row.form),
            number=figures.number(row.number),
            state=state,
            tone=tone,
            tail=" · ".join(part for part in parts if part),
            ticked=ticked,
        )

    def name(self, form: str) -> str:
        """What a paper is called at the counter."""
        return self._kit.language.say(PAPERS[form]) if form in PAPERS else form

    def state(self, row: PrintRow) -> tuple[str, str]:
        """How it stands, and the tone of that."""
        say = self._kit.language.say
        if row.status is PrintStatus.QUEUED and row.tries:
            return say(WAITS), "warn"
        text, tone = STATES[row.status]
        return say(text), tone

    def printer(self, row: PrintRow) -> str:
        """Where it goes."""
        say = self._kit.language.say
        name = row.printer or self._routes.get(row.form, "")
        if name == AS_PDF:
            return say("Save as PDF")
        return name or say("The system's printer")

    def detail(self, row: PrintRow) -> tuple[str, str]:
        """Why, and what to do, with the tone of that."""
        from counter.print_queue.reasons import worded_reason

        language = self._kit.language
        say, tone = language.say, self.state(row)[1]
        text = worded_reason(row.reason, language.words) or say(UNTOLD[row.status])
        if row.status is PrintStatus.UNSURE:
            gap = "" if language.code == "zh_CN" else " "
            return f"{text}{gap}{say(LOOK)}", "danger"
        return text, "accent" if tone == "ok" else tone

    def _next(self, row: PrintRow, now: int) -> str:
        if row.status is not PrintStatus.QUEUED or row.next_at is None or row.next_at <= now:
            return ""
        hour = self._kit.figures.hour(row.next_at)
        return self._kit.language.say("tried again at {hour}", hour=hour)

"""Bench time of a card: its steps, what runs now, what comes next, and a wrong step put right."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from counter.domain.states import CardStatus
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.case_views import StepView
from ui.kit import Kit
from ui.usual import tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit
from ui.widgets.labels import ElidedLabel, IconLabel, figure, label
from ui.widgets.layouts import column, framed, holder, row, stretched

BEFORE = frozenset({CardStatus.HUNG, CardStatus.DIAGNOSING})
SHOWN = 3  # older steps stand on the case page


class StepRow(QFrame):
    """One stretch of time."""

    wants_change = Signal(int)

    def __init__(self, kit: Kit, step: StepView, *, may_change: bool):
        super().__init__()
        self._kit, self.step = kit, step
        self._runs = step.ended_at is None
        self.pen = Button(kit.theme, "ghost", "pen", "text_3")
        self._minutes = figure(16 if self._runs else 14, bold=self._runs)
        self._minutes.setProperty("tone", "accent" if self._runs else "")
        self._name = ElidedLabel("strong" if self._runs else "")
        self._span = ElidedLabel("caption")
        icon, tone = ("play", "accent") if self._runs else ("check", "ok")
        texts = column(self._name, self._span, gap=0)
        parts = (IconLabel(kit.theme, icon, tone, 16), texts, self._minutes, self.pen)
        self.setProperty("role", "callout" if self._runs else "")
        self.setLayout(stretched(row(*parts, gap=8, margins=(8, 4, 4, 4)), 0, 1, 0, 0))
        self.pen.setVisible(may_change and not self._runs)
        self.pen.clicked.connect(self._change)
        self.say_all()

    def say_all(self) -> None:
        """Set every text anew."""
        say, figures, step = self._kit.language.say, self._kit.figures, self.step
        self._name.setText(step.work or say("Work"))
        since = figures.hour(step.started_at)
        if step.ended_at is None:
            span = say("since {hour}", hour=since)
        else:
            span = f"{since} – {figures.hour(step.ended_at)}"
        self._span.setText(f"{span} · {step.technician_name}")
        self.pen.say_to_readers(say("Correct this step"))
        self.tick()

    def tick(self) -> None:
        """A second went by."""
        if self._runs:
            spent = self._kit.now() - self.step.started_at
            self._minutes.setText(self._kit.figures.clock(spent))
        else:
            say = self._kit.language.say
            self._minutes.setText(say("{n} min", n=self.step.minutes))

    def _change(self) -> None:
        self.wants_change.emit(self.step.n)


class StepsCard(Card):
    """The steps that count."""

    wants_task = Signal(str)
    corrected = Signal(object)  # the facts of the correction

    def __init__(self, kit: Kit):
        self._sum = label("", "caption")
        super().__init__(self._sum)
        self._kit = kit
        self._view: BenchCard | None = None
        self._wrong: StepView | None = None
        self.rows: list[StepRow] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(2)
        self._older = label("", "caption")
        self.done = QLineEdit()
        self.done.setMaxLength(120)
        self._next_title = label("", "caption", wrap=True)
        self.next = Chips(kit.theme, one=True, gap=6, padding=10)
        self._begin, self._end, self._minutes = CodeEdit(), CodeEdit(), CodeEdit()
        self._why = QLineEdit()
        self._wrong_title, self._sorry = (
            label("", "strong", wrap=True),
            label("", "hint", wrap=True),
        )
        self._keep, self._drop = Button(kit.theme), Button(kit.theme, "ghost")
        self._form = self._build_form()
        self._tasks = holder(column(self._next_title, self.next, gap=4))
        for part in (self._older, self._place, self.done, self._tasks, self._form):
            if isinstance(part, QWidget):
                self.box.addWidget(part)
            else:
                self.box.addLayout(part)
        self.box.addStretch(1)
        self.box.setSpacing(6)
        self._form.hide()
        self.next.changed.connect(self._task_chosen)
        self._keep.clicked.connect(self._send)
        self._drop.clicked.connect(self._close)
        self._why.returnPressed.connect(self._send)

    def _build_form(self) -> QWidget:
        for edit in (self._begin, self._end, self._minutes):
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setMaxLength(5)
        times = row(self._begin, label("–"), self._end, self._minutes, gap=6)
        buttons = stretched(row(self._why, self._keep, self._drop, gap=6), 1)
        parts = (self._wrong_title, times, buttons, self._sorry)
        return framed(column(*parts, gap=6, margins=(10, 8, 10, 8)), "inset")

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Work steps"))
        self.next.name(say("Next task"))
        self._next_title.setText(say("Next: a tap starts its clock"))
        self._offer()
        for edit, text in (
            (self.done, say("What was done, printed on the card")),
            (self._begin, say("From")),
            (self._end, say("To")),
            (self._minutes, say("Minutes")),
            (self._why, say("Why is it wrong?")),
        ):
            edit.setPlaceholderText(text)
            edit.setAccessibleName(text)
        self._keep.say(say("Correct"))
        self._drop.say(say("Cancel"))
        for one in self.rows:
            one.say_all()
        if self._view is not None:
            self._say_sum(self._view)

    def show_card(self, view: BenchCard, me: str, *, may_correct_any: bool) -> None:
        """Show the steps of a card."""
        if self._view is None or self._view.card.number != view.card.number:
            self.done.clear()
            self._close()
        self._view = view
        self._offer()
        counted = counting(view)
        for one in self.rows:
            self._place.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = []
        for step in counted[-SHOWN:]:
            mine = step.technician_code == me
            line = StepRow(self._kit, step, may_change=mine or may_correct_any)
            line.wants_change.connect(self.open_form)
            self._place.addWidget(line)
            self.rows.append(line)
        self.done.setVisible(any(self._is_mine(step, me) for step in counted))
        self._say_sum(view)

    def tick(self) -> None:
        """A second went by."""
        for one in self.rows:
            one.tick()

    def show_tasks(self, *, offered: bool) -> None:
        """Offer what may be begun next."""
        self._tasks.setVisible(offered and not self._form.isVisibleTo(self))

    def task_text(self, code: str) -> str:
        """What a task is called in the language spoken."""
        return next(chip.text() for chip in self.next.chips if chip.code == code)

    def said(self) -> str:
        """What was done in the step that runs."""
        return self.done.text().strip()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        pens = [line.pen for line in self.rows]
        form = (self._begin, self._end, self._minutes, self._why, self._keep, self._drop)
        return [*pens, self.done, self.next, *form]

    def open_form(self, n: int) -> None:
        """Ask what is right about step `n`."""
        if self._view is None:
            return
        self._wrong = next(step for step in self._view.steps if step.n == n)
        figures, step = self._kit.figures, self._wrong
        self._begin.setText(figures.hour(step.started_at))
        self._end.setText(figures.hour(step.ended_at or step.started_at))
        self._minutes.setText(str(step.minutes))
        self._why.clear()
        name = step.work or self._kit.language.say("Work")
        self._wrong_title.setText(self._kit.language.say("Correct “{step}”", step=name))
        self.refuse("")
        self._form.show()
        self._tasks.hide()
        self._minutes.setFocus(Qt.FocusReason.TabFocusReason)
        self._minutes.selectAll()

    def refuse(self, sentence: str) -> None:
        """Say why a correction is not taken; what was typed stays."""
        self._sorry.setText(sentence)
        self._sorry.setProperty("state", "error")
        self._sorry.setVisible(bool(sentence))

    def is_correcting(self) -> bool:
        """Whether the form is open."""
        return self._wrong is not None

    def close_form(self) -> None:
        """The correction is done."""
        self._close()

    def _send(self) -> None:
        say, step = self._kit.language.say, self._wrong
        if step is None:
            return
        if not self._why.text().strip():
            self.refuse(say("Say why the step is wrong."))
            self._why.setFocus(Qt.FocusReason.TabFocusReason)
            return
        begin, end = self._time(self._begin, step.started_at), self._end_time(step)
        if begin is None or end is None or not self._minutes.text().strip().isdecimal():
            self.refuse(say("Type times like 09:30 and whole minutes."))
            return
        self.corrected.emit(
            {
                "n": step.n,
                "started_at": begin,
                "ended_at": end,
                "minutes": int(self._minutes.text()),
                "reason": self._why.text().strip(),
            }
        )

    def _end_time(self, step: StepView) -> int | None:
        return self._time(self._end, step.ended_at or step.started_at)

    def _time(self, edit: CodeEdit, kept: int) -> int | None:
        """The moment that is typed, on the day of `kept`; an hour that was not touched stays to
        the second.
        """
        figures, typed = self._kit.figures, edit.text().strip().replace("：", ":")
        if typed == figures.hour(kept):
            return kept
        try:
            hour = datetime.strptime(typed, "%H:%M").time()
        except ValueError:
            return None
        return figures.at(datetime.combine(figures.local(kept).date(), hour))

    def _close(self) -> None:
        self._wrong = None
        self._form.hide()
        self._tasks.show()

    def _say_sum(self, view: BenchCard) -> None:
        say = self._kit.language.say
        self._sum.setText(say("{n} min booked", n=view.card.minutes))
        counted = counting(view)
        older = len(counted) - SHOWN
        say_n = self._kit.language.say_n
        self._older.setText(say_n("{n} earlier step", "{n} earlier steps", max(0, older)))
        self._older.setVisible(older > 0)

    def _offer(self) -> None:
        diagnosing = self._view is None or self._view.card.status in BEFORE
        named = tasks(diagnosing=diagnosing)
        self.next.offer([Choice(one.code, one.text(self._kit.language)) for one in named])

    def _task_chosen(self) -> None:
        chosen = "".join(self.next.value())
        if chosen:
            self.next.choose([])
            self.wants_task.emit(chosen)

    @staticmethod
    def _is_mine(step: StepView, me: str) -> bool:
        return step.ended_at is None and step.technician_code == me


def counting(view: BenchCard) -> list[StepView]:
    """The steps that count: a corrected one does not, nor one that was begun by mistake."""
    return [
        step
        for step in view.steps
        if not step.is_corrected and (step.minutes or step.ended_at is None)
    ]

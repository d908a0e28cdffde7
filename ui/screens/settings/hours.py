"""Opening hours and holidays: what every promise is counted in."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from counter.domain.refusals import RuleBroken
from counter.domain.working_clock import clock_from, closing_after
from counter.storage.questions.lists import OutletView, outlet_view
from ui.kit import Kit
from ui.screens.settings.hours_text import (
    CannotRead,
    Hours,
    hours_value,
    read_days,
    read_extra,
    read_sessions,
    shown_days,
    shown_extra,
    shown_sessions,
)
from ui.screens.settings.section import Act, Gap, Section
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.look import set_look

DAYS = 7
PROOF_DAYS = (0, 1, 3)


class HoursSection(Section):
    """Changes the setting `hours`; below it stands what it makes of a promise."""

    name = "hours"
    icon = "calendar-clock"
    kinds: ClassVar[frozenset[str]] = frozenset({"outlet", "setting"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._zone = "Asia/Shanghai"
        self._before: dict[str, Any] | None = None
        self.days = [CodeEdit() for _ in range(DAYS)]
        self._names = [label("", "label") for _ in range(DAYS)]
        self.closed, self.extra = QPlainTextEdit(), QPlainTextEdit()
        self.closed_field, self.extra_field = Field(self.closed), Field(self.extra)
        self.same = Button(kit.theme, "link")
        self.proof = Callout(kit.theme, "calendar-clock")
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, (name, edit) in enumerate(zip(self._names, self.days, strict=True)):
            name.setBuddy(edit)
            grid.addWidget(name, place, 0)
            grid.addWidget(edit, place, 1)
        for edit in (self.closed, self.extra):
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(84)
            edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        for field in (self.closed_field, self.extra_field):
            lines = field.layout()
            assert isinstance(lines, QVBoxLayout)
            stretched(lines, 0, 1, 0)
        week = holder(column(grid, row(self.same, 1), 1, gap=6))
        others = holder(column(self.closed_field, self.extra_field, gap=6))
        both = stretched(row(week, others, gap=24), 1, 1)
        body = stretched(column(both, self.proof, gap=12), 1, 0)
        self.build(body)

    def _connect(self) -> None:
        for edit in self.days:
            edit.textEdited.connect(self._changed)
            edit.editingFinished.connect(self._tidy)
        self.closed.textChanged.connect(self._changed)
        self.extra.textChanged.connect(self._changed)
        self.same.clicked.connect(self.copy_monday)

    def stops(self) -> list[QWidget]:
        return [*self.days, self.same, self.closed, self.extra, self.go]

    def caption(self) -> str:
        return self.kit.language.say("Hours and holidays")

    def purpose(self) -> str:
        return self.kit.language.say(
            "Promises, deadlines and waiting times are counted in these hours only."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        for name, edit, text in zip(self._names, self.days, self.weekdays(), strict=True):
            name.setText(text)
            edit.setAccessibleName(text)
            edit.setPlaceholderText(say("closed"))
        self.same.say(say("Monday's hours on every working day"))
        self.closed_field.say(
            say("&Closed on these days"), say("one day or range a line: 2026-10-01 - 2026-10-07")
        )
        self.extra_field.say(
            say("&Other hours on these days"), say("a line each: 2026-10-10 09:00-17:00")
        )
        super().say_all()

    def weekdays(self) -> list[str]:
        """The names of the days from Monday."""
        say = self.kit.language.say
        return [
            say("Monday"),
            say("Tuesday"),
            say("Wednesday"),
            say("Thursday"),
            say("Friday"),
            say("Saturday"),
            say("Sunday"),
        ]

    def reload(self) -> None:
        self.kit.desk.ask(outlet_view).then(self._take)

    def first(self) -> None:
        self.days[0].setFocus()

    def copy_monday(self) -> None:
        """Every day that is open gets Monday's hours."""
        for edit in self.days[1:]:
            if edit.text().strip():
                edit.setText(self.days[0].text())
        self._changed()

    def gaps(self) -> list[Gap]:
        found: list[Gap] = []
        for name, edit in zip(self.weekdays(), self.days, strict=True):
            if _read(read_sessions, edit.text()) is None:
                found.append((name, edit))
        say = self.kit.language.say
        if _read(read_days, self.closed.toPlainText()) is None:
            found.append((say("closed days as dates"), self.closed))
        if _read(read_extra, self.extra.toPlainText()) is None:
            found.append((say("other hours as date and hours"), self.extra))
        return found

    def acts(self) -> list[Act]:
        value = self._value()
        return [
            ("change_setting", {"name": "hours", "value": value})
        ]  # also to say: they are right

    def show_state(self) -> None:
        super().show_state()
        bad = [widget for _, widget in self.gaps()]
        say = self.kit.language.say
        for field, read in ((self.closed_field, read_days), (self.extra_field, read_extra)):
            if field.control in bad:
                assert isinstance(field.control, QPlainTextEdit)
                line = _wrong_line(read, field.control.toPlainText())
                field.object_to(say("This line cannot be read: {line}", line=line))
            else:
                field.clear_state()
        for edit in self.days:
            set_look(edit, state="error" if edit in bad else "")
        self._show_proof(is_right=not bad)

    def done(self, answer: Any) -> None:
        super().done(answer)
        self._before = None
        self.reload()

    # -- inside

    def _take(self, view: OutletView) -> None:
        hours = view.settings["hours"]
        if self._before is not None and (self.gaps() or self._value() != self._before):
            return  # half typed: what is there stays
        self._zone = view.zone
        for edit, sessions in zip(self.days, hours["week"], strict=True):
            edit.setText(shown_sessions(sessions))
        self.closed.setPlainText(shown_days(hours.get("closed", [])))
        self.extra.setPlainText(shown_extra(hours.get("extra", {})))
        self._before = self._value()
        self.show_state()

    def _value(self) -> dict[str, Any]:
        week = [read_sessions(edit.text()) for edit in self.days]
        closed, extra = read_days(self.closed.toPlainText()), read_extra(self.extra.toPlainText())
        return hours_value(week, closed, extra)

    def _changed(self) -> None:
        self.edited()

    def _tidy(self) -> None:
        edit = self.sender()
        if isinstance(edit, QLineEdit):
            sessions: Hours | None = _read(read_sessions, edit.text())
            if sessions is not None:
                edit.setText(shown_sessions(sessions))

    def _show_proof(self, *, is_right: bool) -> None:
        self.proof.setVisible(is_right and self._before is not None)
        if not self.proof.isVisibleTo(self):
            return
        say, figures, now = self.kit.language.say, self.kit.figures, self.kit.now()
        try:
            clock = clock_from(self._value(), ZoneInfo(self._zone))
            at = [closing_after(clock, now, days) for days in PROOF_DAYS]
        except RuleBroken:
            text = say("The outlet is never open: nothing can be promised.")
            self.proof.show_text(text, "warn", "triangle-alert")
            return
        shown = [figures.moment(moment, now) for moment in at]
        text = say(
            "A promise made now: {today}. The next working day: {next}. Three working days: "
            "{third}.",
            today=shown[0],
            next=shown[1],
            third=shown[2],
        )
        self.proof.show_text(text, "accent", "calendar-clock")


def _read(read: Any, text: str) -> Any:
    try:
        return read(text)
    except CannotRead:
        return None


def _wrong_line(read: Any, text: str) -> str:
    try:
        read(text)
    except CannotRead as wrong:
        return str(wrong)[:40]
    return ""

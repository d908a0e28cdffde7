"""Measured values against their limits: the verdict is worked out from both, never chosen."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from counter.domain.cards import verdict
from counter.domain.refusals import RuleBroken
from ui.language import Language
from ui.widgets.field import CodeEdit
from ui.widgets.labels import ElidedLabel, Pill, TallLabel, label
from ui.widgets.layouts import column as stacked
from ui.widgets.layouts import holder, rule
from ui.widgets.look import set_look

ROW, HEAD = 44, 22
NAME, LIMIT, BEFORE, VALUE, VERDICT = range(5)
PASS, FAIL = "PASS", "FAIL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A value to measure: `name` is kept with it, `low` and `high` are decimals as text.

    `before` was measured by the technician, `value` is what stands here now.
    """

    name: str
    unit: str = ""
    low: str = ""
    high: str = ""
    before: str = ""
    value: str = ""


def limit_text(measure: Measure) -> str:
    """`≤ 0.10 Ω`, `≥ 2 MΩ` or `720–880 W`."""
    if measure.low and measure.high:
        text = f"{measure.low}–{measure.high}"
    else:
        text = f"≥ {measure.low}" if measure.low else f"≤ {measure.high}"
    return f"{text} {measure.unit}".strip()


def verdict_of(text: str, measure: Measure) -> str:
    """PASS or FAIL; "" while nothing is typed that could be judged."""
    try:
        return verdict(text.strip(), measure.low, measure.high)
    except RuleBroken:
        return ""


class MeasureRow:
    """The parts of one line."""

    def __init__(self, measure: Measure, *, is_narrow: bool):
        """In a narrow place a name takes the lines it needs."""
        self.measure = measure
        self.name = TallLabel() if is_narrow else ElidedLabel("")
        self.limit = ElidedLabel("caption")
        self.before, self.mark = label("", "muted"), Pill()
        self.named: QWidget | None = None
        self.edit = CodeEdit()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setMaxLength(12)
        self.mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setText(measure.value)

    def parts(self) -> list[QWidget]:
        """In the order of the columns."""
        return [self.name, self.limit, self.before, self.edit, self.mark]

    def show_measure(self, measure: Measure) -> None:
        """Show what is known by now; what somebody is typing stays."""
        is_typed = self.typed() != self.measure.value
        self.measure = measure
        if not is_typed:
            self.edit.setText(measure.value)

    def keep(self, before: "MeasureRow") -> None:
        """Take over what was being typed in the line that stood here."""
        if before.typed() not in (before.measure.value, self.measure.value):
            self.edit.setText(before.typed())
            self.edit.setModified(before.edit.isModified())

    def typed(self) -> str:
        """What stands in the field."""
        return self.edit.text().strip()

    def verdict(self) -> str:
        """What the limits say of it."""
        return verdict_of(self.typed(), self.measure)

    def is_unreadable(self) -> bool:
        """Whether something stands here that is no number."""
        return bool(self.typed()) and not self.verdict()


class MeasureTable(QWidget):
    """One line a test. A value that was typed and is a number is handed on once, and
    again where the same is typed anew.
    """

    measured = Signal(object, str)  # the measure and its new value
    changed = Signal()

    def __init__(self, language: Language, *, again: bool = False):
        """`again` shows what the technician measured and asks for a second value."""
        super().__init__()
        self._language, self._again = language, again
        self.rows: list[MeasureRow] = []
        self._subject = ""
        self._heads: list[QLabel] = [label("", "caption") for _ in range(5)]
        self._rules: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setRowMinimumHeight(0, HEAD)
        for place, share in enumerate((5, 4, 3, 0, 0) if again else (1, 0, 0, 0, 0)):
            self._grid.setColumnStretch(place, share)
            self._grid.addWidget(self._heads[place], 0, place)
        for place in (LIMIT, BEFORE):
            self._heads[place].setVisible(again)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._language.say
        value = say("Again") if self._again else say("Measured")
        texts = (say("Test"), say("Limit"), say("By technician"), value, say("Verdict"))
        for head, text in zip(self._heads, texts, strict=True):
            head.setText(text)
        for line in self.rows:
            self._show(line)

    def show_measures(self, subject: str, measures: list[Measure]) -> None:
        """Show the tests of a card; what is being typed for one of them stays."""
        if subject != self._subject:
            self._subject = subject
            self._clear()
        shown = [line.measure for line in self.rows]
        if shown == measures:
            return
        if [one.name for one in shown] == [one.name for one in measures]:
            for line, measure in zip(self.rows, measures, strict=True):
                line.show_measure(measure)
                self._show(line)
        else:
            self._build(measures)
        self.changed.emit()

    def _build(self, measures: list[Measure]) -> None:
        typed = {line.measure.name: line for line in self.rows}
        self._clear()
        for place, measure in enumerate(measures, start=1):
            line = self._add(place, measure)
            before = typed.get(measure.name)
            if before is None:
                continue
            line.keep(before)
            if before.edit.hasFocus():
                line.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_fields(self, is_open: bool) -> None:
        """Let values be typed, or only be read."""
        for line in self.rows:
            line.edit.setEnabled(is_open)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [line.edit for line in self.rows]

    def unreadable(self) -> list[MeasureRow]:
        """The lines in which something stands that is no number."""
        return [line for line in self.rows if line.is_unreadable()]

    def hand_on(self) -> None:
        """Hand on what was typed and not left yet: what follows counts on it."""
        for line in self.rows:
            self._hand_on(line)

    def ask_again(self) -> None:
        """A value was refused: what is not known yet may be handed on again."""
        for line in self.rows:
            line.edit.setModified(line.typed() != line.measure.value)

    def _clear(self) -> None:
        for line in self.rows:
            for part in (line.named, *line.parts()):
                if part is not None:
                    self._grid.removeWidget(part)
                    part.hide()
                    part.deleteLater()
        for line in self._rules:
            self._grid.removeWidget(line)
            line.deleteLater()
        self.rows, self._rules = [], []

    def _add(self, place: int, measure: Measure) -> MeasureRow:
        line, hairline = MeasureRow(measure, is_narrow=not self._again), rule()
        self._grid.addWidget(hairline, 2 * place - 1, 0, 1, 5)
        self._grid.setRowMinimumHeight(2 * place, ROW)
        if self._again:
            for column, part in enumerate(line.parts()):
                self._grid.addWidget(part, 2 * place, column)
        else:  # in a narrow place the limit stands under the name
            line.named = holder(stacked(line.name, line.limit, gap=0))
            self._grid.addWidget(line.named, 2 * place, NAME)
            self._grid.addWidget(line.edit, 2 * place, VALUE)
            self._grid.addWidget(line.mark, 2 * place, VERDICT)
            line.before.hide()
        line.edit.setFixedWidth(78 if self._again else 70)
        line.mark.setMinimumWidth(58)
        line.edit.textChanged.connect(self._typed)
        line.edit.editingFinished.connect(self._finished)
        self.rows.append(line)
        self._rules.append(hairline)
        self._show(line)
        return line

    def _show(self, line: MeasureRow) -> None:
        say, measure = self._language.say, line.measure
        line.name.setText(measure.name)
        line.limit.setText(limit_text(measure))
        before = f"{measure.before} {measure.unit}".strip() if measure.before else "–"
        line.before.setText(before)
        line.edit.setAccessibleName(f"{measure.name} {limit_text(measure)}")
        found = line.verdict()
        looks = {
            PASS: (say("Within"), "ok"),
            FAIL: (say("Over limit"), "danger"),
        }
        text, tone = looks.get(found, (say("To measure"), ""))
        if line.is_unreadable():
            text, tone = say("No number"), "danger"
        line.mark.show_state(text, tone)
        wrong = found == FAIL or line.is_unreadable()
        set_look(line.edit, state="error" if wrong else "")
        line.edit.setAccessibleDescription(text)

    def _line(self) -> MeasureRow | None:
        return next((line for line in self.rows if line.edit is self.sender()), None)

    def _typed(self, _text: str) -> None:
        line = self._line()
        if line is not None:
            self._show(line)
            self.changed.emit()

    def _finished(self) -> None:
        line = self._line()
        if line is not None:
            self._hand_on(line)

    def _hand_on(self, line: MeasureRow) -> None:
        if not line.verdict() or not line.edit.isModified():
            return
        line.edit.setModified(False)
        self.measured.emit(line.measure, line.typed())

"""Measured values: the usual tests of the kind of item, and what a technician adds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.cards import AT_WORK
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.case_views import MeasurementView
from ui.kit import Kit
from ui.usual import is_called, measure_of
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.field import CodeEdit
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.measure_table import FAIL, Measure, MeasureTable


class ValuesCard(Card):
    """The tests of the open card."""

    measured = Signal(object, str)
    changed = Signal()

    def __init__(self, kit: Kit):
        self.more = Button(kit.theme, "link", "plus", "accent")
        super().__init__(self.more)
        self._kit = kit
        self._view: BenchCard | None = None
        self._added: list[Measure] = []
        self.table = MeasureTable(kit.language)
        self._none = label("", "muted", wrap=True)
        self._name, self._unit = QLineEdit(), QLineEdit()
        self._low, self._high = CodeEdit(), CodeEdit()
        self._sorry = label("", "hint", wrap=True)
        self._add = Button(kit.theme)
        self._form = self._build_form()
        for part in (self.table, self._none, self._form):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self._form.hide()
        self.more.clicked.connect(self._open_form)
        self._add.clicked.connect(self._take_test)
        self._high.returnPressed.connect(self._take_test)
        self.table.measured.connect(self.measured)
        self.table.changed.connect(self.changed)

    def _build_form(self) -> QWidget:
        first = stretched(row(self._name, self._unit, gap=6), 3, 1)
        second = stretched(row(self._low, self._high, self._add, gap=6), 1, 1, 0)
        inside = column(first, second, self._sorry, gap=6, margins=(10, 8, 10, 8))
        return framed(inside, "inset")

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Values"))
        self.more.say(say("Add a test"))
        self._add.say(say("Add"))
        self._none.setText(say("No test is usual for this kind of item."))
        for edit, text in (
            (self._name, say("Test")),
            (self._unit, say("Unit")),
            (self._low, say("At least")),
            (self._high, say("At most")),
        ):
            edit.setPlaceholderText(text)
            edit.setAccessibleName(text)
            edit.setMaxLength(24)
        self.table.say_all()
        if self._view is not None:
            self._show(self._view)

    def show_card(self, view: BenchCard) -> None:
        """Show the values of a card."""
        if self._view is None or self._view.card.number != view.card.number:
            self._added = []
            self._form.hide()
        self._view = view
        self._show(view)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        form = (self._name, self._unit, self._low, self._high, self._add)
        return [*self.table.stops(), self.more, *form]

    def unmeasured(self) -> int:
        """How many tests have no value yet."""
        return sum(not line.verdict() for line in self.table.rows)

    def over_limit(self) -> list[str]:
        """The tests whose value is outside its limits."""
        return [line.measure.name for line in self.table.rows if line.verdict() == FAIL]

    def _show(self, view: BenchCard) -> None:
        measures = measures_of(self._kit, view, self._added)
        self.table.show_measures(view.card.number, measures)
        at_work = view.card.status in AT_WORK
        self.table.open_fields(at_work)
        self.more.setVisible(at_work)
        self.table.setVisible(bool(measures))
        self._none.setVisible(not measures)

    def _open_form(self) -> None:
        self._form.setVisible(not self._form.isVisible())
        if self._form.isVisible():
            self._sorry.hide()
            self._name.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_test(self) -> None:
        say = self._kit.language.say
        name, low, high = (e.text().strip() for e in (self._name, self._low, self._high))
        if not name or not (low or high) or not all(_is_number(t) for t in (low, high)):
            self._sorry.setText(say("A test has a name and a limit in digits, least or most."))
            self._sorry.show()
            return
        self._added.append(Measure(name=name, unit=self._unit.text().strip(), low=low, high=high))
        for edit in (self._name, self._unit, self._low, self._high):
            edit.clear()
        self._form.hide()
        if self._view is not None:
            self._show(self._view)
            self.table.rows[-1].edit.setFocus(Qt.FocusReason.TabFocusReason)


def measures_of(kit: Kit, view: BenchCard, added: list[Measure]) -> list[Measure]:
    """The usual tests and all that were measured besides, each with its last value."""
    last = {one.name: one for one in view.measurements}
    measures: list[Measure] = []
    for usual in view.usual_tests:
        names = [name for name in last if is_called(usual, name)]
        value = max((last.pop(name) for name in names), key=_n, default=None)
        measures.append(measure_of(usual, kit.language, value=value.value if value else ""))
    measures += [
        Measure(name=one.name, unit=one.unit, low=one.low, high=one.high, value=one.value)
        for one in last.values()
    ]
    return measures + [one for one in added if one.name not in last]


def _n(one: MeasurementView) -> int:
    return one.n


def _is_number(text: str) -> bool:
    return not text or text.replace(".", "", 1).removeprefix("-").isdecimal()

"""The repair that is open: what it is, its values, what is looked at, and what was done to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.storage.questions.bench import BenchCard
from counter.storage.questions.inspection import InspectionView
from counter.storage.questions.lists import ItemKindRow
from ui import terms
from ui.item_names import chip_name, name_of
from ui.kit import Kit
from ui.usual import is_called, measure_of
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Pill, label
from ui.widgets.layouts import column, framed, holder, row, stretched
from ui.widgets.look import set_look
from ui.widgets.marks import KindTile
from ui.widgets.measure_table import FAIL, Measure, MeasureTable, verdict_of
from ui.widgets.ticks import Tick

MOST_STEPS, MOST_NAME = 5, 48


def used(view: BenchCard) -> list[str]:
    """The parts that are in the item."""
    gone = {line.corrects_n for line in view.parts if line.corrects_n is not None}
    lines = [p for p in view.parts if p.corrects_n is None and p.n not in gone]
    return [p.name if p.qty == 1 else f"{p.name} ×{p.qty}" for p in lines]


class RepairHead(QWidget):
    """One line about the item and who repaired it."""

    wants_case = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._tile = KindTile(kit.theme, "shapes", 48)
        self._name, self._sub, self._state = ElidedLabel("value"), ElidedLabel("muted"), Pill()
        self._due = label("", "strong")
        self.case = Button(kit.theme, "ghost", "file", "text_2")
        name = stretched(row(self._name, self._state, gap=10), 1, 0)
        sub = stretched(row(self._due, self._sub, gap=8), 0, 1)
        parts = (self._tile, column(name, sub, gap=2), self.case)
        box = stretched(row(*parts, gap=14, margins=(16, 10, 10, 10)), 0, 1, 0)
        self.setLayout(column(framed(box), gap=0))
        self.case.clicked.connect(self.wants_case)

    def say_all(self) -> None:
        """Set every text anew."""
        self.case.say(self._kit.language.say("Open case"))

    def show_repair(self, view: InspectionView, kind: ItemKindRow | None) -> None:
        """Show a repair."""
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        work, card = view.work, view.work.card
        self._tile.show_icon(kind.icon if kind else "shapes")
        self._name.setText(name_of(work.unit, kind, self._kit.language))
        self._state.show_state(say(terms.CARDS[card.status]), terms.CARD_TONES[card.status])
        late = work.promised_at < now
        age = figures.age(now - work.promised_at)
        self._due.setText(say("Overdue {age}", age=age) if late else "")
        self._due.setVisible(late)
        set_look(self._due, tone="danger")
        texts = (
            f"{card.technician_name} {figures.moment(card.status_at, now)}",
            say("{n} min", n=card.minutes),
            self._kit.language.listing(used(work)) or say("no parts"),
        )
        self._sub.setText(" · ".join(texts))


class ValuesCard(Card):
    """The technician's values, and the supervisor's beside them."""

    measured = Signal(object, str)
    changed = Signal()

    def __init__(self, kit: Kit):
        self._left = label("", "caption")
        super().__init__(self._left)
        self._kit = kit
        self.table = MeasureTable(kit.language, again=True)
        self._none = label("", "muted", wrap=True)
        self.box.addWidget(self.table)
        self.box.addWidget(self._none)
        self.unneeded = Tick(kit.theme)
        self.unneeded.hide()
        self.box.addWidget(self.unneeded)
        self.table.measured.connect(self.measured)
        self.table.changed.connect(self._changed)
        self.unneeded.toggled.connect(self._ticked)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Safety and performance"))
        self._none.setText(say("Nothing was measured, and no test is usual for this kind."))
        self.table.say_all()
        self._say_unneeded()

    def show_repair(self, view: InspectionView, me: str, *, unneeded: bool) -> None:
        """Show the values of a repair; `unneeded` was ticked before."""
        self.unneeded.blockSignals(True)
        self.unneeded.setChecked(unneeded)
        self.unneeded.blockSignals(False)
        measures = self._measures(view.work, me)
        self.table.show_measures(view.work.card.number, measures)
        self.table.setVisible(bool(measures))
        self._none.setVisible(not measures)
        self._say_unneeded()

    def unmeasured(self) -> list[str]:
        """Tests that neither the technician nor the supervisor measured."""
        lines = (one for one in self.table.rows if not one.typed() and not one.measure.before)
        return [line.measure.name for line in lines]

    def is_unneeded(self) -> bool:
        """Whether what was not measured was said to be unneeded."""
        return self.unneeded.isChecked()

    def texts(self) -> list[str]:
        """What was said to be unneeded, in words."""
        say = self._kit.language.say
        names = self.unmeasured() if self.is_unneeded() else []
        return [say("{test}: not measured, not needed", test=name[:MOST_NAME]) for name in names]

    def over_limit(self) -> list[str]:
        """Tests whose last value is outside its limits."""
        found: list[str] = []
        for line in self.table.rows:
            is_over = line.verdict() == FAIL
            stands = not line.verdict() and line.measure.before
            if is_over or (stands and self._fails(line.measure)):
                found.append(line.measure.name)
        return found

    def _fails(self, measure: Measure) -> bool:
        return verdict_of(measure.before, measure) == FAIL

    def _measures(self, work: BenchCard, me: str) -> list[Measure]:
        since = work.card.status_at
        mine = {m.name: m for m in work.measurements if m.at >= since and m.by_code == me}
        theirs = {m.name: m for m in work.measurements if m.n not in {o.n for o in mine.values()}}
        measures: list[Measure] = []
        for usual in work.usual_tests:
            before = [theirs.pop(n) for n in list(theirs) if is_called(usual, n)]
            again = [mine.pop(n) for n in list(mine) if is_called(usual, n)]
            measures.append(
                measure_of(
                    usual,
                    self._kit.language,
                    before=before[-1].value if before else "",
                    value=again[-1].value if again else "",
                )
            )
        for name, one in (theirs | mine).items():
            before = theirs[name].value if name in theirs else ""
            again = mine[name].value if name in mine else ""
            measures.append(
                Measure(
                    name=name,
                    unit=one.unit,
                    low=one.low,
                    high=one.high,
                    before=before,
                    value=again,
                )
            )
        return measures

    def _changed(self) -> None:
        left = sum(not line.verdict() for line in self.table.rows)
        say_n = self._kit.language.say_n
        text = say_n("{n} not measured again", "{n} not measured again", left) if left else ""
        self._left.setText(text)
        self._say_unneeded()
        self.changed.emit()

    def _say_unneeded(self) -> None:
        names = self.unmeasured()
        language = self._kit.language
        text = language.say("Not measured: not needed for this repair")
        self.unneeded.say(text, language.listing(names))
        self.unneeded.setVisible(bool(names))

    def _ticked(self, _on: bool) -> None:
        self.changed.emit()


class ChecksCard(Card):
    """What the supervisor looks at, ticked one by one."""

    changed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._view: InspectionView | None = None
        self._kind: ItemKindRow | None = None
        self.ticks: dict[str, Tick] = {}
        self.box.setSpacing(2)

    def say_all(self) -> None:
        """Set every text anew."""
        self.say(self._kit.language.say("By eye"))
        if self._view is not None:
            self._say_ticks(self._view)

    def show_repair(
        self, view: InspectionView, kind: ItemKindRow | None, ticked: list[str]
    ) -> None:
        """Show the points of a repair, those ticked that were ticked before."""
        self._view, self._kind = view, kind
        codes = [one.code for one in view.work.usual_checks if self._fits(one.code)]
        if codes != list(self.ticks):
            for tick in self.ticks.values():
                self.box.removeWidget(tick)
                tick.hide()
                tick.deleteLater()
            self.ticks = {code: Tick(self._kit.theme) for code in codes}
            for tick in self.ticks.values():
                self.box.addWidget(tick)
                tick.toggled.connect(self._toggled)
        for code, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(code in ticked)
            tick.blockSignals(False)
        self._say_ticks(view)

    def ticked(self) -> list[str]:
        """The codes of the points that are ticked."""
        return [code for code, tick in self.ticks.items() if tick.isChecked()]

    def texts(self) -> list[str]:
        """The points ticked, in words."""
        return [tick.text() for tick in self.ticks.values() if tick.isChecked()]

    def open_ones(self) -> list[Tick]:
        """What is not ticked yet."""
        return [tick for tick in self.ticks.values() if not tick.isChecked()]

    def _fits(self, code: str) -> bool:
        work = self._view.work if self._view else None
        if work is None:
            return True
        if code == "ACCESSORIES":
            return bool(work.accessories)
        return code != "OLD_PARTS" or bool(used(work))

    def _say_ticks(self, view: InspectionView) -> None:
        language, work = self._kit.language, view.work
        came = [f"{a.name} ×{a.qty}" if a.qty > 1 else a.name for a in work.accessories]
        old = {language.say(terms.OLD_PARTS[p.old_part_disposition]) for p in work.parts}
        notes = {
            "FAULT_GONE": self._told_fault(view) or work.card.diagnosis,
            "ACCESSORIES": language.listing(came),
            "OLD_PARTS": language.listing(sorted(old)),
        }
        names = {one.code: language.named(one.zh, one.en) for one in work.usual_checks}
        for code, tick in self.ticks.items():
            tick.say(names[code], notes.get(code, ""))

    def _told_fault(self, view: InspectionView) -> str:
        """What was wrong when it came: the chips and the customer's words."""
        language, chips = self._kit.language, self._kind.faults if self._kind else []
        named = [chip_name(chips, code, language) for code in view.work.fault_codes]
        return language.listing([*named, *([view.work.fault] if view.work.fault else [])])

    def _toggled(self, _on: bool) -> None:
        self.changed.emit()


class DoneStrip(QWidget):
    """What the technician did, on one line: nobody has to open the case to judge it."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._title = label("", "label")
        self._cells: QHBoxLayout = row(gap=16)
        box = row(self._title, self._cells, gap=16, margins=(16, 8, 16, 8))
        self.setLayout(column(framed(stretched(box, 0, 1), "inset"), gap=0))

    def show_repair(self, view: InspectionView) -> None:
        """Show the steps that count."""
        say = self._kit.language.say
        self._title.setText(say("Steps"))
        while (item := self._cells.takeAt(0)) is not None:
            if (inner := item.widget()) is not None:
                inner.hide()
                inner.deleteLater()
        steps = [s for s in view.work.steps if not s.is_corrected and s.minutes]
        for step in steps[-MOST_STEPS:]:
            self._add(step.work or say("Work"), say("{n} min", n=step.minutes), "")
        self._add(say("In all"), say("{n} min", n=view.work.card.minutes), "strong")

    def _add(self, text: str, minutes: str, role: str) -> None:
        name = ElidedLabel("caption")
        name.setText(text)
        self._cells.addWidget(holder(column(name, label(minutes, role), gap=0)), 1)

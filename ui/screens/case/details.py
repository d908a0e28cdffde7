"""Every detail of a case in sections: captions with values, and short lists."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.choices import NoticeHow, NoticeOutcome, PaymentMethod, Source
from counter.storage.questions.case_standing import standing_settlement
from counter.storage.questions.cases import CaseView
from counter.storage.questions.lists import ItemKindRow
from ui import terms
from ui.kit import Kit
from ui.widgets.labels import label
from ui.widgets.layouts import Scrolled, column, holder, rule

COLUMNS = 3
PAGE = 120


@dataclass(frozen=True, slots=True)
class Section:
    """A title, its facts (caption, value) and its lines."""

    title: str
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    lines: list[str] = field(default_factory=list[str])


class Details(Scrolled):
    """All that is known and is not in the log at a glance. It is only read."""

    def __init__(self, kit: Kit):
        self._kit = kit
        self._place = column(gap=8, margins=(0, 0, 12, 8))
        super().__init__(holder(self._place), "clear")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._view: CaseView | None = None
        self._kind: ItemKindRow | None = None
        self._maintenance_on = ""
        self._is_stale = False

    def say_all(self) -> None:
        """Set every text anew."""
        self.setAccessibleName(self._kit.language.say("Details"))
        if self._view is not None:
            self.show_view(self._view, self._kind)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
        steps |= {Qt.Key.Key_PageDown: PAGE * 2, Qt.Key.Key_PageUp: -PAGE * 2}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step)

    def show_view(self, view: CaseView, kind: ItemKindRow | None) -> None:
        """Show a case; its fifty labels are made when somebody looks at them."""
        self._view, self._kind = view, kind
        self._is_stale = True
        if self.isVisible():
            self._build()

    def show_maintenance(self, day: str) -> None:
        """Show when the unit is due for maintenance, YYYY-MM-DD; nothing where it is not."""
        self._maintenance_on = day
        self._is_stale = True
        if self.isVisible() and self._view is not None:
            self._build()

    def prepare(self) -> None:
        """Make the page that is about to be looked at."""
        if self._is_stale:
            self._build()

    def _build(self) -> None:
        self._is_stale = False
        while (item := self._place.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        sections = [self._item(), self._unit(), self._agreed(), self._work(), self._customer()]
        sections += [self._money(), self._told()]
        shown = [one for one in sections if one.facts or one.lines]
        for place, section in enumerate(shown):
            if place:
                self._place.addWidget(rule())
            self._place.addWidget(self._built(section))
        self._place.addStretch(1)

    def _built(self, section: Section) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        for place, (caption, value) in enumerate(section.facts):
            down, across = divmod(place, COLUMNS)
            grid.addWidget(label(caption, "caption"), down * 3, across)
            text = label(value, "", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(text, down * 3 + 1, across, Qt.AlignmentFlag.AlignTop)
            grid.setRowMinimumHeight(down * 3 + 2, 6)
        for across in range(COLUMNS):
            grid.setColumnStretch(across, 1)
        lines = [label(text, "", wrap=True) for text in section.lines]
        return holder(column(label(section.title, "title"), grid, *lines, gap=6))

    # -- the sections

    def _item(self) -> Section:
        view, say = self._of(), self._kit.language.say
        marks = self._kind.conditions if self._kind else []
        named = self._kit.language.named
        seen = [named(mark.zh, mark.en) for mark in marks if mark.code in view.condition]
        seen += [view.condition_note] if view.condition_note else []
        came = [f"{a.name} ×{a.qty}" if a.qty > 1 else a.name for a in view.accessories]
        listing = self._kit.language.listing
        facts = [
            (say("Fault"), view.fault),
            (say("Condition when taken in"), listing(seen) or say("No marks")),
            (say("Accessories"), listing(came) or say("Nothing came with it")),
            (say("Came in"), say(terms.SOURCES[Source(view.source)])),
            (say("Shelf"), view.shelf or "–"),
            (say("Rework of"), self._kit.figures.number(view.rework_of) if view.rework_of else ""),
            (say("Condition when it went out"), view.condition_changed),
        ]
        return Section(say("Item"), _filled(facts))

    def _unit(self) -> Section:
        unit, say = self._of().unit, self._kit.language.say
        kind = self._kind
        name = self._kit.language.named(kind.name_zh, kind.name_en) if kind else unit.kind_code
        facts = [
            (say("Kind"), name),
            (say("Brand"), unit.brand),
            (say("Model"), unit.model),
            (say("Serial number"), unit.serial),
            (say("Colour"), unit.colour),
            (say("Bought on"), unit.bought_on),
            (say("Next maintenance"), self._maintenance_on),
            (say("Note"), unit.note),
        ]
        return Section(say("The unit"), _filled(facts))

    def _agreed(self) -> Section:
        view, say, amount = self._of(), self._kit.language.say, self._kit.figures.amount
        declared = view.declared_value_fen
        fee = view.diagnosis_fee_fen
        facts = [
            (say("Promised for"), self._moment(view.promised_at)),
            (say("Declared value"), amount(declared) if declared is not None else "–"),
            (say("Diagnosis fee"), amount(fee) if fee else "–"),
            (say("Old parts"), say(terms.OLD_PARTS[view.old_part_choice])),
            (say("Cover"), view.cover),
        ]
        return Section(say("Agreed"), _filled(facts))

    def _work(self) -> Section:
        view, say = self._of(), self._kit.language.say
        card = view.card
        if card is None:
            return Section(say("Work"))
        facts = [
            (say("Repair card"), self._kit.figures.number(card.number)),
            (say("Technician"), card.technician_name),
            (say("Minutes"), str(card.minutes) if card.minutes else ""),
            (say("Diagnosis"), say("No fault found") if card.no_fault_found else card.diagnosis),
            (say("Cause"), card.cause),
            (say("Inspected by"), card.inspected_by_name),
            (say("Guaranteed until"), card.guarantee_until_on),
        ]
        lines = [
            self._line(part.name, f"×{part.qty}", part.code, say(terms.COVERAGES[part.coverage]))
            for part in view.parts
            if part.corrects_n is None
        ]
        lines += [
            self._line(
                one.name, f"{one.value} {one.unit}".strip(), one.verdict and self._pass(one.verdict)
            )
            for one in view.measurements
        ]
        return Section(say("Work"), _filled(facts), lines)

    def _customer(self) -> Section:
        view, say = self._of(), self._kit.language.say
        who = view.customer
        facts = [
            (say("Customer"), self._kit.figures.number(who.number)),
            (say("Second phone"), who.phone_2),
            (say("Address"), who.address),
            (say("E-mail"), who.email),
            (say("Note"), who.note),
            (say("Handed back by"), view.out_by_name),
            (say("Collected by"), view.collector_name),
            (say("Identity paper"), f"{view.collector_id_type} {view.collector_id_tail}".strip()),
        ]
        return Section(say("Customer"), _filled(facts))

    def _money(self) -> Section:
        view, say, plain = self._of(), self._kit.language.say, self._kit.figures.plain_amount
        lines: list[str] = []
        settlement = standing_settlement(view)
        for line in settlement.lines if settlement else []:
            who = say(terms.COVERAGES[line.coverage])
            lines.append(
                self._line(line.name or say(terms.LINES[line.line]), who, plain(line.gross_fen))
            )
        for paid in view.payments:
            what = say(terms.PAYMENTS[paid.kind])
            way = say(terms.METHODS[PaymentMethod(paid.method)]) if paid.method else ""
            at = self._moment(paid.at)
            taken_back = say("taken back") if paid.is_reversed else ""
            lines.append(
                self._line(
                    f"{paid.n}. {what}", way, plain(paid.amount_fen), at, taken_back, paid.reason
                )
            )
        return Section(say("Money"), [], lines)

    def _told(self) -> Section:
        view, say = self._of(), self._kit.language.say
        lines = [
            self._line(
                self._moment(one.at),
                say(terms.NOTICES[NoticeHow(one.how)]),
                say(terms.OUTCOMES[NoticeOutcome(one.outcome)]),
                one.said,
                one.by_name,
            )
            for one in view.notices
        ]
        return Section(say("What the customer was told"), [], lines)

    # -- small things

    def _of(self) -> CaseView:
        assert self._view is not None
        return self._view

    def _moment(self, at: int) -> str:
        return self._kit.figures.moment(at, self._kit.now())

    def _pass(self, verdict: str) -> str:
        say = self._kit.language.say
        return say("within limits") if verdict == "PASS" else say("out of limits")

    def _line(self, *parts: str) -> str:
        return "  ·  ".join(part for part in parts if part)


def _filled(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(caption, value) for caption, value in facts if value]

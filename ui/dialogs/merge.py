"""Two entries of one person or of one unit become one; both sides are seen before."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.personal import LIMITS
from counter.domain.refusals import RuleBroken
from counter.storage.questions.customer_file import (
    CustomerFile,
    CustomerRow,
    customer_file,
    customers,
)
from counter.storage.questions.customers import KnownUnit
from counter.storage.questions.reading import Page
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.segmented import Segmented

WIDTH, MOST_HITS, LINES, PAUSE_MS = 720, 8, 5, 150
FIRST, SECOND = "first", "second"


class Side:
    """One of the two, as lines on a sunken ground."""

    def __init__(self) -> None:
        self.title = label("", "strong", wrap=True)
        self.lines = [label("", "muted", wrap=True) for _ in range(LINES)]
        inside = column(self.title, *self.lines, 1, gap=4, margins=(14, 12, 14, 12))
        self.frame = framed(inside, "inset")

    def show(self, title: str, lines: list[str]) -> None:
        """Show what is known."""
        self.title.setText(title)
        for place, line in enumerate(self.lines):
            line.setText(lines[place] if place < len(lines) else "")


class MergeCustomersDialog(FormDialog):
    """Searches for the other entry; which one is kept is chosen."""

    def __init__(self, kit: Kit, parent: QWidget, file: CustomerFile):
        super().__init__(kit, parent, "user-round", WIDTH)
        self._file = file
        self._other: CustomerFile | None = None
        self.search = QLineEdit()
        self.search.setMaxLength(LIMITS["search"])
        self.field = Field(self.search)
        self.hits = Chips(kit.theme, one=True, gap=6)
        self.keep = Segmented(kit.theme, [FIRST, SECOND])
        self.sides = (Side(), Side())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.search.textEdited.connect(self._edited)
        self.search.returnPressed.connect(self._look)
        self.hits.changed.connect(self._picked)
        self.keep.changed.connect(self._kept)
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        frames = stretched(row(*(side.frame for side in self.sides), gap=12), 1, 1)
        self.assemble(self.field, self.hits, self.keep, frames)
        self.hits.hide()
        self.search.setFocus()

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Merge two entries of one person"))
        self.field.say(say("The &other entry: name, phone or number"))
        self.hits.name(say("Found"))
        first = self._file.customer.name
        second = self._other.customer.name if self._other else say("the other")
        self.keep.say(
            say("Which one is kept"),
            [
                Choice(FIRST, say("Keep {name}", name=first)),
                Choice(SECOND, say("Keep {name}", name=second)),
            ],
        )
        self.then.setText(say("Units, cases and receipts of the other go to the one that is kept."))
        self.go.say(say("Merge them"))
        self._show_sides()

    def gaps(self) -> list[tuple[str, QWidget]]:
        return [] if self._other else [(self.say("the other entry"), self.search)]

    def facts(self) -> dict[str, Any]:
        assert self._other is not None
        pair = [self._file.customer.number, self._other.customer.number]
        if self.keep.value() == SECOND:
            pair.reverse()
        return {"keep_number": pair[0], "other_number": pair[1]}

    def _show_sides(self) -> None:
        for side, file in zip(self.sides, (self._file, self._other), strict=True):
            if file is None:
                side.show(self.say("Nobody chosen yet"), [])
            else:
                side.show(*self._told(file))

    def _told(self, file: CustomerFile) -> tuple[str, list[str]]:
        who, say_n = file.customer, self.kit.language.say_n
        units = [" ".join(p for p in (u.product, u.brand, u.model) if p) for u in file.units]
        lines = [
            who.phone,
            self.kit.figures.number(who.number),
            say_n("{n} case", "{n} cases", file.cases),
            self.kit.language.listing(units[:LINES]),
        ]
        return who.name, [line for line in lines if line]

    def _edited(self, _text: str) -> None:
        self.field.clear_state()
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        typed = self.search.text().strip()
        if typed:
            reply = self.kit.desk.ask(customers, text=typed)
            reply.then(self._take_hits).sorry(self._objected)

    def _take_hits(self, page: Page[CustomerRow]) -> None:
        own = self._file.customer.number
        rows = [one for one in page.rows if one.number != own][:MOST_HITS]
        self.hits.offer([Choice(one.number, f"{one.name} {one.phone}") for one in rows])
        self.hits.setVisible(bool(rows))
        if not rows:
            self.field.object_to(self.say("Nobody else is found by that."))
        elif len(rows) == 1:
            self.hits.choose([rows[0].number])
            self._picked()
        self.fit()

    def _picked(self) -> None:
        chosen = self.hits.value()
        if chosen:
            facts: dict[str, Any] = {"number": chosen[0], "masked": True}
            self.kit.desk.ask(customer_file, **facts).then(self._take_other)

    def _take_other(self, file: CustomerFile) -> None:
        self._other = file
        self.say_all()
        self.fit()

    def _kept(self, _code: str) -> None:
        self._show_sides()

    def _objected(self, refusal: RuleBroken) -> None:
        self.field.object_to(self.worded(refusal))


class MergeUnitsDialog(FormDialog):
    """Two units of one customer; each is named by a case it was here with."""

    def __init__(self, kit: Kit, parent: QWidget, units: list[KnownUnit]):
        super().__init__(kit, parent, "boxes", WIDTH)
        self._units = {one.last_case_number: one for one in units}
        self._titles = (label("", "label"), label("", "label"))
        self.pickers = (Chips(kit.theme, one=True, gap=6), Chips(kit.theme, one=True, gap=6))
        self.sides = (Side(), Side())
        choices = [Choice(code, self._called(one)) for code, one in self._units.items()]
        columns = [
            column(title, picker, side.frame, 1, gap=6)
            for title, picker, side in zip(self._titles, self.pickers, self.sides, strict=True)
        ]
        for picker, choice in zip(self.pickers, choices, strict=False):
            picker.offer(choices)
            picker.choose([choice.code])
            picker.changed.connect(self._picked)
        self.assemble(stretched(row(*columns, gap=14), 1, 1))

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Merge two units"))
        for title, picker, text in zip(
            self._titles, self.pickers, (say("Is kept"), say("Goes into it")), strict=True
        ):
            title.setText(text)
            picker.name(text)
        self.then.setText(say("What the kept one does not say is filled in from the other."))
        self.go.say(say("Merge them"))
        self._picked()

    def gaps(self) -> list[tuple[str, QWidget]]:
        keep, other = (picker.value() for picker in self.pickers)
        return [(self.say("two different units"), self.pickers[1])] if keep == other else []

    def facts(self) -> dict[str, Any]:
        keep, other = (picker.value()[0] for picker in self.pickers)
        return {"keep_case_number": keep, "other_case_number": other}

    def _picked(self) -> None:
        for side, picker in zip(self.sides, self.pickers, strict=True):
            chosen = picker.value()
            if chosen:
                one = self._units[chosen[0]]
                visits = self.kit.language.say_n("{n} case", "{n} cases", one.visits)
                lines = [one.serial, one.colour, one.bought_on, visits]
                side.show(self._name(one), [line for line in lines if line])

    def _name(self, one: KnownUnit) -> str:
        return " ".join(part for part in (one.product, one.brand, one.model) if part)

    def _called(self, one: KnownUnit) -> str:
        """The name and what tells it from its twin."""
        mark = one.serial or self.kit.figures.short_number(one.last_case_number)
        return f"{self._name(one)} · {mark}"

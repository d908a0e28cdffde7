"""The settlement form: opened from the case or from the hand-back, one act at its end."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counter.domain.choices import LineKind
from counter.domain.money import figures
from counter.domain.refusals import RuleBroken
from counter.domain.settling import Charge
from counter.domain.states import SettlementStatus
from counter.storage.questions.case_standing import standing_settlement
from counter.storage.questions.cases import CaseView, case
from counter.storage.questions.lists import OutletView, outlet_view
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.screens.screen import Screen
from ui.screens.settlement import lines
from ui.screens.settlement.lines import ADDED, Filled, LineRow
from ui.screens.settlement.proposal import proposed, rounded_off_fen
from ui.screens.settlement.totals import Totals
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Callout, ElidedLabel, label
from ui.widgets.layouts import aside_width, column, holder, row, scrolled, stretched
from ui.widgets.look import announce
from ui.widgets.tab_order import TabOrder

MOST_LINES = 60


class SettlementScreen(Screen):
    """`open_with` takes a case number, or the number and the screen to go back to."""

    name = "settlement"
    kinds: ClassVar[frozenset[str]] = frozenset({"setting"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._number, self._back = "", "case"
        self._view: CaseView | None = None
        self._sending = False
        self.rows: list[LineRow] = []
        self._item, self._agreed = ElidedLabel("value"), ElidedLabel("muted")
        self._card = Card(padding=(20, 14, 16, 14))
        self._heads = [ElidedLabel("caption") for _ in range(6)]
        self._place = QVBoxLayout()
        self.adds = {kind: Button(kit.theme, "", "plus", "text_2") for kind in ADDED}
        self._wrong = Callout(kit.theme, "circle-alert", "danger")
        self._nothing = label("", "muted", wrap=True)
        self.back = Button(kit.theme, "ghost", "undo-2", "text_2")
        self.totals = Totals(kit)
        self._build()
        self._tab_order = TabOrder(self, self._stops)
        self._connect()
        self.say_all()

    def _build(self) -> None:
        self._place.setSpacing(6)
        widths = (lines.KIND_WIDTH, 0, lines.QTY_WIDTH, lines.MONEY_WIDTH, lines.COVER_WIDTH)
        for head, width in zip(self._heads, (*widths, lines.MONEY_WIDTH), strict=True):
            if width:
                head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                head.setFixedWidth(width)
        for number in (2, 3, 5):
            self._heads[number].setAlignment(Qt.AlignmentFlag.AlignRight)
        spare = label()
        spare.setFixedWidth(lines.DROP_WIDTH)
        heads = stretched(row(*self._heads, spare, gap=6), 0, 1)
        inside = column(self._place, 1, margins=(0, 0, 6, 0))
        area = scrolled(holder(inside), "clear")
        adds = row(*self.adds.values(), 1, gap=6)
        for part in (heads, area, self._nothing, self._wrong, adds):
            if isinstance(part, QWidget):
                self._card.box.addWidget(part)
            else:
                self._card.box.addLayout(part)
        self._card.box.setStretch(2, 1)
        self._wrong.hide()
        top = stretched(row(column(self._item, self._agreed, gap=2), self.back, gap=12), 1)
        left = holder(stretched(column(top, self._card, gap=12, margins=(20, 14, 20, 14)), 0, 1))
        self.setLayout(stretched(row(left, self.totals, gap=0), 1))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.totals.setFixedWidth(aside_width(self.width()))

    def _connect(self) -> None:
        for kind, button in self.adds.items():
            button.setProperty("code", kind.value)
            button.clicked.connect(self._add_clicked)
        self.totals.changed.connect(self._show_state)
        self.totals.accepted.connect(self.settle)
        self.back.clicked.connect(self.go_back)
        for keys, method in (("Ctrl+Return", self.settle), ("Esc", self.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def title(self) -> str:
        return self.say("Settlement")

    def say_all(self) -> None:
        say = self.say
        self._card.say(say("Lines"))
        heads = (
            "",
            say("What was done"),
            say("Qty"),
            say("Listed price"),
            say("Who pays"),
            say("Customer pays"),
        )
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        for kind, button in self.adds.items():
            button.say(say(terms.LINES[kind]), say("Add a line"))
        self.back.say(say("Back"), "Esc")
        self._nothing.setText(say("Nothing to charge yet: add a line, or settle without any."))
        self.totals.say_all()
        for one in self.rows:
            one.say_all()
        self._say_item()
        self._show_state()

    def reload(self) -> None:
        self.kit.desk.ask(outlet_view).then(self._take_outlet)

    def first(self) -> None:
        gaps = self._gaps()
        if gaps:
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.totals.rounding.setFocus(Qt.FocusReason.TabFocusReason)

    def begin_anew(self) -> None:
        self._number, self._view = "", None
        self._clear()

    def open_with(self, subject: object) -> None:
        """A case to settle."""
        number, back = (subject, "case") if isinstance(subject, str) else tuple(subject)  # pyright: ignore
        self._number, self._back = str(number), str(back)
        self.totals.object_to("")
        language = self.kit.language.code
        facts = {"number": self._number, "masked": True, "language": language}
        reply = self.kit.desk.ask(case, **facts)
        reply.then(self._take, self._number).sorry(self._unknown)

    def add_line(self, filled: Filled) -> LineRow:
        """Add a line."""
        made = LineRow(self.kit, filled)
        made.changed.connect(self._show_state)
        made.dropped.connect(self._drop)
        made.left.connect(self._leave_line)
        self.rows.append(made)
        self._place.addWidget(made)
        self._tab_order.lead()
        return made

    def settle(self) -> None:
        """Make the statement, or go to the first gap."""
        if self._view is None or self._sending:
            return
        gaps = self._gaps()
        self._say_gaps(gaps)
        if gaps:
            announce(self, self.totals.missing.text())
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._sending = True
        self.totals.object_to("")
        facts: dict[str, Any] = {
            "case_number": self._view.case_number,
            "lines": tuple(one.facts() for one in self._filled()),
            "rounding_off_fen": self.totals.rounding_fen() or 0,
            "guarantee_days": self.totals.guarantee_days(),
            "print_now": self.totals.print_now.isChecked(),
        }
        reply = self.kit.desk.do("settle", **facts)
        reply.then(self._settled, self._view, self.totals.print_now.isChecked())
        reply.sorry(self._refuse).after(self._sent)

    def go_back(self) -> None:
        """To where it was opened from; what is typed here is given up."""
        if self._number:
            self.wants.emit(self._back, self._number)

    # -- inside

    def _take(self, view: CaseView, number: str) -> None:
        if number == self._number:  # else another was opened since, or somebody else is here
            self._show(view)

    def _show(self, view: CaseView) -> None:
        self._view, self._number = view, view.case_number
        self._clear()
        for filled in proposed(view, self.say("Diagnosis fee")):
            self.add_line(filled)
        self.totals.paid_fen = sum(one.amount_fen for one in view.payments)
        older = standing_settlement(view)
        is_there = older is not None and older.status is not SettlementStatus.PAID
        self.totals.tell_of_older(is_there=is_there)
        off = rounded_off_fen(view)
        self.totals.rounding.setText(figures(off) if off else "")
        self._say_item()
        self._show_state()
        self.first()

    def _say_item(self) -> None:
        view, say = self._view, self.say
        if view is None:
            return
        unit, number = view.unit, self.kit.figures.short_number(view.case_number)
        name = " ".join(part for part in (unit.product, unit.brand, unit.model) if part)
        self._item.setText(f"{name}  {number}")
        agreed = [given for one in view.estimates for given in one.consents]
        most = sum(given.amount_fen for given in agreed)
        said = self.kit.figures.amount(most)
        no_estimate = say("No estimate was agreed to")
        self._agreed.setText(
            say("The customer agreed to {amount}", amount=said) if agreed else no_estimate
        )

    def _clear(self) -> None:
        for one in self.rows:
            self._place.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = []
        self.totals.missing.setText("")

    def _filled(self) -> list[LineRow]:
        return [one for one in self.rows if not one.is_blank()]

    def _gaps(self) -> list[tuple[str, QWidget]]:
        found = [gap for one in self._filled() for gap in one.gaps()]
        wrong = [
            (self.say("the right amount"), one.part) for one in self._filled() if one.objection()
        ]
        return [*found, *wrong, *self.totals.gaps()]

    def _say_gaps(self, gaps: list[tuple[str, QWidget]]) -> None:
        names = self.kit.language.listing([*dict.fromkeys(name for name, _ in gaps)])
        self.totals.missing.setText(self.say("Still needed: {list}", list=names) if gaps else "")

    def _show_state(self) -> None:
        charges: list[Charge] = []
        objections = [said for one in self._filled() if (said := one.objection())]
        for one in self._filled():
            if not one.objection() and (charge := one.charge()) is not None:
                charges.append(charge)
        self._wrong.setVisible(bool(objections))
        self._wrong.show_text(objections[0] if objections else "")
        self._nothing.setVisible(not self.rows)
        self.totals.show_charges(charges)
        if self.totals.missing.text():
            self._say_gaps(self._gaps())

    def _stops(self) -> list[QWidget]:
        stops = [stop for one in self.rows for stop in one.stops()]
        return [*stops, *self.adds.values(), *self.totals.stops(), self.back]

    def _add_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button) and len(self.rows) < MOST_LINES:
            made = self.add_line(Filled(LineKind(button.property("code"))))
            self._show_state()
            made.what.setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self, one: LineRow) -> None:
        place = self.rows.index(one)
        self.rows.remove(one)
        self._place.removeWidget(one)
        one.hide()
        one.deleteLater()
        self._show_state()
        rest = self.rows[min(place, len(self.rows) - 1)].what if self.rows else None
        (rest or self.adds[LineKind.LABOUR]).setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_line(self, one: LineRow) -> None:
        place = self.rows.index(one) + 1
        following = self.rows[place].what if place < len(self.rows) else None
        (following or self.adds[LineKind.LABOUR]).setFocus(Qt.FocusReason.TabFocusReason)

    def _take_outlet(self, outlet: OutletView) -> None:
        settings = outlet.settings
        self.totals.permille = int(settings["tax_permille"])
        self.totals.rounding_limit_fen = int(settings["rounding_limit_fen"])
        self.totals.show_usual_days(int(settings["guarantee_days"]))
        self._show_state()

    def _settled(self, answer: Any, settled: CaseView, prints: bool) -> None:
        amount = self.kit.figures.amount
        if answer.due_fen < 0:
            text = self.say(
                "Settled; {amount} goes back to the customer", amount=amount(-answer.due_fen)
            )
        else:
            text = self.say("Settled; {amount} to pay", amount=amount(answer.due_fen))
        self.told.emit(text)
        if prints:
            self.kit.print_room.print_queued([answer.settlement_number])
        if settled is self._view and self._number == settled.case_number and self.isVisible():
            self.go_back()  # unless somebody has gone on to something else meanwhile

    def _refuse(self, refusal: RuleBroken) -> None:
        text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
        self.totals.object_to(text)
        announce(self, text)

    def _unknown(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _sent(self) -> None:
        self._sending = False

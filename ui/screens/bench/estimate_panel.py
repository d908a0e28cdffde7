"""The estimate to the front desk: its lines, their sum, and what the customer said to others."""

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from counter.domain.cards import WAYS, CardEvent
from counter.domain.choices import LineKind
from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus, Coverage, EstimateStatus
from counter.language import N_
from counter.services.estimates import LineFacts
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.case_views import EstimateView, PartUsedView
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.screens.bench.parts_panel import standing
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit
from ui.widgets.labels import Callout, ElidedLabel, figure, label
from ui.widgets.layouts import column, holder, row, rule, scrolled, stretched
from ui.widgets.look import set_look
from ui.widgets.ticks import Tick

KINDS = {LineKind.LABOUR: N_("Labour"), LineKind.PART: N_("Part"), LineKind.OTHER: N_("Other")}
TONES = {
    EstimateStatus.SENT: ("clock", "accent"),
    EstimateStatus.CONSENTED: ("circle-check", "ok"),
    EstimateStatus.DECLINED: ("x", "danger"),
    EstimateStatus.REPLACED: ("history", ""),
}
MOST_LINES = 60


class EstimateRow(QFrame):
    """One line: what, and how much for all of it."""

    changed = Signal()
    left = Signal()
    dropped = Signal(object)

    def __init__(self, kit: Kit, kind: LineKind, name: str = "", amount: str = "", *, qty: int = 1):
        super().__init__()
        self._kit, self.kind, self.qty = kit, kind, qty
        self.what, self.amount = QLineEdit(name), CodeEdit(amount)
        self.what.setMaxLength(80)
        self.amount.setMaxLength(12)
        self.amount.setFixedWidth(84)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.drop = Button(kit.theme, "ghost", "x", "text_3")
        self.drop.setFixedWidth(32)
        parts = (self.what, self.amount, self.drop)
        self.setLayout(stretched(row(*parts, gap=4), 1, 0, 0))
        self.what.returnPressed.connect(self.left)
        self.amount.returnPressed.connect(self.left)
        self.what.textEdited.connect(self._edited)
        self.amount.textEdited.connect(self._edited)
        self.drop.clicked.connect(self._drop)
        self.say_all()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        kind = say(KINDS[self.kind])
        self.what.setPlaceholderText(kind)
        self.what.setAccessibleName(kind)
        self.amount.setPlaceholderText(self._kit.figures.sign())
        self.amount.setAccessibleName(say("Amount"))
        self.drop.say_to_readers(say("Remove this line"))

    def fen(self) -> int | None:
        """The amount, or None while it is none."""
        try:
            return typed_fen(self.amount.text().strip(), "amount_fen")
        except RuleBroken:
            return None

    def is_blank(self) -> bool:
        """Whether nothing stands here that matters."""
        return not self.what.text().strip() and not self.amount.text().strip()

    def facts(self) -> LineFacts:
        """What the act is told."""
        return LineFacts(
            line=self.kind,
            name=self.what.text().strip(),
            qty=self.qty,
            amount_fen=self.fen() or 0,
            coverage=Coverage.CUSTOMER,
        )

    def _edited(self, _text: str) -> None:
        wrong = bool(self.amount.text().strip()) and self.fen() is None
        set_look(self.amount, state="error" if wrong else "")
        self.changed.emit()

    def _drop(self) -> None:
        self.dropped.emit(self)


class EstimatePanel(QWidget):
    """What the customer is asked to agree to."""

    changed = Signal()
    left = Signal()
    wants_sending = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._view: BenchCard | None = None
        self.rows: list[EstimateRow] = []
        self._is_touched = False  # until then the lines are those of the parts that are booked
        self._offered: list[PartUsedView] = []
        self._said: list[Callout] = []
        self._said_place, self._place = QVBoxLayout(), QVBoxLayout()
        self.adds = {kind: Button(kit.theme, "link", "plus", "accent") for kind in KINDS}
        self._sum_title, self._sum = ElidedLabel("strong"), figure(22)
        self.note = QLineEdit()
        self.note.setMaxLength(200)
        self.extra = Tick(kit.theme)
        self.missing = label("", "hint", wrap=True)
        self.send = Button(kit.theme, "tall", "ticket", "text")
        self._editor = self._build()
        for kind, button in self.adds.items():
            button.setProperty("code", kind.value)
            button.clicked.connect(self._add_clicked)
        self.send.clicked.connect(self.wants_sending)
        self.note.textEdited.connect(self._noted)

    def _build(self) -> QWidget:
        self._said_place.setSpacing(6)
        self._place.setSpacing(6)
        adds = row(*self.adds.values(), 1, gap=2)
        total = stretched(row(self._sum_title, self._sum, gap=8), 1, 0)
        parts = (self._place, adds, rule(), total, self.note, self.extra)
        editor = holder(column(*parts, gap=8))
        inside = holder(column(self._said_place, editor, 1, gap=10, margins=(0, 0, 4, 0)))
        box = column(scrolled(inside, "clear"), self.missing, self.send, gap=8)
        self.setLayout(stretched(box, 1))
        return editor

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        for kind, button in self.adds.items():
            button.say(say(KINDS[kind]))
        self._sum_title.setText(say("In all"))
        self.note.setPlaceholderText(say("A word for the customer"))
        self.note.setAccessibleName(say("A word for the customer"))
        self.extra.say(say("On top of what was agreed"))
        self.send.say(say("Send to the front desk"))
        for line in self.rows:
            line.say_all()
        if self._view is not None:
            self._show(self._view)
        self._show_sum()

    def show_card(self, view: BenchCard) -> None:
        """Show the estimates of a card, and lines to begin with."""
        other = self._view is None or self._view.card.number != view.card.number
        sent = self._view is not None and len(view.estimates) > len(self._view.estimates)
        self._view = view
        if other or sent:
            self.note.clear()
        if other or sent or (not self._is_touched and unsent(view) != self._offered):
            self._show_lines(view)
        self._show(view)
        self._show_sum()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        lines = [stop for line in self.rows for stop in (line.what, line.amount, line.drop)]
        return [*lines, *self.adds.values(), self.note, self.extra, self.send]

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What the estimate still needs."""
        say = self._kit.language.say
        found: list[tuple[str, QWidget]] = []
        lines = self._filled()
        if not lines:
            first = self.rows[0].what if self.rows else self.adds[LineKind.LABOUR]
            found.append((say("a line of the estimate"), first))
        for line in lines:
            if not line.what.text().strip():
                found.append((say("what it is for"), line.what))
            if not line.fen():
                found.append((say("an amount"), line.amount))
        return found

    def facts(self) -> dict[str, Any]:
        """What the act is told."""
        return {
            "lines": tuple(line.facts() for line in self._filled()),
            "note": self.note.text().strip(),
            "extra": self.extra.isVisibleTo(self) and self.extra.isChecked(),
        }

    def total_fen(self) -> int:
        """What all lines come to."""
        return sum(line.fen() or 0 for line in self._filled())

    def first(self) -> None:
        """Put the focus on the first gap."""
        gaps = self.gaps()
        (gaps[0][1] if gaps else self.send).setFocus(Qt.FocusReason.TabFocusReason)

    def say_gaps(self, names: list[str]) -> None:
        """Say above the button what is still needed."""
        language = self._kit.language
        text = language.say("Still needed: {list}", list=language.listing(names))
        if not names and self._replaces():
            text = language.say("It replaces the estimate that was sent: list everything in it.")
        is_said = (names or self._replaces()) and self.send.isVisibleTo(self)
        self.missing.setText(text if is_said else "")
        self.missing.setVisible(bool(self.missing.text()))

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why it is not sent; the lines stay."""
        self.missing.setText(sentence(refusal.rule, refusal.facts, self._kit.language.words))
        self.missing.show()

    def _replaces(self) -> bool:
        sent = self._view.estimates if self._view else []
        extra = self.extra.isVisibleTo(self) and self.extra.isChecked()
        return not extra and any(one.status is EstimateStatus.SENT for one in sent)

    def _filled(self) -> list[EstimateRow]:
        return [line for line in self.rows if not line.is_blank()]

    def _show(self, view: BenchCard) -> None:
        for callout in self._said:
            self._said_place.removeWidget(callout)
            callout.hide()
            callout.deleteLater()
        self._said = []
        for one in view.estimates[-3:]:
            icon, tone = TONES[one.status]
            callout = Callout(self._kit.theme, icon, tone)
            callout.show_text(self._told(one), tone, icon if tone else "")
            self._said_place.addWidget(callout)
            self._said.append(callout)
        status = view.card.status
        may_send = CardEvent.ESTIMATE_SENT in WAYS[status]
        agreed = any(one.status is EstimateStatus.CONSENTED for one in view.estimates)
        covered = status in (CardStatus.APPROVED, CardStatus.REPAIRING, CardStatus.AWAIT_PARTS)
        self._editor.setVisible(may_send)
        self.extra.setVisible(may_send and (agreed or covered))
        self.send.setVisible(may_send and status is not CardStatus.DIAGNOSING)

    def _told(self, one: EstimateView) -> str:
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        at = figures.moment(one.status_at or one.sent_at, now)
        text = f"{figures.amount(one.total_fen)} · {say(terms.ESTIMATES[one.status])} · {at}"
        return f"{text} · {one.status_reason}" if one.status_reason else text

    def _show_lines(self, view: BenchCard) -> None:
        held = any(line.isAncestorOf(self.focusWidget() or self) for line in self.rows)
        while self.rows:
            self._take_out(self.rows[-1])
        self._offered = unsent(view)
        for part in self._offered:
            amount = self._kit.figures.plain_amount(part.price_fen * part.qty)
            self._add(EstimateRow(self._kit, LineKind.PART, part.name, amount, qty=part.qty))
        self._add(EstimateRow(self._kit, LineKind.LABOUR))
        if held:
            self.rows[-1].what.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_touched = False
        self.extra.setChecked(view.card.status is CardStatus.REPAIRING)

    def _add(self, line: EstimateRow) -> None:
        line.changed.connect(self._edited)
        line.left.connect(self._go_on)
        line.dropped.connect(self._take_out)
        self._place.addWidget(line)
        self.rows.append(line)

    def _add_clicked(self) -> None:
        button = self.sender()
        kind = next(kind for kind, one in self.adds.items() if one is button)
        if len(self.rows) < MOST_LINES:
            self._add(EstimateRow(self._kit, kind))
            self.rows[-1].what.setFocus(Qt.FocusReason.TabFocusReason)
            self._edited("")

    def _go_on(self) -> None:
        """Enter leads to the next gap, here or on the card."""
        if self.gaps():
            self.first()
        else:
            self.left.emit()

    def _take_out(self, line: EstimateRow) -> None:
        self.rows.remove(line)
        self._place.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._edited("")

    def _edited(self, _text: str = "") -> None:
        self._is_touched = True
        self._show_sum()
        self.changed.emit()

    def _noted(self, _text: str) -> None:
        self.changed.emit()

    def _show_sum(self) -> None:
        self._sum.setText(self._kit.figures.amount(self.total_fen()))


def unsent(view: BenchCard) -> list[PartUsedView]:
    """The parts the customer pays that stand in no estimate he was sent or agreed to."""
    live = (EstimateStatus.SENT, EstimateStatus.CONSENTED)
    told = Counter[str]()
    for one in view.estimates:
        if one.status in live:
            told.update({line.name: line.qty for line in one.lines if line.line is LineKind.PART})
    found: list[PartUsedView] = []
    for part in standing(view.parts):
        if part.coverage is not Coverage.CUSTOMER:
            continue
        if told[part.name] >= part.qty:
            told[part.name] -= part.qty
        else:
            found.append(part)
    return found

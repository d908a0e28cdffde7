"""One part: about to be booked into the item, or booked already."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from counter.domain.states import Category, Coverage, OldPartChoice
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.case_views import PartUsedView
from counter.storage.questions.lists import PartRow
from ui import terms
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, limited
from ui.widgets.labels import Callout, ElidedLabel, label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Stepper

MOST = 99
PADDING = (12, 10, 12, 10)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a part of this card gets unless the technician says otherwise."""

    coverage: Coverage
    old_part: OldPartChoice


def usual_of(view: BenchCard) -> Usual:
    """Who pays by the card's category; the old part as the customer chose it (domain.md §7.9)."""
    coverage = {
        Category.PAID: Coverage.CUSTOMER,
        Category.CONTRACT: Coverage.CONTRACT,
        Category.FREE: Coverage.OUTLET_REWORK if view.rework_of else Coverage.WARRANTY_MANUFACTURER,
    }[view.card.category]
    maker = coverage is Coverage.WARRANTY_MANUFACTURER
    return Usual(coverage, OldPartChoice.RETURN_TO_MANUFACTURER if maker else view.old_part_choice)


class PendingPart(QFrame):
    """A part that was scanned or found: how many, who pays, what becomes of the old one."""

    accepted = Signal()
    dropped = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.setProperty("role", "card")
        self._kit = kit
        self.part: PartRow | None = None
        self._usual = Usual(Coverage.CUSTOMER, OldPartChoice.RETURN_TO_CUSTOMER)
        self._name, self._note = ElidedLabel("strong"), ElidedLabel("caption")
        self.qty = Stepper(kit.theme, 1, MOST)
        self._pays_title, self._old_title = label("", "caption"), label("", "caption")
        self.pays = Chips(kit.theme, one=True, gap=4, padding=7)
        self.old = Segmented(kit.theme, [code.value for code in terms.OLD_PARTS])
        self.serial = CodeEdit()
        self.serial.setMaxLength(40)
        self._scrap = Callout(kit.theme, "info", "warn")
        self.book = Button(kit.theme, "", "check", "text")
        self.drop = Button(kit.theme, "ghost")
        self.book.setAutoDefault(True)
        head = stretched(row(column(self._name, self._note, gap=0), self.qty, gap=8), 1, 0)
        feet = stretched(row(self.drop, self.book, gap=6), 0, 1)
        pays = column(self._pays_title, self.pays, gap=3)
        old = column(self._old_title, self.old, gap=3)
        self.setLayout(
            column(head, pays, old, self._scrap, self.serial, feet, gap=8, margins=PADDING)
        )
        self.book.clicked.connect(self.accepted)
        self.drop.clicked.connect(self.dropped)
        self.old.changed.connect(self._old_changed)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._pays_title.setText(say("Who pays"))
        self.pays.name(say("Who pays"))
        self.pays.offer([Choice(c.value, say(text)) for c, text in terms.COVERAGES.items()])
        self._old_title.setText(say("The old part"))
        choices = [Choice(c.value, say(text)) for c, text in terms.OLD_PARTS.items()]
        self.old.say(say("The old part"), choices)
        self.serial.setPlaceholderText(say("Serial, if any"))
        self.serial.setAccessibleName(say("Serial number of the part"))
        self.qty.say(say("One less"), say("One more"))
        self._scrap.show_text(say("Scrapping needs the customer's consent on the receipt."))
        self.book.say(say("Book"))
        self.drop.say(say("Cancel"))
        if self.part is not None:
            self._show(self.part)

    def show_part(self, part: PartRow, usual: Usual) -> None:
        """Ask about a part; the same part once more is one more piece."""
        if self.part is not None and self.part.number == part.number and self.isVisible():
            self.qty.set_value(self.qty.value() + 1)
            return
        self.part, self._usual = part, usual
        self.qty.set_value(1)
        self.serial.clear()
        self.pays.choose([usual.coverage.value])
        self.old.choose(usual.old_part.value)
        self._show(part)
        self._old_changed(self.old.value())

    def facts(self) -> dict[str, Any]:
        """What the act is told."""
        assert self.part is not None
        return {
            "part": self.part.code,
            "qty": self.qty.value(),
            "coverage": Coverage("".join(self.pays.value())),
            "old_part": OldPartChoice(self.old.value()),
            "serial": self.serial.text().strip(),
        }

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.qty.stops(), self.pays, self.old, self.serial, self.drop, self.book]

    def _show(self, part: PartRow) -> None:
        figures = self._kit.figures
        self._name.setText(" ".join(t for t in (part.name, part.spec) if t))
        stock = self._kit.language.say_n("{n} in stock", "{n} in stock", part.in_stock)
        # what is elided at the end is what one knows anyway
        self._note.setText(" · ".join((stock, figures.amount(part.price_fen), part.code)))

    def _old_changed(self, code: str) -> None:
        scrap = OldPartChoice.SCRAP_WITH_CONSENT
        self._scrap.setVisible(code == scrap and self._usual.old_part is not scrap)


class BookedPart(QFrame):
    """A part that is in the item; taking it back needs a reason."""

    taken_back = Signal(int, str)

    def __init__(self, kit: Kit, line: PartUsedView, *, may_take_back: bool):
        super().__init__()
        self.setProperty("role", "card")
        self._kit, self.line = kit, line
        self._name, self._note = ElidedLabel("strong"), ElidedLabel("caption")
        self._old = ElidedLabel("caption")
        self.back = Button(kit.theme, "ghost", "undo-2", "text_3")
        self.why = limited(QLineEdit(), "reason")
        self._why = holder(column(self.why, gap=0))
        texts = column(self._name, self._note, self._old, gap=1)
        head = stretched(row(texts, self.back, gap=6), 1, 0)
        self.setLayout(column(head, self._why, gap=6, margins=PADDING))
        self.back.setVisible(may_take_back)
        self._why.hide()
        self.back.clicked.connect(self._ask)
        self.why.returnPressed.connect(self._send)
        self.say_all()

    def say_all(self) -> None:
        """Set every text anew."""
        say, figures, line = self._kit.language.say, self._kit.figures, self.line
        self._name.setText(line.name if line.qty == 1 else f"{line.name} ×{line.qty}")
        parts = (line.code, line.serial, figures.amount(line.price_fen * line.qty))
        self._note.setText(" · ".join(part for part in parts if part))
        old = say("old part: {what}", what=say(terms.OLD_PARTS[line.old_part_disposition]))
        self._old.setText(f"{say(terms.COVERAGES[line.coverage])} · {old}")
        self.back.say_to_readers(say("Take {name} back", name=line.name))
        self.why.setPlaceholderText(say("Why is it taken back? Enter"))
        self.why.setAccessibleName(say("Why is it taken back? Enter"))

    def _ask(self) -> None:
        self._why.setVisible(not self._why.isVisible())
        self.why.setFocus(Qt.FocusReason.TabFocusReason)

    def _send(self) -> None:
        if self.why.text().strip():
            self.taken_back.emit(self.line.n, self.why.text().strip())

"""The lines of a settlement: what, how many, listed price, who pays, what the customer pays."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QSizePolicy, QWidget

from counter.domain.choices import LineKind
from counter.domain.money import figures, typed_fen
from counter.domain.personal import LIMITS
from counter.domain.refusals import RuleBroken
from counter.domain.settling import Charge, customer_part
from counter.domain.states import Coverage
from counter.services.settlements import ChargeFacts
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit
from ui.widgets.labels import ElidedLabel
from ui.widgets.layouts import row, stretched
from ui.widgets.look import set_look

KIND_WIDTH, QTY_WIDTH, MONEY_WIDTH, COVER_WIDTH, DROP_WIDTH = 56, 44, 86, 126, 32
MOST_QTY = 3
ADDED = (LineKind.LABOUR, LineKind.PART, LineKind.TRAVEL, LineKind.OTHER)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a line begins with; `customer_fen` None follows from who pays."""

    kind: LineKind
    name: str = ""
    qty: int = 1
    price_fen: int | None = None
    coverage: Coverage = Coverage.CUSTOMER
    customer_fen: int | None = None


class LineRow(QFrame):
    """One line."""

    changed = Signal()
    dropped = Signal(object)
    left = Signal(object)  # Enter in its last field

    def __init__(self, kit: Kit, filled: Filled):
        super().__init__()
        self._kit, self.kind = kit, filled.kind
        self._kind = ElidedLabel("muted")
        self._kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind.setFixedWidth(KIND_WIDTH)
        self.what, self.qty = QLineEdit(filled.name), CodeEdit(str(filled.qty))
        self.price, self.part = CodeEdit(_shown(filled.price_fen)), CodeEdit()
        self.cover = QComboBox()
        self.drop = Button(kit.theme, "ghost", "x", "text_3")
        self.what.setMaxLength(LIMITS["line_name"])
        self.qty.setMaxLength(MOST_QTY)
        for code in Coverage:
            self.cover.addItem("", code.value)
        self.cover.setCurrentIndex(self.cover.findData(filled.coverage.value))
        self.part.setText(_shown(filled.customer_fen))
        self._build()
        self.say_all()

    def _build(self) -> None:
        widths = ((self.qty, QTY_WIDTH), (self.price, MONEY_WIDTH), (self.part, MONEY_WIDTH))
        for edit, width in widths:
            edit.setFixedWidth(width)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.price.setMaxLength(14)
        self.part.setMaxLength(14)
        self.cover.setFixedWidth(COVER_WIDTH)
        self.drop.setFixedWidth(DROP_WIDTH)
        parts = (self._kind, self.what, self.qty, self.price, self.cover, self.part, self.drop)
        self.setLayout(stretched(row(*parts, gap=6), 0, 1))
        for edit in (self.what, self.qty, self.price, self.part):
            edit.textEdited.connect(self._edited)
        for edit in (self.what, self.qty, self.price):
            edit.returnPressed.connect(self._go_on)
        self.part.returnPressed.connect(self._leave)
        self.cover.currentIndexChanged.connect(self._cover_changed)
        self.drop.clicked.connect(self._drop)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._kind.setText(say(terms.LINES[self.kind]))
        names = (
            (self.what, say("What was done")),
            (self.qty, say("Qty")),
            (self.price, say("Listed price")),
            (self.cover, say("Who pays")),
            (self.part, say("Customer pays")),
        )
        for control, name in names:
            control.setAccessibleName(name)
            control.setToolTip(name)
        for place, code in enumerate(Coverage):
            self.cover.setItemText(place, say(terms.COVERAGES[code]))
        self.drop.say_to_readers(say("Remove this line"))
        self.show_state()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.what, self.qty, self.price, self.cover, self.part, self.drop]

    def coverage(self) -> Coverage:
        """Who pays."""
        return Coverage(self.cover.currentData())

    def is_blank(self) -> bool:
        """Whether nothing stands here that matters."""
        return not self.what.text().strip() and not self.price.text().strip()

    def pieces(self) -> int:
        """How many; 0 for what is no number."""
        typed = self.qty.text().strip()
        return int(typed) if typed.isdecimal() else 0

    def price_fen(self) -> int | None:
        """The listed price of one, or None while it is none."""
        return _read(self.price.text())

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed."""
        say, found = self._kit.language.say, list[tuple[str, QWidget]]()
        if not self.what.text().strip():
            found.append((say("what was done"), self.what))
        if self.pieces() < 1:
            found.append((say("the number"), self.qty))
        if self.price_fen() is None:
            found.append((say("the price"), self.price))
        if self.part.text().strip() and _read(self.part.text()) is None:
            found.append((say("the right amount"), self.part))
        return found

    def charge(self) -> Charge | None:
        """The line as it is settled; None while it cannot be."""
        price = self.price_fen()
        if price is None or self.pieces() < 1:
            return None
        listed, name = price * self.pieces(), self.what.text().strip()
        agreed = _read(self.part.text()) if self.part.text().strip() else None
        part = customer_part(self.coverage(), listed, agreed, name)
        return Charge(
            line=self.kind,
            name=name,
            qty=self.pieces(),
            list_fen=listed,
            customer_fen=part,
            coverage=self.coverage(),
        )

    def objection(self) -> str:
        """What is wrong with the line, in words."""
        try:
            self.charge()
        except RuleBroken as refusal:
            return sentence(refusal.rule, refusal.facts, self._kit.language.words)
        return ""

    def facts(self) -> ChargeFacts:
        """What the act is told."""
        typed = self.part.text().strip()
        return ChargeFacts(
            line=self.kind,
            name=self.what.text().strip(),
            qty=self.pieces(),
            price_fen=self.price_fen() or 0,
            coverage=self.coverage(),
            customer_fen=_read(typed) if typed else None,
        )

    def show_state(self) -> None:
        """Mark what is wrong, and what the customer pays where nothing is typed."""
        for edit, reads in ((self.price, self.price_fen()), (self.part, _read(self.part.text()))):
            wrong = bool(edit.text().strip()) and reads is None
            set_look(edit, state="error" if wrong else "")
        if self.objection():
            set_look(self.part, state="error")
        listed = (self.price_fen() or 0) * self.pieces()
        usual = listed if self.coverage() is Coverage.CUSTOMER else 0
        self.part.setPlaceholderText(figures(usual))

    def _edited(self, _text: str) -> None:
        self.show_state()
        self.changed.emit()

    def _cover_changed(self, _place: int) -> None:
        self._edited("")

    def _go_on(self) -> None:
        self.focusNextChild()

    def _leave(self) -> None:
        self.left.emit(self)

    def _drop(self) -> None:
        self.dropped.emit(self)


def _read(text: str) -> int | None:
    try:
        return typed_fen(text.strip(), "price_fen")
    except RuleBroken:
        return None


def _shown(fen: int | None) -> str:
    return "" if fen is None else figures(fen)

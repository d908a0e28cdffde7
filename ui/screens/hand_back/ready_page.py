"""A good receipt: its items, who takes them, what is due, and the one button."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.rights import may, roles_with
from counter.domain.states import ReceiptStatus, Role
from counter.services.handing_back import ReturnedItem, signed_facts
from counter.storage.questions.hand_back import HandBackView
from counter.storage.questions.lists import ItemKindRow
from ui import terms
from ui.kit import Kit
from ui.screens.hand_back.collector_card import CollectorCard
from ui.screens.hand_back.item_panel import ItemPanel
from ui.screens.hand_back.payment_panel import PaymentPanel
from ui.screens.hand_back.sign_panel import SignPanel
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import Callout, ElidedLabel, icon_line, key, label
from ui.widgets.layouts import (
    ASIDE,
    ASIDE_NARROW,
    aside_width,
    column,
    framed,
    holder,
    row,
    scrolled,
    stretched,
)
from ui.widgets.tab_order import TabOrder
from ui.widgets.ticks import Tick

HAND_OVER, PHOTOGRAPH = "hand_back", "add_photo"  # the rights


class ReadyPage(QWidget):
    """Everything that is asked before the items go."""

    accepted = Signal()
    wants_loss = Signal()
    wants_statement = Signal()
    wants_settlement = Signal(str)  # the case that is not settled yet
    wants_refund = Signal(object)  # the line of the item that was paid too much for
    objected = Signal(str)
    undoable = Signal(str, object)
    refused = Signal(object)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.view: HandBackView | None = None
        self.panels: list[ItemPanel] = []
        self._kinds: dict[str, ItemKindRow] = {}
        self._which_title, self.which = label("", "label"), Chips(kit.theme)
        self._which_row = holder(stretched(row(self._which_title, self.which, gap=12), 0, 1))
        self._place = QVBoxLayout()
        self.collector, self.payment = CollectorCard(kit), PaymentPanel(kit)
        self._is_declared, self._may_hand_over, self._may_photograph = False, True, False
        self._declared = Callout(kit.theme, "shield-check", "warn")
        self._who = Callout(kit.theme, "shield-check", "accent")
        self.paper, self.sign = Tick(kit.theme), SignPanel(kit)
        self.signed = self.sign.on_paper
        self.missing = label("", "hint", wrap=True)
        self.go = Button(kit.theme, "primary", "package-check", "on_accent")
        self.statement = IconButton(kit.theme, "printer")
        self.lost = Button(kit.theme, "ghost", "shield-alert", "text_2")
        self._then = [ElidedLabel("muted") for _ in range(3)]
        self._then_title = label("", "label")
        self.setLayout(stretched(row(self._left(), self._aside(), gap=0), 1))
        self._tab_order = TabOrder(self, self._tab_stops)
        self._connect()

    def _left(self) -> QWidget:
        self._place.setSpacing(12)
        icons = ("printer", "book", "tag")
        pairs = zip(icons, self._then, strict=True)
        texts = [icon_line(self._kit.theme, icon, "text_2", text) for icon, text in pairs]
        then = row(self._then_title, *texts, gap=18, margins=(16, 10, 16, 10))
        stretched(then, 0, 1, 1, 1)
        parts = (self._which_row, self._place, self.collector, framed(then, "inset"))
        return scrolled(holder(column(*parts, 1, gap=12, margins=(20, 14, 20, 12))))

    def _aside(self) -> QFrame:
        foot = row(self.statement, self.lost, 1, key("Ctrl"), key("Enter"), gap=4)
        asked = column(self.payment, self._declared, self._who, self.paper, self.sign, gap=8)
        inner = scrolled(holder(stretched(asked, 1)), "clear")
        self._box = column(inner, self.missing, self.go, foot, gap=8)
        aside = framed(stretched(self._box, 1), "", name="aside")
        aside.setFixedWidth(ASIDE_NARROW)  # a page that is not shown yet widens no window
        self._column = aside
        return aside

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        width = aside_width(self.width())
        self._column.setFixedWidth(width)
        side = 20 if width == ASIDE else 18  # the button's words need what there is
        self._box.setContentsMargins(side, 14, side, 10)

    def _connect(self) -> None:
        self.which.changed.connect(self._which_changed)
        self.collector.changed.connect(self.show_state)
        self.payment.changed.connect(self.show_state)
        self.payment.left.connect(self.first)
        self.sign.changed.connect(self.show_state)
        self.paper.toggled.connect(self._paper_ticked)
        self.go.clicked.connect(self.accepted)
        self.lost.clicked.connect(self.wants_loss)
        self.statement.clicked.connect(self.wants_statement)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        for panel in self.panels:
            panel.say_all()
        self.collector.say_all()
        self.payment.say_all()
        self._which_title.setText(say("Goes back now"))
        self.which.name(say("Goes back now"))
        self.paper.say(say("The receipt is in my hand"))
        self._declared.show_text(say("Goes out on the declaration of loss, to the customer alone."))
        self.sign.say_all()
        self.statement.setAccessibleName(say("Print the statement"))
        self.statement.setToolTip(say("Print the statement"))
        self.lost.say(say("No receipt"), say("Customer has no receipt"))
        self._then_title.setText(say("Then"))
        texts = (say("statement prints"), say("register: handed back"), say("shelf is free"))
        for text, said in zip(self._then, texts, strict=True):
            text.setText(said)
        self.show_state()

    def use_role(self, role: Role | None) -> None:
        """Whoever may only take the money is asked for the money only."""
        self._may_hand_over = role is None or may(role, HAND_OVER)
        self._may_photograph = role is not None and may(role, PHOTOGRAPH)

    def takes_money_only(self) -> bool:
        """Whether whoever is signed in takes the money and leaves the handing over to others."""
        return not self._may_hand_over

    def use_kinds(self, kinds: dict[str, ItemKindRow]) -> None:
        """The outlet's kinds of item."""
        self._kinds = kinds

    def show_view(self, view: HandBackView, *, is_shown: bool) -> None:
        """Show a receipt; what was ticked for another one is gone.

        `is_shown`: the paper itself lies on the counter. Otherwise a declared loss stands in for
        it, or it has still to be taken in the hand.
        """
        self.view = None  # half a receipt has no gaps
        self._is_declared = view.status is ReceiptStatus.LOST_DECLARED
        self._who.setVisible(not self._may_hand_over)
        self.sign.setVisible(self._may_hand_over)
        self.collector.setVisible(self._may_hand_over)
        asks_paper = not is_shown and not self._is_declared and self._may_hand_over
        self.paper.setVisible(asks_paper)
        self.paper.setChecked(is_shown)
        self.lost.setVisible(not self._is_declared and self._may_hand_over)
        self._declared.setVisible(self._is_declared)
        for panel in self.panels:
            self._place.removeWidget(panel)
            panel.deleteLater()
        self.panels = []
        for line in view.lines:
            panel = ItemPanel(self._kit, line, self._kinds.get(line.kind_code))
            panel.changed.connect(self.show_state)
            panel.wants_settlement.connect(self.wants_settlement)
            panel.wants_refund.connect(self.wants_refund)
            panel.undoable.connect(self.undoable)
            panel.refused.connect(self.refused)
            panel.allow_photos(may_add=self._may_photograph)
            self._place.addWidget(panel)
            self.panels.append(panel)
        self._which_row.setVisible(len(view.lines) > 1)
        self.which.offer([Choice(panel.line.case_number, panel.called()) for panel in self.panels])
        self._tab_order.lead()
        self.which.choose([p.line.case_number for p in self._usual()])
        self.view = view
        self.collector.show_customer(view.customer, alone=self._is_declared)
        self.payment.begin_anew()
        self.sign.begin_anew()
        self._which_changed()

    def _tab_stops(self) -> list[QWidget]:
        panels = [stop for panel in self.panels for stop in panel.stops()]
        ends = (self.paper, *self.sign.stops(), self.go, self.statement, self.lost)
        return [self.which, *panels, *self.collector.stops(), *self.payment.stops(), *ends]

    def chosen(self) -> list[ItemPanel]:
        """The items that go back now."""
        if len(self.panels) == 1:
            return self.panels
        codes = self.which.value()
        return [panel for panel in self.panels if panel.line.case_number in codes]

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed, in asking order."""
        say = self._kit.language.say
        found: list[tuple[str, QWidget]] = []
        if not self.chosen():
            found.append((say("which items go back"), self.which.chips[0]))
        for panel in self.chosen():
            found += panel.gaps() if self._may_hand_over else panel.money_gaps()
        if not self._may_hand_over:
            return found + self.payment.gaps()
        found += self.collector.gaps() + self.payment.gaps()
        if not self._is_declared and not self.paper.isChecked():
            found.append((say("the receipt"), self.paper))
        if self.sign.is_gap():
            found.append((say("the signature"), self.sign.on_paper))
        return found

    def first(self) -> None:
        """Put the focus on the first gap."""
        gaps = self.gaps()
        (gaps[0][1] if gaps else self.go).setFocus(Qt.FocusReason.TabFocusReason)

    def facts(self) -> dict[str, Any]:
        """What the act is told."""
        assert self.view is not None
        return {
            "receipt_number": self.view.receipt_number,
            "items": self._items(),
            "collector": self.collector.facts(),
            "receipt_shown": not self._is_declared,
            "payments": self.payment.payments(),
            "signature": self.sign.signature(),
        }

    def retell(self, view: HandBackView) -> None:
        """Say the same receipt in another language; nothing that was ticked is touched."""
        told = {line.case_number: line.fault for line in view.lines}
        for panel in self.panels:
            panel.tell_fault(told.get(panel.line.case_number, panel.line.fault))

    def _usual(self) -> list[ItemPanel]:
        """What goes back unless somebody says otherwise: all that is ready, else what could be."""
        ready = [panel for panel in self.panels if not panel.obstacles()]
        could_be = [panel for panel in self.panels if panel.may_be_settled()]
        return ready or could_be or self.panels

    def _items(self) -> tuple[ReturnedItem, ...]:
        return tuple(panel.facts() for panel in self.chosen())

    def show_state(self) -> None:
        """Say what is still needed; a name on the pad stands for what was shown when it was
        signed.
        """
        self._say_go()
        if self.view is None:
            return
        number = self.view.receipt_number
        facts = signed_facts(number, self._items(), self.collector.facts())
        if not self.sign.stand_under(facts):
            self.objected.emit(self._kit.language.say("Something changed: please sign once more"))
        names = [name for name, _ in self.gaps()]
        language = self._kit.language
        text = language.say("Still needed: {list}", list=language.listing(names))
        self.missing.setText(text if names else "")

    def _say_go(self) -> None:
        """The button, and who may press it for what."""
        language = self._kit.language
        self._who.show_text(self.who_hands_over())
        if self._may_hand_over:
            self.go.say(language.say("Hand back, void receipt"))
        elif self.payment.due_fen() > 0:
            self.go.say(language.say("Take the money"))
        else:
            self.go.say(language.say("Nothing more to pay"))

    def who_hands_over(self) -> str:
        """Whom to ask for the rest."""
        language = self._kit.language
        roles = [language.say(terms.ROLES[role]) for role in roles_with(HAND_OVER)]
        who = language.listing(roles)
        return language.say("It is handed over by: {roles}.", roles=who)

    def _which_changed(self) -> None:
        chosen = self.chosen()
        for panel in self.panels:
            panel.setVisible(panel in chosen)
        self.payment.show_lines([panel.line for panel in chosen])
        self.show_state()

    def _paper_ticked(self, _on: bool) -> None:
        self.show_state()

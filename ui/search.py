"""What was typed into the scan box and is no number: who or what it may be, as a short list."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from counter.domain.personal import masked_name, masked_phone
from counter.domain.refusals import RuleBroken
from counter.storage.questions.finding import CustomerFound, Found, OpenCase, find
from ui.kit import Kit
from ui.screens.board.lanes import LANES, READY

MOST = 9


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the list, and the screen it opens with what."""

    text: str
    screen: str
    subject: str


class Search(QObject):
    """Asks, and lets one of several hits be chosen by arrow or finger."""

    opened = Signal(str, object)
    nothing = Signal(str)
    refused = Signal(object)

    def __init__(self, kit: Kit, box: QWidget):
        super().__init__(box)
        self._kit, self._box = kit, box
        self._text = ""
        self.menu = QMenu(box)
        self.menu.triggered.connect(self._chosen)

    def look_for(self, text: str) -> None:
        """Find a phone, a name, its initials, a serial number."""
        self._text = text
        reply = self._kit.desk.ask(find, text=text, limit=MOST)
        reply.then(self._show).sorry(self._refuse)

    def _show(self, found: Found) -> None:
        hits = list(dict.fromkeys(self._hits(found)))[:MOST]
        if not hits:
            self.nothing.emit(self._text)
            return
        if len(hits) == 1:
            self.opened.emit(hits[0].screen, hits[0].subject)
            return
        self.menu.clear()
        for hit in hits:
            action = self.menu.addAction(hit.text)
            action.setData((hit.screen, hit.subject))
        self.menu.setMinimumWidth(self._box.width())
        self.menu.popup(self._box.mapToGlobal(QPoint(0, self._box.height() + 4)))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _hits(self, found: Found) -> list[Hit]:
        hits = [self._case(case, "") for case in found.cases]
        for customer in found.customers:
            hits += [self._case(case, customer.phone) for case in customer.open_cases]
        for unit in found.units:
            name = " ".join(t for t in (unit.product, unit.brand, unit.model, unit.serial) if t)
            who = masked_name(unit.customer_name)
            hits.append(Hit(f"{name} · {who}", "board", unit.open_case_number))
        hits = [hit for hit in hits if hit.subject]
        return hits + [self._customer(one) for one in found.customers if not one.open_cases]

    def _case(self, case: OpenCase, phone: str) -> Hit:
        lane = next(lane for lane in LANES if case.state in lane.states)
        who = f"{masked_name(case.customer_name)} {masked_phone(phone)}".strip()
        item = " ".join(text for text in (case.product, case.brand, case.model) if text)
        parts = (who, item, self._kit.language.say(lane.title), case.shelf)
        text = " · ".join(part for part in parts if part)
        screen = "hand_back" if lane is READY else "board"
        return Hit(text, screen, case.case_number)

    def _customer(self, customer: CustomerFound) -> Hit:
        visits = self._kit.language.say_n("{n} visit", "{n} visits", customer.cases)
        text = f"{masked_name(customer.name)} {masked_phone(customer.phone)} · {visits}"
        return Hit(text, "check_in", customer.phone)

    def _chosen(self, action: QAction) -> None:
        screen, subject = action.data()
        self.opened.emit(screen, subject)

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

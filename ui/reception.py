"""Who comes in: keeps the sign-in panel true to the people of the outlet, and tries PINs."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.storage.questions.lists import PersonRow, people
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.sign_in import Colleague, SignIn


class Reception(QObject):
    """The panel over the window, and what the counter says to a PIN."""

    came = Signal(object)  # the person whose PIN was right

    def __init__(self, kit: Kit, window: QWidget):
        super().__init__(window)
        self._kit, self._window = kit, window
        self.panel = SignIn(kit, window)
        self._badges: set[str] = set()
        self.panel.tried.connect(self._try)
        kit.desk.changed.connect(self._records_changed)
        kit.language.changed.connect(self._name_outlet)
        self._show(kit.desk.glance(people).rows)

    def open(self) -> None:
        """Lay the panel over everything."""
        self._name_outlet()
        self.panel.start()

    def close_panel(self) -> None:
        """Clear the way."""
        self.panel.hide()

    def is_badge(self, code: str) -> bool:
        """Whether a code is somebody's badge."""
        return code.strip() in self._badges

    def choose(self, code: str) -> bool:
        """Choose somebody by staff code or badge."""
        return self.panel.choose_code(code.strip())

    def _try(self, code: str, pin: str) -> None:
        self._kit.desk.sign_in(code, pin).then(self._let_in).sorry(self._refuse)

    def _let_in(self, person: object) -> None:
        self.came.emit(person)

    def _refuse(self, refusal: RuleBroken) -> None:
        words = self._kit.language.words
        self.panel.refuse(sentence(refusal.rule, refusal.facts, words))

    def _records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"person", "*"}:
            self._kit.desk.ask(people).then(self._take)

    def _take(self, page: Any) -> None:
        self._show(page.rows)

    def _show(self, rows: list[PersonRow]) -> None:
        here = [Colleague(p.code, p.name, p.role, p.badge) for p in rows if p.has_pin]
        self._badges = {one.badge for one in here if one.badge}
        self.panel.show_people(here)

    def _name_outlet(self) -> None:
        self.panel.show_outlet(self._window.windowTitle())

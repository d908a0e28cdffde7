"""Who comes in: keeps the sign-in panel true to the people of the outlet, and tries PINs."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from counter.domain.refusals import RuleBroken
from counter.storage.questions.lists import PersonRow, people
from ui.idle import IdleWatch
from ui.kit import Kit
from ui.screens.sign_in import Colleague, SignIn

if TYPE_CHECKING:
    from counter.domain.records import Person

SAME_BADGE_MS = 3_600_000  # later than that a badge alone opens nothing


class Reception(QObject):
    """The panel over the window, and what the counter says to a PIN."""

    came = Signal(object)  # the person whose PIN was right
    warned = Signal(int)  # the window locks in so many seconds
    stayed = Signal()  # somebody touched it after all
    tired = Signal()  # nobody did

    def __init__(self, kit: Kit, window: QWidget, app: QApplication):
        super().__init__(window)
        self._kit, self._window = kit, window
        self._person: Person | None = None
        self._waits_for: Person | None = None
        self._locked_at = 0
        self._tries = 0  # what was tried at the panel before it came up counts no more
        self.idle = IdleWatch(app, self)
        self.idle.nearly.connect(self.warned)
        self.idle.touched.connect(self.stayed)
        self.idle.idle.connect(self.tired)
        kit.preferences.changed.connect(self._preferred)
        self.panel = SignIn(kit, window)
        self._badges: set[str] = set()
        self.panel.tried.connect(self._try)
        kit.desk.changed.connect(self._records_changed)
        kit.language.changed.connect(self._name_outlet)
        self._show(kit.desk.glance(people).rows)

    def open(self, waits_for: str = "") -> None:
        """Lay the panel over everything; `waits_for` is whoever was here when nobody touched the
        window, and whose badge opens it again.
        """
        self.idle.stop()
        person, self._person = self._person, None
        is_idle = person is not None and person.code == waits_for
        self._waits_for = person if is_idle else None
        self._locked_at = self._kit.now()
        self._tries += 1
        self._name_outlet()
        self.panel.start(waits_for)

    def close_panel(self) -> None:
        """Clear the way."""
        self._waits_for = None
        self.idle.start(self._kit.preferences.idle_minutes)
        self.panel.hide()

    def code_at(self, place: int) -> str:
        """The staff code on a tile, from 0; empty where there is none."""
        tiles = self.panel.tiles
        return tiles[place].code if place < len(tiles) else ""

    def is_badge(self, code: str) -> bool:
        """Whether a code is somebody's badge."""
        return code.strip() in self._badges

    def choose(self, code: str) -> bool:
        """Choose somebody by staff code or badge; the badge of who was here lets him in again."""
        plain, person = code.strip(), self._waits_for
        is_soon = self._kit.now() - self._locked_at <= SAME_BADGE_MS
        if person is not None and person.badge and plain == person.badge and is_soon:
            self._let_in(person)
            return True
        return self.panel.choose_code(plain)

    def _try(self, code: str, pin: str) -> None:
        self._tries += 1
        reply = self._kit.desk.sign_in(code, pin)
        reply.then(self._was_right, self._tries).sorry(self._refuse, self._tries)

    def _was_right(self, person: "Person", tried: int) -> None:
        if tried == self._tries:  # else it was locked since, or somebody else has tried
            self._let_in(person)

    def _let_in(self, person: "Person") -> None:
        self._person = person
        self.came.emit(person)

    def _refuse(self, refusal: RuleBroken, tried: int) -> None:
        if tried == self._tries:
            self.panel.refuse(refusal)

    def _preferred(self, name: str) -> None:
        if name == "idle_minutes" and self._person is not None:
            self.idle.start(self._kit.preferences.idle_minutes)

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

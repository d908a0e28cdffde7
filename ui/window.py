"""The main window: the board first, then who is here, then the work."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from counter.domain.states import Role
from counter.storage.questions.front import Front, front
from ui.kit import Kit
from ui.navigation import Rail, home_of, may_open, places_of
from ui.screens.board.screen import BoardScreen
from ui.screens.places import build_screen
from ui.screens.screen import Screen
from ui.top_bar import TopBar
from ui.widgets.layouts import bring, column, holder, put_by, row
from ui.widgets.pane import Pane

if TYPE_CHECKING:
    from counter.domain.records import Person
    from ui.finder import Hit
    from ui.messages import Messages
    from ui.reception import Reception
    from ui.scans.scanning import Scanning

SMALLEST = (1025, 656)  # what every screen fits into
LEAST_SHOWN = (640, 400)
DESIGN = (1366, 728)
OF_A_CASE = frozenset({"hand_back", "bench", "inspection"})


class Window(QMainWindow):
    """One outlet's counter. What is not needed to see the board comes after its first paint."""

    painted = Signal()  # the board can be seen
    unlocked = Signal()  # somebody is here
    furnished = Signal()  # and the rest of the window is there: what is heavy may come in now
    reception: "Reception"
    messages: "Messages"
    scanning: "Scanning"

    def __init__(self, kit: Kit, app: QApplication):
        super().__init__()
        self.kit = kit
        self._app = app
        self.role: Role | None = None
        self._last_code = ""
        self._stood_at: dict[str, str] = {}  # staff code -> the screen where he was last
        self._was_painted = False
        self.is_furnished = False
        self._pieces: list[Iterator[bool]] = []
        self._outlet: Front | None = None
        self.setMinimumSize(*LEAST_SHOWN)
        self.resize(*DESIGN)
        self.rail, self.bar = Rail(kit), TopBar(kit)
        self.stack = QStackedWidget()
        self.screens: dict[str, Screen] = {}
        self.body = self._build()
        self._first = QTimer(self, singleShot=True, interval=0)
        self._connect()
        self.say_all()

    def _build(self) -> QWidget:
        right = column(self.bar, self.stack, gap=0)
        body = holder(row(self.rail, right, gap=0))
        body.setObjectName("canvas")
        body.setEnabled(False)  # until somebody is here
        # a large size on a small screen scrolls, never clips
        self.pane = Pane(body, QSize(*SMALLEST))
        self.setCentralWidget(self.pane)
        return body

    def _connect(self) -> None:
        self._first.timeout.connect(self._furnish_on)
        self.rail.chosen.connect(self.go)
        self.bar.wants_language.connect(self.kit.language.turn)
        self.bar.wants_scheme.connect(self.kit.theme.toggle)
        self.bar.wants_sign_out.connect(self.lock)
        self.kit.language.changed.connect(self.say_all)
        self.kit.desk.changed.connect(self._records_changed)

    # -- what is shown

    def show_first(self) -> None:
        """The board, from the window's own connection, before anything heavy."""
        desk = self.kit.desk
        outlet: Front = desk.glance(front)
        self._take_outlet(outlet)
        board = self.screen_named("board")
        assert isinstance(board, BoardScreen)
        board.use_icons(outlet.icons)
        board.reload_at_once()
        self._bring(board)
        self.kit.theme.dress(self.rail, self.bar, *self.pane.bars())

    def say_all(self) -> None:
        """Set every text anew."""
        self.rail.say_all()
        self.bar.say_all()
        if self._outlet is not None:
            self._take_outlet(self._outlet)
        self._show_title()

    def screen_named(self, name: str) -> Screen:
        """A screen by name, built when it is first wanted."""
        if name not in self.screens:
            screen = build_screen(name, self.kit)
            screen.wants.connect(self.open)
            if self.is_furnished:
                self.messages.listen_to(screen)
            self.screens[name] = screen
            put_by(self.stack, screen)
        return self.screens[name]

    def _bring(self, screen: Screen) -> None:
        """Show a screen."""
        self.kit.theme.dress(screen)
        bring(self.stack, screen)
        self.rail.show_place(screen.name)
        self._show_title()

    def places(self) -> list[str]:
        """The places of whoever is signed in."""
        return places_of(self.role) if self.role else []

    def current(self) -> Screen | None:
        """The screen that is open."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._first.start()

    def _furnish_on(self) -> None:
        """The next piece of what comes after the first paint; keys are heard between two."""
        if not self._pieces:
            self.painted.emit()
            self._pieces.append(self._furnish())
        if next(self._pieces[0], False):
            self._first.start()

    def _furnish(self) -> Iterator[bool]:
        """Messages, the scanner, and who is here; in pieces."""
        self.rail.fill()
        yield True
        self.bar.fill()
        yield True
        from ui.finder import Finder
        from ui.guide import Guide
        from ui.keyboard import Keyboard
        from ui.messages import Messages
        from ui.overlays import Overlays

        yield True
        from ui.reception import Reception
        from ui.scans.scanning import Scanning
        from ui.search import Search
        from ui.widgets.focus_ring import FocusRing

        yield True
        self.messages = Messages(self.kit, self)
        self.ring = FocusRing(self, self.kit.theme)
        self.guide = Guide(self.kit, self)
        self.finder = Finder(self.kit)
        self.overlays = Overlays(self.kit, self.finder, self)
        yield True
        self.search = Search(self.kit, self.finder, self.bar.scan, self)
        yield True
        self.reception = Reception(self.kit, self, self._app)
        self.keyboard = Keyboard(self)
        self.scanning = Scanning(self, self._app)
        yield True
        self._connect_furniture()
        self.is_furnished = True
        self.lock()
        self.furnished.emit()

    def _connect_furniture(self) -> None:
        self.guide.opened.connect(self.open)
        for speaker in (self.guide, *self.screens.values()):
            self.messages.listen_to(speaker)
        self.overlays.picked.connect(self._pick)
        self.bar.wants_palette.connect(self.overlays.find_anything)
        self.bar.wants_camera.connect(self.overlays.scan_by_camera)
        self.bar.wants_network.connect(self._show_network)
        self.kit.network.alarmed.connect(self.messages.refuse)
        self.kit.network.failed.connect(self.messages.remark)
        self.search.picked.connect(self._pick)
        self.search.left.connect(self._to_page)
        self.search.refused.connect(self.messages.refuse)
        self.reception.came.connect(self.unlock)
        self.reception.came.connect(self.messages.left.offer)
        self.reception.tired.connect(self.lock_idle)
        self.reception.warned.connect(self.messages.count_down)
        self.reception.stayed.connect(self.messages.hush)
        self.keyboard.place.connect(self.go)
        self.keyboard.action.connect(self.act)
        self.keyboard.colleague.connect(self._switch_to_colleague)

    # -- what can be done from anywhere

    def act(self, name: str) -> None:
        """Do one of the window's own actions."""
        if self.role is None and name not in ("scheme", "language", "help"):
            return
        ways = {
            "scan_box": self.bar.focus_scan,
            "camera": self.overlays.scan_by_camera,
            "find": self.overlays.find_anything,
            "undo": self.messages.undo.undo,
            "lock": self.lock,
            "scheme": self.kit.theme.toggle,
            "language": self.kit.language.turn,
            "keys": self._show_keys,
            "help": self._show_help,
            "papers": self.messages.left.ask,
            "network": self._show_network,
        }
        ways[name]()

    def _show_network(self) -> None:
        """How it stands with head office: the page about it, or what it says, to whoever may not
        change anything there. Everybody is asked at once, however long the next try is away.
        """
        self.kit.network.sync_now()
        if self.role is not None and may_open(self.role, "settings"):
            self.open("settings", "network")
        elif self.role is not None:
            self.messages.remark("\n".join(self.bar.network.at_length()))

    def _show_help(self) -> None:
        screen = self.current()
        name = screen.name if screen is not None and self.role is not None else "sign_in"
        self.overlays.show_help(name)

    def _show_keys(self) -> None:
        self.overlays.show_keys(self.current())

    def _pick(self, hit: "Hit") -> None:
        self.finder.remember(hit)
        if hit.screen == "action":
            self.act(hit.subject)
        elif hit.screen == "scan":
            self.scan(hit.subject)
        elif hit.subject:
            self.open(hit.screen, hit.subject)
        else:
            self.go(hit.screen)

    # -- going about

    def go(self, name: str) -> None:
        """Open a screen, if somebody is signed in who may."""
        if self.role is None or not may_open(self.role, name):
            return
        screen = self.screen_named(name)
        self._bring(screen)
        screen.first()

    def open(self, name: str, subject: object) -> None:
        """Open a screen with what it should show; whoever may not gets the case page instead."""
        if self.role is not None and name in OF_A_CASE and not may_open(self.role, name):
            name = "case"
        self.go(name)
        screen = self.current()
        if screen is not None and screen.name == name:
            screen.open_with(subject)
            self._show_title()

    def scan(self, code: str) -> None:
        """Lead a scan to where it belongs."""
        self.kit.scans.take(code)

    def switch_to(self, code: str) -> None:
        """Somebody else takes over: whoever is here goes, and the other's PIN is asked."""
        self.lock()
        self.reception.choose(code)

    def _switch_to_colleague(self, place: int) -> None:
        code = self.reception.code_at(place)
        if code:
            self.switch_to(code)

    # -- who is here

    def lock(self) -> None:
        """Nobody is signed in: the board stays to be seen, masked; nothing can be done."""
        self._leave()
        self.messages.hush()
        self.reception.open()

    def lock_idle(self) -> None:
        """Nobody has touched the window for a while: as `lock`, and the same badge opens again."""
        code = self.kit.desk.person_code
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        self._leave()
        self.messages.hush()
        self.reception.open(waits_for=code)

    def _leave(self) -> None:
        screen = self.current()
        if self.role is not None and screen is not None:
            self._stood_at[self.kit.desk.person_code] = screen.name
        self.overlays.close_all()
        self.bar.scan.clear()
        self.search.close_list()
        for screen in self.screens.values():
            screen.leave()
        self.role = None
        self.kit.desk.person_code = ""
        self._bring(self.screen_named("board"))
        self.body.setEnabled(False)

    def unlock(self, person: "Person") -> None:
        """Somebody is here; whoever comes back stands where he stood."""
        is_same = person.code == self._last_code
        if not is_same:
            self.messages.undo.clear()
            self.guide.forget()
            for screen in self.screens.values():
                screen.begin_anew()
        self._last_code = person.code
        self.role = Role(person.role)
        self.finder.begin_anew(self.role, keep_recent=is_same)
        self.kit.desk.person_code = person.code
        self.bar.show_person(person.name)
        places = self.places()
        self.rail.offer(places)
        self.keyboard.offer(places)
        self.body.setEnabled(True)
        self.reception.close_panel()
        place = self._stood_at.get(person.code, "")
        self.go(place if may_open(self.role, place) else home_of(self.role))
        self.unlocked.emit()

    # -- what comes from elsewhere

    def _records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"outlet", "setting", "*"}:
            self.kit.desk.ask(front).then(self._take_outlet)

    def _take_outlet(self, outlet: Front) -> None:
        self._outlet = outlet
        self.kit.figures.use(outlet.zone, outlet.currency)
        name = self.kit.language.named(outlet.name, outlet.name_en)
        place = outlet.seat_name or name
        if self.kit.desk.door.is_demo():
            say = self.kit.language.say
            name, place = say("{name} (demo shop, PIN 0000)", name=name), say("Demo shop")
        self.setWindowTitle(name)
        self.bar.show_place(place)

    def _to_page(self) -> None:
        screen = self.current()
        if screen is not None:
            screen.first()

    def _show_title(self) -> None:
        screen = self.current()
        if screen is not None:
            self.bar.show_title(screen.title(), screen.hint())

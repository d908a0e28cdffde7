"""The main window: the board first, then who is here, then the work."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.storage.questions.lists import OutletView, PersonRow, item_kinds, outlet_view, people
from counter.wording import sentence
from ui.kit import Kit
from ui.language import LANGUAGES
from ui.navigation import PLACES, Rail
from ui.printing import Printed
from ui.routing import way_of
from ui.scanner import ScanFilter
from ui.screens.board.screen import BoardScreen
from ui.screens.places import build_screen
from ui.screens.screen import Screen
from ui.screens.sign_in import Colleague, SignIn
from ui.top_bar import TopBar
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layouts import column, holder, row
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from counter.domain.records import Person

SMALLEST = (1025, 656)
DESIGN = (1366, 728)


class Window(QMainWindow):
    """One outlet's counter."""

    painted = Signal()  # the first paint is done: what is heavy may come in now

    def __init__(self, kit: Kit, app: QApplication):
        super().__init__()
        self.kit = kit
        self._role: Role | None = None
        self._last_code = ""
        self._was_painted = False
        self._outlet: OutletView | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(*DESIGN)
        self.rail, self.bar = Rail(kit), TopBar(kit)
        self.stack = QStackedWidget()
        self.screens: dict[str, Screen] = {}
        self.body = self._build()
        self.sign_in = SignIn(kit, self)
        self.toast = Toast(self, kit.theme)
        self.ring = FocusRing(self, kit.theme)
        self.scanner = ScanFilter(app, self)
        self._first = QTimer(self, singleShot=True, interval=0)
        self._connect()
        self._shortcuts = self._bind_keys()
        self.say_all()

    def _build(self) -> QWidget:
        right = column(self.bar, self.stack, gap=0)
        body = holder(row(self.rail, right, gap=0))
        body.setObjectName("canvas")
        self.setCentralWidget(body)
        return body

    def _connect(self) -> None:
        kit = self.kit
        self._first.timeout.connect(self.painted)
        self.rail.chosen.connect(self.go)
        self.bar.entered.connect(self.scan)
        self.bar.wants_language.connect(self.next_language)
        self.bar.wants_scheme.connect(kit.theme.toggle)
        self.bar.wants_sign_out.connect(self.lock)
        self.scanner.scanned.connect(self.scan)
        self.sign_in.tried.connect(self._try)
        kit.language.changed.connect(self.say_all)
        kit.desk.changed.connect(self._records_changed)
        kit.desk.warned.connect(self._warn)
        kit.desk.failed.connect(self._fault)
        kit.print_room.printed.connect(self._papers_out)
        kit.print_room.failed.connect(self._paper_failed)

    def _bind_keys(self) -> list[QShortcut]:
        keys = {
            **{place.keys: self._go_by_key for place in PLACES},
            "F4": self.bar.focus_scan,
            "Ctrl+L": self.lock,
            "Ctrl+Shift+L": self.kit.theme.toggle,
        }
        shortcuts: list[QShortcut] = []
        for text, method in keys.items():
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.activated.connect(method)
            shortcuts.append(shortcut)
        return shortcuts

    # -- what is shown

    def show_first(self) -> None:
        """The board and the people, from the window's own connection, before anything heavy."""
        desk = self.kit.desk
        self._take_outlet(desk.glance(outlet_view))
        board = self.screen_named("board")
        assert isinstance(board, BoardScreen)
        board.use_icons({k.code: k.icon for k in desk.glance(item_kinds).rows})
        board.reload_at_once()
        self.stack.setCurrentWidget(board)
        self._take_people(desk.glance(people).rows)
        self.lock()

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
            screen.told.connect(self.toast.show_message)
            screen.wants.connect(self.open)
            self.screens[name] = screen
            self.stack.addWidget(screen)
        return self.screens[name]

    def current(self) -> Screen | None:
        """The screen that is open."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    # -- going about

    def go(self, name: str) -> None:
        """Open a screen, if somebody is signed in who may."""
        place = next((place for place in PLACES if place.name == name), None)
        if self._role is None or place is None or not may(self._role, place.right):
            return
        screen = self.screen_named(name)
        self.stack.setCurrentWidget(screen)
        self.rail.show_place(name)
        self._show_title()
        screen.first()

    def open(self, name: str, subject: object) -> None:
        """Open a screen with what it should show."""
        self.go(name)
        screen = self.current()
        if screen is not None and screen.name == name:
            screen.open_with(subject)

    def scan(self, code: str) -> None:
        """Lead a scan, or what was typed into the scan box, to where it belongs."""
        if self._role is None:
            self.sign_in.choose_code(code.strip())
            return
        way = way_of(code, self._role)
        screen = self.current()
        if way.refusal is not None:
            self.refuse(way.refusal)
        elif way.screen == "sign_in":
            self._switch(way.number)
        elif way.screen:
            self.open(way.screen, way.number)
        elif screen is None or not screen.scanned(code):
            say = self.kit.language.say
            self.toast.show_message(say("Nothing here has the code {code}", code=code), icon="info")

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why not, and what to do next."""
        text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
        self.toast.show_message(text, icon="circle-alert")

    def next_language(self) -> None:
        """Speak the other language."""
        codes = list(LANGUAGES)
        place = codes.index(self.kit.language.code)
        self.kit.language.switch(codes[(place + 1) % len(codes)])

    # -- who is here

    def lock(self) -> None:
        """Nobody is signed in: the board stays to be seen, masked; nothing can be done."""
        for screen in self.screens.values():
            screen.leave()
        self._role = None
        self.kit.desk.person_code = ""
        if "board" in self.screens:
            self.stack.setCurrentWidget(self.screens["board"])
            self.rail.show_place("board")
        self._show_title()
        self.body.setEnabled(False)
        self.toast.hide()
        self.sign_in.start()

    def unlock(self, person: "Person") -> None:
        """Somebody is here."""
        if person.code != self._last_code:
            for screen in self.screens.values():
                screen.begin_anew()
        self._last_code = person.code
        self._role = Role(person.role)
        self.kit.desk.person_code = person.code
        self.bar.show_person(person.name)
        self.rail.offer([place.name for place in PLACES if may(self._role, place.right)])
        self.body.setEnabled(True)
        self.sign_in.hide()
        self.go("check_in" if may(self._role, "check_in") else "board")

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._first.start()

    def _try(self, code: str, pin: str) -> None:
        self.kit.desk.sign_in(code, pin).then(self.unlock).sorry(self._refuse_pin)

    def _refuse_pin(self, refusal: RuleBroken) -> None:
        text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
        self.sign_in.refuse(text)

    def _switch(self, badge: str) -> None:
        self.lock()
        self.sign_in.choose_code(badge)

    def _go_by_key(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            keys = shortcut.key().toString()
            self.go(next(place.name for place in PLACES if place.keys == keys))

    # -- what comes from the desk

    def _records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"person", "*"}:
            self.kit.desk.ask(people).then(self._take_people_page)
        if kinds & {"outlet", "setting", "*"}:
            self.kit.desk.ask(outlet_view).then(self._take_outlet)

    def _take_people_page(self, page: Any) -> None:
        self._take_people(page.rows)

    def _take_people(self, rows: list[PersonRow]) -> None:
        here = [Colleague(p.code, p.name, p.role, p.badge) for p in rows if p.has_pin]
        self.sign_in.show_people(self._outlet_name(), here)

    def _take_outlet(self, outlet: OutletView) -> None:
        self._outlet = outlet
        self.kit.figures.use(outlet.zone, outlet.currency)
        self.setWindowTitle(self._outlet_name())
        self.bar.show_place(outlet.seat_name or self._outlet_name())

    def _outlet_name(self) -> str:
        outlet = self._outlet
        return self.kit.language.named(outlet.name, outlet.name_en) if outlet else ""

    def _warn(self, warnings: tuple[tuple[str, dict[str, Any]], ...]) -> None:
        words = self.kit.language.words
        texts = [sentence(rule, facts, words) for rule, facts in warnings]
        self.toast.show_message("\n".join(texts), icon="info")

    def _papers_out(self, printed: Printed) -> None:
        say_n = self.kit.language.say_n
        if printed.printer:
            text = say_n(
                "{n} paper printed on {name}",
                "{n} papers printed on {name}",
                printed.papers,
                name=printed.printer,
            )
        else:
            text = say_n(
                "No printer is set up: {n} paper saved as PDF in {folder}",
                "No printer is set up: {n} papers saved as PDF in {folder}",
                printed.papers,
                folder=printed.folder,
            )
        self.toast.show_message(text, icon="printer")

    def _paper_failed(self, line: str) -> None:
        text = self.kit.language.say("A paper could not be printed: {line}", line=line)
        self.toast.show_message(text, icon="circle-alert")

    def _fault(self, line: str) -> None:
        say = self.kit.language.say
        text = say("This did not work and nothing was changed. Please report: {line}", line=line)
        self.toast.show_message(text, icon="circle-alert")

    def _show_title(self) -> None:
        screen = self.current()
        if screen is not None:
            self.bar.show_title(screen.title(), screen.hint())

"""The rail at the left: where one can go from here."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QWidget

from counter.domain.rights import may
from counter.domain.states import Role
from counter.language import N_
from ui.kit import Kit
from ui.screens.places import SCREENS
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.layouts import column, holder, scrolled

WIDTH = 84
LEAST_HEIGHT, HEIGHT = 52, 60  # ten places stand under each other in the lowest window


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: the screen's name, its word, icon, key and the right it needs;
    `or_right` opens it too.
    """

    name: str
    word: str
    icon: str
    keys: str
    right: str
    or_right: str = ""


PLACES = (
    Place("check_in", N_("Check-in"), "inbox", "F2", "check_in"),
    Place("board", N_("Board"), "square-kanban", "F3", ""),
    Place("bench", N_("Bench"), "wrench", "F5", "start_work"),
    Place("inspection", N_("Inspection"), "badge-check", "F6", "inspect"),
    Place("hand_back", N_("Hand back"), "package-check", "F7", "hand_back", "take_payment"),
    Place("customers", N_("Customers"), "user-round", "F8", "correct_customer"),
    Place("registers", N_("Registers"), "book", "F9", ""),
    Place("shelves", N_("Shelves"), "boxes", "F10", "move_item"),
    Place("till", N_("Till"), "wallet-cards", "F11", "take_payment"),
    Place("settings", N_("Settings"), "settings", "F12", "manage_settings"),
)
BY_NAME = {place.name: place for place in PLACES}
HOMES = {  # where each finds the work of the day
    Role.FRONT_DESK: "check_in",
    Role.TECHNICIAN: "bench",
    Role.SUPERVISOR: "inspection",
    Role.CASHIER: "till",
    Role.MANAGER: "check_in",  # where he is alone he stands at the counter
    Role.AUDITOR: "registers",
}


def may_open(role: Role, name: str) -> bool:
    """Whether the screen is there and the role may open it; a screen without a place in the rail
    is everybody's.
    """
    place = BY_NAME.get(name)
    if name not in SCREENS or place is None:
        return name in SCREENS
    return may(role, place.right) or (place.or_right != "" and may(role, place.or_right))


def places_of(role: Role) -> list[str]:
    """The places in the rail that the role may open."""
    return [place.name for place in PLACES if may_open(role, place.name)]


def home_of(role: Role) -> str:
    """The screen that somebody of the role finds after signing in."""
    return HOMES[role] if may_open(role, HOMES[role]) else "board"


class Rail(QFrame):
    """The places, one under the other; what the role may not do is not offered. Empty before
    `fill`: nobody can go anywhere before somebody is signed in.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("nav")
        self._kit = kit
        self._group = QButtonGroup(self)
        self.buttons: dict[str, IconButton] = {}
        self._place = ""
        self.setFixedWidth(WIDTH)
        self._box = column(gap=10, margins=(0, 12, 0, 8))
        self.setLayout(self._box)

    def fill(self) -> None:
        """Make the places."""
        kit = self._kit
        for place in PLACES:
            button = IconButton(kit.theme, place.icon, checked="accent", size=22)
            button.setProperty("kind", "nav")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setMinimumSize(70, LEAST_HEIGHT)
            button.setMaximumHeight(HEIGHT)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.clicked.connect(self._clicked)
            self._group.addButton(button)
            self.buttons[place.name] = button
        logo = Logo(kit.theme)
        places = column(*self.buttons.values(), gap=3, margins=(6, 0, 6, 0))
        places.addStretch(0)
        self._box.addWidget(logo, 0, Qt.AlignmentFlag.AlignHCenter)
        self._box.addWidget(scrolled(holder(places), "clear"))
        self.offer(list(SCREENS))
        self.say_all()
        self.show_place(self._place)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Places"))
        for place in PLACES if self.buttons else ():
            button = self.buttons[place.name]
            button.setText(say(place.word))
            button.setAccessibleName(say(place.word))
            button.setToolTip(f"{say(place.word)}  {place.keys}")
        self.fit()

    def fit(self) -> None:
        """Take the width of the longest word, once the words are drawn as they will be."""
        if not self.styleSheet() or not self.buttons:
            return
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        for button in shown:
            button.ensurePolished()
        widest = max((button.sizeHint().width() for button in shown), default=0)
        self.setFixedWidth(max(WIDTH, widest + 14))

    def show_place(self, name: str) -> None:
        """Mark where one is; a screen that has no place here leaves nothing marked."""
        self._place = name
        self._group.setExclusive(name in self.buttons)
        for of, button in self.buttons.items():
            button.setChecked(of == name)

    def offer(self, names: list[str]) -> None:
        """Show these places only."""
        for name, button in self.buttons.items():
            button.setVisible(name in names)

    def _clicked(self) -> None:
        self.chosen.emit(next(n for n, b in self.buttons.items() if b is self.sender()))


class Logo(QWidget):
    """The sign of the program."""

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.setFixedSize(36, 36)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, 36, 36), 10, 10)
        mark = self._theme.pixmap("wrench", "on_accent", 20, self.devicePixelRatioF())
        painter.drawPixmap(8, 8, mark)

"""Who is here: a tile and a PIN, above the board that anybody may see masked."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.refusals import RuleBroken
from counter.domain.states import Role
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.language import LANGUAGES
from ui.widgets.chips import Choice
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row, scrolled
from ui.widgets.marks import KindTile
from ui.widgets.person_tile import PersonTile
from ui.widgets.pin_pad import PinPad
from ui.widgets.segmented import Segmented

COLUMNS = 2
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may sign in here."""

    code: str
    name: str
    role: Role
    badge: str = ""


class SignIn(QWidget):
    """Lies over the whole window until somebody is signed in."""

    tried = Signal(str, str)  # staff code and PIN

    def __init__(self, kit: Kit, parent: QWidget):
        super().__init__(parent)
        self._kit, self._host = kit, parent
        self._people: list[Colleague] = []
        self._waits_for = ""
        self._refusal: RuleBroken | None = None  # of the PIN that was tried last
        self.tiles: list[PersonTile] = []
        self._outlet = label("", "title")
        self.language = Segmented(kit.theme, list(LANGUAGES))
        self._title, self._hint = label("", "display"), label("", "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self.pad = PinPad(kit.theme)
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        top = row(KindTile(self._kit.theme, "wrench", 36), self._outlet, 1, self.language, gap=12)
        people = holder(column(self._grid, 1, gap=0))
        left = column(self._title, self._hint, scrolled(people, "clear"), gap=8)
        left.insertSpacing(2, 8)
        body = row(left, self.pad, gap=24)
        panel = framed(column(top, body, gap=20, margins=(28, 22, 28, 28)), "", name="sign_in")
        panel.setFixedWidth(916)
        panel.setMinimumHeight(520)
        self._panel = panel
        self.setLayout(column(1, row(1, panel, 1), 1))

    def _connect(self) -> None:
        self.pad.entered.connect(self._send)
        self.pad.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.language.changed.connect(self._kit.language.switch)
        self._kit.language.changed.connect(self.say_all)
        self._kit.theme.changed.connect(self.update)
        self._host.installEventFilter(self)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Sign in"))
        self._title.setText(say("Who is here?"))
        self._say_why()
        self.language.say(say("Language"), [Choice(c, name) for c, name in LANGUAGES.items()])
        self.language.choose(self._kit.language.code)
        self.pad.say(say("Delete a digit"), say("Sign in"))
        for tile, person in zip(self.tiles, self._people, strict=True):
            tile.say(say(terms.ROLES[person.role]))
        if self.chosen() is not None:
            self._ask()
        if self._refusal is not None:
            self.refuse(self._refusal)

    def _say_why(self) -> None:
        say = self._kit.language.say
        name = next((p.name for p in self._people if p.code == self._waits_for), "")
        if name:
            text = say("Locked, because nobody was here. {name}: PIN or badge.", name=name)
            text += " " + say("What was begun is still there.")
        else:
            text = say("Choose your name and enter your PIN, or scan your badge.")
        self._hint.setText(text)

    def show_outlet(self, name: str) -> None:
        """Which outlet this is."""
        self._outlet.setText(name)

    def show_people(self, people: list[Colleague]) -> None:
        """Offer these people, the first one chosen."""
        if people == self._people:
            return
        self._people = people
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self.tiles = []
        for place, person in enumerate(people):
            tone = terms.ROLE_TONES[person.role]
            tile = PersonTile(self._kit.theme, person.code, person.name, tone)
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tile.installEventFilter(self)
            tile.clicked.connect(self._chose)
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            self.tiles.append(tile)
        self.say_all()
        if self.tiles:
            self._choose(self.tiles[0])

    def start(self, waits_for: str = "") -> None:
        """Come up and wait for a PIN; `waits_for` is the code of who was here before nobody was."""
        self._waits_for = waits_for
        self._say_why()
        if waits_for:
            self.choose_code(waits_for)
        self.setGeometry(self._host.rect())
        self._kit.theme.dress(self)
        self.show()
        self.raise_()
        self._refusal = None
        self._ask()
        self.pad.clear()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> Colleague | None:
        """Whose PIN is asked for."""
        return next(
            (p for t, p in zip(self.tiles, self._people, strict=True) if t.isChecked()), None
        )

    def choose_code(self, code: str) -> bool:
        """Choose the person with this staff code or badge; False when there is none."""
        for tile, person in zip(self.tiles, self._people, strict=True):
            if code and code in (person.code, person.badge):
                self._choose(tile)
                return True
        return False

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why the PIN was not taken."""
        self._refusal = refusal
        self.pad.refuse(sentence(refusal.rule, refusal.facts, self._kit.language.words))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        if isinstance(watched, PersonTile) and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._tile_key(watched, event)
        return False

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        veil = QColor(self._kit.theme.colour("canvas"))
        veil.setAlpha(190)
        painter.fillRect(self.rect(), veil)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """What the pad does not want: arrows choose somebody, Esc clears what was typed."""
        tile = next((one for one in self.tiles if one.isChecked()), None)
        if event.key() == Qt.Key.Key_Escape:
            self.pad.clear()
        elif tile is None or self._step_from(tile, event) is None:
            super().keyPressEvent(event)

    def _tile_key(self, tile: PersonTile, event: QKeyEvent) -> bool:
        chosen = self._step_from(tile, event)
        if chosen is None:
            return self.pad.press(event)
        chosen.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _step_from(self, tile: PersonTile, event: QKeyEvent) -> PersonTile | None:
        """The tile that an arrow leads to, chosen now; None where the key is no arrow."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            return None
        place = self.tiles.index(tile) + step
        if not 0 <= place < len(self.tiles):
            return tile
        self._choose(self.tiles[place])
        return self.tiles[place]

    def _chose(self) -> None:
        tile = self.sender()
        if isinstance(tile, PersonTile):
            self._choose(tile)

    def _choose(self, tile: PersonTile) -> None:
        tile.setChecked(True)
        self._refusal = None
        self._ask()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        person = self.chosen()
        if person is not None:
            duty = self._kit.language.say(terms.ROLES[person.role])
            self.pad.setAccessibleName(self._kit.language.say("PIN of {name}", name=person.name))
            self.pad.ask(person.name, duty, self._kit.language.say("4 to 6 digits, then Enter"))

    def _send(self, pin: str) -> None:
        person = self.chosen()
        if person is not None:
            self.tried.emit(person.code, pin)

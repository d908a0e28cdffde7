"""Three questions on one page, and the shop is open."""

import secrets
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from counter.domain.numbers import LAST_OUTLET
from counter.domain.personal import required
from counter.domain.refusals import RuleBroken
from counter.services.opening import FIRST_SELF_CHOSEN, PersonFacts
from counter.wording import sentence
from ui.kit import Kit
from ui.language import LANGUAGES
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row, scrolled, stretched
from ui.widgets.look import announce, set_look
from ui.widgets.marks import Disc
from ui.widgets.segmented import Segmented

WIDTH = 920
LEAST_PIN = 4


class Block(QFrame):
    """One of the three questions: its number turns into a tick when it is answered."""

    def __init__(self, kit: Kit, place: int, inner: QWidget):
        super().__init__()
        self.setProperty("role", "card")
        self._place = place
        self.title: QLabel = label("", "title")
        self._mark = Disc(kit.theme, str(place))
        box = row(self._mark, column(self.title, inner, gap=10), gap=16, margins=(20, 16, 20, 16))
        box.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(stretched(box, 0, 1))

    def show_done(self, done: bool) -> None:
        """Whether it is answered."""
        if done:
            self._mark.show_mark(icon="check", tone="ok")
        else:
            self._mark.show_mark(str(self._place))


class Questions(QWidget):
    """Opens a new shop by the act `open_shop`."""

    founded = Signal()
    wants_demo = Signal()
    wants_restore = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.language = Segmented(kit.theme, list(LANGUAGES))
        self.outlet = limited(QLineEdit(), "name")
        self.number, self.seat = CodeEdit(own_number()), CodeEdit("1")
        self.person, self.code = limited(QLineEdit(), "name"), CodeEdit("1001")
        self.pin, self.again = CodeEdit(), CodeEdit()
        outlet_edits = (self.outlet, self.number, self.seat)
        person_edits = (self.person, self.code, self.pin, self.again)
        self.outlet_fields = [Field(edit) for edit in outlet_edits]
        self.person_fields = [Field(edit) for edit in person_edits]
        self._title, self._hint = label("", "display"), label("", "muted")
        self._stays = label("", "hint", wrap=True)
        self.missing = label("", "hint", wrap=True)
        self.restore = Button(kit.theme, "ghost", "history", "text_2")
        self.demo = Button(kit.theme, "ghost", "sparkles", "text_2")
        self.go = Button(kit.theme, "primary", "arrow-right", "on_accent")
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        for edit in (self.pin, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(6)
        self.number.setMaxLength(5)
        self.seat.setMaxLength(1)
        choice = holder(row(self.language, 1))
        outlet = holder(stretched(row(*self.outlet_fields, gap=14), 6, 3, 2))
        person = holder(stretched(row(*self.person_fields, gap=14), 5, 2, 2, 2))
        inner = enumerate((choice, outlet, person), start=1)
        self.blocks = [Block(self._kit, place, part) for place, part in inner]
        self.go.setMinimumWidth(190)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._stays.setAlignment(Qt.AlignmentFlag.AlignRight)
        said = column(self.missing, self._stays, gap=0)
        foot = stretched(row(self.restore, self.demo, said, self.go, gap=8), 0, 0, 1, 0)
        parts = (1, self._title, self._hint, *self.blocks, foot, 1)
        page = holder(column(*parts, gap=12, margins=(0, 8, 0, 8)))
        page.setFixedWidth(WIDTH)
        self.setLayout(column(scrolled(holder(row(1, page, 1)))))

    def _connect(self) -> None:
        self.language.changed.connect(self._kit.language.switch)
        self._kit.language.changed.connect(self.say_all)
        for field in (*self.outlet_fields, *self.person_fields):
            edit = field.control
            assert isinstance(edit, QLineEdit)
            edit.textEdited.connect(self._edited)
            edit.returnPressed.connect(self._next)
        self.go.clicked.connect(self.open_shop)
        self.demo.clicked.connect(self.wants_demo)
        self.restore.clicked.connect(self.wants_restore)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_shop)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Three questions and you are open"))
        self._hint.setText(say("Everything else has a sensible default."))
        self._stays.setText(say("Everything stays on this computer"))
        titles = (
            say("Which language?"),
            say("What is the outlet called?"),
            say("Who begins?"),
        )
        for block, title in zip(self.blocks, titles, strict=True):
            block.title.setText(title)
        self.language.say(say("Language"), [Choice(c, name) for c, name in LANGUAGES.items()])
        self.language.choose(self._kit.language.code)
        outlet, number, seat = self.outlet_fields
        outlet.say(say("&Name, printed on every paper"))
        number.say(say("N&umber"), say("Head office's; alone: as it is"))
        seat.say(say("&Seat"), say("1 to 9"))
        person, code, pin, again = self.person_fields
        person.say(say("Your n&ame"))
        code.say(say("Staff &code"))
        pin.say(say("&PIN"), say("4 to 6 digits"))
        again.say(say("PIN a&gain"))
        self.go.say(say("Open the outlet"), "Ctrl+Enter")
        self.restore.say(say("Restore from a backup"))
        self.demo.say(say("Try the demo shop"))
        self._show_state()

    def first(self) -> None:
        """Put the focus on the first question that is open."""
        self.outlet.setFocus(Qt.FocusReason.OtherFocusReason)

    def gaps(self) -> list[tuple[str, QLineEdit]]:
        """What is still needed, in asking order."""
        say = self._kit.language.say
        found: list[tuple[str, QLineEdit]] = []
        for edit, name in (
            (self.outlet, say("the outlet's name")),
            (self.number, say("the outlet's number")),
            (self.seat, say("the seat")),
            (self.person, say("your name")),
            (self.code, say("the staff code")),
        ):
            is_number = edit in (self.number, self.seat)
            if not edit.text().strip() or (is_number and not edit.text().isdigit()):
                found.append((name, edit))
        if len(self.pin.text()) < LEAST_PIN or not self.pin.text().isdigit():
            found.append((say("a PIN of 4 to 6 digits"), self.pin))
        elif self.again.text() != self.pin.text():
            found.append((say("the same PIN again"), self.again))
        return found

    def open_shop(self) -> None:
        """Open the shop, or go to the first gap."""
        gaps = self.gaps()
        self._show_state()
        if gaps:
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.go.setEnabled(False)
        reply = self._kit.desk.found(self._facts())
        reply.then(self._opened).sorry(self._refused).after(self._ready_again)

    def _facts(self) -> dict[str, Any]:
        person = PersonFacts(
            code=self.code.text().strip(), name=self.person.text().strip(), pin=self.pin.text()
        )
        return {
            "outlet": int(self.number.text()),
            "name": self.outlet.text().strip(),
            "seat": int(self.seat.text()),
            "person": person,
            "language": self._kit.language.code,
        }

    def _opened(self, _answer: object) -> None:
        self.founded.emit()

    def _refused(self, refusal: RuleBroken) -> None:
        """Marks the field where it can be mended; everything typed stays."""
        text = sentence(refusal.rule, refusal.facts, self._kit.language.words)
        field = self._field_of(refusal.rule)
        if field is not None:
            field.object_to("")  # narrow as it is, the sentence stands at the foot
            field.control.setFocus(Qt.FocusReason.TabFocusReason)
        self.missing.setText(text)
        set_look(self.missing, state="error")
        announce(self, text)

    def _field_of(self, rule: str) -> Field | None:
        outlet, number, seat = self.outlet_fields
        person, code, pin, _again = self.person_fields
        at = {"outlet.number": number, "outlet.seat": seat, "person.code": code, "pin.form": pin}
        if rule.startswith("input."):
            return person if self.outlet_is_fine() else outlet
        return at.get(rule)

    def outlet_is_fine(self) -> bool:
        """Whether the outlet's name is one that is taken."""
        try:
            required(self.outlet.text(), "name")
        except RuleBroken:
            return False
        return True

    def _ready_again(self) -> None:
        self.go.setEnabled(True)

    def _edited(self) -> None:
        for field in (*self.outlet_fields, *self.person_fields):
            field.clear_state()
        self._show_state()

    def _next(self) -> None:
        gaps = self.gaps()
        target = gaps[0][1] if gaps else self.go
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_state(self) -> None:
        gaps = self.gaps()
        open_edits = [edit for _, edit in gaps]
        self.blocks[0].show_done(True)
        self.blocks[1].show_done(not {self.outlet, self.number, self.seat} & set(open_edits))
        self.blocks[2].show_done(
            not {self.person, self.code, self.pin, self.again} & set(open_edits)
        )
        names = self._kit.language.listing([name for name, _ in gaps])
        say = self._kit.language.say
        self.missing.setText(say("Still needed: {list}", list=names) if gaps else "")
        set_look(self.missing, state="")


def own_number() -> str:
    """A number for an outlet that has none from a head office (decisions 9)."""
    return str(FIRST_SELF_CHOSEN + secrets.randbelow(LAST_OUTLET - FIRST_SELF_CHOSEN))

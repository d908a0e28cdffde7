"""One list of chips of a kind of item, in both languages and in the order they are offered."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.services.item_kinds import MOST_CHIPS, ChipFacts
from ui.kit import Kit
from ui.screens.settings.roster import Entry, Roster
from ui.widgets.buttons import Button, IconButton
from ui.widgets.field import Field, limited
from ui.widgets.layouts import column, row, stretched

CODE_MOST = 20
NEW = "new-"  # begins the code of a chip that has none yet
_NOT_PLAIN = re.compile(r"[^A-Z0-9]+")


class ChipList(QWidget):
    """Edits the chips in place; nothing is sent from here."""

    changed = Signal()
    most = MOST_CHIPS

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self.chips: list[ChipFacts] = []
        self.roster = Roster(kit.theme)
        self.zh, self.en = limited(QLineEdit(), "accessory"), limited(QLineEdit(), "accessory")
        self.zh_field, self.en_field = Field(self.zh, note="none"), Field(self.en, note="none")
        self.add = Button(kit.theme, "", "plus")
        self.up, self.down = Button(kit.theme), Button(kit.theme)
        self.drop = IconButton(kit.theme, "x")
        self._build()
        self._connect()

    def _build(self) -> None:
        words = stretched(row(self.zh_field, self.en_field, gap=10), 1, 1)
        buttons = row(self.add, 1, self.up, self.down, self.drop, gap=6)
        more = self.build_words()
        parts = [self.roster, words, *([more] if more else []), buttons]
        self.setLayout(column(*parts, gap=8))
        self.roster.setMinimumHeight(120)

    def _connect(self) -> None:
        self.roster.chosen.connect(self.show_chosen)
        self.roster.left.connect(self._start_words)
        self.zh.textEdited.connect(self.typed)
        self.en.textEdited.connect(self.typed)
        self.zh.returnPressed.connect(self.en.setFocus)
        self.en.returnPressed.connect(self.begin_new)
        self.add.clicked.connect(self.begin_new)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.drop.clicked.connect(self.take_away)
        keys = {"Alt+Up": self._move_up, "Alt+Down": self._move_down, "Del": self.take_away}
        for key, method in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.roster)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(method)

    def say_all(self, name: str) -> None:
        """Set every text anew; `name` is what the chips are."""
        say = self.kit.language.say
        self.roster.setAccessibleName(name)
        self.zh_field.say(say("In &Chinese"))
        self.en_field.say(say("In &English"))
        self.add.say(say("Add"))
        self.up.say(say("Up"), "Alt+↑")
        self.down.say(say("Down"), "Alt+↓")
        self.drop.setAccessibleName(say("Take away"))
        self.drop.setToolTip(say("Take away"))
        self._show()

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        words = [self.roster, self.zh, self.en]
        return [*words, self.add, self.up, self.down, self.drop]

    def show_chips(self, chips: list[ChipFacts]) -> None:
        """Show these."""
        self.chips = list(chips)
        self._show()
        self.roster.choose(self.chips[0].code if self.chips else "")
        self.show_chosen(self.roster.key())

    def facts(self) -> tuple[ChipFacts, ...]:
        """The chips as they are kept: a new one takes its code from its English word."""
        taken = {chip.code for chip in self.chips}
        found: list[ChipFacts] = []
        for chip in self.chips:
            code = chip.code
            if code.startswith(NEW):
                code = free_code(chip.en, taken)
                taken.add(code)
            found.append(ChipFacts(code=code, zh=chip.zh, en=chip.en))
        return tuple(found)

    def gap(self) -> QLineEdit | None:
        """The first word that is missing."""
        for chip in self.chips:
            if not ChipList.is_whole(self, chip):
                self.choose(chip.code)
                return self.zh if not chip.zh.strip() else self.en
        return None

    def is_whole(self, chip: ChipFacts) -> bool:
        """Whether nothing of it is missing."""
        return bool(chip.zh.strip() and chip.en.strip())

    def choose(self, code: str) -> None:
        """Choose one and show what is written of it."""
        self.roster.choose(code)
        self.show_chosen(code)

    # -- what a list of more than words adds

    def build_words(self) -> QWidget | None:
        """What stands below the words."""
        return None

    def words_of(self, chip: ChipFacts) -> str:
        """How it is listed."""
        zh_first = self.kit.language.code == "zh_CN"
        named = self.kit.language.named(chip.zh, chip.en)
        return f"{named}   {chip.en if zh_first else chip.zh}".strip() or "…"

    def has_typed(self) -> bool:
        """Whether anything stands in the fields."""
        return bool(self.zh.text() or self.en.text())

    def take_typed(self, code: str) -> None:
        """Keep what stands in the other fields."""

    def begin_new(self) -> None:
        """Another chip at the end."""
        if len(self.chips) >= self.most or any(not (chip.zh or chip.en) for chip in self.chips):
            self.zh.setFocus(Qt.FocusReason.TabFocusReason)
            return
        chip = ChipFacts(code=self._new_code(), zh="", en="")
        self.chips.append(chip)
        self._show()
        self.choose(chip.code)
        self._start_words()
        self.changed.emit()

    def take_away(self) -> None:
        """Offer the chosen one no more; what was written with it stays as it was."""
        place = self._place()
        if place is None:
            return
        self.chips.pop(place)
        self._show()
        rest = self.chips[min(place, len(self.chips) - 1)].code if self.chips else ""
        self.choose(rest)
        self.changed.emit()

    # -- inside

    def _start_words(self) -> None:
        self.zh.setFocus(Qt.FocusReason.TabFocusReason)
        self.zh.selectAll()

    def _place(self) -> int | None:
        codes = [chip.code for chip in self.chips]
        return codes.index(self.roster.key()) if self.roster.key() in codes else None

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place = self._place()
        if place is None or not 0 <= place + by < len(self.chips):
            return
        self.chips[place], self.chips[place + by] = self.chips[place + by], self.chips[place]
        self._show()
        self.changed.emit()

    def typed(self) -> None:
        """Something was typed into one of the fields."""
        place = self._place()
        if place is None:
            if not self.has_typed() or len(self.chips) >= self.most:
                return
            self.chips.append(ChipFacts(code=self._new_code(), zh="", en=""))
            place = len(self.chips) - 1
        code = self.chips[place].code
        zh, en = self.zh.text().strip(), self.en.text().strip()
        self.chips[place] = ChipFacts(code=code, zh=zh, en=en)
        self.take_typed(code)
        self._show()
        self.roster.choose(code)
        self.changed.emit()

    def _new_code(self) -> str:
        taken = {chip.code for chip in self.chips}
        return next(code for n in range(MOST_CHIPS + 1) if (code := f"{NEW}{n}") not in taken)

    def _show(self) -> None:
        entries = [Entry(chip.code, self.words_of(chip)) for chip in self.chips]
        self.roster.show_entries(entries)

    def show_chosen(self, key: str) -> None:
        """Show what is written of one."""
        chip = next((chip for chip in self.chips if chip.code == key), None)
        self.zh.setText(chip.zh if chip else "")
        self.en.setText(chip.en if chip else "")


def free_code(word: str, taken: set[str]) -> str:
    """A code in capitals that says the word and is not taken."""
    stem = _NOT_PLAIN.sub("_", word.upper()).strip("_")[: CODE_MOST - 3] or "CHIP"
    codes = (stem if n == 1 else f"{stem}_{n}" for n in range(1, MOST_CHIPS + 2))
    return next(code for code in codes if code not in taken)

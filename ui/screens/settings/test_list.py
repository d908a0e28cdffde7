"""The usual tests of a kind of item: what is measured, in which unit, and between which limits."""

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.cards import limits
from counter.domain.refusals import RuleBroken
from counter.services.item_kinds import MOST_TESTS, ChipFacts, UsualTestFacts
from ui.kit import Kit
from ui.screens.settings.chip_list import ChipList
from ui.widgets.field import CodeEdit, Field
from ui.widgets.layouts import row, stretched
from ui.widgets.measure_table import Measure, limit_text

LIMIT_MOST, UNIT_MOST = 12, 12
ROSTER = 56


class TestList(ChipList):
    """A list of words with a unit and limits to each; the codes are its own and are not kept."""

    most = MOST_TESTS
    __test__ = False

    def __init__(self, kit: Kit):
        self._limits: dict[str, Measure] = {}
        self.unit, self.low, self.high = QLineEdit(), CodeEdit(), CodeEdit()
        self._fields = [Field(edit, note="none") for edit in (self.unit, self.low, self.high)]
        super().__init__(kit)
        self.roster.setMinimumHeight(ROSTER)  # its second row of fields takes the place

    def build_words(self) -> QWidget | None:
        """Unit and limits stand in a row of their own."""
        box = QWidget()
        box.setLayout(stretched(row(*self._fields, gap=10), 1, 1, 1))
        for edit, most in ((self.unit, UNIT_MOST), (self.low, LIMIT_MOST), (self.high, LIMIT_MOST)):
            edit.setMaxLength(most)
            edit.textEdited.connect(self.typed)
        return box

    def say_all(self, name: str) -> None:
        say = self.kit.language.say
        unit, low, high = self._fields
        unit.say(say("Unit"))
        low.say(say("At least"))
        high.say(say("At most"))
        super().say_all(name)

    def stops(self) -> list[QWidget]:
        first, zh, en, *buttons = super().stops()
        return [first, zh, en, self.unit, self.low, self.high, *buttons]

    def show_tests(self, tests: list[UsualTestFacts]) -> None:
        """Show these."""
        codes = [f"TEST_{n}" for n in range(len(tests))]
        self._limits = {
            code: Measure(name="", unit=one.unit, low=one.low, high=one.high)
            for code, one in zip(codes, tests, strict=True)
        }
        words = zip(codes, tests, strict=True)
        self.show_chips([ChipFacts(code=code, zh=one.zh, en=one.en) for code, one in words])

    def tests(self) -> tuple[UsualTestFacts, ...]:
        """The tests as they are kept."""
        found: list[UsualTestFacts] = []
        for chip in self.chips:
            kept = self._limits.get(chip.code, Measure(name=""))
            found.append(
                UsualTestFacts(zh=chip.zh, en=chip.en, unit=kept.unit, low=kept.low, high=kept.high)
            )
        return tuple(found)

    def gap(self) -> QLineEdit | None:
        edit = super().gap()
        if edit is not None:
            return edit
        for chip in self.chips:
            if not self.is_whole(chip):
                self.choose(chip.code)
                return self.low
        return None

    def is_whole(self, chip: ChipFacts) -> bool:
        kept = self._limits.get(chip.code, Measure(name=""))
        try:
            limits(kept.low, kept.high)
        except RuleBroken:
            return False
        return super().is_whole(chip)

    def words_of(self, chip: ChipFacts) -> str:
        kept = self._limits.get(chip.code)
        limit = limit_text(kept) if kept and (kept.low or kept.high) else "…"
        return f"{super().words_of(chip)}   {limit}"

    def take_typed(self, code: str) -> None:
        unit, low, high = (edit.text().strip() for edit in (self.unit, self.low, self.high))
        self._limits[code] = Measure(name="", unit=unit, low=low, high=high)

    def has_typed(self) -> bool:
        return super().has_typed() or any(edit.text() for edit in (self.unit, self.low, self.high))

    def show_chosen(self, key: str) -> None:
        super().show_chosen(key)
        kept = self._limits.get(key, Measure(name=""))
        for edit, text in ((self.unit, kept.unit), (self.low, kept.low), (self.high, kept.high)):
            edit.setText(text)

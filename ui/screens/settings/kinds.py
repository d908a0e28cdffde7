"""Kinds of item: what is ticked at check-in, measured at the bench, looked at last."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from counter.services.item_kinds import ChipFacts, ItemKindNow, UsualTestFacts
from counter.storage.questions.lists import Chip, ItemKindRow, UsualTest, item_kinds
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.settings.chip_list import ChipList
from ui.screens.settings.listed import ListedSection
from ui.screens.settings.roster import Entry
from ui.screens.settings.section import Act, Gap
from ui.screens.settings.test_list import TestList
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Tick

TESTS = "tests"
LISTS = ("faults", "conditions", "accessories", TESTS, "checks")


class KindsSection(ListedSection):
    """Adds and changes kinds by `add_item_kind` and `change_item_kind`."""

    name = "kinds"
    icon = "shapes"
    kinds: ClassVar[frozenset[str]] = frozenset({"item_kind"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.zh, self.en = limited(QLineEdit(), "product"), limited(QLineEdit(), "product")
        self.code = CodeEdit()
        self.fields = [Field(edit) for edit in (self.zh, self.en, self.code)]
        self.which = Segmented(kit.theme, list(LISTS))
        self.tests = TestList(kit)
        self.lists = {name: self.tests if name == TESTS else ChipList(kit) for name in LISTS}
        self.stack = QStackedWidget()
        self.active = Tick(kit.theme)
        self.up, self.down = Button(kit.theme, "link"), Button(kit.theme, "link")
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        for chips in self.lists.values():
            self.stack.addWidget(chips)
        self.code.setMaxLength(20)
        form = column(
            stretched(row(*self.fields, gap=14), 2, 2, 1),
            row(self.which, 1),
            self.stack,
            stretched(row(self.active, self.up, self.down, gap=8), 1, 0, 0),
            gap=8,
        )
        form.setStretch(2, 1)
        self.build_listed(form)

    def _connect(self) -> None:
        for field in self.fields:
            edit = field.control
            assert isinstance(edit, QLineEdit)
            edit.textEdited.connect(self.edited)
        for chips in self.lists.values():
            chips.changed.connect(self.edited)
        self.which.changed.connect(self._show_list)
        self.active.toggled.connect(self.edited)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)

    def stops(self) -> list[QWidget]:
        lists = [stop for chips in self.lists.values() for stop in chips.stops()]
        names = [self.zh, self.en, self.code, self.which]
        return [self.roster, self.add, *names, *lists, self.active, self.up, self.down, self.go]

    def caption(self) -> str:
        return self.kit.language.say("Kinds of item")

    def purpose(self) -> str:
        return self.kit.language.say(
            "What is repaired here: what is ticked when it is taken in, measured and looked at."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        self.add.say(say("Add a kind"))
        self.roster.setAccessibleName(say("Kinds of item"))
        zh, en, code = self.fields
        zh.say(say("Name in Chinese"))
        en.say(say("Name in &English"))
        code.say(say("&Code"), say("never changes"))
        names = {
            "faults": say("Faults"),
            "conditions": say("Condition"),
            "accessories": say("Accessories"),
            TESTS: say("Tests"),
            "checks": say("Inspection"),
        }
        for key, text in names.items():
            self.lists[key].say_all(text)
        self.which.say(say("Which list"), [Choice(key, text) for key, text in names.items()])
        self.active.say(say("Taken in here"))
        self.up.say(say("Kind up"))
        self.down.say(say("Kind down"))
        self.say_open()
        if self.rows:
            self.roster.show_entries(self._entries())
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(item_kinds, active_only=False).then(self._take)

    def first_field(self) -> QWidget:
        return self.zh

    def fill(self, record: Any) -> None:
        kind: ItemKindRow | None = record
        self.zh.setText(kind.name_zh if kind else "")
        self.en.setText(kind.name_en if kind else "")
        self.code.setText(kind.code if kind else "")
        self.code.setReadOnly(kind is not None)
        for name, chips in self.lists.items():
            if isinstance(chips, TestList):
                chips.show_tests(_test_facts(kind.tests) if kind else [])
            else:
                chips.show_chips(_facts(getattr(kind, name)) if kind else [])
        self.active.setChecked(kind is None or kind.is_active)
        for widget in (self.active, self.up, self.down):
            widget.setVisible(kind is not None)

    def say_open(self) -> None:
        named, kind = self.kit.language.named, self.record()
        new = self.kit.language.say("A new kind")
        self.about.setText(named(kind.name_zh, kind.name_en) if kind else new)

    def gaps(self) -> list[Gap]:
        say, found = self.kit.language.say, list[Gap]()
        if not (self.is_dirty or self.record()):
            return found
        for edit, text in (
            (self.zh, say("the name in Chinese")),
            (self.en, say("the name in English")),
            (self.code, say("the code")),
        ):
            if not edit.text().strip():
                found.append((text, edit))
        for chips in self.lists.values():
            if all(chips.is_whole(chip) for chip in chips.chips):
                continue
            has_limits = isinstance(chips, TestList)
            text = say("two words and a limit") if has_limits else say("a word in both languages")
            found.append((text, chips))
        return found

    def save(self) -> None:
        gaps = self.gaps()
        if gaps and isinstance(gaps[0][1], ChipList):
            chips = gaps[0][1]
            self.which.choose(next(name for name, each in self.lists.items() if each is chips))
            edit = chips.gap()
            self.show_state()
            if edit is not None:
                edit.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().save()

    def acts(self) -> list[Act]:
        kind: ItemKindRow | None = self.record()
        names = {"name_zh": self.zh.text().strip(), "name_en": self.en.text().strip()}
        chips = {name: each.facts() for name, each in self.lists.items() if name != TESTS}
        tests = self.tests.tests()
        if kind is None:
            code = self.code.text().strip()
            listed: dict[str, Any] = {key: of_it for key, of_it in chips.items() if of_it}
            new = {"code": code, "icon": "shapes", "tests": tests, **names, **listed}
            return [("add_item_kind", new)]
        facts: dict[str, Any] = {
            key: text for key, text in names.items() if text != getattr(kind, key)
        }
        facts |= {
            key: listed
            for key, listed in chips.items()
            if list(listed) != _facts(getattr(kind, key))
        }
        if list(tests) != _test_facts(kind.tests):
            facts[TESTS] = tests
        if self.active.isChecked() != kind.is_active:
            facts["active"] = self.active.isChecked()
        return [("change_item_kind", {"code": kind.code, **facts})] if facts else []

    def key_of(self, answer: Any) -> str:
        assert isinstance(answer, ItemKindNow)
        return answer.code

    # -- inside

    def _take(self, page: Page[ItemKindRow]) -> None:
        self.rows = {kind.code: kind for kind in page.rows}
        self.show_rows(self.rows, self._entries())

    def _entries(self) -> list[Entry]:
        named = self.kit.language.named
        return [
            Entry(kind.code, named(kind.name_zh, kind.name_en), kind.icon, kind.is_active)
            for kind in self.rows.values()
        ]

    def _show_list(self, name: str) -> None:
        self.stack.setCurrentWidget(self.lists[name])

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        """Change places with the neighbour; kinds of one place are set apart by the way."""
        codes = list(self.rows)
        if self.is_sending() or self.open_key not in codes:
            return
        place = codes.index(self.open_key)
        if not 0 <= place + by < len(codes):
            return
        codes[place], codes[place + by] = codes[place + by], codes[place]
        acts: list[Act] = [
            ("change_item_kind", {"code": code, "place": n})
            for n, code in enumerate(codes, start=1)
            if self.rows[code].place != n
        ]
        self.send(acts)


def _facts(chips: list[Chip]) -> list[ChipFacts]:
    return [ChipFacts(code=chip.code, zh=chip.zh, en=chip.en) for chip in chips]


def _test_facts(tests: list[UsualTest]) -> list[UsualTestFacts]:
    return [
        UsualTestFacts(zh=one.zh, en=one.en, unit=one.unit, low=one.low, high=one.high)
        for one in tests
    ]

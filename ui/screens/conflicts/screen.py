"""Conflicts: the list at the left, what each hand wrote at the right, and one choice."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.services.conflicts import SettledConflict
from counter.storage.catalogue import BY_NAME
from counter.storage.questions.conflicts import Conflict, conflicts
from counter.storage.questions.lists import people
from ui.kit import Kit
from ui.screens.conflicts.account import ICONS, Account
from ui.screens.conflicts.other_value import OtherValue
from ui.screens.conflicts.side_card import SideCard
from ui.screens.screen import Screen
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, empty, holder, row, scrolled, stretched
from ui.widgets.link_list import Link, LinkList

WIDTH = 336


class ConflictsScreen(Screen):
    """Anybody may read it; who has the right settles."""

    name = "conflicts"
    kinds: ClassVar[frozenset[str]] = frozenset({*BY_NAME, "contended"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._rows: list[Conflict] = []
        self._open = ""
        self._revealed_of = ""  # the case or the customer whose name may be read
        self._shown: tuple[Conflict, bool, str] | None = None
        self._account = Account(kit)
        self.list = LinkList(kit.theme)
        self.count, self._head = label("0", "count"), label("", "title")
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.what, self.whose = label("", "page", wrap=True), label("", "caption")
        self.advice = Callout(kit.theme, "info", "accent")
        self.to_case = Button(kit.theme, "", "arrow-right")
        self.reveal = Button(kit.theme, "ghost", "user-round", "text_2")
        self._sides = QVBoxLayout()
        self.cards: list[SideCard] = []
        self.other: OtherValue | None = None
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        queue = QFrame()
        queue.setObjectName("queue")
        queue.setFixedWidth(WIDTH)
        head = row(self._head, self.count, 1, gap=8)
        box = column(head, self.list, gap=8, margins=(16, 14, 8, 12))
        queue.setLayout(stretched(box, 0, 1))
        self._sides.setSpacing(12)
        top = stretched(row(column(self.what, self.whose, gap=2), self.to_case, gap=12), 1, 0)
        foot = row(self.reveal, 1)
        page = column(top, self.advice, self._sides, foot, 1, gap=12, margins=(20, 16, 20, 16))
        self._none = holder(column(1, self.nothing, 1, margins=(40, 40, 40, 40)))
        self._page = scrolled(holder(page))
        self.stack.addWidget(self._none)
        self.stack.addWidget(self._page)
        self.setLayout(stretched(row(queue, self.stack, gap=0), 0, 1))

    def _connect(self) -> None:
        self.list.opened.connect(self._turn_to)
        self.list.passed.connect(self.open_with)
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.list.start)
        self.to_case.clicked.connect(self._open_case)
        self.reveal.clicked.connect(self._reveal)

    def title(self) -> str:
        return self.say("Conflicts")

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓  Enter  Tab", self.say("Choose a conflict, then a side")),
            ("Esc", self.say("Back to the list")),
        ]

    def say_all(self) -> None:
        say = self.say
        self._head.setText(say("Conflicts"))
        self.list.setAccessibleName(say("Conflicts"))
        self.nothing.setText(
            say(
                "Nothing stands against each other. What two seats write past each other while "
                "they cannot hear each other is listed here."
            )
        )
        self.to_case.say(say("Open the case"))
        self.reveal.say(say("Show name and phone"), say("That somebody looked goes on record"))
        self._show()

    def reload(self) -> None:
        whose = self._revealed_of
        self.kit.desk.ask(conflicts, revealed=whose).then(self._take, whose)

    def first(self) -> None:
        self.list.setFocus()

    def begin_anew(self) -> None:
        self._open = self._revealed_of = ""

    def leave(self) -> None:
        self._revealed_of = ""

    def open_with(self, subject: object) -> None:
        """A conflict by its key, or the first one of a case by its number."""
        found = next((one for one in self._rows if subject in (_key(one), one.case_number)), None)
        self._open = _key(found) if found else str(subject)
        self._show()

    # -- inside

    def _take(self, found: list[Conflict], revealed_of: str) -> None:
        if revealed_of not in ("", self._revealed_of):
            return  # whoever might see the name has gone, or looks at another one
        self._rows = sorted(found, key=lambda one: (not one.sides, one.case_number, one.what))
        keys = [_key(one) for one in self._rows]
        if self._open not in keys:
            by_case = (_key(one) for one in self._rows if one.case_number == self._open != "")
            self._open = next(by_case, keys[0] if keys else "")
        self._show()

    def _show(self) -> None:
        self.count.setText(str(len(self._rows)))
        self.list.show_links([self._link(one) for one in self._rows])
        self.list.choose(self._open)
        one = next((one for one in self._rows if _key(one) == self._open), None)
        self.stack.setCurrentWidget(self._page if one else self._none)
        if one:
            self._show_one(one)

    def _link(self, one: Conflict) -> Link:
        newest = max((side.at for side in one.sides), default=0)
        end = self.kit.figures.moment(newest, self.kit.now()) if newest else ""
        tone = "danger" if one.what == "TWO_HAND_BACKS" else "warn"
        text, more = self._account.title(one), self._account.case(one)
        return Link(_key(one), ICONS[one.what], text, more, end, tone)

    def _show_one(self, one: Conflict) -> None:
        self.what.setText(self._account.title(one))
        self.whose.setText(self._account.case(one))
        self.advice.show_text(self._account.advice(one))
        self.to_case.setVisible(bool(one.case_number))
        personal = BY_NAME[one.record].personal
        has_hidden = any(field.field in personal for side in one.sides for field in side.fields)
        is_hidden = has_hidden and self._revealed_of != (one.case_number or one.number)
        can_reveal = is_hidden and self._may("notify_customer")
        self.reveal.setVisible(can_reveal)
        may_settle = self._may("settle_conflict")
        shown = (one, may_settle, self.kit.language.code)
        if shown == self._shown:
            return  # whoever stands on a button of it goes on standing there
        self._shown = shown
        self._page.verticalScrollBar().setValue(0)
        empty(self._sides)
        self.cards = [SideCard(self.kit, one, side) for side in one.sides]
        for card in self.cards:
            card.offer(may_settle=may_settle)
            card.chosen.connect(self._settle)
            self._sides.addWidget(card)
        self.other = OtherValue(self.kit, one) if one.sides and may_settle else None
        if self.other is not None and self.other.is_offered():
            self.other.typed.connect(self._settle_typed)
            self._sides.addWidget(self.other)
        self.kit.theme.dress(self._page)

    def _settle(self, n: int) -> None:
        self._do(keep=n)

    def _settle_typed(self, values: dict[str, Any]) -> None:
        self._do(values=values)

    def _do(self, **choice: Any) -> None:
        reply = self.kit.desk.do("settle_conflict", conflict=self._open, **choice)
        reply.then(self._settled).sorry(self._refuse)

    def _settled(self, done: SettledConflict) -> None:
        count = self.kit.language.say_n(
            "Settled. {n} more waits for a choice.", "Settled. {n} more wait for a choice.",
            done.still_open,
        )  # fmt: skip
        self.told.emit(count if done.still_open else self.say("Settled. No choice is left open."))
        self.list.setFocus()

    def _turn_to(self, key: str) -> None:
        """A row of the list: its first choice is one key away."""
        self.open_with(key)
        if self.cards and not self.cards[0].keep.isHidden():
            self.cards[0].keep.setFocus()

    def _open_case(self) -> None:
        one = next((one for one in self._rows if _key(one) == self._open), None)
        if one and one.case_number:
            self.wants.emit("case", one.case_number)

    def _reveal(self) -> None:
        one = next((one for one in self._rows if _key(one) == self._open), None)
        if one is None:
            return
        whose = {"case_number": one.case_number} if one.case_number else {}
        whose = whose or {"customer_number": one.number}
        reply = self.kit.desk.do("reveal_customer", **whose)
        number = one.case_number or one.number
        reply.then(self._revealed, number, self.kit.desk.person_code).sorry(self._refuse)

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _revealed(self, _answer: object, number: str, person: str) -> None:
        if person != self.kit.desk.person_code:
            return  # whoever wanted to look has gone
        self._revealed_of = number
        self.list.start()  # the button that was pressed goes
        self.reload()

    def _may(self, right: str) -> bool:
        code = self.kit.desk.person_code
        found = (one for one in self.kit.desk.glance(people).rows if one.code == code)
        person = next(found, None)
        return person is not None and may(Role(person.role), right)


def _key(one: Conflict) -> str:
    """What a row of the list is known by; one without a choice has no name of its own."""
    return one.conflict or f"{one.what}/{one.record}/{one.number}/{one.said}"

"""Finds anything by a few characters: what was opened last, actions and places, and all that the
counter knows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain.label_codes import read_label
from counter.domain.personal import masked_name, masked_phone
from counter.domain.states import CustodyState, Role
from counter.language import N_, Words
from counter.storage.questions.board import OpenState
from counter.storage.questions.finding import CustomerFound, Found, OpenCase, UnitFound, find
from counter.storage.search import TAIL, folded, has_too_few_digits, initials
from ui.actions import ACTIONS, PAGES
from ui.kit import Kit
from ui.navigation import PLACES, may_open
from ui.screens.board.lanes import LANES, READY
from ui.terms import CUSTODY

MOST, MOST_RECENT = 20, 6
ACTION, SCAN = "action", "scan"  # hits that are no screen
LEAST_LETTERS = 2
SHORT_NUMBER = re.compile(r"[0-9]{2} [0-9]{5}")  # year and sequence
AWAY = "hand-over"  # the sign of what stands on no lane


@dataclass(frozen=True, slots=True)
class Hit:
    """One line: what it is, what stands at its end, and the screen it opens with what.

    `is_aside` = offered beside what was looked for.
    """

    text: str
    screen: str
    subject: str
    icon: str = "ticket"
    end: str = ""
    is_aside: bool = False

    def spoken(self) -> str:
        """The line as one sentence."""
        return ", ".join(text for text in (self.text, self.end) if text)


class Finder:
    """Asks at once: the question costs the same in a shop of any age."""

    def __init__(self, kit: Kit):
        self._kit = kit
        self.role: Role | None = None
        self._recent: list[Hit] = []
        self._called: dict[str, tuple[str, list[str]]] = {}
        self._other = {code: Words(code) for code in ("zh_CN", "en")}

    def begin_anew(self, role: Role | None, *, keep_recent: bool) -> None:
        """Somebody is here: with his rights, and with what he had opened."""
        self.role = role
        if not keep_recent:
            self._recent = []

    def remember(self, hit: Hit) -> None:
        """What was opened stands first when nothing is typed."""
        if hit.screen != ACTION:
            rest = [one for one in self._recent if one != hit]
            self._recent = [hit, *rest][:MOST_RECENT]

    def hits(self, text: str) -> list[Hit]:
        """At most twenty lines for what was typed; raises RuleBroken "number.…" for a slip."""
        typed = text.strip()
        if not typed:
            return [*self._recent, *self._commands("")][:MOST]
        return list(dict.fromkeys([*self.found(typed), *self._commands(typed)]))[:MOST]

    def found(self, typed: str) -> list[Hit]:
        """What the counter knows by that text; of a maker's label by what it says of the item."""
        hits: list[Hit] = []
        if SHORT_NUMBER.fullmatch(typed):  # as it stands on every list
            found = self._kit.desk.glance(find, text=typed[-5:], limit=MOST).cases
            short = self._kit.figures.short_number
            return [self._case(one, "") for one in found if typed in map(short, _numbers(one))]
        for text in read_label(typed).sought or (typed,):
            hits = hits or [*self._found(self._kit.desk.glance(find, text=text, limit=MOST))]
        return list(dict.fromkeys(hits))

    # -- what the counter knows

    def _found(self, found: Found) -> Iterator[Hit]:
        if found.number is not None:
            yield self._number(found.number.number)
        for case in found.cases:
            yield self._case(case, "")
        for customer in found.customers:
            for case in customer.open_cases:
                yield self._case(case, customer.phone)
        for unit in found.units:
            yield from self._unit(unit)
        for customer in found.customers:
            yield from self._customer(customer)

    def _number(self, number: str) -> Hit:
        return Hit(self._kit.figures.number(number), SCAN, number, "scan-barcode")

    def _case(self, case: OpenCase, phone: str) -> Hit:
        lane = next((lane for lane in LANES if case.state in lane.states), None)
        who = f"{masked_name(case.customer_name)} {masked_phone(phone)}".strip()
        item = " ".join(text for text in (case.product, case.brand, case.model) if text)
        number = self._kit.figures.short_number(case.case_number)
        text = " · ".join(part for part in (item, who, number, case.shelf) if part)
        screen = "hand_back" if lane is READY and self._may("hand_back") else self._cases()
        icon, where = (lane.icon, lane.title) if lane else (AWAY, away(case.state))
        return Hit(text, screen, case.case_number, icon, self._kit.language.say(where))

    def _unit(self, unit: UnitFound) -> Iterator[Hit]:
        name = " ".join(t for t in (unit.product, unit.brand, unit.model, unit.serial) if t)
        text = f"{name} · {masked_name(unit.customer_name)}"
        case = unit.last_case_number if self._may("case") else unit.open_case_number
        if case:
            end = self._kit.language.say("Machine")
            yield Hit(text, self._cases(), case, "package", end, bool(unit.open_case_number))

    def _customer(self, customer: CustomerFound) -> Iterator[Hit]:
        say, is_here = self._kit.language.say, bool(customer.open_cases)
        visits = self._kit.language.say_n("{n} visit", "{n} visits", customer.cases)
        text = f"{masked_name(customer.name)} {masked_phone(customer.phone)} · {visits}"
        takes_in = self._may("check_in")
        if takes_in and not is_here:
            yield Hit(text, "check_in", customer.phone, "inbox", say("Check-in"))
        if self._may("customers"):
            is_aside = is_here or takes_in
            yield Hit(text, "customers", customer.number, "user-round", say("Customer"), is_aside)

    def _cases(self) -> str:
        return "case" if self._may("case") else "board"

    def _may(self, screen: str) -> bool:
        return self.role is not None and may_open(self.role, screen)

    # -- places and actions

    def _commands(self, typed: str) -> Iterator[Hit]:
        say = self._kit.language.say
        for place in PLACES:
            if self._may(place.name) and self._is_meant(typed, place.word):
                yield Hit(say(place.word), place.name, "", place.icon, place.keys)
        for page in PAGES:
            if self._may(page.screen) and typed and self._is_meant(typed, page.word):
                end = say("Settings") if page.screen == "settings" else ""
                yield Hit(say(page.word), page.screen, page.subject, page.icon, end)
        for action in ACTIONS:
            if action.name != "find" and self._is_meant(typed, action.word):
                end = action.keys[0] if action.keys else ""
                yield Hit(say(action.word), ACTION, action.name, action.icon, end)

    def _is_meant(self, typed: str, word: str) -> bool:
        """Whether a word is called so, in either language or by its pinyin initials."""
        if not typed:
            return True
        plain = folded(typed)
        if word not in self._called:
            zh, en = (self._other[code].say(word) for code in ("zh_CN", "en"))
            self._called[word] = folded(zh), [*en.lower().split(), *initials(zh)]
        whole, beginnings = self._called[word]
        if not plain or plain in whole:
            return bool(plain)
        is_enough = plain.isascii() and len(plain) >= LEAST_LETTERS
        words = typed.lower().split() if " " in typed else [plain]
        return is_enough and all(any(one.startswith(word) for one in beginnings) for word in words)


def away(state: OpenState) -> str:
    """Where the item of an open case is that stands on no lane."""
    if state is OpenState.ELSEWHERE:
        return N_("With another outlet")
    return CUSTODY[CustodyState(state.value)]


def _numbers(case: OpenCase) -> tuple[str, ...]:
    return case.case_number, case.card_number, case.receipt_number


def too_few_digits(kit: Kit, typed: str) -> str:
    """How much must be typed, where it was less; else nothing."""
    if not has_too_few_digits(typed):
        return ""
    return kit.language.say(
        "Too few digits to look for: type at least {n}. Of a name one character is enough.", n=TAIL
    )

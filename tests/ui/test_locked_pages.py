"""Another program holds the file while a page is worked on: it is said what to do, what was typed
stays, and afterwards the same key does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlcipher3 import dbapi2

from counter.app import Counter
from counter.domain.case_acts import CaseAct
from tests.builders import a_fan
from tests.desk import CASHIER, DESK, MANAGER, SUPERVISOR, Case, Desk
from tests.ui.case_pages import case_screen
from tests.ui.repairs import bench, inspects, sits_at_bench, sits_at_inspection, works_on
from tests.ui.robots import Clerk, seen_texts
from tests.ui.test_case import chooses, scans
from tests.ui.test_check_in_rough import LONGER_THAN_A_LOCK_MS
from tests.ui.test_inspection import finished, ticks_all
from tests.ui.test_rough_fields import entries
from tests.ui.test_settings import opens as opens_section
from tests.ui.test_settings import replaces, tabs_to
from tests.ui.test_shelves import opens as opens_shelves
from tests.ui.test_shelves import shelf_number
from tests.ui.test_till import opens as opens_till
from ui.lines import Reply

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
Opener = Callable[..., Clerk]


def accepts(clerk: Clerk) -> None:
    clerk.presses(ENTER, ctrl=True)


def enters(clerk: Clerk) -> None:
    clerk.presses(ENTER)


@dataclass
class Begun:
    """What is about to be done: what stands there typed, and the key that does it."""

    clerk: Clerk
    kept: Callable[[], Any]
    press: Callable[[Clerk], None] = accepts
    acts: int = 1


Beginning = Callable[[Opener, Desk], Begun]


def mends(open_window: Opener, shop: Desk) -> tuple[Clerk, Case]:
    """A repair that goes on at the bench."""
    case = shop.agrees(shop.diagnoses(shop.takes_in()))
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    clerk.settles()
    return clerk, case


def bench_start(open_window: Opener, shop: Desk) -> Begun:
    case = shop.agrees(shop.diagnoses(shop.takes_in()))
    clerk = sits_at_bench(open_window)
    clerk.waits_for_focus(bench(clerk).page.queue.list)
    clerk.presses(ENTER)
    clerk.waits(bench(clerk).page.aside.isVisible)
    clerk.settles()
    return Begun(clerk, lambda: shop.status(case))


def bench_scan(open_window: Opener, shop: Desk) -> Begun:
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    return Begun(clerk, lambda: shop.status(case), lambda c: c.scans(case.card))


def bench_diagnosis(open_window: Opener, shop: Desk) -> Begun:
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    page = bench(clerk).page
    clerk.waits_for_focus(page.finding.fault)
    clerk.types("3")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("密封圈老化")
    page.finding.leads.choose(["NOT_REPAIRABLE"])
    clerk.settles()
    return Begun(clerk, page.finding.typed)


def bench_estimate(open_window: Opener, shop: Desk) -> Begun:
    begun = bench_diagnosis(open_window, shop)
    clerk, page = begun.clerk, bench(begun.clerk).page
    page.finding.leads.choose(["NEEDS_ESTIMATE"])
    clerk.settles()
    page.estimate.rows[0].what.setFocus()
    clerk.writes("更换密封圈")
    page.estimate.rows[0].amount.setFocus()
    clerk.types("60")
    clerk.settles()
    return Begun(clerk, lambda: (page.finding.typed(), page.estimate.facts()), acts=2)


def bench_part(open_window: Opener, shop: Desk) -> Begun:
    clerk, _ = mends(open_window, shop)
    parts = bench(clerk).page.parts
    clerk.scans(shop.rows("part")[0]["number"])
    clerk.waits_for_focus(parts.pending.book)
    return Begun(clerk, parts.pending.isVisible, enters)


def bench_value(open_window: Opener, shop: Desk) -> Begun:
    clerk, _ = mends(open_window, shop)
    value = bench(clerk).page.values.table.rows[0].edit
    value.setFocus()
    clerk.types("0.06")
    return Begun(clerk, value.text, enters)


def bench_pause(open_window: Opener, shop: Desk) -> Begun:
    clerk, _ = mends(open_window, shop)
    done = bench(clerk).page.steps.done
    done.setFocus()
    clerk.writes("换了密封圈")
    return Begun(clerk, done.text, lambda c: c.presses(Qt.Key.Key_P, ctrl=True))


def bench_finish(open_window: Opener, shop: Desk) -> Begun:
    clerk, _ = mends(open_window, shop)
    page = bench(clerk).page
    page.parts.none.setFocus()
    clerk.presses(SPACE)
    page.steps.done.setFocus()
    clerk.writes("换了密封圈")
    clerk.settles()
    return Begun(clerk, page.steps.done.text)


def inspection_pass(open_window: Opener, shop: Desk) -> Begun:
    case = finished(shop)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    again = desk.values.table.rows[0].edit
    clerk.tabs_to(again)
    clerk.types("0.05")
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("measurement")) == 2)
    clerk.waits_for_answers()
    ticks_all(clerk, desk)
    clerk.scans(shop.rows("shelf")[0]["number"])
    clerk.waits(lambda: desk.verdict.shelf.text() == "A-01")
    return Begun(clerk, lambda: (desk.checks.open_ones(), desk.verdict.shelf.text()))


def inspection_fail(open_window: Opener, shop: Desk) -> Begun:
    case = finished(shop, a_fan())
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    clerk.tabs_to(desk.verdict.fail)
    clerk.presses(SPACE)
    clerk.waits_for_focus(desk.verdict.reasons)
    clerk.types("1")
    clerk.presses(Qt.Key.Key_Tab)
    clerk.writes("还有异响")
    desk.verdict.fail.setFocus()
    return Begun(clerk, desk.verdict.reasons.value, lambda c: c.presses(SPACE))


def shelves_move(open_window: Opener, shop: Desk) -> Begun:
    case = shop.takes_in()
    clerk = open_window()
    clerk.signs_in(DESK)
    screen = opens_shelves(clerk)
    clerk.scans(case.card)
    clerk.waits(lambda: screen.in_hand is not None)
    shelf = shelf_number(shop, "A-01")
    return Begun(
        clerk, lambda: screen.in_hand and screen.in_hand.case_number, lambda c: c.scans(shelf)
    )


def shelves_count(open_window: Opener, shop: Desk) -> Begun:
    case = shop.takes_in()
    clerk = open_window()
    clerk.signs_in(DESK)
    screen = opens_shelves(clerk)
    screen.aside.open_mode("count")
    clerk.scans(shelf_number(shop, "A-01"))
    clerk.waits_for_answers()
    clerk.scans(case.card)
    clerk.waits(lambda: screen.count.is_begun)
    return Begun(clerk, lambda: list(screen.count.scanned))


def till_count(open_window: Opener, shop: Desk) -> Begun:
    shop.ready_to_go(shop.takes_in())
    clerk = open_window()
    clerk.signs_in(CASHIER)
    drawer = opens_till(clerk).drawer
    drawer.float.setFocus()
    clerk.types("200")
    drawer.counted.setFocus()
    clerk.types("190")
    drawer.note.setFocus()
    clerk.writes("找零多给了")
    return Begun(clerk, lambda: (drawer.float.text(), drawer.counted.text(), drawer.note.text()))


def till_reversal(open_window: Opener, shop: Desk) -> Begun:
    shop.ready_to_go(shop.takes_in())
    clerk = open_window()
    clerk.signs_in(CASHIER)
    screen = opens_till(clerk)
    clerk.waits(lambda: screen.reversal.line() is not None)
    screen.reversal.reason.setFocus()
    clerk.writes("刷错了")
    return Begun(clerk, screen.reversal.reason.text, enters)


def manages(open_window: Opener, section: str) -> tuple[Clerk, Any]:
    clerk = open_window()
    clerk.signs_in(MANAGER)
    return clerk, opens_section(clerk, section)


def settings_person(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "people")
    tabs_to(clerk, page.add)
    clerk.presses(SPACE)
    clerk.waits_for_focus(page.person)
    clerk.writes("林小满")
    tabs_to(clerk, page.role)
    clerk.types("2")
    for edit in (page.pin, page.again):
        tabs_to(clerk, edit)
        clerk.types("1234")
    return Begun(clerk, lambda: (page.person.text(), page.pin.text(), page.again.text()))


def settings_rule(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "rules")
    replaces(clerk, page.edits["guarantee_days"], "90")
    return Begun(clerk, page.edits["guarantee_days"].text)


def settings_kind(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "kinds")
    chips = page.lists["faults"]
    tabs_to(clerk, chips.add)
    clerk.presses(SPACE)
    clerk.waits_for_focus(chips.zh)
    clerk.writes("门把断")
    tabs_to(clerk, chips.en)
    clerk.types("Handle broken")
    return Begun(clerk, lambda: (chips.zh.text(), chips.en.text(), len(chips.chips)))


def settings_outlet(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "outlet")
    replaces(clerk, page.address, "文三路 999 号")
    return Begun(clerk, page.address.text)


def settings_hours(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "hours")
    replaces(clerk, page.days[0], "09:00-18:30")
    return Begun(clerk, page.days[0].text)


def settings_shelf(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "shelves")
    tabs_to(clerk, page.add)
    clerk.presses(SPACE)
    clerk.waits_for_focus(page.shelf)
    clerk.types("B-01")
    return Begun(clerk, page.shelf.text, enters)


def settings_part(open_window: Opener, shop: Desk) -> Begun:
    clerk, page = manages(open_window, "parts")
    tabs_to(clerk, page.add)
    clerk.presses(SPACE)
    clerk.waits_for_focus(page.code)
    clerk.types("BRG-6205")
    tabs_to(clerk, page.plain["name"])
    clerk.writes("轴承")
    tabs_to(clerk, page.money["price_fen"])
    clerk.types("12.50")
    return Begun(clerk, lambda: (page.code.text(), page.plain["name"].text()))


def corrects(act: CaseAct, field: str, text: str) -> Beginning:
    """A correction on the case page."""

    def begun(open_window: Opener, shop: Desk) -> Begun:
        case = shop.takes_in()
        clerk = open_window()
        clerk.signs_in(SUPERVISOR)
        scans(clerk, case.case)
        dialog: Any = chooses(clerk, act)
        edit = dialog.fault if field == "fault" else dialog.edits[field]
        edit.setFocus()
        edit.selectAll()
        clerk.writes(text)
        kept = edit.toPlainText if hasattr(edit, "toPlainText") else edit.text
        return Begun(clerk, kept)

    return begun


BEGINNINGS: dict[str, Beginning] = {
    one.__name__: one
    for one in (
        bench_start,
        bench_scan,
        bench_diagnosis,
        bench_estimate,
        bench_part,
        bench_value,
        bench_pause,
        bench_finish,
        inspection_pass,
        inspection_fail,
        shelves_move,
        shelves_count,
        till_count,
        till_reversal,
        settings_person,
        settings_rule,
        settings_kind,
        settings_outlet,
        settings_hours,
        settings_shelf,
        settings_part,
    )
} | {
    "case_item": corrects(CaseAct.CORRECT_ITEM, "fault", "底座裂了"),
    "case_unit": corrects(CaseAct.CORRECT_UNIT, "model", "SW-18K"),
    "case_customer": corrects(CaseAct.CORRECT_CUSTOMER, "note", "VIP"),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_locked_file_is_told_and_the_same_key_does_it_afterwards(
    name: str, open_window: Opener, shop: Desk
):
    begun = BEGINNINGS[name](open_window, shop)
    clerk = begun.clerk
    gives_up_soon(clerk)
    clerk.window.messages.hush()
    before, typed = entries(shop), begun.kept()
    other = dbapi2.connect(str(shop.counter.shop.path))
    other.execute("BEGIN IMMEDIATE")
    begun.press(clerk)
    clerk.qtbot.waitUntil(lambda: is_told(clerk), timeout=LONGER_THAN_A_LOCK_MS)
    other.rollback()
    other.close()
    clerk.settles()
    assert begun.kept() == typed
    assert entries(shop) == before
    begun.press(clerk)
    clerk.waits(lambda: entries(shop) == before + begun.acts)
    clerk.settles()


def gives_up_soon(clerk: Clerk) -> None:
    """What waits for the file waits for a moment only: how long it is, other tests have tried."""

    def hasten(counter: Counter, _reply: Reply) -> None:
        counter.shop.db.execute("PRAGMA busy_timeout=300")

    clerk.window.kit.desk._writer.put(hasten)  # noqa: SLF001


def is_told(clerk: Clerk) -> bool:
    """Whether the sentence about the file stands in the window or in its dialog."""
    screen = case_screen(clerk) if "case" in clerk.window.screens else None
    dialog = screen.deeds.dialog if screen is not None else None
    roots = [clerk.window, *([dialog] if dialog is not None else [])]
    return any(
        "占用" in text or "另一个程序" in text for root in roots for text in seen_texts(root)
    )

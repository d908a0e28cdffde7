"""What is typed at the bench stays while the card goes on around it."""

from PySide6.QtCore import Qt

from tests.builders import a_fan
from tests.desk import Desk
from tests.ui.repairs import bench, sits_at_bench, works_on
from tests.ui.robots import Clerk
from ui.screens.bench.finding_card import Found

ENTER = Qt.Key.Key_Return
TYPED = Found(fault="LEAKS", words="密封圈老化", cause="老化", leads="")


def begins_to_type(clerk: Clerk) -> None:
    page = bench(clerk).page
    clerk.waits_for_focus(page.finding.fault)
    clerk.types("3")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes(TYPED.words)
    page.finding.cause.setFocus()
    clerk.writes(TYPED.cause)
    assert page.finding.typed() == TYPED


def test_the_next_step_leaves_what_was_typed(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    begins_to_type(clerk)
    page = bench(clerk).page
    page.steps.next.start()
    clerk.types("1")
    clerk.waits(lambda: len(shop.rows("work_step")) == 2)
    clerk.settles()
    assert page.finding.typed() == TYPED


def test_what_somebody_else_does_leaves_what_was_typed(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    begins_to_type(clerk)
    shop.takes_in(a_fan())
    bench(clerk).reload()
    clerk.settles()
    assert bench(clerk).page.finding.typed() == TYPED


def test_another_language_leaves_what_was_typed(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    begins_to_type(clerk)
    clerk.presses(Qt.Key.Key_E, ctrl=True, shift=True)
    clerk.settles()
    assert bench(clerk).page.finding.typed() == TYPED


def test_what_was_recorded_is_not_typed_any_more(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    begins_to_type(clerk)
    page = bench(clerk).page
    page.finding.leads.start()
    clerk.types("2")
    clerk.settles()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) != "DIAGNOSING")
    clerk.settles()
    assert page.finding.typed() == TYPED  # as the card has it: where it led is not asked again

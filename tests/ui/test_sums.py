"""A sum that goes back is called so, on the settlement, the case page and at hand-back alike."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_fan
from tests.desk import CASHIER, DESK, SUPERVISOR, Case, Desk
from tests.ui.case_pages import opens_case, settlement_screen
from tests.ui.robots import Clerk, seen_texts
from tests.ui.test_hand_back_money import settled, shown

WORDS = {"zh_CN": ("应退", "已退"), "en": ("To pay back", "Already paid back")}


def with_deposit(shop: Desk) -> Case:
    """A fan with a deposit of 5,000.00, mended and not settled."""
    return shop.mends(shop.takes_in(a_fan(deposit={"method": "CASH", "amount_fen": 500_000})))


def texts(clerk: Clerk) -> list[str]:
    return seen_texts(clerk.window)


@pytest.mark.parametrize("language", WORDS)
def test_what_goes_back_is_called_so_everywhere(
    open_window: Callable[..., Clerk], shop: Desk, language: str
):
    back, paid_back = WORDS[language]
    clerk = open_window(language)
    case = with_deposit(shop)
    clerk.signs_in(SUPERVISOR)
    clerk.window.open("settlement", case.case)
    totals = settlement_screen(clerk).totals
    clerk.waits(lambda: bool(settlement_screen(clerk).rows))
    clerk.waits_for_answers()
    told = texts(clerk)
    assert back in told
    assert not totals.replaces.isVisible()
    shop.settles(case)
    opens_case(clerk, case)
    assert {back, "¥ 4,940.00"} <= set(texts(clerk))
    clerk.window.open("settlement", case.case)
    clerk.waits(totals.replaces.isVisible)
    clerk.window.open("hand_back", case.receipt)
    page = clerk.hand_back().ready
    clerk.waits(lambda: bool(page.panels))
    clerk.waits_for_answers()
    assert {back, "¥ 4,940.00"} <= set(texts(clerk))
    facts = {"case_number": case.case, "method": "CASH", "amount_fen": 494_000, "reason": "x"}
    shop.do("refund_payment", CASHIER, **facts)
    clerk.waits(lambda: page.payment.due_fen() == 0)
    clerk.waits(lambda: paid_back in texts(clerk))
    assert "4,940.00" in texts(clerk)
    assert not any("-" in text and "940" in text for text in texts(clerk))


def test_nothing_is_said_of_a_sum_before_it_is_settled(clerk: Clerk, shop: Desk):
    shown(clerk, with_deposit(shop))
    said = texts(clerk)
    assert "¥ 5,000.00" not in said
    assert "应退" not in said


@pytest.mark.parametrize(
    ("language", "missing", "change"),
    [("zh_CN", "还少 ¥ 20.00", "找零 ¥ 40.00"), ("en", "¥ 20.00 more", "change ¥ 40.00")],
)
def test_what_is_missing_is_named_and_the_change_said_once_more(
    open_window: Callable[..., Clerk], shop: Desk, language: str, missing: str, change: str
):
    case = settled(shop)
    clerk = open_window(language)
    clerk.signs_in(DESK)
    page = shown(clerk, case)
    clerk.waits_for_focus(page.payment.method)
    clerk.types("1")
    clerk.waits_for_focus(page.payment.tendered)
    clerk.types("40")
    clerk.waits(lambda: missing in page.missing.text())
    clerk.presses(Qt.Key.Key_A, ctrl=True)
    clerk.types("100")
    clerk.waits(lambda: missing not in page.missing.text())
    clerk.tabs_to(page.signed)
    clerk.presses(Qt.Key.Key_Space)
    clerk.presses(Qt.Key.Key_Return, ctrl=True)
    clerk.waits(lambda: change in clerk.window.messages.toast.text())
    assert shop.row("item_receipt", case.receipt)["status"] == "VOIDED"

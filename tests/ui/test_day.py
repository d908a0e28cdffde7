"""A whole day through the window, in both languages: taken in, repaired, handed back."""

import pytest
from PySide6.QtCore import Qt

from tests.desk import Case, Desk
from tests.ui.robots import Clerk

ENTER = Qt.Key.Key_Return


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_item_comes_and_goes(language: str, open_window, shop: Desk):
    clerk = open_window(language)
    clerk.signs_in("1001")
    case = takes_in(clerk, shop)
    shop.mends(case)
    shop.settles(case)
    clerk.presses(Qt.Key.Key_F3)
    board = clerk.window.current()
    clerk.waits(lambda: board.lanes[-1].cards.lane_model.rowCount() == 1)
    board.first()
    clerk.presses(ENTER)  # the card that is ready opens the hand-back
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    clerk.scans(case.receipt)  # in the middle of it the customer shows the paper
    clerk.waits_for_answers()
    hands_back(clerk)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "VOIDED")
    clerk.waits_for_focus(clerk.hand_back().empty.number)
    clerk.scans(case.receipt)  # and a finder tries his luck
    clerk.waits(lambda: shop.alarms() == ["receipt.voided"])
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits_for_focus(clerk.hand_back().empty.number)


def takes_in(clerk: Clerk, shop: Desk) -> Case:
    form = clerk.check_in().form
    clerk.presses(Qt.Key.Key_F2)
    clerk.types("13800135678")
    clerk.presses(ENTER)
    clerk.waits_for_focus(form.customer.person)
    clerk.writes("张伟")
    clerk.presses(ENTER)
    clerk.types("3")
    clerk.waits_for_focus(form.item.brand)
    clerk.writes("苏泊尔")
    clerk.presses(ENTER)
    clerk.types("SW-17J")
    clerk.presses(ENTER, ENTER)
    clerk.waits_for_focus(form.fault.faults)
    clerk.types("1")
    clerk.presses(ENTER)
    clerk.types("1")
    clerk.presses(ENTER)
    clerk.types("1")
    clerk.presses(ENTER, ENTER)
    clerk.waits_for_focus(clerk.check_in().aside.go)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    clerk.waits_for_answers()
    item, receipt = shop.rows("customer_item")[0], shop.rows("item_receipt")[0]
    card = shop.rows("repair_card")[0]
    return Case(item["number"], card["number"], receipt["number"], "")


def hands_back(clerk: Clerk) -> None:
    page = clerk.hand_back().ready
    clerk.waits_for_focus(page.panels[0].ticks[0])
    clerk.presses(Qt.Key.Key_Space)
    page.first()
    clerk.waits_for_focus(page.payment.method)
    clerk.types("2")
    clerk.presses(ENTER)
    page.first()
    clerk.waits_for_focus(page.signed)
    clerk.presses(Qt.Key.Key_Space)
    clerk.presses(ENTER, ctrl=True)

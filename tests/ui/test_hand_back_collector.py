"""Who takes it: a remark about the phone is no error, a deputy's paper outlives another language,
and a declared loss goes to the customer alone.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_fan
from tests.desk import DESK, Desk
from tests.ui.robots import Clerk
from tests.ui.test_hand_back import declare

ENTER, SPACE, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Right


def test_another_phone_is_remarked_and_stops_nothing(clerk: Clerk, shop: Desk):
    first = shop.ready_to_go(shop.takes_in(a_fan()))
    second = shop.ready_to_go(shop.takes_in(a_fan()))
    clerk.scans(first.receipt)
    clerk.sees("领取人")
    page = clerk.hand_back().ready
    tail = page.collector.fields[0]
    clerk.tabs_to(page.collector.tail)
    clerk.types("0000")
    clerk.sees(tail.sentence())
    assert tail.sentence()
    assert not tail.has_error()
    assert tail.note.property("state") == "warn"
    clerk.tabs_to(page.signed)
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    clerk.scans(second.receipt)
    clerk.sees("领取人")
    clerk.waits(lambda: page.collector.tail.text() == "")
    assert tail.sentence() == ""
    assert page.collector.tail.property("state") == ""


def becomes_deputy(clerk: Clerk) -> None:
    """The deputy is chosen by keys, named, and shows an identity paper."""
    card = clerk.hand_back().ready.collector
    clerk.tabs_to(card.who.segments["SELF"])
    clerk.presses(RIGHT)
    clerk.tabs_to(card.person)
    clerk.writes("李娜")
    card.id_type.start()
    clerk.types("1")


@pytest.mark.parametrize(("language", "other"), [("zh_CN", "en"), ("en", "zh_CN")])
def test_the_deputys_paper_outlives_another_language(
    open_window: Callable[..., Clerk], shop: Desk, language: str, other: str
):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    clerk = open_window(language)
    clerk.signs_in(DESK)
    clerk.scans(case.receipt)
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    becomes_deputy(clerk)
    card = clerk.hand_back().ready.collector
    chosen = card.id_type.value()
    assert len(chosen) == 1
    clerk.window.kit.language.switch(other)
    clerk.waits_for_answers()
    assert card.id_type.value() == chosen
    assert card.person.text() == "李娜"
    clerk.tabs_to(card.id_tail)
    clerk.types("302x")
    clerk.tabs_to(clerk.hand_back().ready.signed)
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "VOIDED")
    kept = shop.row("customer_item", case.case)["collector_id_type"]
    assert kept == {"zh_CN": "身份证", "en": "ID card"}[other]


def test_a_declared_loss_offers_no_deputy(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    other = shop.ready_to_go(shop.takes_in(a_fan()))
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt, reported_by="张伟")
    clerk.scans(case.receipt)
    clerk.sees("不得交付任何物品")
    clerk.waits_for_answers()
    declare(clerk, "0000")
    page = clerk.hand_back().ready
    clerk.waits(lambda: bool(page.panels) and page.isVisible())
    assert not page.collector.who.isVisible()
    assert not page.collector.is_deputy()
    clerk.turns_to_the_window()
    clerk.scans(other.receipt)
    clerk.waits(page.collector.who.isVisible)

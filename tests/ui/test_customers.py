"""Customers and units by keys alone: found, opened, corrected, merged, erased."""

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_customer, a_fan, a_kettle
from tests.desk import DESK, MANAGER, SUPERVISOR, TECHNICIAN, Desk
from tests.ui.case_pages import case_screen, customers_screen
from tests.ui.robots import Clerk
from ui.dialogs.form import FormDialog

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
CHEN = a_customer(phone="13911112222", name="陈静")


def opens_customers(clerk: Clerk, who: str = "") -> None:
    if who:
        clerk.window.lock()
        clerk.signs_in(who)
    clerk.presses(Qt.Key.Key_F8)
    clerk.waits_for_answers()
    clerk.waits_for_focus(customers_screen(clerk).queue.search)


def finds(clerk: Clerk, text: str) -> None:
    """Search and open the first one found."""
    queue = customers_screen(clerk).queue
    queue.search.selectAll()
    clerk.writes(text)
    clerk.presses(ENTER)
    clerk.waits_for_answers()
    clerk.presses(ENTER)
    clerk.waits(lambda: customers_screen(clerk).stack.currentIndex() == 1)
    clerk.waits_for_answers()


def dialog_of(clerk: Clerk) -> FormDialog:
    deeds = customers_screen(clerk).deeds
    clerk.waits(lambda: deeds.dialog is not None)
    dialog = deeds.dialog
    assert dialog is not None
    clerk.waits_for_focus(dialog)
    return dialog


def presses_button(clerk: Clerk, code: str) -> FormDialog:
    customers_screen(clerk).aside.buttons[code].setFocus()
    clerk.presses(SPACE)
    return dialog_of(clerk)


def ends(clerk: Clerk) -> None:
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: customers_screen(clerk).deeds.dialog is None)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_somebody_is_found_corrected_and_put_back(language: str, open_window, shop: Desk):
    case = shop.takes_in()
    shop.takes_in(a_fan(), customer=CHEN)
    clerk = open_window(language)
    clerk.signs_in(DESK)
    opens_customers(clerk)
    assert len(customers_screen(clerk).queue.list.rows) == 2
    assert "13800135678" not in clerk.reads()
    finds(clerk, "张伟")
    clerk.presses(ENTER, ctrl=True)
    dialog = dialog_of(clerk)
    dialog.edits["name"].selectAll()
    clerk.presses(Qt.Key.Key_Delete)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.missing.isVisible)
    clerk.writes("张玮")
    ends(clerk)
    assert shop.row("customer", case.customer)["name"] == "张玮"
    customers_screen(clerk).file.units.start()
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: shop.row("customer", case.customer)["name"] == "张伟")
    clerk.waits_for_answers()
    customers_screen(clerk).file.cases.start()
    clerk.presses(ENTER)
    clerk.waits(lambda: clerk.window.current() is case_screen(clerk))
    clerk.waits(lambda: bool(case_screen(clerk).log.log.lines))


def test_two_entries_of_one_person_become_one(clerk: Clerk, shop: Desk):
    old = shop.takes_in()
    new = shop.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="张伟"))
    opens_customers(clerk, SUPERVISOR)
    finds(clerk, "13800135678")
    dialog = presses_button(clerk, "merge")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.missing.isVisible)
    clerk.types("2222")
    clerk.presses(ENTER)
    clerk.waits(lambda: "139****2222" in dialog.sides[1].lines[0].text())
    ends(clerk)
    assert (
        shop.row("customer_item", new.case)["customer_id"]
        == (shop.row("customer", old.customer)["id"])
    )
    clerk.waits(lambda: len(customers_screen(clerk).file.cases.rows) == 2)
    assert len(customers_screen(clerk).queue.list.rows) == 1


def test_one_unit_written_down_twice_becomes_one(clerk: Clerk, shop: Desk):
    shop.hands_back(shop.gives_up(shop.takes_in(a_fan())))
    shop.takes_in(a_fan(unit={"kind": "fan", "model": "FS40", "serial": "F1"}))
    opens_customers(clerk, SUPERVISOR)
    finds(clerk, "张伟")
    presses_button(clerk, "merge_units")
    ends(clerk)
    assert len(shop.rows("unit", "merged_into IS NULL")) == 1


def test_a_person_is_erased_by_the_manager_alone(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    opens_customers(clerk, SUPERVISOR)
    finds(clerk, "张伟")
    assert not customers_screen(clerk).aside.buttons["erase"].isVisible()
    opens_customers(clerk, MANAGER)
    finds(clerk, "张伟")
    dialog = presses_button(clerk, "erase")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.missing.isVisible)
    dialog.reasons.start()
    clerk.types("1")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.trouble.isVisible)  # the item is still here
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits(lambda: customers_screen(clerk).deeds.dialog is None)
    clerk.turns_to_the_window()
    shop.hands_back(shop.gives_up(case))
    clerk.waits_for_answers()
    dialog = presses_button(clerk, "erase")
    dialog.reasons.start()
    clerk.types("1")
    ends(clerk)
    clerk.sees("客户资料已删除")
    assert shop.row("customer", case.customer)["name"] == ""
    assert customers_screen(clerk).queue.list.rows == []


def test_nobody_is_found_by_rubbish(clerk: Clerk, shop: Desk):
    shop.takes_in()
    opens_customers(clerk)
    queue = customers_screen(clerk).queue
    for text in ("🙂", "<b>x</b>", "\u202e王", "１２３４５６", "9" * 60):
        queue.search.selectAll()
        clerk.writes(text)
        clerk.presses(ENTER)
        clerk.waits_for_answers()
        assert queue.list.rows == []
        clerk.sees("没有找到")
    queue.search.selectAll()
    clerk.writes("５６７８")
    clerk.presses(ENTER)
    clerk.waits(lambda: len(queue.list.rows) == 1)


def test_a_long_list_is_leafed_through(clerk: Clerk, shop: Desk):
    for n in range(60):
        shop.takes_in(a_kettle(), customer=a_customer(phone=f"139000{n:05d}", name="王芳"))
    opens_customers(clerk)
    queue = customers_screen(clerk).queue
    assert len(queue.list.rows) == 50
    queue.list.start()
    clerk.presses(Qt.Key.Key_End)
    clerk.waits(lambda: len(queue.list.rows) == 60)


def test_a_technician_has_no_customers(clerk: Clerk, shop: Desk):
    shop.takes_in()
    clerk.window.lock()
    clerk.signs_in(TECHNICIAN)
    clerk.presses(Qt.Key.Key_F8)
    clerk.waits_for_answers()
    assert clerk.window.current() is not customers_screen(clerk)

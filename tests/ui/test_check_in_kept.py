"""Check-in keeps what was typed: drafts of units with a serial number, and several items."""

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_phone
from tests.desk import DESK, Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from tests.ui.test_check_in_units import IMEI, OTHER_IMEI, form_of, types_serial


def test_a_draft_with_a_serial_number_comes_back_whole(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in(DESK)
    fill_in(clerk, kind="phone")
    types_serial(clerk, IMEI)
    form = clerk.check_in().form
    form.condition.note.setText("屏幕右上角")
    form.terms.quote.setText("680")
    typed = form.read().item()
    assert typed.faults
    clerk.check_in().save_now()
    clerk.waits_for_answers()
    again = open_window()
    again.signs_in(DESK)
    again.sees("上次没填完的内容已恢复")
    again.waits_for_answers()
    assert again.check_in().form.read().item() == typed


def test_a_draft_of_a_known_unit_still_names_it(open_window, shop: Desk):
    shop.hands_back(shop.gives_up(shop.takes_in(a_phone())))
    clerk = open_window()
    clerk.signs_in(DESK)
    form = form_of(clerk)
    form.customer.phone.setFocus()
    clerk.types("13800135678")
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits_for_focus(form.item.units)
    clerk.types("1")
    clerk.waits_for_answers()
    typed = form.read().item()
    assert typed.unit_of_case
    clerk.check_in().save_now()
    clerk.waits_for_answers()
    again = open_window()
    again.signs_in(DESK)
    again.waits_for_answers()
    form = again.check_in().form
    again.waits(lambda: form.read().item().unit_of_case == typed.unit_of_case)
    assert form.read().item() == typed


def test_items_of_one_receipt_keep_their_own_answers(clerk: Clerk, shop: Desk):
    form = clerk.check_in().form
    fill_in(clerk, kind="phone")
    types_serial(clerk, IMEI)
    first = form.read().item()
    faults, conditions = first.faults, first.conditions
    clerk.clicks(clerk.check_in().aside.more)
    clerk.waits_for_focus(form.item.kinds)
    form.item.kinds.choose(["phone"])
    types_serial(clerk, OTHER_IMEI)
    form.fault.words.setPlainText("另一件的话")
    form.item.places.choose(["0"])
    clerk.waits_for_answers()
    item = form.read().item()
    assert (item.faults, item.conditions) == (faults, conditions)
    assert item.fault_words == ""
    form.item.places.choose(["1"])
    clerk.waits_for_answers()
    assert form.read().item().fault_words == "另一件的话"


def test_a_phone_that_was_wrong_in_between_is_looked_up_again(clerk: Clerk, shop: Desk):
    shop.hands_back(shop.gives_up(shop.takes_in(a_phone())))
    form = form_of(clerk)
    for phone in ("13800135678", "12", "13800135678"):
        form.customer.phone.setFocus()
        form.customer.phone.clear()
        clerk.types(phone)
        clerk.presses(Qt.Key.Key_Tab)
        clerk.waits_for_answers()
    clerk.sees("老客户")


def test_a_form_begun_anew_objects_to_nothing(clerk: Clerk):
    fill_in(clerk, kind="fan")
    screen = clerk.check_in()
    screen.form.terms.quote.setText("68O")
    screen.form.terms.money_error()
    assert screen.form.terms.money_note.text()
    clerk.clicks(screen.aside.drop)
    assert screen.form.terms.money_note.text() == ""


def test_an_item_is_taken_off_the_receipt_and_put_back(clerk: Clerk, shop: Desk):
    form = clerk.check_in().form
    fill_in(clerk, kind="phone")
    assert not form.drop_item()  # the only one stays
    clerk.presses(Qt.Key.Key_I, ctrl=True)
    form.item.kinds.choose(["kettle"])
    form.item.model.setText("MK-2")
    clerk.presses(Qt.Key.Key_I, ctrl=True, shift=True)
    assert [one.kind for one in form.read().items] == ["phone"]
    clerk.sees("已从本收据去掉这件")
    clerk.clicks(clerk.window.messages.toast.action())
    clerk.waits_for_answers()
    assert [one.model for one in form.read().items][-1] == "MK-2"
    assert form.draft.place == 1


@pytest.mark.parametrize(("language", "told"), [("zh_CN", "该品类没有"), ("en", "Not asked of")])
def test_another_kind_keeps_what_it_has_too_and_gives_the_rest_back(open_window, language, told):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    fill_in(clerk, kind="kettle")
    form = clerk.check_in().form
    kettle, fan = form.kind("kettle"), form.kind("fan")
    codes = [chip.code for chip in kettle.faults]
    also = {chip.code for chip in fan.faults}
    assert also & set(codes)
    assert set(codes) - also
    form.fault.faults.choose(codes)
    form.item.kinds.start()
    clerk.picks(form.item.kinds, "fan")
    clerk.waits(lambda: told in clerk.window.messages.toast.text())
    assert set(form.read().item().faults) == also & set(codes)
    assert form.read().item().kind == "fan"
    clerk.window.act("undo")
    assert form.read().item().kind == "kettle"
    assert form.item.kinds.value() == ["kettle"]
    assert form.read().item().faults == codes

"""Check-in of units: known by their serial number, here already, twice on one receipt; value,
passcode and deposit; drafts set aside, gone on with, discarded; a name on the pad.
"""

import json

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from counter.domain.records import CustomerItem
from tests.builders import a_customer, a_phone
from tests.desk import DESK, Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in, fill_item
from ui.dialogs.signing import SigningDialog
from ui.screens.check_in.form import Form

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
IMEI, OTHER_IMEI, NO_IMEI = "356938035643809", "490154203237518", "356938035643808"


def form_of(clerk: Clerk) -> Form:
    clerk.presses(Qt.Key.Key_F2)
    clerk.waits_for_answers()
    return clerk.check_in().form


def types_serial(clerk: Clerk, serial: str) -> None:
    edit = clerk.check_in().form.item.serial
    edit.setFocus()
    edit.clear()
    clerk.types(serial)
    clerk.presses(Qt.Key.Key_Tab)
    clerk.waits_for_answers()


@pytest.mark.parametrize(
    ("language", "said"), [("zh_CN", "这台来过 1 次"), ("en", "This unit: 1 visit")]
)
def test_a_known_serial_number_shows_what_was_done(open_window, shop: Desk, language, said):
    shop.hands_back(shop.gives_up(shop.takes_in(a_phone())))
    clerk = open_window(language)
    clerk.signs_in(DESK)
    form = form_of(clerk)
    form.item.kinds.choose(["phone"])
    types_serial(clerk, IMEI)
    clerk.sees(said)
    assert not form.item.serial_field().has_error()


def test_a_unit_that_is_here_is_said_at_once_and_not_taken_in(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_phone())
    fill_in(clerk, kind="phone")
    types_serial(clerk, IMEI)
    clerk.sees("这台正在店里")
    clerk.sees("请打开该个案")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(clerk.check_in().form.item.serial)
    assert len(shop.rows("customer_item")) == 1
    opened: list[tuple[str, object]] = []
    clerk.check_in().wants.connect(lambda *way: opened.append(way))
    clerk.clicks(clerk.check_in().form.item.past.look)
    assert opened[0] == ("case", case.case)


def test_another_owners_unit_is_told(clerk: Clerk, shop: Desk):
    owner = a_customer(phone="13911112222", name="陈静")
    shop.hands_back(shop.gives_up(shop.takes_in(a_phone(), customer=owner)))
    fill_in(clerk, kind="phone")
    types_serial(clerk, IMEI)
    clerk.sees("上次由 陈* 送修")


def test_a_phones_imei_must_be_one(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="phone")
    types_serial(clerk, NO_IMEI)
    clerk.sees("*#06#")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(clerk.check_in().form.item.serial)
    assert shop.rows("customer_item") == []
    types_serial(clerk, IMEI)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)


def test_a_fan_may_have_fifteen_digits_of_its_own(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    types_serial(clerk, NO_IMEI)
    assert not clerk.check_in().form.item.serial_field().has_error()


def test_one_serial_number_does_not_stand_on_a_receipt_twice(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="phone")
    types_serial(clerk, IMEI)
    clerk.clicks(clerk.check_in().aside.more)
    fill_item(clerk, kind="phone")
    types_serial(clerk, IMEI)
    clerk.sees("是同一台")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(clerk.check_in().form.item.serial)
    assert shop.rows("customer_item") == []
    types_serial(clerk, OTHER_IMEI)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 2)


def test_value_passcode_and_deposit_are_kept_where_they_belong(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="phone")
    form = clerk.check_in().form
    form.condition.value.setFocus()
    clerk.types("1,299.5")
    clerk.presses(Qt.Key.Key_Tab)
    clerk.types("147258")
    form.terms.deposit.setFocus()
    clerk.types("100")
    form.terms.paid_by.start()
    clerk.types("2")  # WeChat
    clerk.check_in().save_now()
    clerk.waits_for_answers()
    assert "147258" not in str(shop.rows("draft"))
    paper = clerk.check_in().aside.slip.paper()
    assert "147258" not in repr(paper)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    clerk.waits_for_answers()
    (item,), (paid,) = shop.rows("customer_item"), shop.rows("payment")
    assert item["declared_value_fen"] == 129_950
    assert (paid["kind"], paid["method"], paid["amount_fen"]) == ("DEPOSIT", "WECHAT", 10_000)
    with shop.counter.shop.act("look", shop.at, lambda work: work.person) as work:
        kept = work.one(CustomerItem, number=item["number"])
        assert work.passcode(kept.id) == "147258"


def test_an_amount_that_is_none_is_said_beside_it(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    form = clerk.check_in().form
    form.condition.value.setFocus()
    clerk.types("abc")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(form.condition.value)
    assert "abc" in form.condition.wrong.text()
    assert shop.rows("customer_item") == []


def test_the_customers_words_are_kept_as_words_and_the_chips_as_codes(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    clerk.check_in().form.fault.words.setPlainText("有点晃")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    (item,) = shop.rows("customer_item")
    assert item["fault"] == "有点晃"
    assert len(json.loads(item["fault_codes_json"])) == 1


# -- drafts


def test_a_form_is_set_aside_and_gone_on_with(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    screen = clerk.check_in()
    screen.aside.later.setFocus()
    clerk.presses(Qt.Key.Key_Space)
    clerk.sees("王* · 电风扇")
    assert screen.form.draft.is_empty()
    form = screen.form
    form.customer.phone.setFocus()
    clerk.types("13800001111")
    form.drafts.chips.start()
    clerk.types("1")
    clerk.waits(lambda: form.customer.person.text() == "王芳")
    clerk.sees("138****1111")  # the other one waits now
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    clerk.waits_for_answers()
    assert len(shop.rows("draft")) == 1


def test_what_was_discarded_can_be_had_back(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    screen = clerk.check_in()
    screen.save_now()
    clerk.waits_for_answers()
    clerk.clicks(screen.aside.drop)
    clerk.sees("已清空")
    clerk.waits(lambda: shop.rows("draft") == [])
    assert screen.form.draft.is_empty()
    clerk.clicks(clerk.window.messages.toast.action())
    assert screen.form.customer.person.text() == "王芳"
    screen.save_now()
    clerk.waits(lambda: len(shop.rows("draft")) == 1)


def test_nobody_sees_a_colleagues_draft(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    clerk.check_in().save_now()
    clerk.waits_for_answers()
    clerk.window.lock()
    clerk.signs_in("1003")
    form = form_of(clerk)
    assert form.draft.is_empty()
    assert not form.drafts.isVisible()


# -- the pad


def test_the_customer_signs_on_the_pad(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("等待客户签字")
    clerk.clicks(clerk.check_in().form.last.on_pad)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), SigningDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SigningDialog)
    clerk.clicks(dialog.go)
    for n in range(12):
        dialog.pad.draw(QPointF(40 + n * 9, 60 + n % 3 * 12), 20 * n, starts=n == 0)
    dialog.pad.lift()
    clerk.clicks(dialog.go)
    clerk.waits(lambda: shop.rows("item_receipt")[0]["signed_on"] == "PAD")
    (kept,) = shop.rows("signature")
    assert kept["what"] == "CHECK_IN"
    assert shop.do("present_receipt", DESK, receipt_number=kept["number"])


def test_a_fan_needs_no_more_than_before(clerk: Clerk, shop: Desk):
    """The new questions may all stay open."""
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    (item,) = shop.rows("customer_item")
    assert item["declared_value_fen"] is None
    assert shop.rows("passcode") == []

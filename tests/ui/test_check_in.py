"""Check-in through the real window: keys, scanner, Chinese input, on a real shop."""

from PySide6.QtCore import Qt

from tests.builders import a_phone
from tests.desk import Desk
from tests.ui.robots import Clerk

ENTER, MOST_KEYS = Qt.Key.Key_Return, 12


def the_last_case(shop: Desk) -> dict[str, object]:
    return shop.rows("customer_item")[-1]


def test_a_known_unit_is_taken_in_with_twelve_keys_at_most(clerk: Clerk, shop: Desk):
    """Decisions 33: beside the phone number, from the key that opens the page to the commit."""
    earlier = shop.takes_in(a_phone())
    shop.hands_back(shop.gives_up(earlier))
    clerk.window.go("board")
    clerk.pressed = 0
    clerk.presses(Qt.Key.Key_F2)
    before = clerk.pressed
    clerk.types("13800135678")
    clerk.pressed = before
    clerk.presses(ENTER)
    clerk.waits_for_focus(clerk.check_in().form.item.units)
    clerk.types("1")  # the unit
    clerk.types("1")  # a fault
    clerk.presses(ENTER)
    clerk.types("1")  # a mark
    clerk.presses(ENTER)
    clerk.types("1")  # an accessory
    clerk.presses(ENTER)
    clerk.waits_for_focus(clerk.check_in().form.terms.promise)
    clerk.presses(ENTER)  # the promise stands
    clerk.presses(ENTER, ctrl=True)
    assert clerk.pressed <= MOST_KEYS
    clerk.sees("已受理")
    taken_in = the_last_case(shop)
    assert taken_in["unit_id"] == shop.row("customer_item", earlier.case)["unit_id"]
    assert taken_in["number"] != earlier.case
    assert len(shop.rows("item_receipt")) == 2


def test_nothing_of_condition_and_accessories_comes_from_an_earlier_visit(clerk, shop):
    shop.hands_back(shop.gives_up(shop.takes_in()))
    clerk.presses(Qt.Key.Key_F2)
    clerk.types("13800135678")
    clerk.presses(ENTER)
    clerk.waits_for_focus(clerk.check_in().form.item.units)
    clerk.types("1")
    form = clerk.check_in().form
    assert form.condition.conditions.value() == []
    assert form.condition.accessories.value() == []
    assert form.fault.faults.value() == []


def test_a_new_customer_writes_chinese(clerk, shop):
    clerk.presses(Qt.Key.Key_F2)
    clerk.types("13912345678")
    clerk.presses(ENTER)
    form = clerk.check_in().form
    clerk.waits_for_focus(form.customer.person)
    clerk.writes("欧阳𬱖")
    clerk.presses(ENTER)
    clerk.types("3")  # kettle
    clerk.waits_for_focus(form.item.brand)
    clerk.writes("苏泊尔")
    clerk.presses(ENTER)
    clerk.types("SW-17J")
    clerk.presses(ENTER, ENTER)
    clerk.waits_for_focus(form.fault.faults)
    form.fault.words.setFocus()
    clerk.writes("烧水时底座漏水")
    clerk.presses(ENTER)
    clerk.waits_for_focus(form.condition.conditions)
    clerk.presses(Qt.Key.Key_Left, Qt.Key.Key_Space, ENTER)  # no marks: the last chip
    clerk.waits_for_focus(form.condition.accessories)
    form.condition.more.setFocus()
    clerk.writes("底座、滤网 2")
    clerk.presses(ENTER)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已受理")
    taken_in = the_last_case(shop)
    assert taken_in["fault"] == "烧水时底座漏水"
    assert "滤网" in str(taken_in["accessories_json"])
    assert shop.rows("customer")[-1]["name"] == "欧阳𬱖"
    assert shop.rows("unit")[-1]["brand"] == "苏泊尔"


def test_the_button_is_never_grey_and_leads_to_the_first_gap(clerk: Clerk, shop: Desk):
    form, aside = clerk.check_in().form, clerk.check_in().aside
    clerk.presses(Qt.Key.Key_F2)
    assert aside.go.isEnabled()
    clerk.sees("还差：电话、姓名、种类、故障、外观、随机附件")
    clerk.clicks(aside.go)
    clerk.waits_for_focus(form.customer.phone)
    clerk.types("13912345678")
    clerk.presses(ENTER)
    clerk.waits_for_focus(form.customer.person)
    clerk.clicks(aside.go)
    clerk.waits_for_focus(form.customer.person)
    assert shop.rows("customer_item") == []


def test_a_wrong_phone_is_said_where_it_stands_and_mended(clerk: Clerk):
    field = clerk.check_in().form.customer.phone_field
    clerk.presses(Qt.Key.Key_F2)
    clerk.types("1391234567")
    clerk.presses(ENTER)
    assert field.has_error()
    assert "11" in field.note.text()
    clerk.types("8")
    clerk.presses(ENTER)
    clerk.sees("新客户")
    assert not field.has_error()


def test_a_scan_in_the_middle_of_a_name_fills_the_serial(clerk: Clerk):
    form = clerk.check_in().form
    clerk.presses(Qt.Key.Key_F2)
    form.customer.person.setFocus()
    clerk.writes("张")
    clerk.types("ab")
    clerk.scans("356938035643809")
    clerk.types("c")
    assert form.customer.person.text() == "张abc"
    assert form.item.serial.text() == "356938035643809"
    clerk.sees("IMEI 校验通过")


def test_a_scanned_phone_finds_the_customer_and_goes_on(clerk: Clerk, shop: Desk):
    shop.takes_in()
    clerk.presses(Qt.Key.Key_F2)
    clerk.scans("13800135678")
    clerk.waits_for_focus(clerk.check_in().form.item.units)
    assert clerk.check_in().form.customer.person.text() == "张伟"


def test_two_items_go_on_one_receipt(clerk: Clerk, shop: Desk):
    form = clerk.check_in().form
    fill_in(clerk, kind="kettle")
    clerk.clicks(clerk.check_in().aside.more)
    clerk.waits_for_focus(form.item.kinds)
    assert form.fault.faults.value() == []
    fill_item(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已受理")
    assert len(shop.rows("customer_item")) == 2
    assert len(shop.rows("item_receipt")) == 1


def test_an_unfinished_second_item_is_not_forgotten(clerk: Clerk, shop: Desk):
    form = clerk.check_in().form
    fill_in(clerk, kind="kettle")
    clerk.clicks(clerk.check_in().aside.more)
    form.item.places.choose(["0"])
    clerk.sees("另有 1 件还没填完")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(form.item.kinds)
    assert shop.rows("customer_item") == []


def test_what_was_typed_survives_a_crash(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in("1001")
    clerk.check_in()
    fill_in(clerk, kind="kettle")
    clerk.check_in().save_now()
    clerk.waits_for_answers()
    again = open_window()
    again.signs_in("1001")
    again.sees("上次没填完的内容已恢复")
    form = again.check_in().form
    assert form.customer.person.text() == "王芳"
    assert form.item.kinds.value() == ["kettle"]
    again.presses(ENTER, ctrl=True)
    again.sees("已受理")
    assert shop.rows("draft") == []


def test_another_name_for_a_known_phone_is_asked_about(clerk: Clerk, shop: Desk):
    shop.takes_in()
    fill_in(clerk, kind="fan", phone="13800135678", name="王芳")
    clerk.presses(ENTER, ctrl=True)
    card = clerk.check_in().form.customer
    clerk.waits_for_focus(card.known)
    clerk.presses(Qt.Key.Key_Tab, Qt.Key.Key_Space)  # somebody else with this phone
    clerk.sees("已受理")
    assert [row["name"] for row in shop.rows("customer")] == ["张伟", "王芳"]


def test_a_receipt_waits_in_sight_until_it_is_signed(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("等待客户签字")
    assert shop.rows("item_receipt")[0]["signed_on"] == "NOT_YET"
    clerk.clicks(clerk.check_in().form.last.confirm)
    clerk.waits(lambda: shop.rows("item_receipt")[0]["signed_on"] == "PAPER")
    clerk.waits(lambda: not clerk.check_in().form.last.isVisible())


def test_the_promise_stays_proposed_for_the_next_customer(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已受理")
    slip = clerk.check_in().aside.slip
    proposed = clerk.check_in().form.terms.promised_at()
    shown = clerk.window.kit.figures.local(proposed).replace(tzinfo=None)
    clerk.waits(lambda: slip.paper().items[0].promised_at == shown)


def test_a_refusal_keeps_the_form(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    form = clerk.check_in().form
    form.terms.deposit.setText("−5")
    clerk.presses(ENTER, ctrl=True)
    assert form.terms.money[2].has_error()
    assert form.customer.person.text() == "王芳"
    assert shop.rows("customer_item") == []


def fill_in(clerk: Clerk, kind: str, phone: str = "13912345678", name: str = "王芳") -> None:
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    form.customer.phone.setFocus()
    clerk.types(phone)
    clerk.presses(ENTER)
    clerk.waits_for_answers()
    form.customer.person.setFocus()
    form.customer.person.clear()
    clerk.writes(name)
    fill_item(clerk, kind)


def fill_item(clerk: Clerk, kind: str) -> None:
    form = clerk.check_in().form
    form.item.kinds.choose([kind])
    form.fault.faults.start()
    clerk.types("1")
    form.condition.conditions.start()
    clerk.types("1")
    form.condition.accessories.start()
    clerk.types("1")

"""Check-in: everything said, nothing assumed, one receipt for all items."""

import json

import pytest

from tests.builders import Facts, a_customer, a_fan, a_kettle, a_phone
from tests.desk import DAY, DESK, HOUR, MANAGER, Desk


def test_several_items_stand_on_one_receipt(desk: Desk):
    kettle, fan = desk.checks_in(a_kettle(), a_fan())
    assert kettle.receipt == fan.receipt
    lines = desk.rows("receipt_line")
    assert [line["n"] for line in lines] == [1, 2]
    assert desk.row("item_receipt", kettle.receipt)["status"] == "ISSUED"
    assert len(desk.row("item_receipt", kettle.receipt)["token"]) == 32
    assert desk.row("customer_item", fan.case)["custody_state"] == "RECEIVED"
    assert [event["state"] for event in desk.rows("custody_event")] == ["RECEIVED", "RECEIVED"]


def test_papers_wait_in_the_order_they_are_handed_out(desk: Desk):
    kettle, fan = desk.checks_in(a_kettle(), a_fan())
    assert desk.papers() == [
        ("item_receipt", kettle.receipt),
        ("repair_card", kettle.card),
        ("repair_card", fan.card),
        ("item_label", kettle.card),
        ("item_label", fan.card),
        ("accessory_label", kettle.card),
    ]
    assert desk.rows("print_job")[0]["copies"] == 3


def test_a_known_phone_finds_the_customer_and_a_serial_the_unit(desk: Desk):
    first = desk.takes_in(a_phone())
    desk.gives_up(first)
    desk.hands_back(first)
    again = desk.takes_in(a_phone(), customer=a_customer(name=""))
    assert again.customer == first.customer
    assert len(desk.rows("customer")) == len(desk.rows("unit")) == 1


def test_a_unit_without_serial_is_named_by_its_earlier_case(desk: Desk):
    first = desk.gives_up(desk.takes_in(a_fan()))
    desk.hands_back(first)
    item = a_fan(unit_of_case=first.case) | {"unit": None}
    again = desk.takes_in(item)
    assert (
        desk.row("customer_item", again.case)["unit_id"]
        == desk.row("customer_item", first.case)["unit_id"]
    )


def test_condition_and_accessories_of_an_earlier_visit_are_never_taken_over(desk: Desk):
    first = desk.gives_up(desk.takes_in(a_kettle()))
    desk.hands_back(first)
    bare = {"unit_of_case": first.case, "fault": "又漏水"}
    assert desk.refused("check_in", DESK, customer=a_customer(), items=[bare]) == (
        "intake.condition_missing"
    )
    bare |= {"no_marks": True}
    assert desk.refused("check_in", DESK, customer=a_customer(), items=[bare]) == (
        "intake.accessories_missing"
    )


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (a_kettle(fault="", fault_codes=[]), "intake.fault_missing"),
        (a_kettle(fault=" \u200b\n", fault_codes=[]), "intake.fault_missing"),
        (a_kettle(fault_codes=["SCREEN"]), "intake.unknown_chip"),
        (a_kettle(condition_codes=["X"]), "intake.unknown_chip"),
        (a_kettle(condition_codes=[]), "intake.condition_missing"),
        (a_kettle(no_marks=True), "intake.condition_contradicts"),
        (a_kettle(accessories=[]), "intake.accessories_missing"),
        (a_kettle(no_accessories=True), "intake.accessories_contradict"),
        (a_kettle(accessories=[{"code": "POT"}]), "intake.unknown_chip"),
        (a_kettle(accessories=[{"name": "底座", "qty": 0}]), "intake.accessory_qty"),
        (a_kettle(accessories=[{"name": "件"}] * 51), "intake.too_many_accessories"),
        (a_kettle(accessories=[{"name": "长" * 61}]), "input.too_long"),
        (a_kettle(fault="长" * 501), "input.too_long"),
        (a_kettle(quoted_fen=-1), "money.negative"),
        (a_kettle(declared_value_fen=10**12), "money.too_large"),
        (a_kettle(diagnosis_fee_fen=-1), "money.negative"),
        (a_kettle(deposit={"method": "CASH", "amount_fen": 0}), "payment.zero"),
        (a_kettle(deposit={"method": "CASH", "amount_fen": -5}), "money.negative"),
        (a_kettle(unit=None), "unit.missing"),
        (a_kettle(unit_of_case="1000171260000120"), "unit.twice_named"),
        (a_kettle(unit={"kind": "spaceship"}), "item_kind.unknown"),
        (a_kettle(unit={"kind": "kettle", "bought_on": "2027-01-01"}), "unit.bought_in_future"),
        (a_kettle(unit={"kind": "kettle", "bought_on": "last May"}), "input.bad_date"),
        (a_kettle(shelf="Z-99"), "shelf.unknown"),
        (a_kettle(rework_of="1000171260000120"), "case.unknown"),
        (a_kettle(promised_at="2026-11-22T10:00:00+08:00"), "promise.in_the_past"),
        (a_kettle(promised_at="2028-11-22T10:00:00+08:00"), "promise.too_far"),
        (a_kettle(promised_at="tomorrow"), "input.bad_time"),
        (a_kettle(passcode="1" * 65), "input.too_long"),
        (a_kettle(colour="red"), "input.unknown_field"),
        (a_kettle(fault=5), "input.wrong_type"),
        (a_phone(serial="356938035643808"), "unit.imei_wrong"),
    ],
)
def test_an_item_that_is_not_said_right_is_not_taken_in(desk: Desk, item: Facts, rule: str):
    assert desk.refused("check_in", DESK, customer=a_customer(), items=[item]) == rule


@pytest.mark.parametrize(
    ("customer", "rule"),
    [
        (a_customer(phone="1380013567"), "phone.mobile_length"),
        (a_customer(phone="call me"), "phone.not_a_phone"),
        (a_customer(name=""), "input.missing"),
        (a_customer(name="长" * 61), "input.too_long"),
        (a_customer(language="xx"), "outlet.language"),
        (a_customer(customer_number="5000171260000134"), "customer.unknown"),
    ],
)
def test_a_customer_who_is_not_said_right(desk: Desk, customer: Facts, rule: str):
    assert desk.refused("check_in", DESK, customer=customer, items=[a_fan()]) == rule


@pytest.mark.parametrize("count", [0, 21])
def test_a_receipt_takes_one_to_twenty_items(desk: Desk, count: int):
    items = [a_fan()] * count
    assert desk.refused("check_in", DESK, customer=a_customer(), items=items) == (
        "check_in.how_many"
    )


def test_the_second_of_two_items_refused_refuses_both(desk: Desk):
    items = [a_kettle(), a_kettle(condition_codes=[])]
    desk.refused("check_in", DESK, customer=a_customer(), items=items)
    assert desk.rows("customer_item") == []


def test_another_name_on_a_known_phone_is_asked_about(desk: Desk):
    first = desk.takes_in(a_fan())
    other = a_customer(name="张玮")
    refusal = desk.refusal("check_in", DESK, customer=other, items=[a_fan()])
    assert refusal.rule == "customer.other_name"
    assert refusal.facts["known_as"] == "张*"
    corrected = desk.takes_in(a_fan(), customer=other | {"name_differs": "CORRECT"})
    assert corrected.customer == first.customer
    assert desk.row("customer", first.customer)["name"] == "张玮"
    wife = a_customer(name="李娜", name_differs="NEW_CUSTOMER")
    assert desk.takes_in(a_fan(), customer=wife).customer != first.customer
    unnamed = a_customer(name="")
    assert desk.refused("check_in", DESK, customer=unnamed, items=[a_fan()]) == (
        "customer.which_one"
    )
    assert desk.takes_in(a_fan(), customer=a_customer(name="李娜")).customer != first.customer


def test_a_customer_is_chosen_by_number_where_phones_are_shared(desk: Desk):
    first = desk.takes_in(a_fan())
    desk.takes_in(a_fan(), customer=a_customer(name="李娜", name_differs="NEW_CUSTOMER"))
    chosen = a_customer(name="", customer_number=first.customer)
    assert desk.takes_in(a_fan(), customer=chosen).customer == first.customer
    wrong = a_customer(phone="13900000000", name="", customer_number=first.customer)
    assert desk.refused("check_in", DESK, customer=wrong, items=[a_fan()]) == (
        "customer.other_phone"
    )


def test_a_unit_that_is_here_is_not_taken_in_again(desk: Desk):
    first = desk.takes_in(a_phone())
    refusal = desk.refusal("check_in", DESK, customer=a_customer(), items=[a_phone()])
    assert refusal.rule == "unit.already_here"
    assert refusal.facts["case_number"] == first.case
    stranger = a_customer(phone="13911112222", name="陈静")
    assert desk.refused("check_in", DESK, customer=stranger, items=[a_phone()]) == (
        "unit.already_here"
    )
    twice = [a_phone("490154203237518")] * 2
    assert desk.refused("check_in", DESK, customer=a_customer(), items=twice) == ("unit.same_twice")


def test_a_unit_sold_on_gets_a_new_owner_and_a_warning(desk: Desk):
    first = desk.gives_up(desk.takes_in(a_phone()))
    desk.hands_back(first)
    desk.takes_in(a_phone(), customer=a_customer(phone="13911112222", name="陈静"))
    assert "unit.other_owner" in desk.warnings
    assert len(desk.rows("unit")) == 2


def test_the_unit_of_somebody_else_is_not_taken_by_its_case(desk: Desk):
    first = desk.takes_in(a_fan())
    item = a_fan(unit_of_case=first.case) | {"unit": None}
    stranger = a_customer(phone="13911112222", name="陈静")
    assert desk.refused("check_in", DESK, customer=stranger, items=[item]) == "unit.not_his"


def test_what_is_said_is_kept(desk: Desk):
    facts = a_kettle(
        quoted_fen=8000,
        declared_value_fen=19900,
        diagnosis_fee_fen=2000,
        deposit={"method": "CASH", "amount_fen": 2000},
        promised_at="2026-11-24T17:00:00+08:00",
        cover="保外",
        shelf="A-01",
    )
    case = desk.takes_in(facts)
    item = desk.row("customer_item", case.case)
    assert item["accessories_json"] == json.dumps(
        [{"n": 1, "name": "底座", "qty": 1}, {"n": 2, "name": "滤网", "qty": 2}],
        ensure_ascii=False,
    )
    assert item["condition_json"] == '["SCRATCHES"]'
    assert (item["quoted_fen"], item["declared_value_fen"]) == (8000, 19900)
    assert (item["custody_state"], item["custodian"]) == ("IN_STORE", 17)
    assert item["old_part_choice"] == "RETURN_TO_CUSTOMER"
    (deposit,) = desk.rows("payment")
    assert (deposit["kind"], deposit["amount_fen"]) == ("DEPOSIT", 2000)


def test_accessories_are_named_in_the_receipts_language(desk: Desk):
    case = desk.takes_in(a_kettle(), customer=a_customer(name="Emily", language="en"))
    accessories = json.loads(desk.row("customer_item", case.case)["accessories_json"])
    assert [one["name"] for one in accessories] == ["Base", "滤网"]
    assert desk.row("item_receipt", case.receipt)["language"] == "en"
    assert desk.rows("unit")[0]["product"] == "Kettle"


def test_the_usual_promise_follows_the_working_clock(desk: Desk):
    case = desk.takes_in()
    promised = desk.row("customer_item", case.case)["promised_at"]
    assert promised == desk.at // DAY * DAY + 3 * DAY + int(9.5 * HOUR)  # Thursday 17:30 +08:00


def test_a_promise_outside_opening_hours_is_warned_of(desk: Desk):
    desk.takes_in(a_fan(promised_at="2026-11-29T10:00:00+08:00"))
    assert "promise.outside_hours" in desk.warnings


def test_an_unsigned_receipt_stays_visible_until_it_is_signed(desk: Desk):
    (case,) = desk.checks_in(a_fan(), signed_on="NOT_YET")
    assert "receipt.not_signed" in desk.warnings
    confirm = {"receipt_number": case.receipt}
    assert desk.refused("confirm_signature", DESK, **confirm, signed_on="NOT_YET") == (
        "receipt.signature_how"
    )
    desk.do("confirm_signature", DESK, **confirm, signed_on="PAPER")
    assert desk.row("item_receipt", case.receipt)["signed_at"] == desk.at
    assert desk.refused("confirm_signature", DESK, **confirm, signed_on="PAPER") == (
        "receipt.already_signed"
    )


def test_a_draft_is_dropped_by_the_check_in_that_came_of_it(desk: Desk):
    draft = desk.do("save_draft", DESK, form="intake", body={"phone": "138"}).draft
    desk.do("save_draft", DESK, form="intake", body={"phone": "1380"}, draft=draft)
    assert [row["body_json"] for row in desk.rows("draft")] == ['{"phone": "1380"}']
    desk.checks_in(a_fan(), draft=draft)
    assert desk.rows("draft") == []
    assert desk.refused("save_draft", DESK, form="intake", body={}, draft="x") == "draft.unknown"


def test_a_closed_kind_of_item_takes_in_nothing_new(desk: Desk):
    desk.do("change_item_kind", MANAGER, code="fan", active=False)
    assert desk.refused("check_in", DESK, customer=a_customer(), items=[a_fan()]) == (
        "item_kind.closed"
    )


def test_a_rework_within_the_guarantee_is_free(desk: Desk):
    first = desk.ready_to_go(desk.takes_in(a_phone()))
    desk.hands_back(first)
    desk.wait(30 * DAY - HOUR)
    again = desk.takes_in(a_phone(rework_of=first.case))
    item = desk.row("customer_item", again.case)
    assert (item["category_expected"], item["old_part_choice"]) == (
        "FREE",
        "RETURN_TO_MANUFACTURER",
    )
    assert desk.row("repair_card", again.card)["category"] == "FREE"


def test_a_running_guarantee_nobody_named_is_told(desk: Desk):
    first = desk.ready_to_go(desk.takes_in(a_phone()))
    desk.hands_back(first)
    desk.takes_in(a_phone())
    assert "unit.under_guarantee" in desk.warnings


def test_w14_on_the_thirty_first_day_it_is_paid_again(desk: Desk):
    first = desk.ready_to_go(desk.takes_in(a_phone()))
    desk.hands_back(first)
    desk.wait(31 * DAY)
    items = [a_phone(rework_of=first.case)]
    assert desk.refused("check_in", DESK, customer=a_customer(), items=items) == "guarantee.over"
    fan = [a_fan(rework_of=first.case)]
    assert desk.refused("check_in", DESK, customer=a_customer(), items=fan) == (
        "intake.rework_of_other_unit"
    )

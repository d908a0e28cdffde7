"""A case, its unit and its customer put right; a look at a phone is put on record."""

from tests.builders import a_customer, a_fan, a_kettle, a_phone
from tests.desk import CASHIER, DAY, DESK, MANAGER, TECHNICIAN, Desk, moment


def test_a_unit_is_corrected_field_by_field(desk: Desk):
    case = desk.takes_in(a_fan())
    one = {"case_number": case.case}
    answer = desk.do(
        "correct_unit", DESK, **one, brand="艾美特", serial="fs-40 11", bought_on="2025-06-01"
    )
    assert answer.serial == "FS-4011"
    unit = desk.rows("unit")[0]
    assert (unit["brand"], unit["model"], unit["bought_on"]) == ("艾美特", "FS40", "2025-06-01")
    assert desk.refused("correct_unit", DESK, **one, product=" ") == "input.missing"
    assert desk.refused("correct_unit", DESK, **one, kind="nothing") == "item_kind.unknown"
    assert desk.refused("correct_unit", DESK, **one, bought_on="2030-01-01") == (
        "unit.bought_in_future"
    )
    assert desk.refused("correct_unit", TECHNICIAN, **one, brand="x") == "right.missing"


def test_a_phone_keeps_an_imei_that_is_one(desk: Desk):
    case = desk.takes_in(a_phone())
    one = {"case_number": case.case}
    assert desk.refused("correct_unit", DESK, **one, serial="356938035643800") == "unit.imei_wrong"
    desk.do("correct_unit", DESK, **one, model="Mate 60 Pro")
    assert desk.rows("unit")[0]["model"] == "Mate 60 Pro"


def test_a_serial_number_of_another_unit_is_told(desk: Desk):
    desk.takes_in(a_phone())
    other = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="陈静"))
    desk.do("correct_unit", DESK, case_number=other.case, serial="356938035643809")
    assert desk.warnings == ["unit.same_serial"]


def test_a_case_is_corrected_while_its_item_is_here(desk: Desk):
    case = desk.takes_in(a_kettle())
    one = {"case_number": case.case}
    desk.do(
        "correct_item",
        DESK,
        **one,
        fault="不通电",
        fault_codes=["NO_HEAT"],
        condition_note="底座裂",
    )
    row = desk.row("customer_item", case.case)
    assert (row["fault"], row["condition_note"]) == ("不通电", "底座裂")
    assert row["fault_codes_json"] == '["NO_HEAT"]'
    assert row["condition_json"] == '["SCRATCHES"]'
    desk.do("correct_item", DESK, **one, condition_codes=[], condition_note="")
    assert desk.row("customer_item", case.case)["condition_json"] == "[]"
    assert desk.refused("correct_item", DESK, **one, fault="", fault_codes=[]) == (
        "intake.fault_missing"
    )
    assert desk.refused("correct_item", DESK, **one, fault_codes=["X"]) == "intake.unknown_chip"
    assert desk.refused("correct_item", DESK, **one, declared_value_fen=-1) == "money.negative"
    desk.hands_back(desk.gives_up(case))
    assert desk.refused("correct_item", DESK, **one, fault="x") == "case.handed_back"


def test_another_promise_needs_a_reason_and_is_kept(desk: Desk):
    case = desk.takes_in(a_fan())
    later = {"case_number": case.case, "promised_at": "2026-11-27T17:00:00+08:00"}
    assert desk.refused("correct_item", DESK, **later) == "input.missing"
    desk.do("correct_item", DESK, **later, reason="等厂家配件")
    assert desk.row("customer_item", case.case)["promised_at"] == moment("2026-11-27 17:00")
    assert desk.rows("alarm")[-1]["reason"] == "等厂家配件"
    desk.do("correct_item", DESK, **later)  # the same promise again needs no reason
    desk.wait(9 * DAY)
    past = later | {"promised_at": "2026-11-24T17:00:00+08:00"}
    assert desk.refused("correct_item", DESK, **past, reason="x") == "promise.in_the_past"


def test_a_look_at_a_phone_is_put_on_record(desk: Desk):
    case = desk.takes_in(a_fan())
    shown = desk.do("reveal_customer", DESK, case_number=case.case)
    assert (shown.name, shown.phone) == ("张伟", "13800135678")
    assert desk.do("reveal_customer", MANAGER, customer_number=case.customer).name == "张伟"
    assert desk.alarms() == ["customer.shown", "customer.shown"]
    assert desk.refused("reveal_customer", DESK) == "input.missing"
    assert desk.refused("reveal_customer", CASHIER, case_number=case.case) == "right.missing"
    desk.hands_back(desk.gives_up(case))
    desk.do("erase_customer", MANAGER, customer_number=case.customer, reason="客户要求")
    assert desk.refused("reveal_customer", DESK, case_number=case.case) == "customer.erased"

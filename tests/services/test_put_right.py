"""What was written wrong is put right: customers, units, erasure, passcodes, papers."""

import pytest

from tests.builders import a_customer, a_fan, a_kettle, a_phone
from tests.desk import CASHIER, DESK, MANAGER, SUPERVISOR, TECHNICIAN, Desk


def test_a_customer_is_corrected_field_by_field(desk: Desk):
    case = desk.takes_in(a_fan())
    one = {"customer_number": case.customer}
    assert desk.refused("correct_customer", DESK, **one, name=" ") == "input.missing"
    assert desk.refused("correct_customer", DESK, **one, phone="1") == "phone.not_a_phone"
    desk.do("correct_customer", DESK, **one, name="张玮", phone_2="0571-88000017", note="熟客")
    row = desk.row("customer", case.customer)
    assert (row["name"], row["phone"], row["phone_2"]) == ("张玮", "13800135678", "057188000017")
    desk.do("correct_customer", DESK, **one, phone_2="")
    assert desk.row("customer", case.customer)["phone_2"] == ""


def test_two_entries_of_one_person_become_one(desk: Desk):
    old = desk.takes_in(a_fan())
    new = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="张伟"))
    desk.do("correct_customer", DESK, customer_number=new.customer, phone_2="13800135678")
    pair = {"keep_number": old.customer, "other_number": new.customer}
    assert desk.refused("merge_customers", SUPERVISOR, **pair | {"other_number": old.customer}) == (
        "customer.same"
    )
    assert desk.do("merge_customers", SUPERVISOR, **pair).cases == 2
    kept = desk.row("customer", old.customer)
    assert kept["phone_2"] == "13911112222"
    assert {row["customer_id"] for row in desk.rows("customer_item")} == {kept["id"]}
    third = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="张伟"))
    assert third.customer == old.customer
    answer = desk.do("correct_customer", DESK, customer_number=new.customer, note="x")
    assert answer.customer_number == old.customer
    assert desk.refused("merge_customers", SUPERVISOR, **pair) == "customer.same"


def test_a_phone_given_to_two_customers_is_told(desk: Desk):
    desk.takes_in(a_fan())
    other = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="陈静"))
    desk.do("correct_customer", DESK, customer_number=other.customer, phone="13800135678")
    assert desk.warnings == ["customer.same_phone"]


def test_two_entries_of_one_unit_become_one(desk: Desk):
    first = desk.gives_up(desk.takes_in(a_fan()))
    second = desk.takes_in(a_fan(unit={"kind": "fan", "model": "FS40", "serial": "F1"}))
    stranger = desk.takes_in(a_fan(), customer=a_customer(phone="13911112222", name="陈静"))
    pair = {"keep_case_number": first.case, "other_case_number": second.case}
    assert desk.refused("merge_units", SUPERVISOR, **pair) == "unit.both_here"
    desk.hands_back(first)
    foreign = pair | {"other_case_number": stranger.case}
    assert desk.refused("merge_units", SUPERVISOR, **foreign) == "unit.other_customer"
    answer = desk.do("merge_units", SUPERVISOR, **pair)
    assert (answer.cases, answer.serial) == (2, "F1")
    assert desk.refused("merge_units", SUPERVISOR, **pair) == "unit.same"


def test_a_person_is_erased_once_nothing_of_his_is_here(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan(), customer=a_customer(note="怕吵")))
    desk.do("save_draft", DESK, form="intake", body={"phone": "13800135678"})
    erase = {"customer_number": case.customer, "reason": "客户要求"}
    assert desk.refused("erase_customer", SUPERVISOR, **erase) == "right.missing"
    assert desk.refused("erase_customer", MANAGER, **erase) == "customer.has_open_case"
    deputy = {"who": "DEPUTY", "name": "李强", "id_type": "身份证", "id_tail": "1234"}
    reprint = {"form": "item_receipt", "number": case.receipt, "reason": "张伟来电"}
    desk.do("reprint_paper", SUPERVISOR, **reprint)
    desk.do("hand_back", DESK, receipt_number=case.receipt, collector=deputy)
    desk.do("reverse_payment", CASHIER, case_number=case.case, n=1, reason="张伟付错")
    desk.pays(case, 6000, "CASH")
    desk.do("erase_customer", MANAGER, **erase)
    words = [row["reason"] for table in ("payment", "alarm") for row in desk.rows(table)]
    assert [said for said in words if "张伟" in said] == []
    (kept,) = desk.counter.shop.db.execute(
        "SELECT count(*) FROM sync_personal WHERE value LIKE '%张伟%'"
    ).fetchone()
    assert kept == 0
    row = desk.row("customer", case.customer)
    assert (row["name"], row["phone"], row["note"], row["erased_at"]) == ("", "", "", desk.at)
    item = desk.row("customer_item", case.case)
    assert (item["collector_name"], item["collector_id_tail"]) == ("", "")
    assert desk.rows("consent")[0]["given_by_name"] == ""
    assert desk.rows("draft") == []
    assert sum(one["amount_fen"] for one in desk.rows("payment")) == 6000
    assert desk.refused("erase_customer", MANAGER, **erase) == "customer.erased"
    again = desk.takes_in(a_fan())
    assert again.customer != case.customer
    from counter.storage.checking import verify

    assert verify(desk.counter.shop).is_whole


def test_a_passcode_is_shown_with_a_reason_that_is_kept(desk: Desk):
    case = desk.takes_in(a_phone())
    ask = {"case_number": case.case}
    assert desk.refused("reveal_passcode", TECHNICIAN, **ask, reason="") == "input.missing"
    assert desk.refused("reveal_passcode", DESK, **ask, reason="看看") == "right.missing"
    assert desk.do("reveal_passcode", TECHNICIAN, **ask, reason="测触摸").passcode == "147258"
    (alarm,) = desk.rows("alarm")
    assert (alarm["rule"], alarm["number"], alarm["reason"]) == (
        "passcode.shown",
        case.case,
        "测触摸",
    )
    none = desk.takes_in(a_fan())
    assert desk.refused("reveal_passcode", TECHNICIAN, case_number=none.case, reason="x") == (
        "passcode.none"
    )


def test_a_passcode_stands_in_no_log(desk: Desk):
    desk.takes_in(a_phone())
    file = desk.counter.shop.path
    content = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
    assert b"147258" not in content


def test_a_paper_is_printed_again_with_a_reason(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_kettle()))
    settlement = desk.rows("settlement")[0]["number"]
    for form, number in (
        ("item_receipt", case.receipt),
        ("repair_card", case.card),
        ("item_label", case.card),
        ("accessory_label", case.card),
        ("settlement_statement", settlement),
    ):
        paper = {"form": form, "number": number, "reason": "卡纸"}
        desk.do("reprint_paper", SUPERVISOR, **paper)
        assert desk.rows("print_job")[-1]["reprint"] == 1
    assert desk.alarms() == ["paper.reprinted"] * 5
    assert desk.refused("reprint_paper", DESK, **paper) == "right.missing"
    assert desk.refused("reprint_paper", SUPERVISOR, **paper | {"form": "poem"}) == (
        "paper.unknown_form"
    )
    assert desk.refused("reprint_paper", SUPERVISOR, **paper, copies=10) == "paper.copies"
    assert desk.refused("reprint_paper", SUPERVISOR, **paper | {"number": case.card}) == (
        "number.wrong_kind"
    )


def test_a_statement_is_printed_the_first_time_once_only(desk: Desk):
    desk.settles(desk.mends(desk.takes_in(a_fan())))
    (number,) = (row["number"] for row in desk.rows("settlement"))
    ask = {"settlement_numbers": [number]}
    for _ in range(2):
        assert desk.do("print_statements", DESK, **ask).numbers == (number,)
    (waits,) = (k for k, paper in enumerate(desk.papers(), 1) if paper[1] == number)
    desk.do("mark_papers", DESK, places=[waits], status="PRINTED")
    assert desk.refused("print_statements", DESK, **ask) == "paper.printed_already"
    assert desk.do("print_statements", DESK, settlement_numbers=[]).numbers == ()


def test_an_estimate_is_printed_once_and_then_again_with_a_reason(desk: Desk):
    number = desk.estimates(desk.diagnoses(desk.takes_in(a_fan())))
    for _ in range(2):
        answer = desk.do("print_estimate", DESK, estimate_number=number)
        assert (answer.number, answer.copies) == (number, 2)
    (job,) = desk.rows("print_job", "form = 'estimate'")
    assert (job["number"], job["copies"], job["reprint"]) == (number, 2, 0)
    desk.do("mark_papers", DESK, places=[job["k"]], status="PRINTED")
    refused = desk.refused("print_estimate", DESK, estimate_number=number)
    assert refused == "paper.printed_already"
    again = {"form": "estimate", "number": number, "reason": "客户弄丢了"}
    desk.do("reprint_paper", SUPERVISOR, **again)
    assert [row["reprint"] for row in desk.rows("print_job", "form = 'estimate'")] == [0, 1]


@pytest.mark.parametrize("role", [DESK, TECHNICIAN])
def test_only_entitled_people_put_things_right(desk: Desk, role: str):
    case = desk.takes_in(a_fan())
    assert desk.refused("withdraw_item", role, case_number=case.case, reason="x") == (
        "right.missing"
    )


def test_a_statement_that_failed_waits_again_and_does_not_stand_there_twice(desk: Desk):
    case = desk.mends(desk.takes_in())
    ask = {"settlement_numbers": [desk.settles(case).settlement_number]}
    desk.do("print_statements", DESK, **ask)
    (place,) = desk.counter.shop.db.execute(
        "SELECT k FROM print_job WHERE form = 'settlement_statement'"
    ).fetchone()
    desk.do("mark_papers", DESK, places=[place], status="FAILED", reason="卡纸")
    desk.do("print_statements", DESK, **ask)
    (job,) = desk.rows("print_job", "form = 'settlement_statement'")
    assert (job["status"], job["reason"]) == ("QUEUED", "")

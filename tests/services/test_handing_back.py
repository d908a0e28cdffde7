"""Hand-back: whole, partial, by deputy, on credit, without the paper; and never half."""

import json

import pytest

from counter.storage.questions.papers import item_receipt_paper
from tests.builders import Facts, a_customer, a_fan, a_kettle, a_phone
from tests.desk import (
    CASHIER,
    DESK,
    HOUR,
    SUPERVISOR,
    TECHNICIAN,
    Case,
    Desk,
)

DEPUTY = {"who": "DEPUTY", "name": "李强", "id_type": "身份证", "id_tail": "302x"}
LOSS: Facts = {
    "declarant_name": "张伟",
    "id_type": "身份证",
    "id_tail": "5678",
    "phone_check": "CODE",
    "item_knowledge": "型号、附件都对",
    "declaration_signed": True,
}


def declares(desk: Desk, case: Case, **more: object) -> object:
    approved = {"approved_by": SUPERVISOR, "approved_pin": "0000"}
    facts = {"receipt_number": case.receipt} | LOSS | approved | more
    return desk.do("declare_receipt_lost", DESK, **facts)


def test_one_act_closes_everything(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_phone()))
    answer = desk.hands_back(case)
    item = desk.row("customer_item", case.case)
    card = desk.row("repair_card", case.card)
    assert desk.row("item_receipt", case.receipt)["status"] == "VOIDED"
    assert desk.rows("receipt_line")[0]["recovered_how"] == "PRESENTED"
    assert (item["custody_state"], item["out_how"], item["out_at"]) == (
        "HANDED_BACK",
        "SELF",
        desk.at,
    )
    assert (card["status"], card["guarantee_until_on"]) == ("CLOSED", "2026-12-23")
    assert desk.rows("custody_event")[-1]["state"] == "HANDED_BACK"
    assert desk.rows("passcode") == []
    assert desk.papers()[-1] == ("settlement_statement", answer.items[0].settlement_number)


def test_the_guarantee_runs_from_hand_back_not_from_inspection(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.wait(5 * 86_400_000)
    assert desk.hands_back(case).items[0].guarantee_until_on == "2026-12-28"


def test_what_was_not_repaired_carries_no_guarantee(desk: Desk):
    case = desk.gives_up(desk.takes_in(a_fan()))
    assert desk.hands_back(case).items[0].guarantee_until_on == ""


def test_not_before_the_work_is_over_settled_and_paid(desk: Desk):
    case = desk.takes_in(a_fan())
    back = {"receipt_number": case.receipt}
    assert desk.refused("hand_back", DESK, **back) == "handback.work_not_over"
    desk.mends(case)
    assert desk.refused("hand_back", DESK, **back) == "handback.not_settled"
    desk.settles(case)
    refusal = desk.refusal("hand_back", DESK, **back)
    assert (refusal.rule, refusal.facts["due_fen"]) == ("handback.not_paid", 6000)
    desk.pays(case)
    desk.hands_back(case)
    again = desk.refusal("hand_back", DESK, **back)
    assert again.rule == "receipt.voided"


def test_money_that_goes_back_to_the_customer_goes_first(desk: Desk):
    case = desk.takes_in(a_fan(deposit={"method": "CASH", "amount_fen": 500}))
    desk.gives_up(case)
    back = {"receipt_number": case.receipt}
    assert desk.refused("hand_back", DESK, **back) == "handback.refund_due"


def test_credit_is_granted_by_a_supervisor_and_paid_later(desk: Desk):
    case = desk.mends(desk.takes_in(a_fan()))
    desk.settles(case)
    back = {"receipt_number": case.receipt, "credit_approved_by": SUPERVISOR}
    assert desk.refused("hand_back", DESK, **back, credit_pin="9999") == "approval.wrong_pin"
    assert desk.alarms() == ["approval.wrong_pin"]
    tech = {"receipt_number": case.receipt, "credit_approved_by": TECHNICIAN}
    assert desk.refused("hand_back", DESK, **tech, credit_pin="0000") == "approval.not_entitled"
    answer = desk.do("hand_back", DESK, **back, credit_pin="0000")
    assert answer.items[0].still_due_fen == 6000
    assert desk.rows("settlement")[0]["status"] == "CREDIT"
    assert desk.pays(case, 1000).settlement_status == "CREDIT"
    assert desk.pays(case, 5000).settlement_status == "PAID"


def test_accessories_are_ticked_back_or_explained(desk: Desk):
    case = desk.gives_up(desk.takes_in(a_kettle()))
    back = {"receipt_number": case.receipt}
    refusal = desk.refusal("hand_back", DESK, **back)
    assert refusal.rule == "handback.accessories_open"
    assert refusal.facts["accessories"] == "底座, 滤网"
    one = {"case_number": case.case, "accessories_back": [1]}
    assert desk.refused("hand_back", DESK, **back, items=[one]) == "handback.accessories_open"
    wrong = {"case_number": case.case, "accessories_back": [1, 2, 3]}
    assert desk.refused("hand_back", DESK, **back, items=[wrong]) == ("handback.no_such_accessory")
    told = one | {"missing_reason": "滤网已换新，客户不要", "condition_changed": "盖子有新划痕"}
    desk.do("hand_back", DESK, **back, items=[told])
    item = desk.row("customer_item", case.case)
    assert json.loads(item["accessories_back_json"]) == [1]
    assert item["condition_changed"] == "盖子有新划痕; 滤网已换新，客户不要"


def test_a_deputy_says_who_he_is(desk: Desk):
    case = desk.gives_up(desk.takes_in(a_fan()))
    back = {"receipt_number": case.receipt}
    for lacking, rule in (
        ({"name": ""}, "input.missing"),
        ({"id_type": " "}, "input.missing"),
        ({"id_tail": ""}, "identity.last_four"),
        ({"id_tail": "110101199003070302"}, "identity.last_four"),
    ):
        assert desk.refused("hand_back", DESK, **back, collector=DEPUTY | lacking) == rule
    desk.do("hand_back", DESK, **back, collector=DEPUTY)
    item = desk.row("customer_item", case.case)
    assert (item["out_how"], item["collector_name"], item["collector_id_tail"]) == (
        "DEPUTY",
        "李强",
        "302X",
    )


def test_some_items_go_home_and_the_rest_get_a_new_receipt(desk: Desk):
    kettle, fan = desk.checks_in(a_kettle(), a_fan())
    desk.gives_up(fan)
    answer = desk.do(
        "hand_back", DESK, receipt_number=fan.receipt, items=[{"case_number": fan.case}]
    )
    assert answer.still_here == (kettle.case,)
    fresh = desk.row("item_receipt", answer.new_receipt_number)
    assert (fresh["status"], fresh["replaces_number"], fresh["signed_on"]) == (
        "ISSUED",
        fan.receipt,
        "NOT_YET",
    )
    assert desk.row("item_receipt", fan.receipt)["status"] == "VOIDED"
    hows = [line["recovered_how"] for line in desk.rows("receipt_line")]
    assert hows == ["REISSUED", "PRESENTED", ""]
    assert ("item_receipt", fresh["number"]) in desk.papers()
    desk.gives_up(kettle)
    assert desk.refused("hand_back", DESK, receipt_number=kettle.receipt) == "receipt.voided"
    rest = {"receipt_number": fresh["number"], "all_accessories_back": True}
    assert desk.do("hand_back", DESK, **rest).new_receipt_number == ""


def test_one_item_that_cannot_go_keeps_all_here(desk: Desk):
    kettle, fan = desk.checks_in(a_kettle(), a_fan())
    desk.gives_up(fan)
    both = {"receipt_number": fan.receipt, "all_accessories_back": True}
    assert desk.refused("hand_back", DESK, **both) == "handback.work_not_over"
    assert desk.row("customer_item", fan.case)["custody_state"] == "READY"
    assert kettle.receipt == fan.receipt


def test_items_are_those_of_the_receipt_each_once(desk: Desk):
    fan, other = desk.gives_up(desk.takes_in(a_fan())), desk.takes_in(a_fan())
    back = {"receipt_number": fan.receipt}
    foreign = [{"case_number": other.case}]
    assert desk.refused("hand_back", DESK, **back, items=foreign) == "handback.not_on_receipt"
    twice = [{"case_number": fan.case}, {"case_number": fan.card}]
    assert desk.refused("hand_back", DESK, **back, items=twice) == "handback.named_twice"


def test_a_lost_receipt_cannot_be_used_by_a_finder(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.do("report_receipt_lost", DESK, receipt_number=case.receipt, reported_by="张伟")
    assert desk.refused("present_receipt", DESK, receipt_number=case.receipt) == (
        "receipt.reported_lost"
    )
    back = {"receipt_number": case.receipt}
    assert desk.refused("hand_back", DESK, **back) == "receipt.reported_lost"
    assert desk.refused("hand_back", DESK, **back, receipt_shown=False) == ("receipt.reported_lost")
    assert desk.alarms() == ["receipt.reported_lost"] * 2
    desk.do("receipt_found", DESK, receipt_number=case.receipt)
    desk.hands_back(case)


def test_a_declared_loss_opens_the_way_for_the_customer_alone(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    back = {"receipt_number": case.receipt, "receipt_shown": False}
    assert desk.refused("hand_back", DESK, **back) == "receipt.not_shown"
    declares(desk, case)
    assert desk.refused("hand_back", DESK, receipt_number=case.receipt) == ("receipt.lost_declared")
    assert desk.refused("hand_back", DESK, **back, collector=DEPUTY) == (
        "handback.deputy_needs_receipt"
    )
    desk.do("hand_back", DESK, **back)
    assert desk.row("item_receipt", case.receipt)["status"] == "VOIDED"
    assert desk.rows("receipt_line")[0]["recovered_how"] == "LOST_DECLARED"
    (declaration,) = desk.rows("loss_declaration")
    assert (declaration["id_tail"], declaration["phone_check"], declaration["signed"]) == (
        "5678",
        "CODE",
        1,
    )


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"declaration_signed": False}, "loss.not_signed"),
        ({"id_tail": "1"}, "identity.last_four"),
        ({"item_knowledge": ""}, "input.missing"),
        ({"approved_by": ""}, "approval.missing"),
        ({"approved_by": DESK}, "approval.not_entitled"),
        ({"approved_by": "7777"}, "person.unknown"),
        ({"approved_pin": "1111"}, "approval.wrong_pin"),
        ({"phone_check": "GUESS"}, "input.wrong_type"),
    ],
)
def test_a_loss_is_not_declared_lightly(desk: Desk, changed: Facts, rule: str):
    case = desk.takes_in(a_fan())
    approved = {"approved_by": SUPERVISOR, "approved_pin": "0000"}
    facts = {"receipt_number": case.receipt} | LOSS | approved | changed
    assert desk.refused("declare_receipt_lost", DESK, **facts) == rule


def test_a_declared_loss_may_be_answered_by_a_new_receipt(desk: Desk):
    case = desk.takes_in(a_fan())
    answer = declares(desk, case, reissue=True)
    assert answer.status == "VOIDED"  # type: ignore[attr-defined]
    assert answer.open_cases == (case.case,)  # type: ignore[attr-defined]
    desk.gives_up(case)
    new = answer.new_receipt_number  # type: ignore[attr-defined]
    desk.do("hand_back", DESK, receipt_number=new)
    assert desk.refused("receipt_found", DESK, receipt_number=case.receipt) == "receipt.not_now"


def test_a_receipt_of_another_outlet_is_told_as_such(desk: Desk):
    from counter.domain.numbers import NumberKind, make

    foreign = make(NumberKind.RECEIPT, outlet=18, seat=1, year=26, sequence=5)
    refusal = desk.refusal("hand_back", DESK, receipt_number=foreign)
    assert (refusal.rule, refusal.facts["outlet"]) == ("receipt.other_outlet", 18)
    ours = make(NumberKind.RECEIPT, outlet=17, seat=1, year=26, sequence=9999)
    assert desk.refused("hand_back", DESK, receipt_number=ours) == "receipt.unknown"
    assert desk.refused("hand_back", DESK, receipt_number="3000171260000126") != ""
    case = desk.takes_in(a_fan())
    assert desk.refused("hand_back", DESK, receipt_number=case.card) == "number.wrong_kind"


def test_a_receipt_made_by_mistake_is_voided_before_any_work(desk: Desk):
    case = desk.takes_in(a_phone(deposit={"method": "CASH", "amount_fen": 500}))
    void = {"receipt_number": case.receipt, "reason": "型号错"}
    assert desk.refused("void_receipt", SUPERVISOR, **void) == "receipt.deposit_taken"
    desk.do("reverse_payment", CASHIER, case_number=case.case, n=1, reason="退")
    assert desk.refused("void_receipt", DESK, **void) == "right.missing"
    desk.do("void_receipt", SUPERVISOR, **void)
    item = desk.row("customer_item", case.case)
    assert (item["custody_state"], item["out_how"]) == ("HANDED_BACK", "NOT_TAKEN_IN")
    assert desk.row("repair_card", case.card)["status"] == "CLOSED"
    assert desk.rows("passcode") == []
    assert desk.refused("hand_back", DESK, receipt_number=case.receipt) == "receipt.voided_error"
    desk.takes_in(a_phone())


def test_a_receipt_with_work_behind_it_is_no_longer_a_mistake(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    void = {"receipt_number": case.receipt, "reason": "型号错", "reissue": True}
    assert desk.refused("void_receipt", SUPERVISOR, **void) == "receipt.work_begun"


def test_a_receipt_may_be_issued_anew(desk: Desk):
    case = desk.takes_in(a_fan())
    void = {"receipt_number": case.receipt, "reason": "姓名错", "reissue": True}
    answer = desk.do("void_receipt", SUPERVISOR, **void)
    assert answer.status == "VOIDED_ERROR"
    desk.gives_up(case)
    desk.do("hand_back", DESK, receipt_number=answer.new_receipt_number)


def test_a_receipt_in_place_of_another_says_who_took_the_item_in(desk: Desk):
    """Whoever makes the new paper, hours later."""
    case = desk.takes_in(a_fan())
    desk.wait(5 * HOUR)
    void = {"receipt_number": case.receipt, "reason": "姓名错", "reissue": True}
    new = desk.do("void_receipt", SUPERVISOR, **void).new_receipt_number
    made = {
        number: item_receipt_paper(desk.counter.shop.db, number=number, printed_at=desk.at)
        for number in (case.receipt, new)
    }
    assert made[new].clerk == made[case.receipt].clerk == "孙丽（1001）"
    assert made[new].issued_at == made[case.receipt].issued_at
    assert made[new].replaces_number == case.receipt


@pytest.mark.parametrize("stage", range(9))
def test_an_item_is_withdrawn_from_any_state(desk: Desk, stage: int):
    case = desk.takes_in(a_fan())
    estimate: list[str] = []
    stages = [
        lambda: desk.hangs(case),
        lambda: desk.do("start_work", TECHNICIAN, card_number=case.card),
        lambda: estimate.append(desk.estimates(case)),
        lambda: desk.do("record_consent", DESK, estimate_number=estimate[0], how="SIGNED"),
        lambda: desk.do("wait_for_parts", TECHNICIAN, card_number=case.card, cause="CUSTOMER"),
        lambda: desk.repairs(case),
        lambda: desk.passes(case),
        lambda: desk.settles(case),
    ]
    for step in stages[:stage]:
        step()
    desk.gives_up(case)
    assert desk.row("repair_card", case.card)["status"] == "RETURN_UNREPAIRED"
    assert all(step["ended_at"] for step in desk.rows("work_step"))
    assert not desk.rows("estimate", "status = 'SENT'")
    again = {"case_number": case.case, "reason": "x"}
    assert desk.refused("withdraw_item", SUPERVISOR, **again) == "card.not_now"
    desk.hands_back(case)
    assert desk.refused("withdraw_item", SUPERVISOR, **again) == "case.handed_back"


def test_what_is_paid_or_sent_out_is_not_withdrawn(desk: Desk):
    paid = desk.ready_to_go(desk.takes_in(a_fan()))
    no = {"case_number": paid.case, "reason": "不修了"}
    assert desk.refused("withdraw_item", SUPERVISOR, **no) == "settlement.already_paid"
    out = desk.takes_in(a_fan(shelf="A-01"))
    send = {"number": out.case, "to": "SENT_OUT"}
    assert desk.refused("move_item", DESK, **send, sent_to="宏信") == (
        "custody.send_out_needs_consent"
    )
    assert desk.refused("move_item", DESK, **send, customer_agreed=True) == (
        "custody.send_out_to_whom"
    )
    desk.do("move_item", DESK, **send, sent_to="宏信", customer_agreed=True)
    no = {"case_number": out.case, "reason": "不修了"}
    assert desk.refused("withdraw_item", SUPERVISOR, **no) == "custody.item_is_out"


def test_old_parts_that_are_the_customers_are_named_at_hand_back(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.do("use_part", TECHNICIAN, card_number=case.card, part="MF-17")
    desk.do(
        "use_part",
        TECHNICIAN,
        card_number=case.card,
        part="MF-17",
        coverage="WARRANTY_MANUFACTURER",
    )
    desk.wait(60_000)
    desk.do("finish_repair", TECHNICIAN, card_number=case.card)
    desk.passes(case)
    desk.settles(case)
    desk.pays(case)
    assert desk.hands_back(case).items[0].old_parts == ("密封圈",)


def test_the_customer_is_notified_once_the_item_is_ready(desk: Desk):
    case = desk.takes_in(a_fan())
    tell = {"case_number": case.case, "how": "PHONE", "said": "请来取"}
    assert desk.do("notify_customer", DESK, **tell).custody_state == "RECEIVED"
    desk.mends(case)
    silent = desk.do("notify_customer", DESK, **tell, outcome="NO_ANSWER")
    assert (silent.custody_state, silent.notices) == ("READY", 2)
    assert desk.do("notify_customer", DESK, **tell).custody_state == "NOTIFIED"
    assert desk.refused("notify_customer", DESK, **tell | {"said": ""}) == "input.missing"


def test_customers_are_known_by_name_at_another_desk(desk: Desk):
    case = desk.takes_in(a_fan(), customer=a_customer(name="欧阳晓岚"))
    assert desk.row("customer", case.customer)["name"] == "欧阳晓岚"

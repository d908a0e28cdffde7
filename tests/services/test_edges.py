"""The corners of the acts: closed cases, closed parts, other custodians, second corrections."""

from counter.domain.records import CustomerItem, Person
from tests.builders import a_customer, a_fan, offered
from tests.desk import (
    CASHIER,
    DESK,
    MANAGER,
    SUPERVISOR,
    TECHNICIAN,
    Desk,
)
from tests.services.test_handing_back import LOSS


def test_only_the_custodian_changes_a_case(desk: Desk):
    case = desk.takes_in(a_fan())
    with desk.counter.shop.act(
        "transfer", desk.at, lambda work: work.one(Person, code=MANAGER)
    ) as work:
        work.change(work.one(CustomerItem, number=case.case), custodian=18)
    for act, facts in (
        ("settle", {"case_number": case.case}),
        ("hang_card", {"card_number": case.card, "case_number": case.case}),
        ("hand_back", {"receipt_number": case.receipt}),
    ):
        assert desk.refused(act, DESK, **facts) == "case.other_custodian"


def test_a_closed_case_stays_as_it_is(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.hands_back(case)
    told = {"case_number": case.case, "how": "PHONE", "said": "x"}
    assert desk.refused("notify_customer", DESK, **told) == "case.handed_back"
    fix = {"card_number": case.card, "n": 1, "reason": "x"}
    assert desk.refused("correct_card_step", SUPERVISOR, **fix) == "step.card_closed"
    move = {"number": case.case, "to": "SHELF", "shelf": "A-01"}
    assert desk.refused("move_item", DESK, **move) == "case.handed_back"
    late = {"case_number": case.case, "payments": [{"method": "CASH", "amount_fen": 5}]}
    assert desk.refused("take_payment", CASHIER, **late) == "payment.nothing_due"
    assert desk.refused("report_receipt_lost", DESK, receipt_number=case.receipt) == (
        "receipt.not_now"
    )


def test_a_supervisor_at_the_desk_approves_by_himself(desk: Desk):
    case = desk.takes_in(a_fan())
    facts = {"receipt_number": case.receipt} | LOSS
    assert desk.refused("declare_receipt_lost", DESK, **facts) == "approval.missing"
    desk.do("declare_receipt_lost", SUPERVISOR, **facts)
    (declared,) = desk.rows("loss_declaration")
    assert declared["approved_by"] == declared["seen_by"]


def test_a_running_step_is_stopped_before_it_is_corrected(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    fix = {"card_number": case.card, "n": 1, "reason": "x"}
    assert desk.refused("correct_card_step", TECHNICIAN, **fix) == "step.still_open"


def test_a_part_no_longer_used_and_one_that_must_stay(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.do("change_part", MANAGER, part="MF-17", active=False)
    use = {"card_number": case.card, "part": "mf-17"}
    assert desk.refused("use_part", TECHNICIAN, **use) == "part.closed"
    desk.do("change_part", MANAGER, part="MF-17", active=True)
    desk.do("use_part", TECHNICIAN, **use)
    desk.do("finish_repair", TECHNICIAN, card_number=case.card)
    back = {"card_number": case.card, "n": 1, "reason": "x"}
    assert desk.refused("take_back_part", TECHNICIAN, **back) == "card.no_parts_no_word"


def test_a_second_whole_estimate_takes_the_place_of_the_first(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())), offered(6000))
    desk.agrees(case, offered(4000))
    assert [row["status"] for row in desk.rows("estimate")] == ["REPLACED", "CONSENTED"]
    desk.passes(desk.repairs(case))
    lines = [{"name": "x", "price_fen": 6000}]
    assert desk.refused("settle", DESK, case_number=case.case, lines=lines) == (
        "settlement.above_consent"
    )


def test_a_second_consent_is_asked_for_no_longer(desk: Desk):
    case = desk.diagnoses(desk.takes_in(a_fan()))
    number = desk.estimates(case)
    desk.do("decline_estimate", DESK, estimate_number=number, reason="x")
    yes = {"estimate_number": number, "how": "SIGNED"}
    assert desk.refused("record_consent", DESK, **yes) == "estimate.not_waiting"


def test_a_merge_of_a_merge_leads_to_the_one_that_is_kept(desk: Desk):
    phones = ("13911110001", "13911110002", "13911110003")
    one, two, three = (desk.takes_in(a_fan(), customer=a_customer(phone=phone)) for phone in phones)
    pair = {"keep_number": two.customer, "other_number": three.customer}
    desk.do("merge_customers", SUPERVISOR, **pair)
    pair = {"keep_number": one.customer, "other_number": two.customer}
    assert desk.do("merge_customers", SUPERVISOR, **pair).cases == 3
    for case in (one, two, three):
        desk.gives_up(case)
        desk.hands_back(case)
    facts = {"customer_number": three.customer, "reason": "客户要求"}
    assert desk.do("erase_customer", MANAGER, **facts).customer_number == one.customer
    assert {row["phone"] for row in desk.rows("customer")} == {""}

"""What used to slip in: one unit twice, half a phone, marks nobody sees, sums beyond belief."""

import pytest

from counter.domain.choices import PaperCopy
from counter.domain.papers import RepairCardPaper
from counter.language import Words
from counter.papers import records_of
from counter.storage.questions.board import board
from counter.storage.questions.hand_back import hand_back_view
from counter.storage.questions.unit_cases import unit_history
from counter.wording import sentence
from tests.builders import a_customer, a_fan, a_kettle, a_phone, offered
from tests.desk import DESK, SUPERVISOR, TECHNICIAN, Desk

RIGHT_TO_LEFT = "\u202e"


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "异响"), ("en", "Noise")])
def test_a_fault_that_was_only_ticked_is_told_everywhere(desk: Desk, language: str, said: str):
    case = desk.takes_in(a_fan())
    db = desk.counter.reader()
    (shown,) = board(db, now_at=desk.at, language=language).rows
    (line,) = hand_back_view(db, number=case.receipt, language=language).lines
    visits = unit_history(db, number=case.case, language=language).rows
    (card,) = records_of(db, "repair_card", case.card, at=desk.at, language=language)
    (paper,) = records_of(
        db, "item_receipt", case.receipt, at=desk.at, copy=PaperCopy.FILE, language=language
    )
    told = [shown.fault, line.fault, visits[0].fault, card.fault, paper.items[0].fault]  # pyright: ignore
    assert [said in fault for fault in told] == [True] * 5
    db.close()


def test_ticked_and_said_stand_together(desk: Desk):
    desk.takes_in(a_kettle())
    (shown,) = board(desk.counter.shop.db, now_at=desk.at, language="zh_CN").rows
    assert shown.fault.endswith("；烧水时底座漏水")


def test_a_check_in_that_was_voided_is_not_settled(desk: Desk):
    case = desk.takes_in(a_fan())
    desk.do("void_receipt", SUPERVISOR, receipt_number=case.receipt, reason="录错")
    assert desk.refused("settle", DESK, case_number=case.case) == "case.handed_back"


def test_no_part_goes_into_a_closed_card(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.hands_back(case)
    use = {"card_number": case.card, "part": "MF-17"}
    assert desk.refused("use_part", TECHNICIAN, **use) == "card.not_at_work"


def test_one_serial_number_is_one_item(desk: Desk):
    items = [a_phone(), a_phone("３５６938035643809")]
    refusal = desk.refusal("check_in", DESK, customer=a_customer(), items=items)
    assert refusal.rule == "unit.same_twice"
    assert refusal.facts["serial"] == "356938035643809"
    earlier = desk.takes_in(a_fan())
    desk.hands_back(desk.gives_up(earlier))
    again = {k: v for k, v in a_fan(unit_of_case=earlier.case).items() if k != "unit"}
    twice = {"customer": a_customer(), "items": [again, again]}
    assert desk.refused("check_in", DESK, **twice) == "unit.same_twice"


def test_a_promise_too_far_is_told_as_a_day(desk: Desk):
    item = a_fan(promised_at="2199-01-01T00:00:00+08:00")
    refusal = desk.refusal("check_in", DESK, customer=a_customer(), items=[item])
    assert refusal.facts["promised"] == "2199-01-01 00:00"


@pytest.mark.parametrize("phone", ["1380013", "13800135"])
def test_the_beginning_of_a_mobile_is_no_local_number(desk: Desk, phone: str):
    facts = {"customer": a_customer(phone=phone), "items": [a_fan()]}
    assert desk.refused("check_in", DESK, **facts) == "phone.area_code"


@pytest.mark.parametrize("phone", ["0571 8800 0017", "88000017", "95588", "(852) 2345 6789"])
def test_other_numbers_stay_good(desk: Desk, phone: str):
    desk.takes_in(a_fan(), customer=a_customer(phone=phone))


@pytest.mark.parametrize(
    "address", ["x", "a@b", "a b@c.de", "<i>@c.de", "a@@c.de", "a@c.de,b@c.de"]
)
def test_what_is_no_e_mail_address_is_told(desk: Desk, address: str):
    facts = {"customer": a_customer(email=address), "items": [a_fan()]}
    assert desk.refused("check_in", DESK, **facts) == "customer.bad_email"


def test_an_e_mail_address_is_kept(desk: Desk):
    desk.takes_in(a_fan(), customer=a_customer(email=" zhang.wei@mail.example.cn "))
    assert desk.rows("customer")[0]["email"] == "zhang.wei@mail.example.cn"


def test_nothing_is_quoted_with_marks_nobody_sees(desk: Desk):
    named = f"A{RIGHT_TO_LEFT}01\n\u200b"
    facts = {"number": desk.takes_in(a_fan()).case, "to": "SHELF", "shelf": named}
    refusal = desk.refusal("move_item", DESK, **facts)
    assert refusal.facts == {"shelf": "A01"}
    item = a_fan(unit={"kind": f"x{RIGHT_TO_LEFT}y"})
    said = desk.refusal("check_in", DESK, customer=a_customer(), items=[item])
    assert RIGHT_TO_LEFT not in sentence(said.rule, said.facts, Words("zh_CN"))


def test_an_estimate_has_a_limit_as_a_whole(desk: Desk):
    case = desk.diagnoses(desk.takes_in(a_fan()))
    lines = [offered(999_999_999), offered(1)]
    facts = {"card_number": case.card, "lines": lines}
    assert desk.refused("send_estimate", TECHNICIAN, **facts) == "money.too_large"


def test_a_draft_is_its_writers_alone(desk: Desk):
    kept = desk.do("save_draft", DESK, form="check_in", body={"name": "张伟"})
    other = {"form": "check_in", "body": {"name": ""}, "draft": kept.draft}
    assert desk.refused("save_draft", SUPERVISOR, **other) == "draft.not_yours"
    assert desk.refused("drop_draft", SUPERVISOR, draft=kept.draft) == "draft.not_yours"
    desk.do("drop_draft", DESK, draft=kept.draft)
    desk.do("drop_draft", DESK, draft=kept.draft)


@pytest.mark.parametrize("form", ["repair_card", "item_label"])
def test_a_receipts_number_prints_each_of_its_items(desk: Desk, form: str):
    cases = desk.checks_in(a_fan(), a_kettle())
    printed = records_of(desk.counter.shop.db, form, cases[0].receipt, at=desk.at)
    assert [one.number for one in printed] == [case.card for case in cases]  # pyright: ignore


def test_a_card_printed_after_the_work_tells_it(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_kettle()))
    (fresh,) = records_of(desk.counter.shop.db, "repair_card", case.card, at=desk.at)
    assert isinstance(fresh, RepairCardPaper)
    assert fresh.steps[-1].minutes >= 20
    assert fresh.diagnosis == "密封圈老化"
    assert (fresh.technician, fresh.inspected_by) == ("周建国 1002", "李工 1003")
    assert fresh.passed
    assert fresh.no_parts

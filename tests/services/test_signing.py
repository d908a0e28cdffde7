"""Names on the pad: kept with each item, bound to what was signed, refused when they are none."""

import json

import pytest

from counter.domain.signing import MOST_CHARACTERS, signed_sha256
from counter.services.handing_back import CollectorFacts, ReturnedItem, signed_facts
from counter.storage.questions.case_papers import loss_paper
from tests.builders import a_fan, a_kettle
from tests.desk import CASHIER, DESK, SUPERVISOR, Desk
from tests.services.test_handing_back import DEPUTY, LOSS

STROKES = [[[10, 40, 0], [14, 52, 18], [22, 60, 36], [31, 48, 55]], [[40, 30, 400], [52, 66, 440]]]
NAME = {"strokes": STROKES}


def test_a_receipt_is_signed_on_the_pad(desk: Desk):
    cases = desk.checks_in(a_fan(), a_kettle(), signed_on="NOT_YET")
    confirm = {"receipt_number": cases[0].receipt, "signed_on": "PAD"}
    assert desk.refused("confirm_signature", DESK, **confirm) == "signature.missing"
    desk.do("confirm_signature", DESK, **confirm, signature=NAME)
    kept = desk.rows("signature")
    assert len(kept) == 2
    assert {(one["number"], one["what"], one["signer"]) for one in kept} == {
        (cases[0].receipt, "CHECK_IN", "CUSTOMER")
    }
    assert json.loads(kept[0]["strokes_json"]) == STROKES
    assert len(kept[0]["signed_sha256"]) == 64


def test_a_check_in_is_signed_at_once(desk: Desk):
    assert desk.checks_in(a_fan(), signed_on="PAD", signature=NAME)
    assert desk.rows("item_receipt")[0]["signed_on"] == "PAD"
    assert [row["what"] for row in desk.rows("signature")] == ["CHECK_IN"]


def test_who_takes_an_item_signs_for_what_is_shown(desk: Desk):
    case = desk.ready_to_go(desk.takes_in())
    item = ReturnedItem(case_number=case.case, accessories_back=(1, 2))
    seen = signed_sha256(signed_facts(case.receipt, [item], CollectorFacts()))
    facts = {"receipt_number": case.receipt, "signature": NAME | {"signed_sha256": seen}}
    returned = {"case_number": case.case, "accessories_back": [1], "missing_reason": "丢了"}
    other = facts | {"items": [returned]}
    assert desk.refused("hand_back", DESK, **other) == "signature.of_something_else"
    desk.do("hand_back", DESK, **facts, all_accessories_back=True)
    (kept,) = desk.rows("signature")
    assert (kept["what"], kept["signed_sha256"]) == ("HAND_BACK", seen)


def test_a_deputy_signs_as_a_deputy(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.do("hand_back", DESK, receipt_number=case.receipt, collector=DEPUTY, signature=NAME)
    assert desk.rows("signature")[0]["signer"] == "DEPUTY"


def test_a_loss_is_signed_too(desk: Desk):
    case = desk.takes_in(a_fan())
    facts = {"receipt_number": case.receipt, "signature": NAME} | LOSS
    desk.do("declare_receipt_lost", SUPERVISOR, **facts)
    assert desk.rows("signature")[0]["what"] == "LOSS"
    paper = loss_paper(desk.counter.shop.db, number=case.receipt, printed_at=desk.at)
    assert paper.signed is not None
    assert len(paper.signed.strokes) == len(STROKES)
    assert paper.item_knowledge == LOSS["item_knowledge"]


@pytest.mark.parametrize(
    ("strokes", "rule"),
    [
        ([], "signature.empty"),
        ([[[5, 5, 0]]], "signature.empty"),
        ([[[5, 5, 0], [6, 6, -9], *[[7, 7, 20]] * 5]], "signature.not_strokes"),
        ([[[5, 5, 0], [6, 6, 40], *[[7, 7, 20]] * 5]], "signature.not_strokes"),
        ([[[5000, 5, 0], *[[7, 7, 20]] * 6]], "signature.not_strokes"),
        ([[[5, 5, 0]] * MOST_CHARACTERS], "signature.too_large"),
    ],
)
def test_what_is_no_signature_is_told(desk: Desk, strokes: object, rule: str):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    facts = {"receipt_number": case.receipt, "signature": {"strokes": strokes}}
    assert desk.refused("hand_back", DESK, **facts) == rule


def test_money_and_item_change_hands_in_one_act(desk: Desk):
    case = desk.mends(desk.takes_in(a_fan()))
    desk.settles(case)
    cash = {"method": "CASH", "amount_fen": 5000}
    card = {"method": "WECHAT", "amount_fen": 2000}
    facts = {"receipt_number": case.receipt}
    short = {"payments": [{"case_number": case.case, "payments": [card]}]}
    assert desk.refused("hand_back", DESK, **facts, **short) == "handback.not_paid"
    paid = {"payments": [{"case_number": case.case, "payments": [card, cash]}]}
    answer = desk.do("hand_back", DESK, **facts, **paid)
    assert answer.change_fen == 1000
    assert [row["amount_fen"] for row in desk.rows("payment")] == [2000, 4000]
    assert desk.rows("settlement")[0]["status"] == "PAID"


def test_nobody_pays_for_what_stays(desk: Desk):
    first, second = desk.checks_in(a_fan(), a_fan())
    desk.settles(desk.mends(first))
    desk.settles(desk.mends(second))
    paid = [{"case_number": second.case, "payments": [{"method": "CASH", "amount_fen": 6000}]}]
    facts = {"receipt_number": first.receipt, "items": [{"case_number": first.case}]}
    assert desk.refused("hand_back", DESK, **facts, payments=paid) == "handback.paid_for_another"
    assert desk.refused("hand_back", CASHIER, **facts, payments=paid) == "right.missing"

"""The shop itself: opening, people and PINs, parts, shelves, kinds of item, settings."""

from pathlib import Path
from typing import Any

import pytest

from counter.app import BY_NAME, Counter
from counter.domain.refusals import RuleBroken
from counter.json_facts import read_facts
from counter.services.item_kinds import default_checks, default_kinds
from counter.services.settings import NOT_SET_HERE, rule_pack
from tests.builders import Facts, a_fan
from tests.desk import AUDITOR, DESK, HOUR, MANAGER, SUPERVISOR, TECHNICIAN, Desk

PERSON = {"code": "1009", "name": "赵敏", "pin": "0000"}


def opens(folder: Path, facts: Facts) -> Any:
    read = read_facts(BY_NAME["open_shop"].function, facts)
    counter, outcome = Counter.found(folder / "shop", folder / "home", read, lambda: 1)
    counter.close()
    return outcome.answer


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"outlet": 0}, "outlet.number"),
        ({"outlet": 100_000}, "outlet.number"),
        ({"seat": 10}, "outlet.seat"),
        ({"name": ""}, "input.missing"),
        ({"zone": "Mars/Olympus"}, "outlet.zone"),
        ({"zone": "../etc/passwd"}, "outlet.zone"),
        ({"currency": "XXX"}, "outlet.currency"),
        ({"language": "tlh"}, "outlet.language"),
        ({"service_phone": "none"}, "phone.not_a_phone"),
        ({"person": PERSON | {"pin": "12"}}, "pin.form"),
        ({"person": PERSON | {"code": "A1"}}, "person.code"),
        ({"person": PERSON | {"role": "TECHNICIAN"}}, "person.first_manages"),
    ],
)
def test_a_shop_is_not_opened_half(tmp_path: Path, changed: Facts, rule: str):
    facts = {"outlet": 17, "name": "文三路店", "person": PERSON} | changed
    with pytest.raises(RuleBroken) as broken:
        opens(tmp_path, facts)
    assert broken.value.rule == rule
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize("outlet", [1, 89_999, 90_000, 99_999])
def test_a_shop_opens_with_its_first_kinds_of_item(tmp_path: Path, outlet: int):
    answer = opens(tmp_path, {"outlet": outlet, "name": "店", "person": PERSON})
    assert (answer.outlet, answer.seat, answer.person_code) == (outlet, 1, "1009")


def test_a_self_chosen_outlet_has_a_random_tail(desk: Desk, tmp_path: Path):
    facts = {"outlet": 95_000, "name": "店", "person": PERSON}
    read = read_facts(BY_NAME["open_shop"].function, facts)
    tails: set[int] = set()
    for n in range(4):
        folder = tmp_path / str(n)
        counter, _ = Counter.found(folder / "shop", folder / "home", read, lambda: 1)
        tails |= {tail for (tail,) in counter.shop.db.execute("SELECT tail FROM outlet")}
        counter.close()
    assert len(tails) > 1
    assert desk.rows("outlet")[0]["tail"] == 0


def test_the_default_kinds_are_whole():
    for kind in default_kinds():
        for chips in ("faults", "conditions", "accessories"):
            codes = [code for code, _, _ in kind[chips]]
            assert len(codes) == len(set(codes)) > 0
        points = [code for code, _, _ in kind["checks"]]
        assert {chip.code for chip in default_checks()} <= set(points)
        for _, _, _, low, high in kind["tests"]:
            assert low or high


def test_people_come_change_and_leave_but_never_the_last_manager(desk: Desk):
    new = {"code": "1020", "name": "新人", "role": "TECHNICIAN"}
    assert desk.refused("add_person", SUPERVISOR, **new) == "right.missing"
    assert desk.refused("add_person", MANAGER, **new | {"code": DESK}) == "person.code_taken"
    assert desk.refused("add_person", MANAGER, **new | {"code": "12345678901"}) == "person.code"
    answer = desk.do("add_person", MANAGER, **new, badge=True)
    assert answer.badge.startswith("0")
    assert desk.refused("change_person", MANAGER, code=MANAGER, active=False) == (
        "person.last_manager"
    )
    assert desk.refused("change_person", MANAGER, code=MANAGER, role="CASHIER") == (
        "person.last_manager"
    )
    desk.do("change_person", MANAGER, code="1020", role="MANAGER", new_badge=True)
    desk.do("change_person", MANAGER, code=MANAGER, role="SUPERVISOR")
    assert desk.refused("add_person", MANAGER, code="1021", name="x", role="CASHIER") == (
        "right.missing"
    )


def test_nobody_leaves_while_his_clock_runs(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    assert desk.refused("change_person", MANAGER, code=TECHNICIAN, active=False) == (
        "person.at_work"
    )
    desk.do("stop_work", TECHNICIAN, card_number=case.card)
    desk.do("change_person", MANAGER, code=TECHNICIAN, active=False)
    assert desk.refused("start_work", TECHNICIAN, card_number=case.card) == "person.unknown"


def test_a_pin_is_set_by_its_owner_or_a_manager(desk: Desk):
    own = {"code": DESK, "pin": "2468"}
    assert desk.refused("set_pin", DESK, **own, own_pin="9999") == "pin.wrong"
    assert desk.refused("set_pin", DESK, code=TECHNICIAN, pin="2468", own_pin="0000") == (
        "pin.not_entitled"
    )
    assert desk.refused("set_pin", DESK, code=DESK, pin="12a4", own_pin="0000") == "pin.form"
    desk.do("set_pin", DESK, **own, own_pin="0000")
    assert desk.counter.sign_in(DESK, "2468").code == DESK
    with pytest.raises(RuleBroken, match=r"pin\.wrong"):
        desk.counter.sign_in(DESK, "0000")
    desk.do("set_pin", MANAGER, code=DESK, pin="1357")
    assert desk.counter.sign_in(DESK, "1357").code == DESK


def test_a_pin_cannot_be_found_out_by_asking_for_approvals(desk: Desk):
    case = desk.mends(desk.takes_in(a_fan()))
    desk.settles(case)
    ask = {"receipt_number": case.receipt, "credit_approved_by": SUPERVISOR}
    for _ in range(8):
        assert desk.refused("hand_back", DESK, **ask, credit_pin="9999") == "approval.wrong_pin"
        desk.wait(10 * HOUR)
    desk.refused("hand_back", DESK, **ask, credit_pin="9999")
    assert desk.refused("hand_back", DESK, **ask, credit_pin="0000") == "pin.wait"
    desk.wait(10 * HOUR)
    desk.do("hand_back", DESK, **ask, credit_pin="0000")


def test_the_auditor_acts_nowhere(desk: Desk):
    for name, act in BY_NAME.items():
        if act.right in ("", "own"):
            continue
        with pytest.raises(RuleBroken) as broken:
            desk.counter.do(name, by=AUDITOR)
        assert broken.value.rule == "right.missing", name


def test_parts_have_a_price_within_their_range(desk: Desk):
    part = {"code": "CB-1", "name": "碳刷", "price_fen": 800}
    assert desk.refused("add_part", MANAGER, **part | {"code": "MF-17"}) == "part.code_taken"
    assert desk.refused("add_part", MANAGER, **part, low_fen=900) == "part.range"
    assert desk.refused("add_part", MANAGER, **part | {"price_fen": -1}) == "money.negative"
    answer = desk.do("add_part", MANAGER, **part)
    assert (answer.low_fen, answer.high_fen) == (800, 800)
    assert desk.refused("change_part", MANAGER, part="CB-1", price_fen=900) == "part.range"
    change = {"part": answer.part_number, "price_fen": 900, "high_fen": 1000}
    assert desk.do("change_part", MANAGER, **change).price_fen == 900
    assert desk.refused("change_part", MANAGER, part="CB-9") == "part.unknown"


def test_stock_is_a_ledger_that_is_not_taken_below_what_is_there(desk: Desk):
    assert desk.do("receive_parts", SUPERVISOR, part="MF-17", qty=5).in_stock == 15
    out = {"part": "MF-17", "qty": -16}
    assert desk.refused("receive_parts", SUPERVISOR, **out, reason="坏") == "part.not_that_many"
    assert desk.refused("receive_parts", SUPERVISOR, part="MF-17", qty=-1) == "input.missing"
    assert desk.refused("receive_parts", SUPERVISOR, part="MF-17", qty=0) == "part.qty"
    assert desk.do("receive_parts", SUPERVISOR, part="MF-17", qty=-1, reason="坏").in_stock == 14


def test_shelves_are_named_once_and_closed_when_empty(desk: Desk):
    assert desk.refused("add_shelf", MANAGER, name="a-01") == "shelf.name_taken"
    case = desk.takes_in(a_fan(shelf="A-01"))
    assert desk.refused("change_shelf", MANAGER, shelf="A-01", active=False) == "shelf.not_empty"
    move = {"number": case.card, "to": "SHELF"}
    assert desk.refused("move_item", DESK, **move) == "shelf.missing"
    assert desk.refused("move_item", DESK, **move, shelf="a-01") == "custody.already_there"
    number = desk.rows("shelf")[1]["number"]
    assert desk.do("move_item", DESK, **move, shelf=number).shelf == "A-02"
    desk.do("change_shelf", MANAGER, shelf="A-01", active=False)
    assert desk.refused("move_item", DESK, **move, shelf="A-01") == "shelf.closed"
    desk.do("change_shelf", MANAGER, shelf="A-01", active=True, name="C-09")
    assert desk.do("move_item", DESK, **move, shelf="c-09").shelf == "C-09"


def test_a_count_tells_what_is_missing_and_what_is_extra(desk: Desk):
    one = desk.takes_in(a_fan(shelf="A-01"))
    two = desk.takes_in(a_fan(shelf="A-01"))
    three = desk.takes_in(a_fan(shelf="A-02"))
    scanned = [one.card, one.case, three.card]
    answer = desk.do("take_stock_of_shelf", DESK, shelf="A-01", found=scanned)
    assert (answer.found, answer.missing, answer.extra) == (
        (one.case,),
        (two.case,),
        (three.case,),
    )
    assert desk.row("customer_item", three.case)["shelf_id"] == desk.rows("shelf")[1]["id"]
    wrong = ["1000171260000999"]
    assert desk.refused("take_stock_of_shelf", DESK, shelf="A-01", found=wrong) != ""


def test_an_item_being_worked_on_is_not_put_away(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    move = {"number": case.case, "to": "SHELF", "shelf": "A-01"}
    assert desk.refused("move_item", DESK, **move) == "custody.being_worked_on"
    desk.do("stop_work", TECHNICIAN, card_number=case.card)
    assert desk.do("move_item", DESK, **move).custody_state == "IN_STORE"
    assert desk.do("move_item", DESK, number=case.case, to="BENCH").custody_state == "AT_BENCH"
    assert desk.refused("move_item", DESK, number=case.case, to="BENCH") == "custody.not_now"


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("tax", 1, "setting.unknown"),
        ("guarantee_days_least", 1, "setting.unknown"),
        ("guarantee_days", 29, "guarantee.too_short"),
        ("guarantee_days", True, "setting.bad_value"),
        ("tax_permille", -1, "setting.bad_value"),
        ("tax_permille", 1001, "setting.bad_value"),
        ("tax_permille", "130", "setting.bad_value"),
        ("self_inspection", 1, "setting.bad_value"),
        ("promise_choices", [], "setting.bad_value"),
        ("promise_choices", [0, "x"], "setting.bad_value"),
        ("hours", {"week": []}, "setting.bad_hours"),
        ("hours", 7, "setting.bad_value"),
        ("status_link", "x" * 201, "input.too_long"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(desk: Desk, name: str, value: Any, rule: str):
    assert desk.refused("change_setting", MANAGER, name=name, value=value) == rule


def test_every_setting_takes_what_the_rule_pack_says(desk: Desk):
    for name, value in rule_pack().items():
        if name not in NOT_SET_HERE:
            desk.do("change_setting", MANAGER, name=name, value=value)
    assert len(desk.rows("setting")) == len(rule_pack()) - len(NOT_SET_HERE)


def test_the_outlet_says_something_else_of_itself(desk: Desk):
    change = {"name": "新店名", "name_en": "New", "address": "x", "service_phone": ""}
    answer = desk.do("change_outlet", MANAGER, **change)
    assert (answer.outlet, answer.name) == (17, "新店名")
    assert desk.refused("change_outlet", MANAGER, zone="Nowhere") == "outlet.zone"
    assert desk.refused("change_outlet", MANAGER, name=" ") == "input.missing"


def test_kinds_of_item_are_the_outlets_own(desk: Desk):
    chip = {"code": "HOT", "zh": "过热", "en": "Too hot"}
    kind = {"code": "Iron", "name_zh": "电熨斗", "name_en": "Iron", "faults": [chip]}
    desk.do("add_item_kind", MANAGER, **kind)
    assert desk.refused("add_item_kind", MANAGER, **kind) == "item_kind.code_taken"
    twice = {"code": "iron", "faults": [chip, chip]}
    assert desk.refused("change_item_kind", MANAGER, **twice) == "item_kind.chips"
    assert desk.do("change_item_kind", MANAGER, code="iron", faults=[]).faults == 0
    assert desk.refused("change_item_kind", MANAGER, code="irony") == "item_kind.unknown"


def test_what_is_measured_on_a_kind_is_the_outlets_own(desk: Desk):
    kind = {"code": "iron", "name_zh": "电熨斗", "name_en": "Iron"}
    answer = desk.do("add_item_kind", MANAGER, **kind)
    assert (answer.tests, answer.checks) == (0, len(default_checks()))
    heat = {"zh": "温升", "en": "Heat", "unit": "K", "high": "85"}
    assert desk.do("change_item_kind", MANAGER, code="iron", tests=[heat]).tests == 1
    for wrong, rule in (
        ([heat, heat], "item_kind.tests"),
        ([heat | {"high": ""}], "test.no_limit"),
        ([heat | {"high": "hot"}], "test.not_a_number"),
        ([heat | {"low": "90"}], "test.limits_crossed"),
        ([heat | {"en": " "}], "input.missing"),
    ):
        assert desk.refused("change_item_kind", MANAGER, code="iron", tests=wrong) == rule
    assert desk.do("change_item_kind", MANAGER, code="iron", checks=[]).checks == 0


def test_a_draft_has_a_limit(desk: Desk):
    body = {"text": "x" * 70_000}
    assert desk.refused("save_draft", DESK, form="intake", body=body) == "draft.too_large"
    assert desk.do("drop_draft", DESK, draft="00" * 16).draft == "00" * 16

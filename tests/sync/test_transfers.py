"""Items that go to another outlet: real acts at two shops, a real hub between them. Whoever holds
the item writes to its case; what the other writes without knowing is seen, never lost.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter.domain.numbers import NumberKind, make
from counter.storage import database
from tests.sync.test_bundles import ITEM
from tests.sync.test_server import TAKE_IN, Place, Served

HERE, THERE, ELSEWHERE = 17, 18, 19
PART = {"code": "MF-17", "name": "密封圈", "price_fen": 1500, "low_fen": 1200, "high_fen": 2000}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def at(folder: Path, hub: Served, outlet: int, seat: int = 1) -> Place:
    """A seat of an outlet that the hub has admitted."""
    place = Place(folder / f"outlet{outlet}", seat, outlet)
    place.says("enrol", "--hub", hub.url, "--code", hub.code(outlet, seat))
    return place


def does(place: Place, act: str, minutes: int = 0, **facts: Any) -> Any:
    """An act, so many minutes from now."""
    moment = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
    return place.says("do", act, json.dumps(facts), "--as", "1009", "--at", moment)


def refused(place: Place, act: str, **facts: Any) -> Any:
    """The refusal of an act, told in a sentence."""
    code, answer = place.does("do", act, json.dumps(facts), "--as", "1009")
    assert code == 2, answer
    assert answer["sentence"].endswith("。")
    return answer


def syncs(*places: Place) -> None:
    for place in places:
        place.says("sync")


def takes_in(place: Place) -> Any:
    """Case, card and receipt number of an item taken in and put on a shelf."""
    taken = does(place, "check_in", customer=TAKE_IN, items=[ITEM], signed_on="PAPER")
    return taken["items"][0] | {"receipt_number": taken["receipt_number"]}


def sends(place: Place, *items: Any, to: int = THERE, **more: Any) -> str:
    """Packs and sends items; the number of the transfer."""
    facts: dict[str, Any] = {"to_outlet": to, "to_name": "中央维修部", "customer_agreed": True}
    numbers = [one["case_number"] for one in items]
    packed = does(place, "pack_transfer", case_numbers=numbers, **facts, **more)
    number = str(packed["transfer_number"])
    assert does(place, "send_transfer", transfer_number=number)["status"] == "ON_THE_WAY"
    return number


def receives(place: Place, transfer: str, *items: Any, **more: Any) -> Any:
    scanned = [{"number": one["card_number"]} for one in items]
    return does(place, "receive_transfer", transfer_number=transfer, items=scanned, **more)


def goes_home(place: Place, item: Any) -> Any:
    """Withdrawn, settled and handed back against its receipt."""
    does(place, "withdraw_item", case_number=item["case_number"], reason="不修了")
    does(place, "settle", case_number=item["case_number"])
    receipt = item["receipt_number"]
    return does(place, "hand_back", receipt_number=receipt, all_accessories_back=True)


def rules_of(answer: Any) -> set[str]:
    return {one["rule"] for one in answer.get("warnings", [])}


def alarms(place: Place) -> list[str]:
    db = database.open_reader(place.folder / "shop.db")
    found = [rule for (rule,) in db.execute("SELECT rule FROM alarm")]
    db.close()
    return found


def contended(place: Place) -> list[Any]:
    """What two hands wrote past each other."""
    return [one for one in place.says("conflicts", "--as", "1009") if one["conflict"]]


def test_packed_sent_received_worked_on_and_handed_back_there(tmp_path: Path, hub: Served) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    for place in (first, second):
        does(place, "add_part", **PART)
        does(place, "receive_parts", part="MF-17", qty=10)
    item = takes_in(first)
    case, card, receipt = (item[f"{name}_number"] for name in ("case", "card", "receipt"))
    transfer = sends(first, item, parts=[{"part": "MF-17", "qty": 2}])
    syncs(first, second)
    # on its way nobody works on it, at either end, and each is told who has it
    for act, facts in (
        ("hang_card", {"card_number": card, "case_number": case}),
        ("hand_back", {"receipt_number": receipt, "all_accessories_back": True}),
    ):
        assert "18 中央维修部" in refused(first, act, **facts)["sentence"]
        assert refused(second, act, **facts)["rule"] == "case.not_arrived"
    assert receives(second, transfer, item)["items"][0]["status"] == "RECEIVED"
    assert stock(first) == 8
    assert stock(second) == 12
    does(second, "hang_card", card_number=card, case_number=case)
    does(second, "take_payment", case_number=case, deposit=True,
         payments=[{"method": "CASH", "amount_fen": 3000}])  # fmt: skip
    syncs(second, first)
    assert takings(second) == 3000
    assert takings(first) == 0  # the case came along, the money did not
    for act, facts in every_act_on(case, card, receipt):
        assert refused(first, act, **facts)["rule"] == "case.other_custodian", act
    does(second, "withdraw_item", case_number=case, reason="不修了")
    does(second, "settle", case_number=case)
    does(second, "refund_payment", case_number=case, method="CASH", reason="不修了")
    home = does(second, "hand_back", receipt_number=receipt, all_accessories_back=True)
    assert home["receipt_number"] == receipt
    # the paper was spent there: whoever comes back with it gets nothing, heard of it or not
    facts = {"receipt_number": receipt, "all_accessories_back": True}
    assert refused(first, "hand_back", **facts)["rule"] == "case.other_custodian"
    syncs(second, first)
    assert refused(first, "hand_back", **facts)["rule"] == "receipt.voided"
    assert refused(second, "hand_back", **facts)["rule"] == "receipt.voided"
    for place in (first, second):
        assert place.says("conflicts", "--as", "1009") == []
        assert place.says("verify")["whole"]


def every_act_on(case: str, card: str, receipt: str) -> list[tuple[str, dict[str, Any]]]:
    """Acts that write to a case, each as it would be allowed to whoever holds the item."""
    payment = {"method": "CASH", "amount_fen": 100}
    return [
        ("move_item", {"number": card, "to": "BENCH"}),
        ("start_work", {"card_number": card}),
        ("record_diagnosis", {"card_number": card, "finding": "COVERED", "diagnosis": "老化"}),
        ("record_test", {"card_number": card, "name": "绝缘", "value": "20", "low": "2"}),
        ("wait_for_parts", {"card_number": card, "cause": "OUTLET"}),
        ("use_part", {"card_number": card, "part": "MF-17"}),
        ("finish_repair", {"card_number": card}),
        ("inspect", {"card_number": card, "passed": True}),
        ("send_estimate", {"card_number": card,
                           "lines": [{"line": "labour_line", "name": "工时", "amount_fen": 1}]}),
        ("notify_customer", {"case_number": case, "how": "PHONE", "said": "好了"}),
        ("settle", {"case_number": case}),
        ("take_payment", {"case_number": case, "payments": [payment], "deposit": True}),
        ("refund_payment", {"case_number": case, "method": "CASH", "reason": "多收"}),
        ("reverse_payment", {"case_number": case, "n": 1, "reason": "记错"}),
        ("withdraw_item", {"case_number": case, "reason": "不修了"}),
        ("correct_item", {"case_number": case, "condition_note": "有裂纹"}),
        ("void_receipt", {"receipt_number": receipt, "reason": "写错了"}),
        ("hand_back", {"receipt_number": receipt, "all_accessories_back": True}),
        ("pack_transfer", {"to_outlet": ELSEWHERE, "case_numbers": [case],
                           "customer_agreed": True}),
    ]  # fmt: skip


def stock(place: Place) -> int:
    (part,) = place.says("do", "parts", "{}", "--as", "1009")["rows"]
    return int(part["in_stock"])


def takings(place: Place) -> int:
    """What the days of an outlet's till come to, line by line and as they are kept."""
    kept = place.says("do", "till_days", "{}", "--as", "1009")["rows"]
    lines = [place.says("do", "till_day", json.dumps({"day": day}), "--as", "1009")
             for day in {one["day"] for one in kept}]  # fmt: skip
    said = sum(one["amount_fen"] for day in lines for one in day["lines"]["rows"])
    assert said == sum(one["balance_fen"] for one in kept)
    return said


def test_the_bag_comes_before_its_case(tmp_path: Path, hub: Served) -> None:
    """Without a network: what was scanned is kept, and taken over once the cases are here."""
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    items = [takes_in(first), takes_in(first)]
    transfer = sends(first, *items, seal="F0031")
    waits = receives(second, transfer, items[0], seal="F0031")
    assert waits["is_waiting"]
    assert waits["scanned"] == [items[0]["card_number"]]
    assert "transfer.waits" in rules_of(waits)
    card = items[0]["card_number"]
    assert refused(second, "start_work", card_number=card)["rule"] == "card.other_outlet"
    (bag,) = second.says("do", "transfers", "{}", "--as", "1009")["rows"]
    assert (bag["transfer_number"], bag["is_waiting"], bag["from_outlet"]) == (transfer, True, HERE)
    syncs(first, second)
    (bag,) = second.says("do", "transfers", "{}", "--as", "1009")["rows"]
    assert (bag["is_counted"], bag["items"]) == (True, 2)
    # their clock is ahead: what the later holder writes stands all the same
    came = does(second, "receive_transfer", 30, transfer_number=transfer, as_counted=True)
    assert (came["status"], came["missing"]) == ("INCOMPLETE", [items[1]["case_number"]])
    assert "transfer.item_missing" in rules_of(came)
    assert "transfer.item_missing" in alarms(second)
    does(second, "hang_card", 31, card_number=card, case_number=items[0]["case_number"])
    # the other one had never left: whoever scans it with its paper has it
    assert receives(first, transfer, items[1])["items"][1]["status"] == "RETURNED"
    does(first, "hang_card", card_number=items[1]["card_number"],
         case_number=items[1]["case_number"])  # fmt: skip
    syncs(first, second, first)
    for place in (first, second):
        assert place.says("do", "transfers", "{}", "--as", "1009")["rows"] == []
    assert goes_home(first, items[1])["items"]


def test_what_is_damaged_extra_or_under_another_seal_is_told(tmp_path: Path, hub: Served) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    item, other = takes_in(first), takes_in(first)
    transfer = sends(first, item, seal="F0031")
    syncs(first, second)
    own = takes_in(second)
    wrong = {"transfer_number": transfer, "items": [{"number": own["card_number"]}]}
    assert refused(second, "receive_transfer", **wrong)["rule"] == "transfer.not_on_it"
    none = {"transfer_number": transfer}
    assert refused(second, "receive_transfer", **none)["rule"] == "transfer.nothing_scanned"
    came = does(second, "receive_transfer", transfer_number=transfer, seal="F9999",
                items=[{"number": item["card_number"], "damaged": "屏幕裂了"}],
                extra=[other["card_number"]])  # fmt: skip
    assert came["extra"] == [other["card_number"]]
    told = {"transfer.item_damaged", "transfer.item_extra", "transfer.seal_differs"}
    assert rules_of(came) >= told
    assert set(alarms(second)) >= told
    twice = {"transfer_number": transfer, "items": [{"number": item["card_number"]}]}
    assert refused(second, "receive_transfer", **twice)["rule"] == "transfer.not_now"


def test_refused_it_goes_back_with_the_right_to_write(tmp_path: Path, hub: Served) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    item = takes_in(first)
    transfer = sends(first, item)
    again = {"transfer_number": transfer}
    assert refused(first, "send_transfer", **again)["rule"] == "transfer.not_now"
    assert refused(first, "cancel_transfer", reason="错了", **again)["rule"] == "transfer.not_now"
    assert refused(first, "refuse_transfer", reason="错了", **again)["rule"] == "transfer.own"
    syncs(first, second)
    does(second, "refuse_transfer", transfer_number=transfer, reason="外箱破损")
    twice = {"transfer_number": transfer, "items": [{"number": item["card_number"]}]}
    assert refused(second, "receive_transfer", **twice)["rule"] == "transfer.not_now"
    syncs(second, first)
    receipt = {"receipt_number": item["receipt_number"]}
    assert refused(first, "hand_back", **receipt)["rule"] == "case.not_arrived"
    assert receives(first, transfer, item)["status"] == "RETURNED"
    assert goes_home(first, item)["items"]
    syncs(first, second, first)
    assert first.says("conflicts", "--as", "1009") == []


def test_what_a_seat_writes_that_has_not_heard_of_it_is_seen(tmp_path: Path, hub: Served) -> None:
    """The old holder's second seat works on while the item is gone already."""
    first, late, second = (
        at(tmp_path, hub, HERE), at(tmp_path, hub, HERE, seat=2), at(tmp_path, hub, THERE)
    )  # fmt: skip
    item = takes_in(first)
    case, card = item["case_number"], item["card_number"]
    syncs(first, late, first)
    transfer = sends(first, item)
    syncs(first, second)
    receives(second, transfer, item)
    does(second, "hang_card", card_number=card, case_number=case)
    does(late, "move_item", number=card, to="BENCH")
    does(late, "hang_card", card_number=card, case_number=case)
    does(late, "take_payment", case_number=case, deposit=True,
         payments=[{"method": "CASH", "amount_fen": 500}])  # fmt: skip
    syncs(second, late, first, second, late)
    facts = {"number": card, "to": "BENCH"}
    assert refused(late, "move_item", **facts)["rule"] == "case.other_custodian"
    seen = second.says("do", "case", json.dumps({"number": case}), "--as", "1009")
    assert (seen["custodian"], seen["custody_state"]) == (THERE, "IN_STORE")
    assert [one["amount_fen"] for one in seen["payments"]] == [500]
    assert (takings(late), takings(second)) == (500, 0)
    told = contended(second)
    fields = {(one["record"], one["said"]) for one in told}
    assert fields >= {("customer_item", "custody_state"), ("repair_card", "status")}
    for one in told:
        winner = next(side for side in one["sides"] if side["stands"])
        assert winner["outlet"] == THERE, one
        assert HERE in {side["outlet"] for side in one["sides"]}
        does(second, "settle_conflict", conflict=one["conflict"], keep=1)
    syncs(second, first, late)
    for place in (first, late, second):
        assert contended(place) == []


def test_one_of_two_on_a_receipt_goes_and_the_other_is_handed_back(
    tmp_path: Path, hub: Served
) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    taken = does(first, "check_in", customer=TAKE_IN, items=[ITEM, ITEM], signed_on="PAPER")
    stays, goes = (one | {"receipt_number": taken["receipt_number"]} for one in taken["items"])
    transfer = sends(first, goes)
    syncs(first, second)
    receives(second, transfer, goes)
    home = goes_home(first, stays)
    assert home["still_here"] == [goes["case_number"]]
    syncs(first, second)
    spent = {"receipt_number": taken["receipt_number"]}
    assert refused(second, "hand_back", **spent)["rule"] == "receipt.voided"
    assert goes_home(second, goes | {"receipt_number": home["new_receipt_number"]})["items"]


def test_the_paper_names_what_goes_and_nobody_whole(tmp_path: Path, hub: Served) -> None:
    from tests.printing.reading import text_of

    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    transfer = sends(first, takes_in(first), seal="F0031", carrier="厂内班车")
    syncs(first, second)
    for place, language in ((first, "zh_CN"), (second, "both")):
        out = tmp_path / f"{language}.pdf"
        place.says("paper", "transfer", transfer, "--out", str(out), "--language", language)
        said = text_of(out.read_bytes())
        for words in ("调拨单", "18中央维修部", "F0031", "厂内班车", "张*", "收货人签名"):
            assert words in said
        assert "张伟" not in said


def test_a_shop_that_began_alone_is_sent_to_by_its_new_number(tmp_path: Path, hub: Served) -> None:
    first = at(tmp_path, hub, HERE)
    alone = Place(tmp_path / "alone", 1, 90_123)
    alone.says("enrol", "--hub", hub.url, "--code", hub.code(THERE, 1))
    item, own = takes_in(first), takes_in(alone)
    transfer = sends(first, item)
    syncs(first, alone)
    assert receives(alone, transfer, item)["items"][0]["status"] == "RECEIVED"
    back = sends(alone, item, own, to=HERE)
    syncs(alone, first)
    assert receives(first, back, item, own)["status"] == "ARRIVED"
    assert goes_home(first, own)["items"]


def test_what_cannot_go_is_told(tmp_path: Path, hub: Served) -> None:
    place = at(tmp_path, hub, HERE)
    item = takes_in(place)
    case, agreed = [item["case_number"]], {"customer_agreed": True}
    for rule, facts in (
        ("transfer.to_itself", {"to_outlet": HERE, "case_numbers": case} | agreed),
        ("transfer.no_outlet", {"to_outlet": 100_000, "case_numbers": case} | agreed),
        ("transfer.needs_consent", {"to_outlet": THERE, "case_numbers": case}),
        ("transfer.how_many", {"to_outlet": THERE, "case_numbers": []} | agreed),
        ("transfer.named_twice", {"to_outlet": THERE, "case_numbers": case * 2} | agreed),
    ):
        assert refused(place, "pack_transfer", **facts)["rule"] == rule
    does(place, "hang_card", card_number=item["card_number"], case_number=case[0])
    does(place, "start_work", card_number=item["card_number"])
    facts = {"to_outlet": THERE, "case_numbers": case} | agreed
    assert refused(place, "pack_transfer", **facts)["rule"] == "transfer.clock_runs"
    does(place, "stop_work", card_number=item["card_number"])
    packed = does(place, "pack_transfer", **facts)
    assert refused(place, "pack_transfer", **facts)["rule"] == "transfer.already_packed"
    given_up = {"transfer_number": packed["transfer_number"], "reason": "班车不来"}
    assert does(place, "cancel_transfer", **given_up)["status"] == "CANCELLED"
    does(place, "pack_transfer", **facts)
    nobodys = make(NumberKind.TRANSFER, outlet=HERE, seat=1, year=2026, sequence=999)
    unknown = {"transfer_number": nobodys, "items": [{"number": item["card_number"]}]}
    assert refused(place, "receive_transfer", **unknown)["rule"] == "transfer.unknown"

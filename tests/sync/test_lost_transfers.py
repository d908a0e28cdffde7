"""An item that was sent and never came: one of the two ends says so, and it may be found."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.sync.test_server import Served
from tests.sync.test_transfers import (
    HERE,
    THERE,
    alarms,
    at,
    does,
    goes_home,
    hub,
    receives,
    refused,
    rules_of,
    sends,
    syncs,
    takes_in,
)

__all__ = ["hub"]


def test_what_never_came_is_lost_and_may_be_found(tmp_path: Path, hub: Served) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    items = [takes_in(first), takes_in(first)]
    transfer = sends(first, *items)
    syncs(first, second)
    lost = {"transfer_number": transfer, "reason": "承运人查不到"}
    stranger = takes_in(second)["case_number"]
    wrong = refused(second, "declare_transfer_lost", case_numbers=[stranger], **lost)
    assert wrong["rule"] == "transfer.not_awaited"
    silent = {"transfer_number": transfer, "reason": " "}
    assert refused(second, "declare_transfer_lost", **silent)["rule"] == "input.missing"
    receives(second, transfer, items[0])
    said = does(second, "declare_transfer_lost", **lost)
    assert (said["status"], [one["status"] for one in said["items"]]) == (
        "LOST", ["RECEIVED", "LOST"],
    )  # fmt: skip
    assert said["items"][1]["custody_state"] == "LOST_OR_DAMAGED"
    assert "transfer.item_lost" in rules_of(said)
    assert "transfer.item_lost" in alarms(second)
    assert refused(second, "declare_transfer_lost", **lost)["rule"] == "transfer.not_now"
    card, case = items[1]["card_number"], items[1]["case_number"]
    assert refused(second, "move_item", number=card, to="BENCH")["rule"] == "custody.not_now"
    asked = json.dumps({"now_at": datetime.now(UTC).isoformat()})
    board = second.says("do", "board", asked, "--as", "1009")
    assert items[0]["case_number"] in json.dumps(board)
    assert case not in json.dumps(board)
    syncs(second, first)
    assert first.says("do", "transfers", "{}", "--as", "1009")["rows"] == []
    # the sender finds it in the car: whoever holds it with its paper has it
    found = receives(first, transfer, items[1])
    assert found["items"][1]["status"] == "RETURNED"
    assert goes_home(first, items[1])["items"]
    syncs(first, second, first)
    for place in (first, second):
        assert place.says("conflicts", "--as", "1009") == []
        assert place.says("verify")["whole"]


def test_the_sender_may_say_that_it_is_lost_and_the_receiver_find_it(
    tmp_path: Path, hub: Served
) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    item = takes_in(first)
    transfer = sends(first, item)
    packed = does(first, "pack_transfer", to_outlet=THERE, customer_agreed=True,
                  case_numbers=[takes_in(first)["case_number"]])  # fmt: skip
    unsent = {"transfer_number": packed["transfer_number"], "reason": "丢了"}
    assert refused(first, "declare_transfer_lost", **unsent)["rule"] == "transfer.not_now"
    does(first, "declare_transfer_lost", transfer_number=transfer, reason="丢了")
    receipt = {"receipt_number": item["receipt_number"]}
    assert refused(first, "hand_back", **receipt)["rule"] == "handback.work_not_over"
    syncs(first, second)
    case = {"card_number": item["card_number"], "case_number": item["case_number"]}
    assert refused(second, "hang_card", **case)["rule"] == "case.other_custodian"
    assert receives(second, transfer, item)["status"] == "ARRIVED"
    does(second, "hang_card", **case)
    syncs(second, first)
    assert first.says("conflicts", "--as", "1009") == []

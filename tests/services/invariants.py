"""What is true of a shop after any act (domain.md §5), read from its rows."""

from collections import Counter as Tally
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from counter.domain import cards, custody, receipts
from counter.domain.numbers import is_valid
from counter.domain.states import CardStatus, CustodyState, ReceiptStatus
from counter.storage.blobs import blobs_of, standing
from tests.desk import ZONE, Desk

States = dict[str, str]
GOOD_FOR_OPEN_LINES = {"ISSUED", "LOST_REPORTED", "LOST_DECLARED"}
WORK_OVER = {"PASSED", "RETURN_UNREPAIRED", "CLOSED"}
ON_SHELVES = {"IN_STORE", "READY", "NOTIFIED", "UNCLAIMED"}
ON_THE_ROAD = {"IN_TRANSIT", "LOST_OR_DAMAGED"}
WAITS_TO_BE_FETCHED = {"READY", "NOTIFIED", "UNCLAIMED", "HANDED_BACK"}


def check(desk: Desk) -> None:
    """All of them; an AssertionError names what no longer holds."""
    for one in (
        _receipts,
        _items,
        _clocks,
        _inspections,
        _settlements,
        _estimates,
        _ledgers,
        _pictures,
    ):
        one(desk)


def _pictures(desk: Desk) -> None:
    """Every picture that stands has its bytes, and there are no other bytes."""
    db = desk.counter.shop.db
    blobs = blobs_of(db)
    names = {name for name, _ in standing(db)}
    assert set(blobs.names()) == names
    assert all(blobs.is_whole(name) for name in names)


def states(desk: Desk) -> States:
    """The state of every receipt, card and item, by number."""
    found: States = {}
    for table, column in (
        ("item_receipt", "status"),
        ("repair_card", "status"),
        ("customer_item", "custody_state"),
    ):
        found |= {row["number"]: f"{table}.{row[column]}" for row in desk.rows(table)}
    return found


def check_ways(before: States, after: States) -> None:
    """Everything went only along the ways of the tables."""
    for number, state in after.items():
        table, _, now = state.partition(".")
        was = before.get(number, "").partition(".")[2]
        if was and was != now:
            assert now in REACHED[table][was], f"{number}: {was} became {now}"


def _reached(ways: Mapping[StrEnum, Mapping[StrEnum, StrEnum]]) -> dict[str, set[str]]:
    """Where each state can lead in up to three events, which is the most one act takes."""
    reached: dict[str, set[str]] = {}
    for state in ways:
        seen = {state}
        for _ in range(3):
            seen |= {after for one in seen for after in ways[one].values()}
        reached[state.value] = {one.value for one in seen}
    return reached


REACHED = {
    "item_receipt": _reached(receipts.WAYS),
    "repair_card": _reached(cards.WAYS),
    "customer_item": _reached(custody.WAYS),
}


def _receipts(desk: Desk) -> None:
    receipt = {row["id"]: row for row in desk.rows("item_receipt")}
    assert all(row["status"] not in ("DRAFT", "RECOVERED") for row in receipt.values())
    open_on = Tally[bytes]()
    for line in desk.rows("receipt_line"):
        if line["recovered_at"] is None:
            open_on[line["item_id"]] += 1
            assert receipt[line["receipt_id"]]["status"] in GOOD_FOR_OPEN_LINES
    for item in desk.rows("customer_item"):
        is_here = item["custody_state"] != "HANDED_BACK"
        assert open_on[item["id"]] == int(is_here), item["number"]
    numbers = [row["number"] for table in NUMBERED for row in desk.rows(table)]
    assert len(set(numbers)) == len(numbers)
    assert all(map(is_valid, numbers))


NUMBERED = (
    *("item_receipt", "repair_card", "customer_item", "customer", "settlement", "estimate"),
    "transfer",
)


def _items(desk: Desk) -> None:
    card = {row["item_id"]: row for row in desk.rows("repair_card")}
    last = {event["item_id"]: event for event in desk.rows("custody_event")}
    secret = {row["item_id"] for row in desk.rows("passcode")}
    for item in desk.rows("customer_item"):
        state, status = item["custody_state"], card[item["id"]]["status"]
        event = last[item["id"]]
        assert (event["state"], event["shelf_id"]) == (state, item["shelf_id"])
        assert (state == "HANDED_BACK") == (status == "CLOSED"), (state, status)
        assert (item["out_at"] is not None) == (state == "HANDED_BACK")
        if state not in ON_THE_ROAD:  # repaired or not
            assert (state in WAITS_TO_BE_FETCHED) == (status in WORK_OVER), (state, status)
        assert item["shelf_id"] is None or state in ON_SHELVES
        assert state != "HANDED_BACK" or item["id"] not in secret


def _clocks(desk: Desk) -> None:
    card = {row["id"]: row for row in desk.rows("repair_card")}
    item = {row["id"]: row for row in desk.rows("customer_item")}
    running = [step for step in desk.rows("work_step") if step["ended_at"] is None]
    assert len({step["technician_id"] for step in running}) == len(running)
    for step in running:
        on = card[step["card_id"]]
        assert on["status"] in ("DIAGNOSING", "REPAIRING"), on["status"]
        assert item[on["item_id"]]["custody_state"] == "AT_BENCH"
    for step in desk.rows("work_step"):
        assert step["minutes"] >= 0


def _inspections(desk: Desk) -> None:
    person = {row["id"]: row for row in desk.rows("person")}
    for card in desk.rows("repair_card"):
        if card["status"] != "PASSED":
            continue
        steps = desk.rows("work_step", "card_id = ? AND corrected_by IS NULL", card["id"])
        pieces = sum(part["qty"] for part in desk.rows("part_used", "card_id = ?", card["id"]))
        assert sum(step["minutes"] for step in steps) > 0
        assert pieces > 0 or card["no_parts_used"]
        assert person[card["inspected_by"]]["role"] in ("SUPERVISOR", "MANAGER")


def _settlements(desk: Desk) -> None:
    for item in desk.rows("customer_item"):
        made = desk.rows("settlement", "item_id = ?", item["id"])
        standing = [one for one in made if one["status"] != "REPLACED"]
        assert len(standing) <= 1
        for one in made:
            lines = desk.rows("settlement_line", "settlement_id = ?", one["id"])
            assert sum(line["gross_fen"] for line in lines) == one["gross_fen"]
            assert sum(line["net_fen"] for line in lines) == one["net_fen"]
            assert one["net_fen"] + one["tax_fen"] == one["gross_fen"] >= 0
        money = desk.rows("payment", "item_id = ?", item["id"])
        paid = sum(line["amount_fen"] for line in money)
        went_home = item["out_how"] in ("SELF", "DEPUTY")
        assert standing or not went_home
        for one in standing:
            due = one["gross_fen"] - paid
            assert (due == 0) == (one["status"] in ("PAID", "ZERO_DUE")), (due, one["status"])
            assert one["gross_fen"] <= max(_agreed(desk, item["id"]), item["diagnosis_fee_fen"])
            if went_home and one["status"] == "OPEN":
                assert any(line["kind"] == "REVERSAL" for line in money)


def _agreed(desk: Desk, item_id: bytes) -> int:
    standing = desk.rows("estimate", "item_id = ? AND status = 'CONSENTED'", item_id)
    return sum(
        consent["amount_fen"]
        for estimate in standing
        for consent in desk.rows("consent", "estimate_id = ?", estimate["id"])
    )


def _estimates(desk: Desk) -> None:
    card = {row["item_id"]: row for row in desk.rows("repair_card")}
    waiting = Tally(row["item_id"] for row in desk.rows("estimate", "status = 'SENT'"))
    for item_id, one in card.items():
        assert waiting[item_id] == int(one["status"] == "AWAIT_APPROVAL")


def _ledgers(desk: Desk) -> None:
    used = sum(part["qty"] for part in desk.rows("part_used"))
    booked = sum(entry["qty"] for entry in desk.rows("stock_entry", "card_id IS NOT NULL"))
    assert used == -booked
    kept = {row["part_id"]: row["qty"] for row in desk.rows("stock_balance")}
    for part_id, qty in kept.items():
        entries = desk.rows("stock_entry", "part_id = ?", part_id)
        assert qty == sum(entry["qty"] for entry in entries)
    days = {(row["day"], row["method"], row["currency"]) for row in desk.rows("day_total")}
    for count in desk.rows("till_count"):
        of_day = (count["day_on"], count["method"], count["currency"])
        paid = [
            line for line in desk.rows("payment", "at <= ?", count["at"]) if _of(line) == of_day
        ]
        assert count["book_fen"] == sum(line["amount_fen"] for line in paid)
        assert of_day in days or not count["book_fen"]
    for line in desk.rows("payment", "reverses IS NOT NULL"):
        (reversed_line,) = desk.rows("payment", "id = ?", line["reverses"])
        assert line["amount_fen"] == -reversed_line["amount_fen"]


def _of(line: Mapping[str, Any]) -> tuple[str, str, str]:
    """The day, the way and the currency a payment counts for."""
    day = datetime.fromtimestamp(line["at"] / 1000, ZONE).date().isoformat()
    return day, line["method"], line["currency"]


assert {status.value for status in CardStatus} >= WORK_OVER
assert {state.value for state in CustodyState} >= ON_SHELVES | WAITS_TO_BE_FETCHED | ON_THE_ROAD
assert {status.value for status in ReceiptStatus} >= GOOD_FOR_OPEN_LINES

"""The shops that are walked through: the demo shop with a busy noon, one with nothing in it."""

import json
from pathlib import Path

from counter.app import Counter
from counter.demo import make_demo
from tests.desk import CASHIER, DAY, DESK, MINUTE, SUPERVISOR, TECHNICIAN, Desk, moment, opened

TODAY, NOW = "2026-11-22", moment("2026-11-22 14:30")
NOON = moment("2026-11-22 13:20")
CASES = 30
FULL, EMPTY, NONE, NUMBERS = "full", "empty", "none", "numbers.json"


def say_nothing(_done: int, _of: int) -> None:
    """Thirty cases are made too fast to speak of."""


def make_shops(folder: Path) -> None:
    """Make both shops in a folder, each with the machine's folder beside it."""
    full = folder / FULL
    make_demo(full / "shop", full / "home", CASES, today=TODAY, progress=say_nothing)
    counter = Counter.open(full / "shop", full / "home", lambda: NOON)
    try:
        numbers = spend_noon(Desk(counter, NOON))
    finally:
        counter.close()
    (full / NUMBERS).write_text(json.dumps(numbers), "utf-8")
    (folder / EMPTY).mkdir()
    with opened(folder / EMPTY, NOW - DAY):
        pass


def spend_noon(desk: Desk) -> dict[str, str]:
    """What happened since noon; the numbers that the pages open."""
    passed = standing(desk, "PASSED")
    waits = standing(desk, "AWAIT_INSPECTION")
    lost, part_paid, whole_paid, ready = (passed[place] for place in (0, 1, 2, 3))
    approved = standing(desk, "APPROVED")[-1]
    desk.do("report_receipt_lost", DESK, receipt_number=lost["receipt"], reported_by="武熙伟")
    for case, amount in ((part_paid, 5000), (whole_paid, 9000)):
        payments = [{"method": "CASH", "amount_fen": amount}]
        desk.do("take_payment", CASHIER, case_number=case["case"], payments=payments)
    again, said = waits[0]["card"], "通电十分钟后又复现"
    desk.do("inspect", SUPERVISOR, card_number=again, passed=False, reason=said)
    desk.do("start_work", TECHNICIAN, card_number=approved["card"], task="更换电容")
    desk.wait(12 * MINUTE)
    return {
        "lost": lost["receipt"],
        "ready": ready["receipt"],
        "paid": part_paid["case"],
        "unsettled": passed[-1]["case"],
        "repairing": approved["card"],
        "diagnosing": standing(desk, "DIAGNOSING")[0]["card"],
        "again": again,
        "inspect": waits[1]["card"],
        "asked": standing(desk, "AWAIT_APPROVAL")[0]["case"],
        "out": standing(desk, "CLOSED")[1]["case"],
        "regular": standing(desk, "CLOSED")[1]["customer"],
        "regular_phone": standing(desk, "CLOSED")[1]["phone"],
    }


def standing(desk: Desk, status: str) -> list[dict[str, str]]:
    """The numbers of every case whose card stands like this, in the order they came."""
    found = desk.counter.shop.db.execute(
        """
        SELECT customer_item.number, repair_card.number, item_receipt.number,
               customer.number, customer.phone
        FROM repair_card
        JOIN customer_item ON customer_item.id = repair_card.item_id
        JOIN receipt_line ON receipt_line.item_id = customer_item.id
        JOIN item_receipt ON item_receipt.id = receipt_line.receipt_id
        JOIN customer ON customer.id = customer_item.customer_id
        WHERE repair_card.status = ? ORDER BY customer_item.number
        """,
        (status,),
    )
    names = ("case", "card", "receipt", "customer", "phone")
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

"""Chance at the counter: any act with facts that may fit, and the step that would come next."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from counter.domain.states import CardStatus
from tests.builders import Facts, a_customer, a_fan, a_kettle, a_phone, labour, offered
from tests.desk import (
    CASHIER,
    DESK,
    MANAGER,
    SECOND,
    SUPERVISOR,
    TECHNICIAN,
    Desk,
)
from tests.pictures import a_picture
from tests.services.random_transfers import ON_THE_ROAD

PEOPLE = (DESK, TECHNICIAN, SUPERVISOR, CASHIER, MANAGER, SECOND)
MOST_CASES = 6


@dataclass
class Day:
    """The shop, what has been taken in so far, and chance."""

    desk: Desk
    chance: Random = field(default_factory=Random)

    def named(self) -> list[dict[str, str]]:
        """The numbers that go with each case."""
        found = self.desk.counter.shop.db.execute(
            "SELECT i.number, c.number, c.status, i.custody_state, r.number, p.number "
            "FROM customer_item i JOIN repair_card c ON c.item_id = i.id "
            "JOIN receipt_line l ON l.k = (SELECT max(k) FROM receipt_line WHERE item_id = i.id) "
            "JOIN item_receipt r ON r.id = l.receipt_id "
            "JOIN customer p ON p.id = i.customer_id ORDER BY i.k"
        )
        names = ("case", "card", "status", "custody", "receipt", "customer")
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def due(self, case: str) -> int | None:
        """What is due for a case, None before it is settled."""
        return self.desk.counter.shop.db.execute(
            "SELECT s.gross_fen - (SELECT coalesce(sum(amount_fen), 0) FROM payment "
            "WHERE item_id = i.id) FROM customer_item i LEFT JOIN settlement s "
            "ON s.item_id = i.id AND s.status <> 'REPLACED' WHERE i.number = ?",
            (case,),
        ).fetchone()[0]

    def estimate(self, case: str) -> str:
        """The newest estimate of a case, or a number that is none."""
        found = self.desk.counter.shop.db.execute(
            "SELECT e.number FROM estimate e JOIN customer_item i ON i.id = e.item_id "
            "WHERE i.number = ? ORDER BY e.k DESC",
            (case,),
        ).fetchone()
        return found[0] if found else "0000171260000165"


def a_step(day: Day) -> tuple[str, str, Facts]:
    """An act, who runs it, and its facts: often what comes next, sometimes anything."""
    cases = day.named()
    if not cases or (len(cases) < MOST_CASES and day.chance.random() < 0.15):
        return "check_in", DESK, some_check_in(day.chance)
    case = day.chance.choice(cases)
    if day.chance.random() < 0.6:
        return what_comes_next(day, case)
    # a transfer takes three acts in a row, which chance alone seldom finds
    acts = ON_THE_ROAD if day.chance.random() < 0.3 else ANYTHING
    name = day.chance.choice(list(acts))
    by = MANAGER if day.chance.random() < 0.8 else day.chance.choice(PEOPLE)
    return name, by, ANYTHING[name](day, case)


def some_check_in(chance: Random) -> Facts:
    """One to three items of one of three customers."""
    phone, name = chance.choice(
        [("13800135678", "张伟"), ("13911112222", "陈静"), ("13800135678", "李娜")]
    )
    makes = [a_fan, a_kettle, a_phone]
    deposit = {"method": "CASH", "amount_fen": chance.choice([500, 9000])}
    more: Facts = chance.choice([{}, {"diagnosis_fee_fen": 2000}, {"deposit": deposit}])
    items = [chance.choice(makes)(**more) for _ in range(chance.choice([1, 1, 2, 3]))]
    return {
        "customer": a_customer(phone, name, name_differs=chance.choice(["ASK", "NEW_CUSTOMER"])),
        "items": items,
        "signed_on": chance.choice(["PAPER", "NOT_YET"]),
    }


def what_comes_next(day: Day, case: dict[str, str]) -> tuple[str, str, Facts]:
    """The act that would follow in a day without trouble."""
    status = CardStatus(case["status"])
    if status is CardStatus.AWAIT_APPROVAL:
        yes = {"estimate_number": day.estimate(case["case"]), "how": "IN_PERSON"}
        return "record_consent", DESK, yes
    if status not in NEXT:
        return _on_the_way_home(day, case)
    act, by, more = day.chance.choice(NEXT[status])
    facts = {"card_number": case["card"]} | more
    return act, by, facts | ({"case_number": case["case"]} if act == "hang_card" else {})


STARTS: list[tuple[str, str, Facts]] = [
    ("start_work", TECHNICIAN, {}),
    ("start_work", SECOND, {}),
    ("start_work", SUPERVISOR, {}),
    ("stop_work", MANAGER, {}),
]
NEXT: dict[CardStatus, list[tuple[str, str, Facts]]] = {
    CardStatus.OPENED: [("hang_card", DESK, {})],
    CardStatus.HUNG: STARTS,
    CardStatus.APPROVED: STARTS,
    CardStatus.AWAIT_PARTS: STARTS,
    CardStatus.REWORK: STARTS,
    CardStatus.DIAGNOSING: [
        ("send_estimate", TECHNICIAN, {"lines": [offered()]}),
        (
            "record_diagnosis",
            TECHNICIAN,
            {"finding": "COVERED", "diagnosis": "松动", "category": "FREE"},
        ),
    ],
    CardStatus.REPAIRING: [
        ("finish_repair", SUPERVISOR, {"no_parts_used": True}),
        ("finish_repair", SUPERVISOR, {}),
        ("use_part", TECHNICIAN, {"part": "MF-17"}),
    ],
    CardStatus.AWAIT_INSPECTION: [
        ("inspect", MANAGER, {"passed": True}),
        ("inspect", MANAGER, {"passed": True, "shelf": "A-02"}),
        ("inspect", MANAGER, {"passed": False, "reason": "看过"}),
    ],
}


def _on_the_way_home(day: Day, case: dict[str, str]) -> tuple[str, str, Facts]:
    """Settle what is not settled, clear what is due, then hand back."""
    due = day.due(case["case"])
    if due is None or day.chance.random() < 0.1:
        return "settle", DESK, _settle(day, case)
    if due > 0:
        payments = [{"method": "CASH", "amount_fen": due}]
        return "take_payment", CASHIER, {"case_number": case["case"], "payments": payments}
    if due < 0:
        return "refund_payment", CASHIER, ANYTHING["refund_payment"](day, case)
    return "hand_back", DESK, _hand_back(day, case)


def _settle(day: Day, case: dict[str, str]) -> Facts:
    covers = ["CUSTOMER", "WARRANTY_MANUFACTURER", "GOODWILL"]
    lines = [
        labour(coverage=day.chance.choice(covers)) for _ in range(day.chance.choice([0, 1, 1, 2]))
    ]
    return {
        "case_number": case["case"],
        "lines": lines,
        "rounding_off_fen": day.chance.choice([0, 0, 50]),
    }


def _pay(day: Day, case: dict[str, str]) -> Facts:
    return {
        "case_number": case["case"],
        "payments": [
            {
                "method": day.chance.choice(["CASH", "WECHAT"]),
                "amount_fen": day.chance.choice([500, 2000, 6000, 10000]),
            }
        ],
        "deposit": day.chance.random() < 0.2,
    }


def _hand_back(day: Day, case: dict[str, str]) -> Facts:
    facts: Facts = {
        "receipt_number": case["receipt"],
        "all_accessories_back": day.chance.random() < 0.9,
        "receipt_shown": day.chance.random() < 0.8,
    }
    if day.chance.random() < 0.5:
        facts["items"] = [{"case_number": case["case"]}]
    if day.chance.random() < 0.2:
        facts |= {"credit_approved_by": SUPERVISOR, "credit_pin": "0000"}
    return facts


def _lost(day: Day, case: dict[str, str]) -> Facts:
    return {
        "receipt_number": case["receipt"],
        "declarant_name": "张伟",
        "id_type": "身份证",
        "id_tail": "302X",
        "phone_check": "CODE",
        "item_knowledge": "都对",
        "declaration_signed": True,
        "approved_by": SUPERVISOR,
        "approved_pin": "0000",
        "reissue": day.chance.random() < 0.3,
    }


def _card(**more: Any) -> Callable[[Day, dict[str, str]], Facts]:
    return lambda day, case: {"card_number": case["card"]} | more


def _case(**more: Any) -> Callable[[Day, dict[str, str]], Facts]:
    return lambda day, case: {"case_number": case["case"]} | more


def _receipt(**more: Any) -> Callable[[Day, dict[str, str]], Facts]:
    return lambda day, case: {"receipt_number": case["receipt"]} | more


def _statements(day: Day, _case: dict[str, str]) -> Facts:
    return {"settlement_numbers": [row["number"] for row in day.desk.rows("settlement")]}


@cache
def _picture_file(n: int) -> str:
    """A picture, or for 0 a file that is none."""
    path = Path(tempfile.mkdtemp(prefix="counter-picture-")) / f"{n}.jpg"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    if n == 0:
        path.write_bytes(b"no picture")
        return str(path)
    return str(a_picture(path, seed=n, size=(64, 48)))


def _other(day: Day) -> dict[str, str]:
    return day.chance.choice(day.named())


ANYTHING: dict[str, Callable[[Day, dict[str, str]], Facts]] = ON_THE_ROAD | {
    "confirm_signature": _receipt(signed_on="PAPER"),
    "present_receipt": _receipt(),
    "report_receipt_lost": _receipt(),
    "receipt_found": _receipt(),
    "declare_receipt_lost": _lost,
    "void_receipt": lambda day, case: {
        "receipt_number": case["receipt"],
        "reason": "开错",
        "reissue": day.chance.random() < 0.5,
    },
    "hang_card": lambda day, case: {
        "card_number": case["card"],
        "case_number": _other(day)["case"],
    },
    "move_item": lambda day, case: {
        "number": case["case"],
        "to": day.chance.choice(["SHELF", "SHELF", "BENCH", "SENT_OUT"]),
        "shelf": day.chance.choice(["A-01", "A-02"]),
        "sent_to": "宏信",
        "customer_agreed": True,
    },
    "start_work": _card(),
    "stop_work": lambda day, case: {
        "card_number": case["card"],
        "minutes": day.chance.choice([None, 0, 1, 5]),
    },
    "wait_for_parts": _card(cause="OUTLET"),
    "record_diagnosis": lambda day, case: {
        "card_number": case["card"],
        "finding": day.chance.choice(
            ["NEEDS_ESTIMATE", "COVERED", "NO_FAULT_FOUND", "NOT_REPAIRABLE"]
        ),
        "diagnosis": "看过",
        "category": day.chance.choice([None, "FREE", "CONTRACT"]),
    },
    "record_test": lambda day, case: {
        "card_number": case["card"],
        "name": "绝缘",
        "value": day.chance.choice(["1", "20"]),
        "low": "2",
    },
    "use_part": _card(part="MF-17"),
    "take_back_part": lambda day, case: {
        "card_number": case["card"],
        "n": day.chance.choice([1, 2]),
        "reason": "拿错",
    },
    "send_estimate": lambda day, case: {
        "card_number": case["card"],
        "lines": [offered(day.chance.choice([1800, 6000]))],
        "extra": day.chance.random() < 0.4,
    },
    "record_consent": lambda day, case: {
        "estimate_number": day.estimate(case["case"]),
        "how": "SIGNED",
    },
    "decline_estimate": lambda day, case: {
        "estimate_number": day.estimate(case["case"]),
        "reason": "太贵",
    },
    "finish_repair": lambda day, case: {
        "card_number": case["card"],
        "no_parts_used": day.chance.random() < 0.5,
    },
    "correct_card_step": lambda day, case: {
        "card_number": case["card"],
        "n": day.chance.choice([1, 2, 3]),
        "minutes": day.chance.choice([0, 1, 3]),
        "reason": "记错",
    },
    "inspect": lambda day, case: {
        "card_number": case["card"],
        "passed": day.chance.random() < 0.5,
        "reason": "看过",
        "shelf": day.chance.choice(["", "A-01"]),
    },
    "notify_customer": _case(how="PHONE", said="请来取"),
    "settle": _settle,
    "take_payment": _pay,
    "refund_payment": _case(method="CASH", reason="多收"),
    "reverse_payment": lambda day, case: {
        "case_number": case["case"],
        "n": day.chance.choice([1, 2, 3]),
        "reason": "记错",
    },
    "hand_back": _hand_back,
    "withdraw_item": _case(reason="不修了"),
    "correct_customer": lambda day, case: {
        "customer_number": case["customer"],
        "phone": day.chance.choice(["13800135678", "13911112222"]),
    },
    "merge_customers": lambda day, case: {
        "keep_number": case["customer"],
        "other_number": _other(day)["customer"],
    },
    "correct_unit": lambda day, case: {
        "case_number": case["case"],
        "serial": f"SN{day.chance.randrange(1000)}",
    },
    "correct_item": _case(fault="按键失灵", condition_note="外壳有裂纹"),
    "reveal_customer": _case(),
    "see_customer_answers": _case(),
    "merge_units": lambda day, case: {
        "keep_case_number": case["case"],
        "other_case_number": _other(day)["case"],
    },
    "erase_customer": lambda day, case: {
        "customer_number": case["customer"],
        "reason": "要求",
    },
    "count_till": lambda day, case: {
        "counted_fen": day.chance.choice([-1, 0, 50000]),
        "float_fen": day.chance.choice([0, 20000]),
    },
    "take_stock_of_shelf": lambda day, case: {"shelf": "A-01", "found": [case["card"]]},
    "print_statements": _statements,
    "print_estimate": lambda day, case: {"estimate_number": day.estimate(case["case"])},
    "add_photo": lambda day, case: {
        "number": case[day.chance.choice(["case", "card"])],
        "what": day.chance.choice(["CHECK_IN", "BENCH", "HAND_BACK"]),
        "file": _picture_file(day.chance.choice([0, 1, 2])),
    },
    "withdraw_photo": lambda day, case: {
        "number": case["case"],
        "n": day.chance.choice([1, 2, 3]),
        "reason": "拍糊了",
    },
    "reprint_paper": lambda day, case: {
        "form": "item_receipt",
        "number": case["receipt"],
        "reason": "卡纸",
    },
    "reveal_passcode": _case(reason="测试"),
    "receive_parts": lambda day, case: {
        "part": "MF-17",
        "qty": day.chance.choice([-1, 1, 5]),
        "reason": "盘点",
    },
    "change_setting": lambda day, case: {
        "name": "self_inspection",
        "value": day.chance.random() < 0.5,
    },
}

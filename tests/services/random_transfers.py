"""Chance on the road: items packed for another outlet, sent, given up, refused or come back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.builders import Facts

if TYPE_CHECKING:
    from tests.services.random_day import Day

NONE = "0000171260000165"


def _transfer(day: "Day") -> str:
    """The number of one of the transfers, or a number that is none."""
    numbers = [row["number"] for row in day.desk.rows("transfer")]
    return day.chance.choice(numbers[-3:] or [NONE])


def _pack(day: "Day", case: dict[str, str]) -> Facts:
    parts = [{"part": "MF-17", "qty": day.chance.choice([1, 2])}]
    return {
        "to_outlet": day.chance.choice([17, 90, 90, 90]),
        "to_name": "中央维修部",
        "case_numbers": [case["case"]],
        "parts": day.chance.choice([[], parts]),
        "seal": "F0031",
        "customer_agreed": day.chance.random() < 0.9,
    }


def _receive(day: "Day", case: dict[str, str]) -> Facts:
    return {
        "transfer_number": _transfer(day),
        "items": [{"number": case["card"], "damaged": day.chance.choice(["", "外壳有裂纹"])}],
        "seal": day.chance.choice(["", "F0031", "F0032"]),
    }


ON_THE_ROAD: dict[str, Callable[["Day", dict[str, str]], Facts]] = {
    "pack_transfer": _pack,
    "send_transfer": lambda day, case: {"transfer_number": _transfer(day)},
    "cancel_transfer": lambda day, case: {
        "transfer_number": _transfer(day),
        "reason": "班车今天不来",
    },
    "receive_transfer": _receive,
    "refuse_transfer": lambda day, case: {
        "transfer_number": _transfer(day),
        "reason": "外箱破损",
    },
    "declare_transfer_lost": lambda day, case: {
        "transfer_number": _transfer(day),
        "case_numbers": day.chance.choice([[], [case["case"]]]),
        "reason": "承运人查不到",
    },
}

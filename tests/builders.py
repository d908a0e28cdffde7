"""Made-up people and things as they stand at the counter: facts of `check_in`, as JSON has them."""

from typing import Any

Facts = dict[str, Any]


def a_customer(phone: str = "13800135678", name: str = "张伟", **more: Any) -> Facts:
    """Somebody with a phone."""
    return {"phone": phone, "name": name, **more}


def a_kettle(**more: Any) -> Facts:
    """A kettle with two accessories and no serial number."""
    facts: Facts = {
        "unit": {"kind": "kettle", "brand": "苏泊尔", "model": "SW-17J"},
        "fault": "烧水时底座漏水",
        "fault_codes": ["LEAKS"],
        "condition_codes": ["SCRATCHES"],
        "accessories": [{"code": "BASE"}, {"name": "滤网", "qty": 2}],
    }
    return facts | more


def a_fan(**more: Any) -> Facts:
    """A fan with nothing beside it and no marks."""
    facts: Facts = {
        "unit": {"kind": "fan", "model": "FS40"},
        "fault_codes": ["NOISE"],
        "no_marks": True,
        "no_accessories": True,
    }
    return facts | more


def a_phone(serial: str = "356938035643809", **more: Any) -> Facts:
    """A phone with an IMEI and a passcode."""
    facts: Facts = {
        "unit": {"kind": "phone", "model": "Mate 60", "serial": serial},
        "fault_codes": ["SCREEN"],
        "no_marks": True,
        "no_accessories": True,
        "passcode": "147258",
    }
    return facts | more


def labour(price_fen: int = 6000, **more: Any) -> Facts:
    """A line of work to settle."""
    return {"line": "labour_line", "name": "更换密封圈", "price_fen": price_fen, **more}


def offered(amount_fen: int = 6000, **more: Any) -> Facts:
    """A line of work to estimate."""
    return {"line": "labour_line", "name": "更换密封圈", "amount_fen": amount_fen, **more}

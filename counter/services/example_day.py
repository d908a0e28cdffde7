"""A whole day by the examples of `counter.services.catalogue`, in an order in which all succeed."""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from counter.services.catalogue import ACTS, KETTLE

EXAMPLES = {act.name: act.example for act in ACTS}
PHONE: dict[str, Any] = {
    "unit": {"kind": "phone", "model": "Mate 60", "serial": "356938035643809"},
    "fault_codes": ["SCREEN"],
    "no_marks": True,
    "no_accessories": True,
    "passcode": "147258",
}
FAN: dict[str, Any] = {
    "unit": {"kind": "fan", "brand": "艾美特"},
    "fault_codes": ["NOISE"],
    "no_marks": True,
    "no_accessories": True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of the day: who runs it, facts other than its example's, and names to keep.

    `keep` gives a field of the answer a name of its own for later, so that a newer answer does not
    take its place.
    """

    act: str
    by: str
    facts: dict[str, Any] | None = None
    keep: dict[str, str] = field(default_factory=dict[str, str])

    def filled(self, known: dict[str, str]) -> dict[str, Any]:
        """The facts with every "{name}" replaced by what is known under it."""
        return filled(EXAMPLES[self.act] if self.facts is None else self.facts, known)


def _step(act: str, by: str, **facts: Any) -> Step:
    return Step(act=act, by=by, facts=facts or None)


def _person(code: str, name: str, role: str) -> Step:
    return _step("add_person", "1009", code=code, name=name, role=role, pin="0000")


def _takes_in(item: dict[str, Any], *, phone: str = "13800135678", name: str = "张伟") -> Step:
    customer = {"phone": phone, "name": name}
    return _step("check_in", "1001", customer=customer, items=[item], signed_on="PAPER")


SET_UP = (
    _step("open_shop", ""),
    _person("1001", "孙丽", "FRONT_DESK"),
    _step("add_person", "1009"),
    _person("1003", "李工", "SUPERVISOR"),
    _person("1004", "钱会计", "CASHIER"),
    _step("change_person", "1009"),
    _step("set_pin", "1001"),
    _step("set_pin", "1009", code="1001", pin="0000"),
    _step("add_shelf", "1009"),
    _step("add_shelf", "1009", name="A-02"),
    _step("change_shelf", "1009"),
    _step("add_part", "1009"),
    _step("change_part", "1009"),
    _step("receive_parts", "1003"),
    _step("add_item_kind", "1009"),
    _step("change_item_kind", "1009"),
    _step("change_setting", "1009"),
    _step("change_outlet", "1009"),
    _step("save_draft", "1001"),
    _step("drop_draft", "1001"),
)

A_REPAIR = (
    Step(act="check_in", by="1001", keep={"kept_customer": "customer_number"}),
    _step("mark_papers", "1001"),
    _step("route_papers", "1001"),
    _step("retry_papers", "1001"),
    _step("cancel_papers", "1001"),
    _step("add_photo", "1001"),
    _step("withdraw_photo", "1001"),
    _step("add_photo", "1001"),
    _step("confirm_signature", "1001"),
    _step("reprint_paper", "1003"),
    _step("correct_unit", "1001"),
    _step("correct_item", "1001"),
    _step("reveal_customer", "1001"),
    _step("hang_card", "1001"),
    _step("move_item", "1001"),
    _step("take_stock_of_shelf", "1001"),
    _step("start_work", "1002"),
    _step("record_test", "1002"),
    _step("record_diagnosis", "1002"),
    _step("stop_work", "1002"),
    _step("send_estimate", "1002"),
    _step("print_estimate", "1001"),
    _step("record_consent", "1001"),
    _step(
        "take_payment",
        "1004",
        case_number="{case_number}",
        payments=[{"method": "CASH", "amount_fen": 2000}],
        deposit=True,
    ),
    _step("wait_for_parts", "1002"),
    _step("start_work", "1002"),
    _step("use_part", "1002"),
    _step("take_back_part", "1002"),
    _step("use_part", "1002"),
    _step("finish_repair", "1002"),
    _step("correct_card_step", "1003"),
    _step("inspect", "1003"),
    _step("notify_customer", "1001"),
    _step("settle", "1001"),
    _step("print_statements", "1001"),
    _step("take_payment", "1004"),
    _step("reverse_payment", "1004"),
    _step("take_payment", "1004"),
    _step("present_receipt", "1001"),
    _step("hand_back", "1001"),
)

LOST_AND_DECLINED = (
    _takes_in(PHONE, phone="13900001111", name="王芳"),
    _step("reveal_passcode", "1003"),
    _step("report_receipt_lost", "1001"),
    _step("receipt_found", "1001"),
    _step("hang_card", "1001"),
    _step("start_work", "1002"),
    _step("send_estimate", "1002"),
    _step("decline_estimate", "1001"),
    _step("settle", "1001", case_number="{case_number}"),
    _step("declare_receipt_lost", "1001"),
    _step("hand_back", "1001", receipt_number="{receipt_number}", receipt_shown=False),
    _step("erase_customer", "1009"),
)

WITHDRAWN = (
    _takes_in(KETTLE | {"deposit": {"method": "CASH", "amount_fen": 3000}}),
    _step("withdraw_item", "1003"),
    _step("settle", "1001", case_number="{case_number}"),
    _step("refund_payment", "1003"),
    _step("hand_back", "1001"),
    _takes_in(FAN),
    _step("void_receipt", "1003"),
)

SENT_AND_BACK = (
    _takes_in(KETTLE),
    _step("pack_transfer", "1001"),
    _step("cancel_transfer", "1001"),
    _step("pack_transfer", "1001"),
    _step("send_transfer", "1001"),
    _step("declare_transfer_lost", "1003"),
    _step("receive_transfer", "1001"),
)

PUT_RIGHT = (
    Step(
        act="check_in",
        by="1001",
        facts=_takes_in(FAN, phone="13700002222", name="张玮").facts,
        keep={"kept_case": "case_number"},
    ),
    _step("withdraw_item", "1003"),
    _step("settle", "1001", case_number="{case_number}"),
    _step("hand_back", "1001"),
    _takes_in(FAN, phone="13700002222", name="张玮"),
    _step("merge_units", "1003"),
    _step("correct_customer", "1001"),
    _step("merge_customers", "1003"),
)

THE_EVENING = (
    _step("count_till", "1004"),
    _step("count_till", "1004", float_fen=20000, counted_fen=22000),
)

A_DAY: tuple[Step, ...] = (
    SET_UP + A_REPAIR + LOST_AND_DECLINED + WITHDRAWN + SENT_AND_BACK + PUT_RIGHT + THE_EVENING
)


def filled(facts: Any, known: dict[str, str]) -> Any:
    """The facts with every "{name}" in its texts replaced."""
    if isinstance(facts, dict):
        return {name: filled(value, known) for name, value in facts.items()}
    if isinstance(facts, list):
        return [filled(one, known) for one in facts]
    if isinstance(facts, str) and facts.startswith("{") and facts.endswith("}"):
        return known[facts[1:-1]]
    return facts


def learnt(answer: Any) -> dict[str, str]:
    """What an answer tells by name: its own texts, and those of the first of its `items`."""
    if not is_dataclass(answer):
        return {}
    found: dict[str, str] = {}
    for one in fields(answer):
        value = getattr(answer, one.name)
        if one.name == "items" and value:
            found |= learnt(value[0])
        elif isinstance(value, str):
            found[one.name] = value
    return found

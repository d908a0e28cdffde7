"""Every act, who may run it, and one example of its facts.

The examples form a day (`counter.services.example_day`): run in that order in an empty shop, each
one is accepted. A text like "{receipt_number}" stands for that field of the latest answer that had
one, also inside the first of its `items`; "{photo}" for a picture file of one's own. Staff of the
examples: 1001 front desk, 1002 technician, 1003 supervisor, 1004 cashier, 1009 manager, PIN 0000.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counter.services import (
    bench,
    cards,
    case_corrections,
    conflicts,
    corrections,
    custody,
    customer_answers,
    customers,
    drafts,
    estimates,
    handing_back,
    inspection,
    intake,
    item_kinds,
    lost_receipts,
    notices,
    opening,
    papers,
    part_use,
    parts,
    passcodes,
    payments,
    people,
    photos,
    receipts,
    revealing,
    settings,
    settlements,
    shelves,
    till,
    transfer_arrivals,
    transfer_losses,
    transfers,
    units,
    withdrawals,
)

#: whoever signs in may, for himself
OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: its function, the right it needs ("" = nobody has signed in yet), an example."""

    function: Callable[..., Any]
    right: str
    example: dict[str, Any]
    #: it has nothing to do in a shop that has always been alone
    of_several: bool = False

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.function.__name__

    @property
    def summary(self) -> str:
        """The first line of what its function says of itself."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]


def _act(function: Callable[..., Any], right: str, **example: Any) -> Act:
    return Act(function=function, right=right, example=example)


KETTLE: dict[str, Any] = {
    "unit": {"kind": "kettle", "brand": "苏泊尔", "model": "SW-17J", "serial": "SW17J000123"},
    "fault": "烧水时底座漏水",
    "fault_codes": ["LEAKS"],
    "condition_codes": ["SCRATCHES", "POWERS_ON"],
    "accessories": [{"code": "BASE"}, {"name": "滤网", "qty": 2}],
    "diagnosis_fee_fen": 2000,
}

ACTS: list[Act] = [
    _act(
        opening.open_shop,
        "",
        outlet=17,
        name="安序服务 · 文三路店",
        person={"code": "1009", "name": "赵敏", "pin": "0000"},
        service_phone="0571-8800 0017",
    ),
    # -- the counter
    _act(
        intake.check_in,
        "check_in",
        customer={"phone": "13800135678", "name": "张伟"},
        items=[KETTLE],
        signed_on="NOT_YET",
    ),
    _act(
        receipts.confirm_signature,
        "check_in",
        receipt_number="{receipt_number}",
        signed_on="PAPER",
    ),
    _act(cards.hang_card, "hang_card", card_number="{card_number}", case_number="{case_number}"),
    _act(custody.move_item, "move_item", number="{card_number}", to="SHELF", shelf="A-01"),
    _act(
        photos.add_photo,
        "add_photo",
        number="{case_number}",
        what="CHECK_IN",
        file="{photo}",
    ),
    _act(
        photos.withdraw_photo,
        "add_photo",
        number="{case_number}",
        n=1,
        reason="拍到了客户的脸",
    ),
    # -- the bench
    _act(bench.start_work, "start_work", card_number="{card_number}", task="检测"),
    _act(bench.stop_work, "start_work", card_number="{card_number}", done="检测"),
    _act(
        bench.record_diagnosis,
        "record_diagnosis",
        card_number="{card_number}",
        finding="NEEDS_ESTIMATE",
        diagnosis="底部密封圈老化",
        cause="自然老化",
    ),
    _act(
        bench.record_test,
        "record_diagnosis",
        card_number="{card_number}",
        name="绝缘电阻",
        value="20",
        unit="MΩ",
        low="2",
    ),
    _act(
        estimates.send_estimate,
        "send_estimate",
        card_number="{card_number}",
        lines=[
            {"line": "labour_line", "name": "更换密封圈", "amount_fen": 6000},
            {"line": "part_line", "name": "密封圈", "amount_fen": 1500},
        ],
    ),
    _act(
        estimates.record_consent,
        "record_consent",
        estimate_number="{estimate_number}",
        how="PHONE",
        called_phone="13800135678",
        amount_fen=7500,
    ),
    _act(
        estimates.decline_estimate,
        "record_consent",
        estimate_number="{estimate_number}",
        reason="客户觉得不值",
    ),
    _act(
        bench.wait_for_parts,
        "start_work",
        card_number="{card_number}",
        cause="OUTLET",
        note="密封圈在途",
    ),
    _act(part_use.use_part, "use_part", card_number="{card_number}", part="MF-17"),
    _act(
        part_use.take_back_part,
        "use_part",
        card_number="{card_number}",
        n=1,
        reason="拿错了规格",
    ),
    _act(
        bench.finish_repair,
        "finish_repair",
        card_number="{card_number}",
        done="更换密封圈",
    ),
    _act(
        corrections.correct_card_step,
        "correct_card_step",
        card_number="{card_number}",
        n=1,
        minutes=5,
        reason="忘了停表",
    ),
    _act(inspection.inspect, "inspect", card_number="{card_number}", passed=True, shelf="A-01"),
    # -- the way home
    _act(
        notices.notify_customer,
        "notify_customer",
        case_number="{case_number}",
        how="PHONE",
        said="已修好，请带收据来取",
    ),
    _act(
        settlements.settle,
        "settle",
        case_number="{case_number}",
        lines=[
            {"line": "labour_line", "name": "更换密封圈", "price_fen": 6000},
            {"line": "part_line", "name": "密封圈", "price_fen": 1500},
        ],
    ),
    _act(
        payments.take_payment,
        "take_payment",
        case_number="{case_number}",
        payments=[{"method": "WECHAT", "amount_fen": 5500}],
    ),
    _act(
        payments.reverse_payment,
        "reverse_payment",
        case_number="{case_number}",
        n=2,
        reason="付款方式登记错了",
    ),
    _act(
        payments.refund_payment,
        "refund_payment",
        case_number="{case_number}",
        method="CASH",
        reason="退还预付款",
    ),
    _act(till.count_till, "take_payment", float_fen=20000, counted_fen=25000, note="找零多给了"),
    _act(receipts.present_receipt, "present_receipt", receipt_number="{receipt_number}"),
    _act(
        handing_back.hand_back,
        "hand_back",
        receipt_number="{receipt_number}",
        all_accessories_back=True,
    ),
    # -- the ways out
    _act(
        lost_receipts.report_receipt_lost,
        "report_receipt_lost",
        receipt_number="{receipt_number}",
        reported_by="张伟",
    ),
    _act(
        lost_receipts.receipt_found,
        "report_receipt_lost",
        receipt_number="{receipt_number}",
        note="在家里找到了",
    ),
    _act(
        lost_receipts.declare_receipt_lost,
        "report_receipt_lost",
        receipt_number="{receipt_number}",
        declarant_name="张伟",
        id_type="身份证",
        id_tail="302X",
        phone_check="CALL_BACK",
        item_knowledge="说得出型号和附件",
        declaration_signed=True,
        approved_by="1003",
        approved_pin="0000",
    ),
    _act(
        receipts.void_receipt,
        "void_receipt",
        receipt_number="{receipt_number}",
        reason="型号写错了，重新受理",
    ),
    _act(
        withdrawals.withdraw_item,
        "withdraw_item",
        case_number="{case_number}",
        reason="客户不修了",
    ),
    # -- to another outlet and from one
    _act(
        transfers.pack_transfer,
        "transfer",
        to_outlet=90,
        to_name="中央维修部",
        case_numbers=["{case_number}"],
        parts=[{"part": "MF-17", "qty": 1}],
        seal="F0031",
        carrier="厂内班车",
        customer_agreed=True,
    ),
    _act(
        transfers.cancel_transfer,
        "transfer",
        transfer_number="{transfer_number}",
        reason="班车今天不来",
    ),
    _act(transfers.send_transfer, "transfer", transfer_number="{transfer_number}"),
    _act(
        transfer_arrivals.receive_transfer,
        "transfer",
        transfer_number="{transfer_number}",
        items=[{"number": "{card_number}"}],
        seal="F0031",
    ),
    Act(
        function=transfer_arrivals.refuse_transfer,
        right="transfer",
        example={"transfer_number": "{transfer_number}", "reason": "外箱破损"},
        of_several=True,
    ),
    _act(
        transfer_losses.declare_transfer_lost,
        "declare_transfer_lost",
        transfer_number="{transfer_number}",
        reason="承运人查不到",
    ),
    # -- what was written wrong
    _act(
        customers.correct_customer,
        "correct_customer",
        customer_number="{customer_number}",
        name="张玮",
    ),
    _act(
        units.correct_unit,
        "correct_customer",
        case_number="{case_number}",
        serial="SW17J000124",
    ),
    _act(
        case_corrections.correct_item,
        "correct_customer",
        case_number="{case_number}",
        condition_note="底座有裂纹",
    ),
    _act(revealing.reveal_customer, "notify_customer", case_number="{case_number}"),
    _act(
        customers.merge_customers,
        "merge_customers",
        keep_number="{kept_customer}",
        other_number="{customer_number}",
    ),
    _act(
        units.merge_units,
        "merge_customers",
        keep_case_number="{kept_case}",
        other_case_number="{case_number}",
    ),
    _act(
        customers.erase_customer,
        "erase_customer",
        customer_number="{customer_number}",
        reason="客户要求删除",
    ),
    _act(papers.print_statements, "settle", settlement_numbers=["{settlement_number}"]),
    _act(papers.print_estimate, "record_consent", estimate_number="{estimate_number}"),
    _act(
        papers.reprint_paper,
        "reprint_paper",
        form="item_receipt",
        number="{receipt_number}",
        reason="卡纸",
    ),
    _act(
        passcodes.reveal_passcode,
        "reveal_passcode",
        case_number="{case_number}",
        reason="测试触摸屏",
    ),
    # -- the shop itself
    _act(shelves.add_shelf, "manage_shelves", name="A-01"),
    _act(shelves.change_shelf, "manage_shelves", shelf="A-02", name="B-01"),
    _act(
        shelves.take_stock_of_shelf,
        "take_stock_of_shelf",
        shelf="A-01",
        found=["{case_number}"],
    ),
    _act(
        parts.add_part,
        "manage_parts",
        code="MF-17",
        name="密封圈",
        unit="只",
        price_fen=1500,
        low_fen=1200,
        high_fen=2000,
    ),
    _act(parts.change_part, "manage_parts", part="MF-17", spec="φ68 硅胶"),
    _act(parts.receive_parts, "receive_parts", part="MF-17", qty=10),
    _act(
        item_kinds.add_item_kind,
        "manage_settings",
        code="soldering_iron",
        name_zh="电烙铁",
        name_en="Soldering iron",
        faults=[{"code": "NO_HEAT", "zh": "不热", "en": "Does not heat"}],
        tests=[{"zh": "绝缘电阻", "en": "Insulation", "unit": "MΩ", "low": "2"}],
    ),
    _act(item_kinds.change_item_kind, "manage_settings", code="soldering_iron", icon="wrench"),
    _act(settings.change_setting, "manage_settings", name="guarantee_days", value=90),
    _act(settings.change_outlet, "manage_settings", address="杭州市西湖区文三路 888 号"),
    _act(
        people.add_person,
        "manage_people",
        code="1002",
        name="周师傅",
        role="TECHNICIAN",
        pin="0000",
        badge=True,
    ),
    _act(people.change_person, "manage_people", code="1002", name="周建国"),
    _act(people.set_pin, OWN, code="1001", pin="2468", own_pin="0000"),
    _act(
        drafts.save_draft,
        "save_draft",
        form="intake",
        body={"phone": "13800135678"},
    ),
    _act(papers.mark_papers, OWN, places=[], status="PRINTED"),
    _act(papers.route_papers, OWN, places=[1], printer="标签机"),
    _act(papers.retry_papers, OWN, places=[2]),
    _act(papers.cancel_papers, OWN, places=[3]),
    _act(drafts.drop_draft, "save_draft", draft="{draft}"),
    # -- what two seats have written past each other
    Act(
        function=conflicts.settle_conflict,
        right="settle_conflict",
        example={"conflict": "1A2B3C4D", "keep": 2},
        of_several=True,
    ),
    Act(function=customer_answers.see_customer_answers, right="record_consent",
        example={"case_number": "{case_number}"}, of_several=True),
]  # fmt: skip

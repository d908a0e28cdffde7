"""One believable repair on every paper, for the preview while a paper is adjusted; nobody's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from counter.domain.papers import (
    AccessoryLabelPaper,
    CardStep,
    EstimatePaper,
    ItemLabelPaper,
    ItemReceiptPaper,
    Letterhead,
    LossPaper,
    Paper,
    PricedLine,
    ReceiptItem,
    RegisterPaper,
    RegisterRow,
    RepairCardPaper,
    SettlementPaper,
    StatementLine,
)
from counter.domain.states import ReceiptStatus
from counter.domain.transfer_paper import TransferPaper, TransferredThing

#: the numbers of the manual
CASE, CARD = "1000171260012342", "2000171260012394"
RECEIPT, STATEMENT = "3000171260012349", "7000171260012363"
ESTIMATE, TRANSFER = "0000171260012387", "0000171260003172"
TOKEN, LINK = "9f3c1b7a40d25e86c7f1a2b3948d0e5f", "HTTPS://EXAMPLE.CN/Q/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the sample says in one language."""

    name: str
    masked: str
    clerk: str
    technician: str
    product: str
    model: str
    fault: str
    accessories: tuple[str, ...]
    conditions: tuple[str, ...]
    cover: str
    diagnosis: str
    work: str
    part: str
    old_parts: str
    paid: str
    told: str


SHORT = {
    "zh_CN": Said(
        name="李文博", masked="李**", clerk="周敏（0176）", technician="陈立", product="微波炉",
        model="明川 MF-17", fault="转盘不转，加热时有嗡嗡声。", accessories=("玻璃转盘", "说明书"),
        conditions=("划痕", "磕碰", "缺螺丝", "曾拆修", "能通电"), cover="保外（购于 2023-08-05）",
        diagnosis="转盘电机线圈断路", work="更换转盘电机，试机正常", part="转盘电机 TYJ50",
        old_parts="旧件 1 件退还客户", paid="微信支付", told="11-21 16:02 短信",
    ),
    "en": Said(
        name="Emily Carter", masked="E*", clerk="Zhou Min (0176)", technician="Chen Li",
        product="Microwave oven", model="Mingchuan MF-17",
        fault="The turntable stands still and it hums while heating.",
        accessories=("Glass plate", "Manual"),
        conditions=("Scratches", "Dents", "Screws lost", "Opened", "Powers on"),
        cover="Out of warranty (bought 2023-08-05)", diagnosis="Turntable motor, open winding",
        work="Turntable motor replaced, runs well", part="Turntable motor TYJ50",
        old_parts="1 old part returned", paid="WeChat Pay", told="11-21 16:02 SMS",
    ),
}  # fmt: skip
LONG = {
    "zh_CN": Said(
        name="杭州市西湖区翠苑第三小学信息技术教研小组", masked="杭**", clerk="欧阳晓岚（0176）",
        technician="诸葛明哲", product="平板电脑二合一",
        model="远山 YS-Book Duo 14 旗舰版 2026 款 YSBD14-U9-64G-2T-GR",
        fault="充电时灯亮但电量不涨，用一小时左右自动关机；上周从讲台上摔过一次，转轴有响声，合盖后屏幕"
        "左下角偶尔发绿，外接显示器时键盘第二排有几个键没有反应，开机密码请看系统。",
        accessories=(
            "电源适配器 65 W（原装）", "USB-C 充电线 2 m", "手写笔 YS-Pen 2", "磁吸键盘保护套",
            "蓝牙鼠标", "七合一扩展坞 YS-Hub 7", "内胆包",
        ),
        conditions=("划痕", "磕碰", "凹陷", "进液痕迹", "能通电"),
        cover="整机三包至 2027-03-01，合同 HT-2026-0815 全保",
        diagnosis="充电管理芯片虚焊，转轴松动",
        work="更换充电管理芯片并重植转轴铰链，烤机四小时后复测",
        part="充电管理芯片 BQ-25792（新件）",
        old_parts="旧件 3 件退还客户，1 件交厂家", paid="微信支付　银行卡", told="11-21 16:02 短信",
    ),
    "en": Said(
        name="Information Technology Group of the Third Primary School Cuiyuan", masked="I*",
        clerk="Ouyang Xiaolan (0176)", technician="Zhuge Mingzhe", product="Convertible tablet",
        model="Yuanshan YS-Book Duo 14 Flagship 2026 YSBD14-U9-64G-2T-GR",
        fault="The charging light is on but the battery does not fill; it shuts down after an hour."
        " It fell from the lectern last week, the hinge creaks, the lower left of the screen turns"
        " green now and then, and some keys of the second row are dead with a monitor connected.",
        accessories=(
            "65 W adapter (original)", "USB-C cable 2 m", "Pen YS-Pen 2", "Magnetic keyboard case",
            "Bluetooth mouse", "Seven-way hub YS-Hub 7", "Sleeve",
        ),
        conditions=("Scratches", "Dents", "Bent", "Liquid", "Powers on"),
        cover="Whole unit until 2027-03-01, contract HT-2026-0815",
        diagnosis="Charging controller, cold joint; loose hinge",
        work="Charging controller replaced, hinge reseated, four hours under load",
        part="Charging controller BQ-25792 (new)",
        old_parts="3 old parts returned, 1 to the manufacturer", paid="WeChat Pay　Card",
        told="11-21 16:02 SMS",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How a sample is wanted: its letterhead with the logo, its language, its words, the time, and
    what was `chosen` for it, by the names a paper has for that.
    """

    letterhead: Letterhead
    language: str
    said: Said
    now: datetime
    chosen: dict[str, Any]

    @property
    def promised(self) -> datetime:
        """Three days from now, at six."""
        return (self.now + timedelta(days=3)).replace(hour=18, minute=0)


def said_in(language: str, *, long: bool) -> Said:
    """The words of the sample; a paper in both languages tells what people say in Chinese."""
    return (LONG if long else SHORT)["en" if language == "en" else "zh_CN"]


def sample(form: str, setup: Setup) -> Paper:
    """The sample on one form."""
    return SAMPLES[form](setup)


def _receipt(of: Setup) -> Paper:
    said = of.said
    return ItemReceiptPaper(
        number=RECEIPT, letterhead=of.letterhead, language=of.language, printed_at=of.now,
        issued_at=of.now, clerk=said.clerk, customer_name=said.name, phone="13800575678",
        items=(_item(of),), token=TOKEN, link=LINK, **of.chosen,
    )  # fmt: skip


def _item(of: Setup) -> ReceiptItem:
    said = of.said
    return ReceiptItem(
        case_number=CASE, card_number=CARD, product=said.product, model=said.model,
        serial="YS17P5K2290071", fault=said.fault, accessories=said.accessories,
        condition_words=said.conditions, condition_found=said.conditions[:2], photos=4,
        cover=said.cover, promised_at=of.promised, shelf="B-03-12",
    )  # fmt: skip


def _card(of: Setup) -> Paper:
    said = of.said
    step = CardStep(
        started_at=of.now, ended_at=of.now + timedelta(minutes=35), minutes=35,
        technician=said.technician, work=said.work,
    )  # fmt: skip
    return RepairCardPaper(
        number=CARD, letterhead=of.letterhead, language=of.language, printed_at=of.now,
        receipt_number=RECEIPT, received_at=of.now, promised_at=of.promised, cover=said.cover,
        masked_name=said.masked, phone_tail="5678", product=said.product, model=said.model,
        serial="YS17P5K2290071", fault=said.fault, accessories=said.accessories,
        condition_found=said.conditions[:2], technician=said.technician,
        diagnosis=said.diagnosis, steps=(step,), **of.chosen,
    )  # fmt: skip


def _item_label(of: Setup) -> Paper:
    return ItemLabelPaper(
        number=CARD, logo=of.letterhead.logo, language=of.language, model=of.said.model,
        masked_name=of.said.masked, phone_tail="5678", promised_at=of.promised, **of.chosen,
    )  # fmt: skip


def _accessory_label(of: Setup) -> Paper:
    pieces = of.said.accessories
    return AccessoryLabelPaper(
        number=CARD, logo=of.letterhead.logo, language=of.language, accessory=pieces[0], place=1,
        count=len(pieces), masked_name=of.said.masked, phone_tail="5678", **of.chosen,
    )  # fmt: skip


def _statement(of: Setup) -> Paper:
    said = of.said
    lines = (
        _line("labour_line", said.work, 8000),
        _line("part_line", said.part, 6850),
        _line("rounding_line", "", -50),
    )
    return SettlementPaper(
        number=STATEMENT, letterhead=of.letterhead, language=of.language, printed_at=of.now,
        made_at=of.now, customer_name=said.name, phone="13800575678", product=said.product,
        model=said.model, serial="YS17P5K2290071", receipt_number=RECEIPT, card_number=CARD,
        lines=lines, deposit_fen=5000, guarantee_until=(of.now + timedelta(days=90)).date(),
        old_parts=said.old_parts, pay_methods=(said.paid,), **of.chosen,
    )  # fmt: skip


def _line(line: str, name: str, gross_fen: int) -> StatementLine:
    net_fen = round(gross_fen / 1.13)
    return StatementLine(
        line=line, name=name, unit_fen=gross_fen, net_fen=net_fen, tax_fen=gross_fen - net_fen,
        gross_fen=gross_fen,
    )  # fmt: skip


def _estimate(of: Setup) -> Paper:
    said = of.said
    lines = (
        PricedLine(name=said.work, amount_fen=8000),
        PricedLine(line="part_line", name=said.part, amount_fen=6850),
    )
    return EstimatePaper(
        number=ESTIMATE, letterhead=of.letterhead, language=of.language, printed_at=of.now,
        sent_at=of.now, clerk=said.clerk, customer_name=said.name, phone="13800575678",
        product=said.product, model=said.model, serial="YS17P5K2290071", receipt_number=RECEIPT,
        card_number=CARD, fault=said.fault, diagnosis=said.diagnosis, lines=lines,
        promised_at=of.promised, diagnosis_fee_fen=5000, **of.chosen,
    )  # fmt: skip


def _loss(of: Setup) -> Paper:
    return LossPaper(
        number=RECEIPT, letterhead=of.letterhead, language=of.language, printed_at=of.now,
        issued_at=of.now, masked_name=of.said.masked, masked_phone="138****5678",
        products=(of.said.product,), **of.chosen,
    )  # fmt: skip


def _transfer(of: Setup) -> Paper:
    said = of.said
    thing = TransferredThing(
        card_number=CARD, product=said.product, model=said.model, serial="YS17P5K2290071",
        masked_name=said.masked, fault=said.fault, accessories=said.accessories, parts=(said.part,),
    )  # fmt: skip
    return TransferPaper(
        number=TRANSFER, letterhead=of.letterhead, language=of.language, printed_at=of.now,
        packed_at=of.now, from_outlet=f"17 {of.letterhead.outlet_name}", to_outlet="90",
        seal="F0031", clerk=said.clerk, items=(thing,), **of.chosen,
    )  # fmt: skip


def _register(of: Setup) -> Paper:
    rows = [_row(of, place) for place in range(6)]
    return RegisterPaper(
        letterhead=of.letterhead, language=of.language, printed_at=of.now,
        printed_by=of.said.clerk, from_on=of.now.date(), to_on=of.now.date(), rows=tuple(rows),
        held_count=41, **of.chosen,
    )  # fmt: skip


def _row(of: Setup, place: int) -> RegisterRow:
    said, is_out = of.said, place == 0
    return RegisterRow(
        in_at=of.now + timedelta(minutes=17 * place), receipt_number=RECEIPT, card_number=CARD,
        seq=str(101 + place), masked_name=said.masked, phone_tail="5678", product=said.product,
        model=said.model, serial="YS17P5K2290071", accessories=said.accessories[:2],
        shelf="B-03-12", technician=said.technician, promised_at=of.promised,
        notified=said.told if is_out else "", out_at=of.now if is_out else None,
        receipt_status=ReceiptStatus.RECOVERED if is_out else ReceiptStatus.ISSUED,
        paid_fen=14800 if is_out else None, clerk=said.clerk,
    )  # fmt: skip


SAMPLES: dict[str, Callable[[Setup], Paper]] = {
    "item_receipt": _receipt,
    "repair_card": _card,
    "item_label": _item_label,
    "accessory_label": _accessory_label,
    "settlement_statement": _statement,
    "estimate": _estimate,
    "loss_declaration": _loss,
    "transfer": _transfer,
    "item_register": _register,
}

"""One believable repair on every paper, typical and full, in both languages; all of it invented."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from counter.domain.choices import PaperCopy
from counter.domain.numbers import NumberKind, make
from counter.domain.papers import (
    AccessoryLabelPaper,
    ItemLabelPaper,
    ItemReceiptPaper,
    Letterhead,
    ReceiptItem,
    RegisterPaper,
    RegisterRow,
    RepairCardPaper,
    SettlementPaper,
)
from counter.domain.states import Category, ReceiptStatus
from tests.printing.sample_lines import statement_lines
from tests.printing.sample_work import more_samples
from tests.printing.signed_samples import signed_samples

LANGUAGES = ("zh_CN", "en")
LINK = "HTTPS://ANXU.EXAMPLE/Q/"
TOKEN = "9f3c1b7a40d25e86c7f1a2b3948d0e5f"
NAME, PHONE = "李文博", "13800575678"


def number(kind: NumberKind, sequence: int = 123) -> str:
    return make(kind, outlet=17, seat=1, year=2026, sequence=sequence)


CASE, CARD, RECEIPT, STATEMENT = (
    number(kind)
    for kind in (NumberKind.CASE, NumberKind.CARD, NumberKind.RECEIPT, NumberKind.SETTLEMENT)
)
NOW = datetime(2026, 11, 22, 10, 18)
PROMISED = datetime(2026, 11, 26, 18, 0)

HEADS = {
    "zh_CN": Letterhead(
        outlet_name="安序服务 · 杭州文三路店",
        outlet_address="杭州市西湖区文三路 888 号 1 层",
        service_phone="0571-8800 0017",
        complaint_phone="400-000-0017",
    ),
    "en": Letterhead(
        outlet_name="Anxu Service · Hangzhou Wensan Road",
        outlet_address="888 Wensan Road, Xihu, Hangzhou",
        service_phone="+86 571 8800 0017",
        complaint_phone="400 000 0017",
    ),
}
CONDITIONS = {
    "zh_CN": (
        "划痕", "磕碰", "凹陷", "裂屏", "进液痕迹",
        "缺螺丝", "标签缺损", "曾拆修", "能通电", "未通电检测",
    ),
    "en": (
        "Scratches", "Dents", "Bent", "Cracked", "Liquid", "Screws lost", "Label torn", "Opened",
        "Powers on", "Not tested",
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the samples say in one language."""

    name: str
    masked: str
    clerk: str
    item: ReceiptItem


TYPICAL = {
    "zh_CN": Told(
        name=NAME,
        masked="李**",
        clerk="周敏（0176）",
        item=ReceiptItem(
            case_number=CASE,
            card_number=CARD,
            product="笔记本电脑",
            model="远山 YS-Book 14 Pro",
            serial="YS14P5K2290071",
            fault="充电时灯亮但电量不涨，用一小时左右自动关机；上周摔过一次，转轴有响声。",
            accessories=("电源适配器 65 W", "USB-C 充电线", "内胆包"),
            condition_words=CONDITIONS["zh_CN"],
            condition_found=("划痕", "磕碰", "能通电"),
            photos=4,
            cover="保外（购于 2023-08-05）",
            promised_at=PROMISED,
            diagnosis_fee_fen=5000,
            deposit_fen=10000,
            shelf="B-03-12",
        ),
    ),
    "en": Told(
        name="Emily Carter",
        masked="E*",
        clerk="Zhou Min (0176)",
        item=ReceiptItem(
            case_number=CASE,
            card_number=CARD,
            product="Laptop",
            model="Yuanshan YS-Book 14 Pro",
            serial="YS14P5K2290071",
            fault="The charging light is on but the battery does not fill; it shuts down after"
            " about an hour. Was dropped last week, the hinge creaks.",
            accessories=("65 W adapter", "USB-C cable", "Sleeve"),
            condition_words=CONDITIONS["en"],
            condition_found=("Scratches", "Dents", "Powers on"),
            photos=4,
            cover="Out of warranty (bought 2023-08-05)",
            promised_at=PROMISED,
            diagnosis_fee_fen=5000,
            deposit_fen=10000,
            shelf="B-03-12",
        ),
    ),
}
FULL = {
    "zh_CN": Told(
        name="杭州市西湖区翠苑第三小学信息技术教研小组",
        masked="杭**",
        clerk="欧阳晓岚（0176）",
        item=replace(
            TYPICAL["zh_CN"].item,
            product="平板电脑二合一",
            model="远山 YS-Book Duo 14 旗舰版 2026 款 YSBD14-U9-64G-2T-GR",
            serial="358240051111110 / YSBD14K22900715",
            fault="充电时灯亮但电量不涨，用一小时左右自动关机；上周从讲台上摔过一次，转轴有响声，"
            "合盖后屏幕左下角偶尔发绿，外接显示器时键盘第二排有几个键没有反应。",
            accessories=(
                "电源适配器 65 W（原装）", "USB-C 充电线 2 m", "手写笔 YS-Pen 2", "磁吸键盘保护套",
                "蓝牙鼠标", "七合一扩展坞 YS-Hub 7",
            ),
            condition_found=("划痕", "磕碰", "凹陷", "裂屏", "缺螺丝", "能通电"),
            condition_note="左上角 3 cm 划痕",
            photos=12,
            quoted_fen=1268050,
            deposit_fen=500000,
            declared_value_fen=899900,
            category=Category.CONTRACT,
            cover="合同服务 至 2027-03-31",
        ),
    ),
    "en": Told(
        name="Hangzhou Cuiyuan Third Primary School, Information Technology Group",
        masked="H*",
        clerk="Ouyang Xiaolan (0176)",
        item=replace(
            TYPICAL["en"].item,
            product="2-in-1 tablet",
            model="Yuanshan YS-Book Duo 14 Flagship 2026 YSBD14-U9-64G-2T-GR",
            serial="358240051111110 / YSBD14K22900715",
            fault="The charging light is on but the battery does not fill; it shuts down after"
            " about an hour. Fell from a desk last week: the hinge creaks, the lower left of the"
            " screen turns green at times and some keys of the second row are dead.",
            accessories=(
                "65 W adapter (original)", "USB-C cable 2 m", "YS-Pen 2 stylus",
                "Magnetic keyboard cover", "Bluetooth mouse", "YS-Hub 7 docking station",
            ),
            condition_found=("Scratches", "Dents", "Cracked", "Powers on"),
            condition_note="3 cm scratch, top left; the lower left corner was glued before",
            photos=12,
            quoted_fen=1268050,
            deposit_fen=500000,
            declared_value_fen=899900,
            category=Category.CONTRACT,
            cover="Contract until 2027-03-31",
        ),
    ),
}  # fmt: skip


def receipt(language: str, told: Told, copy: PaperCopy, items: int = 1) -> ItemReceiptPaper:
    """The receipt of one item, or of several that differ in their numbers."""
    mine = copy is PaperCopy.CUSTOMER
    others = (
        replace(
            (FULL if place % 2 else TYPICAL)[language].item,
            case_number=number(NumberKind.CASE, 123 + place),
            card_number=number(NumberKind.CARD, 123 + place),
        )
        for place in range(1, items)
    )
    return ItemReceiptPaper(
        number=RECEIPT,
        letterhead=HEADS[language],
        language=language,
        copy=copy,
        printed_at=NOW,
        issued_at=NOW,
        clerk=told.clerk,
        customer_name=told.masked if copy is PaperCopy.ITEM else told.name,
        phone="138****5678" if copy is PaperCopy.ITEM else PHONE,
        items=(told.item, *others),
        token=TOKEN if mine else "",
        link=LINK if mine else "",
    )


def card(language: str, told: Told) -> RepairCardPaper:
    item = told.item
    return RepairCardPaper(
        number=CARD,
        letterhead=HEADS[language],
        language=language,
        printed_at=NOW,
        receipt_number=RECEIPT,
        received_at=NOW,
        promised_at=PROMISED,
        category=item.category,
        cover=item.cover,
        masked_name=told.masked,
        phone_tail="5678",
        product=item.product,
        model=item.model,
        serial=item.serial,
        fault=item.fault,
        accessories=item.accessories,
        condition_found=item.condition_found,
        condition_note=item.condition_note,
    )


def item_label(language: str, told: Told) -> ItemLabelPaper:
    return ItemLabelPaper(
        number=CARD,
        language=language,
        category=told.item.category,
        model=told.item.model,
        masked_name=told.masked,
        phone_tail="5678",
        promised_at=PROMISED,
    )


def accessory_labels(language: str, told: Told) -> list[AccessoryLabelPaper]:
    pieces = told.item.accessories
    return [
        AccessoryLabelPaper(
            number=CARD,
            language=language,
            accessory=piece,
            place=place,
            count=len(pieces),
            masked_name=told.masked,
            phone_tail="5678",
        )
        for place, piece in enumerate(pieces, 1)
    ]


def settlement(language: str, told: Told, copies: int = 1) -> SettlementPaper:
    """The statement; `copies` repeats its lines to make it long."""
    chinese = language == "zh_CN"
    return SettlementPaper(
        number=STATEMENT,
        letterhead=HEADS[language],
        language=language,
        printed_at=datetime(2026, 11, 26, 16, 40),
        made_at=datetime(2026, 11, 26, 16, 40),
        customer_name=told.name,
        phone=PHONE,
        product=told.item.product,
        model=told.item.model,
        serial=told.item.serial,
        receipt_number=RECEIPT,
        card_number=CARD,
        category=told.item.category,
        lines=statement_lines(language) * copies,
        deposit_fen=told.item.deposit_fen,
        guarantee_until=date(2027, 2, 24),
        old_parts="旧件 2 件已退还客户" if chinese else "2 old parts returned",
        pay_methods=("微信支付",) if chinese else ("WeChat Pay",),
    )


REGISTER = (
    # in, sequence, name, tail, product, model, serial, accessories, source, shelf, technician,
    # promised, moved, notified, out, deputy's ID, receipt, paid, clerk, remark
    ("20 09:12", 101, "王**", "0912", "手机", "远山 P9", "YSP9K0071", "卡针", "WALK_IN", "A-01-03",
     "陈立", "22 12:00", "", "11-21 16:02 短信", "22 09:40", "", "RECOVERED", 26800, "周敏", ""),
    ("20 09:40", 102, "杭**", "5521", "投影机", "明川 L300 短焦", "MC3008812", "遥控器|电源线|吊架",
     "COLLECTED", "C-02-01", "吴海", "25 18:00", "11-21 送总部\n11-24 回", "", "", "", "ISSUED",
     None, "周敏", "缺镜头盖"),
    ("20 10:05", 103, "欧阳**", "3310", "笔记本电脑", "远山 YS-Book 14 Pro 2026 款", "YSB142207",
     "适配器", "WALK_IN", "B-03-12", "陈立", "24 18:00", "", "", "", "", "ISSUED", None, "周敏",
     ""),
    ("20 11:30", 104, "赵**", "1029", "手表", "远山 W3", "YSW34410", "", "MAILED", "A-02-01",
     "林芳", "23 18:00", "", "11-22 10:11 电话", "", "", "ISSUED", None, "周敏", "寄回地址见系统"),
    ("20 14:22", 105, "孙**", "7788", "打印机", "佳印 M2200", "JY22000932", "电源线|数据线",
     "COLLECTED", "C-01-04", "吴海", "24 12:00", "", "11-22 09:00 短信", "22 11:05",
     "身份证 302X", "LOST_DECLARED", 18000, "高宇", "声明已存"),
    ("20 15:02", 106, "周**", "6106", "平板电脑", "远山 Pad 11", "YSPD5518", "手写笔|保护套",
     "WALK_IN", "A-01-07", "林芳", "23 12:00", "", "", "", "", "ISSUED", None, "高宇", ""),
    ("21 09:03", 107, "吴**", "2045", "手机", "远山 P9 Max", "YSPM7120", "", "WALK_IN", "A-01-09",
     "陈立", "22 18:00", "", "11-22 10:30 短信", "", "", "ISSUED", None, "周敏", ""),
    ("21 10:17", 108, "K*", "9031", "相机", "明川 DX-5 套机", "MCDX0049", "电池 ×2|肩带|18-55 镜头",
     "WALK_IN", "A-03-02", "吴海", "28 18:00", "11-21 送厂家", "", "", "", "ISSUED", None, "周敏",
     "贵重 已声明"),
)  # fmt: skip


def _moment(text: str) -> datetime | None:
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M") if text else None


def register_row(values: tuple[Any, ...]) -> RegisterRow:
    (when, seq, name, tail, product, model, serial, pieces, source, shelf, technician, promised,
     moved, notified, out, seen, status, paid, clerk, remark) = values  # fmt: skip
    kind, _, last = seen.partition(" ")
    return RegisterRow(
        in_at=_moment(when),
        receipt_number=number(NumberKind.RECEIPT, seq),
        seq=str(seq),
        card_number=number(NumberKind.CARD, seq),
        masked_name=name,
        phone_tail=tail,
        product=product,
        model=model,
        serial=serial,
        accessories=tuple(filter(None, pieces.split("|"))),
        source=source,
        shelf=shelf,
        technician=technician,
        promised_at=_moment(promised),
        moved=moved,
        notified=notified,
        out_at=_moment(out),
        by_deputy=bool(seen),
        collector_id_type=kind,
        collector_id_tail=last,
        receipt_status=ReceiptStatus(status),
        paid_fen=paid,
        clerk=clerk,
        remark=remark,
    )


def register(language: str, times: int = 1) -> RegisterPaper:
    return RegisterPaper(
        letterhead=HEADS[language],
        language=language,
        printed_at=datetime(2026, 11, 22, 18, 5),
        printed_by="周敏",
        from_on=date(2026, 11, 20),
        to_on=date(2026, 11, 22),
        first_page=12,
        rows=tuple(register_row(values) for values in REGISTER) * times,
        held_count=41,
    )


def samples() -> dict[str, tuple[str, list[Any]]]:
    """Name of the sample -> form and its papers: every paper, typical and full, both languages."""
    made: dict[str, tuple[str, list[Any]]] = {}
    for language in LANGUAGES:
        for size, told in (("typical", TYPICAL[language]), ("full", FULL[language])):
            for copy in (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM):
                name = f"item_receipt.{copy.lower()}.{size}.{language}"
                paper = receipt(language, told, copy)
                if size == "full" and copy is PaperCopy.FILE:
                    older = number(NumberKind.RECEIPT, 31)
                    paper = replace(paper, reprint=2, replaces_number=older)
                made[name] = "item_receipt", [paper]
            made[f"repair_card.{size}.{language}"] = "repair_card", [card(language, told)]
            made[f"item_label.{size}.{language}"] = "item_label", [item_label(language, told)]
            labels = accessory_labels(language, told)
            made[f"accessory_label.{size}.{language}"] = "accessory_label", labels[-1:]
            statement = settlement(language, told)
            made[f"settlement_statement.{size}.{language}"] = "settlement_statement", [statement]
        for items in (2, 5):
            paper = receipt(language, FULL[language], PaperCopy.CUSTOMER, items)
            made[f"item_receipt.{items}_items.{language}"] = "item_receipt", [paper]
        long = settlement(language, TYPICAL[language], copies=3)
        made[f"settlement_statement.long.{language}"] = "settlement_statement", [long]
        made[f"item_register.{language}"] = "item_register", [register(language)]
    more = more_samples(_typical_card, _typical_receipt)
    return made | more | signed_samples(_typical_receipt, _typical_statement)


def _typical_card(language: str) -> RepairCardPaper:
    return card(language, TYPICAL[language])


def _typical_receipt(language: str) -> ItemReceiptPaper:
    return receipt(language, TYPICAL[language], PaperCopy.CUSTOMER)


def _typical_statement(language: str) -> SettlementPaper:
    return settlement(language, TYPICAL[language])

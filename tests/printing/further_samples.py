"""Estimate, declaration of a lost receipt, and the labels of shelves, parts and staff."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from counter.domain.choices import ConsentHow, PhoneCheck
from counter.domain.numbers import NumberKind
from counter.domain.papers import (
    EstimatePaper,
    LossPaper,
    PricedLine,
    TagPaper,
)
from counter.domain.transfer_paper import TransferPaper, TransferredThing
from tests.printing import samples
from tests.printing.sample_lines import statement_lines
from tests.printing.samples import Told

ESTIMATE = samples.number(NumberKind.ESTIMATE)
FOUND = {
    "zh_CN": "充电芯片损坏，电池老化",
    "en": "The charge controller is broken, the battery is worn",
}
KNOWS = {
    "zh_CN": "远山 14 寸，银色；左上角有划痕，随机有电源和内胆包",
    "en": "Yuanshan 14 inch, silver; scratched top left, came with adapter and sleeve",
}


def estimate(language: str, told: Told) -> EstimatePaper:
    """An estimate that waits for an answer."""
    item = told.item
    lines = tuple(
        PricedLine(line=one.line, name=one.name, qty=n % 2 + 1, amount_fen=one.gross_fen,
                   coverage=one.coverage)
        for n, one in enumerate(statement_lines(language)) if one.line != "rounding_line"
    )  # fmt: skip
    return EstimatePaper(
        number=ESTIMATE,
        letterhead=samples.HEADS[language],
        language=language,
        printed_at=samples.NOW,
        sent_at=samples.NOW,
        clerk=told.clerk,
        customer_name=told.name,
        phone=samples.PHONE,
        product=item.product,
        model=item.model,
        serial=item.serial,
        receipt_number=samples.RECEIPT,
        card_number=samples.CARD,
        fault=item.fault,
        diagnosis=FOUND[language],
        lines=lines,
        promised_at=samples.PROMISED,
        diagnosis_fee_fen=item.diagnosis_fee_fen,
    )


def answered(paper: EstimatePaper, *agreed: int) -> EstimatePaper:
    """The same with the customer's word; no lines agreed = no."""
    return replace(
        paper,
        answered_at=datetime(2026, 11, 23, 9, 30),
        answered_by=paper.customer_name,
        answered_how=ConsentHow.PHONE,
        agreed=agreed,
        agreed_fen=sum(paper.lines[n - 1].amount_fen for n in agreed),
    )


def loss(language: str, told: Told) -> LossPaper:
    """A declaration to be written by hand."""
    return LossPaper(
        number=samples.RECEIPT,
        letterhead=samples.HEADS[language],
        language=language,
        printed_at=samples.NOW,
        issued_at=samples.NOW,
        masked_name=told.masked,
        masked_phone="138****5678",
        products=(told.item.product,) if told.item.product else (),
    )


def declared(paper: LossPaper, told: Told) -> LossPaper:
    """The same once it is declared."""
    language = "en" if paper.language == "en" else "zh_CN"
    return replace(
        paper,
        declared_at=datetime(2026, 11, 26, 9, 30),
        declarant=told.name,
        id_type="身份证" if language == "zh_CN" else "Identity card",
        id_tail="302X",
        phone_check=PhoneCheck.CODE,
        item_knowledge=told.item.fault or KNOWS[language],
        seen_by=told.clerk,
        approved_by=told.clerk,
    )


def transfer(language: str, told: Told) -> TransferPaper:
    """Two items on their way to the workshop, one with a part, one of which little is told."""
    item = told.item
    thing = TransferredThing(
        card_number=samples.CARD,
        product=item.product,
        model=item.model,
        serial=item.serial,
        masked_name=told.masked,
        fault=item.fault,
        accessories=item.accessories,
        condition=" · ".join(item.condition_found),
    )
    other = TransferredThing(card_number=samples.number(NumberKind.CARD, 124), product=item.product)
    part = "密封圈 ×2" if language != "en" else "Seal ring ×2"
    name = "Central workshop" if language == "en" else "中央维修部"
    return TransferPaper(
        number=samples.number(NumberKind.TRANSFER, 31),
        letterhead=samples.HEADS[language],
        language=language,
        printed_at=samples.NOW,
        packed_at=samples.NOW,
        from_outlet=f"17 {samples.HEADS[language].outlet_name}",
        to_outlet=f"90 {name}",
        seal="F0031",
        carrier="顺丰 SF1234567890" if language != "en" else "SF Express SF1234567890",
        clerk=told.clerk,
        items=(replace(thing, parts=(part,)), other),
    )


def tag(kind: NumberKind, title: str, line: str, language: str) -> TagPaper:
    """A label of a shelf, a part or a member of staff."""
    outlet = samples.HEADS[language].outlet_name
    return TagPaper(
        number=samples.number(kind), language=language, title=title, line=line, outlet_name=outlet
    )


def further_papers(language: str, told: Told) -> dict[str, list[Any]]:
    """Each of these forms: a waiting and an answered estimate, a blank and a filled declaration."""
    offered, blank, clerk = estimate(language, told), loss(language, told), told.clerk
    shelf, role = ("Shelf", "0176 · Front desk") if language == "en" else ("库位", "0176 · 前台")
    part = tag(NumberKind.PART, "BQ-25792", told.item.model, language)
    return {
        "estimate": [offered, answered(offered, 1, 3)],
        "loss_declaration": [blank, declared(blank, told)],
        "transfer": [transfer(language, told)],
        "shelf_label": [tag(NumberKind.SHELF, told.item.shelf or "B-03-12", shelf, language)],
        "part_label": [replace(part, outlet_name="")],
        "staff_badge": [tag(NumberKind.BADGE, clerk, role, language)],
    }

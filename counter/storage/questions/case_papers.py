"""What the estimate and the declaration of a lost receipt are handed, read from the book."""

from typing import Any

from counter.domain import numbers, personal
from counter.domain.choices import ConsentHow, PaperCopy, PhoneCheck, SignedFor
from counter.domain.papers import EstimatePaper, LossPaper, PricedLine
from counter.domain.refusals import RuleBroken
from counter.domain.states import EstimateStatus
from counter.storage.database import Connection
from counter.storage.questions import case_views as v
from counter.storage.questions.case_parts import card_view, estimate_views
from counter.storage.questions.numbered import item_of, lookup, receipt_of
from counter.storage.questions.paper_parts import PaperItem, Setting, paper_item, setting_for
from counter.storage.questions.parts_of_sql import OPEN_RECEIPT, who
from counter.storage.questions.reading import Row, at_one_moment, row, rows, value
from counter.storage.questions.signatures import signed_name

_RECEIPT_OF_ITEM = f"SELECT {OPEN_RECEIPT} FROM customer_item i WHERE i.id = ?"
_RECEIPT = """
SELECT r.number, r.issued_at, cu.name AS customer_name, cu.phone
FROM item_receipt r LEFT JOIN customer cu ON cu.id = coalesce(
  (SELECT first.merged_into FROM customer first WHERE first.id = r.customer_id), r.customer_id)
WHERE r.id = ?
"""
_PRODUCTS = """
SELECT l.item_id, u.product FROM receipt_line l JOIN customer_item i ON i.id = l.item_id
  LEFT JOIN unit u ON u.id = i.unit_id WHERE l.receipt_id = ? ORDER BY l.n, l.k
"""
_LOSS = f"""
SELECT declared_at, declarant_name, id_type, id_tail, item_knowledge, phone_check,
  {who("seen_by", "seen_by")}, {who("approved_by", "approved_by")}
FROM loss_declaration WHERE receipt_id = ? ORDER BY k DESC LIMIT 1
"""


@at_one_moment
def estimate_paper(
    db: Connection,
    *,
    number: str,
    copy: PaperCopy = PaperCopy.CUSTOMER,
    printed_at: int,
    reprint: int = 0,
    language: str | None = None,
) -> EstimatePaper:
    """An estimate by its number, or the last one by any number of its case.

    Raises RuleBroken "estimate.none" before there is one.
    """
    table, _ = lookup(db, number)
    item_id, setting = item_of(db, number), setting_for(db, language, "estimate")
    item = paper_item(db, item_id, setting.language)
    found = estimate_views(db, item_id)
    if table == "estimate":
        found = [one for one in found if one.number == numbers.plain(number)]
    if not found:
        raise RuleBroken("estimate.none", number=item.case_number)
    one, card = found[-1], card_view(db, item_id)
    said = (card[1].diagnosis, card[1].cause) if card else ()
    return EstimatePaper(
        number=one.number,
        letterhead=setting.letterhead,
        language=setting.language,
        copy=copy,
        reprint=reprint,
        printed_at=setting.local(printed_at),
        sent_at=setting.local(one.sent_at),
        clerk=_person(one.sent_by_name, one.sent_by_code),
        receipt_number=value(db, _RECEIPT_OF_ITEM, (item_id,)) or "",
        diagnosis=" · ".join(part for part in said if part),
        lines=tuple(_line(line) for line in one.lines),
        extra=one.is_extra,
        remark=one.note,
        **setting.chosen,
        **_of_item(item, setting),
        **_answer(one, setting, item.customer_name),
    )


def _of_item(item: PaperItem, setting: Setting) -> dict[str, Any]:
    return {
        "customer_name": item.customer_name,
        "phone": item.phone,
        "product": item.product,
        "model": item.model,
        "serial": item.serial,
        "card_number": item.card_number,
        "fault": item.fault,
        "promised_at": setting.local(item.promised_at),
        "diagnosis_fee_fen": item.diagnosis_fee_fen,
    }


def _line(line: v.EstimateLineView) -> PricedLine:
    return PricedLine(
        line=line.line.value,
        name=line.name,
        qty=line.qty,
        amount_fen=line.amount_fen,
        coverage=line.coverage,
    )


def _answer(one: v.EstimateView, setting: Setting, customer: str) -> dict[str, Any]:
    """The last word to an estimate; nothing while it waits. On his page nobody types a name."""
    if one.consents:
        said = one.consents[-1]
        return {
            "answered_at": setting.local(said.at),
            "answered_by": said.given_by_name or customer,
            "answered_how": ConsentHow(said.how),
            "agreed": tuple(said.lines) or tuple(line.n for line in one.lines),
            "agreed_fen": said.amount_fen,
        }
    if one.status is EstimateStatus.DECLINED:
        return {"answered_at": setting.local(one.status_at)}
    return {}


@at_one_moment
def loss_paper(
    db: Connection,
    *,
    number: str,
    printed_at: int,
    reprint: int = 0,
    language: str | None = None,
) -> LossPaper:
    """The declaration that a receipt is lost, by the receipt's number or one of a case on it.

    To be written by hand until the loss is declared.
    """
    receipt = receipt_of(db, number)
    found = row(db, _RECEIPT, (receipt,)) or {}
    setting = setting_for(db, language, "loss_declaration")
    declared = row(db, _LOSS, (receipt,))
    items = rows(db, _PRODUCTS, (receipt,))
    names = (signed_name(db, one["item_id"], SignedFor.LOSS, found["number"]) for one in items)
    return LossPaper(
        number=found["number"],
        letterhead=setting.letterhead,
        language=setting.language,
        reprint=reprint,
        printed_at=setting.local(printed_at),
        issued_at=setting.local(found["issued_at"]),
        masked_name=personal.masked_name(found["customer_name"] or ""),
        masked_phone=personal.masked_phone(found["phone"] or ""),
        products=tuple(one["product"] for one in items if one["product"]),
        signed=next(filter(None, names), None),
        **setting.chosen,
        **(_declared(declared, setting) if declared else {}),
    )


def _declared(found: Row, setting: Setting) -> dict[str, Any]:
    return {
        "declared_at": setting.local(found["declared_at"]),
        "declarant": found["declarant_name"],
        "id_type": found["id_type"],
        "id_tail": found["id_tail"],
        "phone_check": PhoneCheck(found["phone_check"]),
        "item_knowledge": found["item_knowledge"],
        "seen_by": _person(found["seen_by_name"], found["seen_by_code"]),
        "approved_by": _person(found["approved_by_name"], found["approved_by_code"]),
    }


def _person(name: str | None, code: str | None) -> str:
    return f"{name}（{code}）" if name else ""

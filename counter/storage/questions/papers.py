"""What each paper is handed: the records of `counter.domain.papers`, read from the book.

`printed_at` is milliseconds since 1970 UTC; `language` None = the receipt's own, else the outlet's.
"""

from datetime import date

from counter.domain import personal
from counter.domain.choices import PaperCopy, SignedFor
from counter.domain.covers import guarantee_until
from counter.domain.papers import (
    AccessoryLabelPaper,
    ItemLabelPaper,
    ItemReceiptPaper,
    RepairCardPaper,
    SettlementPaper,
    StatementLine,
)
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus, Category, OldPartChoice
from counter.language import words_of
from counter.storage.database import Connection
from counter.storage.questions import paper_words
from counter.storage.questions.card_work import card_work
from counter.storage.questions.case_parts import settlement_lines
from counter.storage.questions.case_views import SettlementLineView
from counter.storage.questions.numbered import item_of, lookup, receipt_of
from counter.storage.questions.paper_parts import (
    PaperItem,
    Setting,
    paper_item,
    receipt_item,
    setting_for,
)
from counter.storage.questions.parts_of_sql import OPEN_RECEIPT
from counter.storage.questions.reading import Row, at_one_moment, row, value
from counter.storage.questions.signatures import signed_name

_RECEIPT = """
SELECT r.number, r.language, r.token, r.replaces_number, coalesce(i.received_at, r.issued_at)
  AS accepted_at, p.name AS clerk, p.code AS clerk_code, cu.name AS customer_name, cu.phone
FROM item_receipt r
  LEFT JOIN customer_item i ON i.id = (SELECT l.item_id FROM receipt_line l
    WHERE l.receipt_id = r.id ORDER BY l.n, l.k LIMIT 1)
  LEFT JOIN person p ON p.id = coalesce(nullif(i.received_by, x''), r.issued_by)
  LEFT JOIN customer cu ON cu.id = coalesce(
    (SELECT first.merged_into FROM customer first WHERE first.id = r.customer_id), r.customer_id)
WHERE r.id = ?
"""
_ITEMS = "SELECT item_id FROM receipt_line WHERE receipt_id = ? ORDER BY n, k"
_RECEIPT_OF_ITEM = f"SELECT {OPEN_RECEIPT} FROM customer_item i WHERE i.id = ?"
_STANDING = """
SELECT id FROM settlement WHERE item_id = ? AND status <> 'REPLACED' ORDER BY k DESC LIMIT 1
"""
_SETTLEMENT = """
SELECT id, item_id, number, category, tax_permille, deposit_fen, guarantee_days, made_at
FROM settlement WHERE id = ?
"""
_METHODS = """
SELECT method FROM payment p WHERE item_id = ? AND kind IN ('PAYMENT', 'DEPOSIT')
  AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.item_id = p.item_id AND r.reverses = p.id)
ORDER BY k
"""
_OLD_PARTS = """
SELECT old_part_disposition, sum(qty) FROM part_used WHERE card_id = ? GROUP BY old_part_disposition
"""


@at_one_moment
def item_receipt_paper(
    db: Connection,
    *,
    number: str,
    copy: PaperCopy = PaperCopy.CUSTOMER,
    printed_at: int,
    reprint: int = 0,
    language: str | None = None,
) -> ItemReceiptPaper:
    """One sheet of a receipt, by its number or that of an item on it.

    The copy that lies with the item carries name and phone masked; the customer's alone has the
    link to his page. It says who took the items in and when, also where it stands for another
    paper that somebody else makes later.
    """
    receipt = receipt_of(db, number)
    found = row(db, _RECEIPT, (receipt,)) or {}
    setting = setting_for(db, language or found["language"], "item_receipt")
    ids = [item for (item,) in db.execute(_ITEMS, (receipt,)).fetchall()]
    items = [receipt_item(paper_item(db, item, setting.language), setting) for item in ids]
    is_masked, is_his = copy is PaperCopy.ITEM, copy is PaperCopy.CUSTOMER
    name, phone = found["customer_name"] or "", found["phone"] or ""
    return ItemReceiptPaper(
        number=found["number"],
        letterhead=setting.letterhead,
        language=setting.language,
        copy=copy,
        reprint=reprint,
        printed_at=setting.local(printed_at),
        issued_at=setting.local(found["accepted_at"]),
        clerk=_clerk(found),
        customer_name=personal.masked_name(name) if is_masked else name,
        phone=personal.masked_phone(phone) if is_masked else phone,
        items=tuple(items),
        token=found["token"] if is_his else "",
        link=setting.status_link if is_his else "",
        replaces_number=found["replaces_number"],
        signed=signed_name(db, ids[0], SignedFor.CHECK_IN, found["number"]) if ids else None,
        **setting.chosen,
    )


def _clerk(found: Row) -> str:
    return f"{found['clerk']}（{found['clerk_code']}）" if found["clerk"] else ""


def _read(
    db: Connection, number: str, language: str | None, form: str
) -> tuple[PaperItem, Setting]:
    item, setting = item_of(db, number), setting_for(db, language, form)
    return paper_item(db, item, setting.language), setting


@at_one_moment
def repair_card_paper(
    db: Connection,
    *,
    number: str,
    printed_at: int,
    reprint: int = 0,
    language: str | None = None,
) -> RepairCardPaper:
    """The repair card of an item, by any number of its case."""
    item, setting = _read(db, number, language, "repair_card")
    found = card_work(db, item, setting) if item.card_id else {}
    return RepairCardPaper(
        number=item.card_number,
        letterhead=setting.letterhead,
        language=setting.language,
        reprint=reprint,
        printed_at=setting.local(printed_at),
        receipt_number=value(db, _RECEIPT_OF_ITEM, (item.id,)) or "",
        received_at=setting.local(item.received_at),
        promised_at=setting.local(item.promised_at),
        category=item.category,
        cover=item.cover,
        masked_name=item.masked_name,
        phone_tail=item.phone_tail,
        product=item.product,
        model=item.model,
        serial=item.serial,
        fault=item.fault,
        accessories=item.accessories,
        condition_found=item.condition_found,
        condition_note=item.condition_note,
        **setting.chosen,
        **found,
    )


@at_one_moment
def item_label_paper(db: Connection, *, number: str, language: str | None = None) -> ItemLabelPaper:
    """The label of an item, by any number of its case."""
    item, setting = _read(db, number, language, "item_label")
    return ItemLabelPaper(
        number=item.card_number,
        language=setting.language,
        category=item.category,
        model=item.model,
        masked_name=item.masked_name,
        phone_tail=item.phone_tail,
        promised_at=setting.local(item.promised_at),
        logo=setting.letterhead.logo,
        **setting.chosen,
    )


@at_one_moment
def accessory_label_papers(
    db: Connection, *, number: str, language: str | None = None
) -> list[AccessoryLabelPaper]:
    """The labels of an item's accessories in their order; none when nothing came with it."""
    item, setting = _read(db, number, language, "accessory_label")
    return [
        AccessoryLabelPaper(
            number=item.card_number,
            language=setting.language,
            accessory=accessory,
            place=place,
            count=len(item.accessories),
            masked_name=item.masked_name,
            phone_tail=item.phone_tail,
            logo=setting.letterhead.logo,
            **setting.chosen,
        )
        for place, accessory in enumerate(item.accessories, start=1)
    ]


@at_one_moment
def settlement_paper(
    db: Connection,
    *,
    number: str,
    copy: PaperCopy = PaperCopy.CUSTOMER,
    printed_at: int,
    reprint: int = 0,
    language: str | None = None,
) -> SettlementPaper:
    """A settlement statement by its number, or the one that stands by any number of its case.

    Raises RuleBroken "settlement.none" before there is one.
    """
    found = _settlement(db, number)
    item, setting = _read(db, number, language, "settlement_statement")
    words = words_of(setting.language)
    pieces = db.execute(_OLD_PARTS, (item.card_id,)).fetchall()
    return SettlementPaper(
        number=found["number"],
        letterhead=setting.letterhead,
        language=setting.language,
        copy=copy,
        reprint=reprint,
        printed_at=setting.local(printed_at),
        made_at=setting.local(found["made_at"]),
        customer_name=item.customer_name,
        phone=item.phone,
        product=item.product,
        model=item.model,
        serial=item.serial,
        receipt_number=value(db, _RECEIPT_OF_ITEM, (item.id,)) or "",
        card_number=item.card_number,
        category=Category(found["category"]),
        lines=tuple(_statement_line(one) for one in settlement_lines(db, found["id"])),
        tax_permille=found["tax_permille"],
        deposit_fen=found["deposit_fen"],
        guarantee_until=_guarantee(item, setting, found["guarantee_days"], printed_at),
        old_parts=paper_words.old_parts(words, {OldPartChoice(way): n for way, n in pieces}),
        pay_methods=paper_words.pay_methods(
            words, [method for (method,) in db.execute(_METHODS, (item.id,))]
        ),
        signed=signed_name(db, item.id, SignedFor.HAND_BACK),
        **setting.chosen,
    )


def _settlement(db: Connection, number: str) -> Row:
    table, row_id = lookup(db, number)
    if table != "settlement":
        item = item_of(db, number)
        row_id = value(db, _STANDING, (item,))
        if row_id is None:
            case = value(db, "SELECT number FROM customer_item WHERE id = ?", (item,))
            raise RuleBroken("settlement.none", number=case)
    return row(db, _SETTLEMENT, (row_id,)) or {}


def _guarantee(item: PaperItem, setting: Setting, days: int, printed_at: int) -> date | None:
    """The last day of the guarantee; before hand-back as if the item went home today."""
    if item.guarantee_until_on:
        return date.fromisoformat(item.guarantee_until_on)
    if item.card_status != CardStatus.PASSED.value:
        return None
    return guarantee_until(setting.local(printed_at).date(), days)


def _statement_line(line: SettlementLineView) -> StatementLine:
    return StatementLine(
        line=line.line.value,
        name=line.name,
        qty=line.qty,
        unit_fen=line.list_fen // max(line.qty, 1),
        net_fen=line.net_fen,
        tax_fen=line.tax_fen,
        gross_fen=line.gross_fen,
        coverage=line.coverage,
    )

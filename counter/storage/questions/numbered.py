"""What a number on a paper leads to."""

from counter.domain import numbers
from counter.domain.numbers import NumberKind, PaperNumber
from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.issued import record_of_number
from counter.storage.questions.reading import value

#: the table behind each kind of number
TABLES = {
    NumberKind.CASE: "customer_item",
    NumberKind.CARD: "repair_card",
    NumberKind.RECEIPT: "item_receipt",
    NumberKind.PART: "part",
    NumberKind.CUSTOMER: "customer",
    NumberKind.SETTLEMENT: "settlement",
    NumberKind.SHELF: "shelf",
    NumberKind.ESTIMATE: "estimate",
    NumberKind.TRANSFER: "transfer",
}
#: kinds whose missing record has a sentence of its own
_WORDED = {
    NumberKind.CASE,
    NumberKind.CARD,
    NumberKind.RECEIPT,
    NumberKind.CUSTOMER,
    NumberKind.ESTIMATE,
}
_KINDS = {table: kind for kind, table in TABLES.items()}

_ITEM_OF = {
    "customer_item": "SELECT id FROM customer_item WHERE id = ?",
    "repair_card": "SELECT item_id FROM repair_card WHERE id = ?",
    "settlement": "SELECT item_id FROM settlement WHERE id = ?",
    "estimate": "SELECT item_id FROM estimate WHERE id = ?",
    # the first item that is still out on this paper, else its first one
    "item_receipt": "SELECT item_id FROM receipt_line WHERE receipt_id = ? "
    "ORDER BY recovered_at IS NOT NULL, n, k LIMIT 1",
}
_ITEMS_OF_RECEIPT = (
    "SELECT i.number, l.recovered_at FROM receipt_line l JOIN customer_item i ON i.id = l.item_id "
    "WHERE l.receipt_id = ? ORDER BY l.n, l.k"
)
_RECEIPT_OF_ITEM = (
    "SELECT receipt_id FROM receipt_line WHERE item_id = ? "
    "ORDER BY recovered_at IS NOT NULL, k DESC LIMIT 1"
)


def lookup(db: Connection, text: str) -> tuple[str, bytes]:
    """Table and id behind a number as typed or scanned.

    Raises RuleBroken "number.…" for a slip, "case.unknown" and the like for a number nobody here
    has issued, "case.other_outlet" and the like for one of another outlet.
    """
    number = numbers.parse(text)
    found = record_of_number(db, number.digits)
    if found is None:
        raise _unknown(db, number)
    return found


def _unknown(db: Connection, number: PaperNumber) -> RuleBroken:
    kind = number.kind or NumberKind.ESTIMATE
    if kind not in _WORDED:
        return RuleBroken("record.unknown", kind=TABLES.get(kind, kind.value), sought=number.digits)
    own = value(db, "SELECT outlet FROM sync_gate")
    if number.outlet != own:
        return RuleBroken(
            f"{kind.value}.other_outlet",
            number=number.digits,
            outlet=number.outlet,
            own_outlet=own,
        )
    return RuleBroken(f"{kind.value}.unknown", number=number.digits)


def item_of(db: Connection, text: str) -> bytes:
    """The item a case, card, receipt, settlement or estimate number leads to.

    Raises as `lookup` does, and "number.wrong_kind".
    """
    table, row_id = lookup(db, text)
    if table not in _ITEM_OF:
        raise _wrong_kind(text, NumberKind.CASE, table)
    item = value(db, _ITEM_OF[table], (row_id,))
    if item is None:
        raise RuleBroken("record.unknown", kind="customer_item", sought=numbers.plain(text))
    return item


def items_of_receipt(db: Connection, text: str) -> list[str]:
    """The case numbers on a receipt that are still out on it, else all; none for other papers."""
    table, row_id = lookup(db, text)
    if table != "item_receipt":
        return []
    lines = db.execute(_ITEMS_OF_RECEIPT, (row_id,)).fetchall()
    still_out = [number for number, recovered_at in lines if recovered_at is None]
    return still_out or [number for number, _ in lines]


def leads_to_item(table: str) -> bool:
    """Whether a number of that table leads to a case."""
    return table in _ITEM_OF


def kind_of(table: str) -> NumberKind:
    """What the numbers of a table are on."""
    return _KINDS[table]


def receipt_of(db: Connection, text: str) -> bytes:
    """The receipt of that number, or the one that stands for the item the number leads to.

    Raises as `item_of` does.
    """
    table, row_id = lookup(db, text)
    if table == "item_receipt":
        return row_id
    receipt = value(db, _RECEIPT_OF_ITEM, (item_of(db, text),))
    if receipt is None:
        raise RuleBroken("record.unknown", kind="item_receipt", sought=numbers.plain(text))
    return receipt


def one_of(db: Connection, text: str, kind: NumberKind) -> bytes:
    """The id behind a number of one kind; raises as `lookup` does, and "number.wrong_kind"."""
    table, row_id = lookup(db, text)
    if table != TABLES[kind]:
        raise _wrong_kind(text, kind, table)
    return row_id


def _wrong_kind(text: str, expected: NumberKind, table: str) -> RuleBroken:
    found = _KINDS[table].value if table in _KINDS else "other"
    return RuleBroken(
        "number.wrong_kind", number=numbers.plain(text), expected=expected.value, found=found
    )

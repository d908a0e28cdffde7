"""One step after every change, local or merged: search rows, open items, balances, day totals,
numbers (decisions 12).
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from counter.domain.states import CardStatus, CustodyState
from counter.storage import contention, issued, search
from counter.storage.catalogue import BY_NAME, NUMBERED
from counter.storage.database import Connection
from counter.storage.issued import keep_number
from counter.storage.subjects import Touched

#: custody states that say more than the card's
SHOWN_BY_CUSTODY = (
    CustodyState.READY,
    CustodyState.NOTIFIED,
    CustodyState.SENT_OUT,
    CustodyState.UNCLAIMED,
)
VOID = ("VOIDED", "VOIDED_ERROR")
#: whose search row and whose open item a changed row belongs to
_CUSTOMER_OF = {"customer": "id", "unit": "customer_id"}
_ITEM_OF = {"customer_item": "id", "repair_card": "item_id"}
_NUMBERED = {kind.name for kind in NUMBERED}
_HAS_STATUS = {kind.name for kind in NUMBERED if any(c.name == "status" for c in kind.columns)}


def derive(db: Connection, touched: Iterable[Touched], new: Iterable[Touched], zone: str) -> None:
    """Brings everything derived in line with the rows touched. `new` are rows that were not there
    before: sums grow by them, so a row may be told as new once only. `zone` is the outlet's, for
    the days of the totals.
    """
    customers: set[bytes] = set()
    items: set[bytes] = set()
    for table, row_id in dict.fromkeys(touched):
        if table in _NUMBERED:
            _number(db, table, row_id)
        if table == "unit":
            contention.note_serial(db, row_id)
        if column := _CUSTOMER_OF.get(table):
            customers |= _owners(db, table, column, row_id)
        if column := _ITEM_OF.get(table):
            items |= _owners(db, table, column, row_id)
    for table, row_id in new:
        if sum_up := _SUMS.get(table):
            sum_up(db, row_id, zone)
    for customer in customers:
        _search_row(db, customer)
    for item in items:
        _open_item(db, item)


def _owners(db: Connection, table: str, column: str, row_id: bytes) -> set[bytes]:
    rows = db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,))
    return {found for (found,) in rows if found}


def _number(db: Connection, table: str, row_id: bytes) -> None:
    status = "status" if table in _HAS_STATUS else "''"
    number, state = db.execute(
        f"SELECT number, {status} FROM {table} WHERE id = ?", (row_id,)
    ).fetchone()
    keep_number(db, number, table, row_id, issued.VOID if state in VOID else issued.ISSUED)


def _search_row(db: Connection, customer: bytes) -> None:
    found = db.execute(
        "SELECT k, name, phone, phone_2, merged_into FROM customer WHERE id = ?", (customer,)
    ).fetchone()
    if found is None:
        return
    key, name, phone, second, merged = found
    if merged or not (name or phone):
        db.execute("DELETE FROM search_row WHERE k = ?", (key,))
        return
    units = db.execute(
        "SELECT serial FROM unit WHERE customer_id = ? AND merged_into IS NULL", (customer,)
    )
    tokens = search.customer_tokens(name, (phone, second), [serial for (serial,) in units])
    db.execute(
        "INSERT INTO search_row(k, tokens) VALUES (?, ?) ON CONFLICT(k) DO UPDATE "
        "SET tokens = excluded.tokens WHERE tokens <> excluded.tokens",
        (key, tokens),
    )


def _open_item(db: Connection, item: bytes) -> None:
    found = db.execute(
        "SELECT i.out_at, i.promised_at, i.custody_state, c.status FROM customer_item i "
        "LEFT JOIN repair_card c ON c.item_id = i.id WHERE i.id = ?",
        (item,),
    ).fetchone()
    if found is None:
        return
    out_at, promised_at, custody, card = found
    if out_at is not None:
        db.execute("DELETE FROM open_item WHERE id = ?", (item,))
        return
    state = custody if custody in SHOWN_BY_CUSTODY else card or CardStatus.OPENED.value
    db.execute(
        "INSERT OR REPLACE INTO open_item(id, promised_at, state) VALUES (?, ?, ?)",
        (item, promised_at, state),
    )


def _stock(db: Connection, row_id: bytes, _zone: str) -> None:
    db.execute(
        "INSERT INTO stock_balance(part_id, qty) SELECT part_id, qty FROM stock_entry WHERE id = ? "
        "ON CONFLICT(part_id) DO UPDATE SET qty = qty + excluded.qty",
        (row_id,),
    )


def _day_total(db: Connection, row_id: bytes, zone: str) -> None:
    at, method, currency, amount = db.execute(
        "SELECT at, method, currency, amount_fen FROM payment WHERE id = ?", (row_id,)
    ).fetchone()
    day = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date().isoformat()
    db.execute(
        "INSERT INTO day_total(day, method, currency, amount_fen, lines) VALUES (?, ?, ?, ?, 1) "
        "ON CONFLICT(day, method, currency) DO UPDATE "
        "SET amount_fen = amount_fen + excluded.amount_fen, lines = lines + 1",
        (day, method, currency, amount),
    )


_SUMS: dict[str, Callable[[Connection, bytes, str], None]] = {
    "stock_entry": _stock,
    "payment": _day_total,
}

DERIVED = ("paper_number", "open_item", "stock_balance", "day_total", "search_row")


def derive_all(db: Connection, zone: str) -> None:
    """Makes everything derived again from the rows: after a restore from rows, and as the proof
    that it never drifts.
    """
    for table in DERIVED:
        db.execute(f"DELETE FROM {table}")
    contention.forget_doubles(db)
    relevant = {"customer", "unit", "customer_item", *_NUMBERED}
    rows = partial(_rows, db)
    derive(
        db,
        (pair for table in relevant for pair in rows(table)),
        (p for t in _SUMS for p in rows(t)),
        zone,
    )


def _rows(db: Connection, table: str) -> list[Touched]:
    return [(table, row_id) for (row_id,) in db.execute(f"SELECT id FROM {BY_NAME[table].name}")]

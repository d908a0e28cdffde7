"""One step after every change, local or merged: search rows, open items, balances, day totals,
numbers (decisions 12).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from counter.domain.states import ELSEWHERE, CardStatus, CustodyState
from counter.storage import contention, issued, search
from counter.storage.asking import MOST as PIECE
from counter.storage.asking import among
from counter.storage.catalogue import BY_NAME, NUMBERED
from counter.storage.database import Connection
from counter.storage.own_outlets import made_here, own_outlets
from counter.storage.subjects import Touched

#: custody states that say more than the card's
SHOWN_BY_CUSTODY = (
    CustodyState.READY,
    CustodyState.NOTIFIED,
    CustodyState.SENT_OUT,
    CustodyState.IN_TRANSIT,
    CustodyState.UNCLAIMED,
    CustodyState.LOST_OR_DAMAGED,
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
    customers, items = dict[bytes, None](), dict[bytes, None]()
    for table, ids in _by_table(touched).items():
        if table in _NUMBERED:
            _numbers(db, table, ids)
        if table == "unit":
            contention.note_serials(db, ids)
        if column := _CUSTOMER_OF.get(table):
            customers |= _owners(db, table, column, ids)
        if column := _ITEM_OF.get(table):
            items |= _owners(db, table, column, ids)
    for table, ids in _by_table(new).items():
        if sum_up := _SUMS.get(table):
            sum_up(db, ids, zone)
    _search_rows(db, customers)
    _open_items(db, items)


def _by_table(rows: Iterable[Touched]) -> dict[str, list[bytes]]:
    tables: dict[str, dict[bytes, None]] = {}
    for table, row_id in rows:
        tables.setdefault(table, {})[row_id] = None
    return {table: list(ids) for table, ids in tables.items()}


def _owners(db: Connection, table: str, column: str, ids: Iterable[bytes]) -> dict[bytes, None]:
    rows = among(db, f"SELECT {column} FROM {table} WHERE id IN ({{}})", ids)
    return {found: None for (found,) in rows if found}


def _numbers(db: Connection, table: str, ids: Iterable[bytes]) -> None:
    status = "status" if table in _HAS_STATUS else "''"
    rows = among(db, f"SELECT id, number, {status} FROM {table} WHERE id IN ({{}})", ids)
    issued.keep_numbers(
        db,
        [
            (number, table, row_id, issued.VOID if state in VOID else issued.ISSUED)
            for row_id, number, state in rows
        ],
    )


def _search_rows(db: Connection, customers: Iterable[bytes]) -> None:
    for piece in _pieces(customers):
        units = among(
            db,
            "SELECT customer_id, serial FROM unit "
            "WHERE customer_id IN ({}) AND merged_into IS NULL",
            piece,
        )
        serials: dict[bytes, list[str]] = {}
        for customer, serial in units:
            serials.setdefault(customer, []).append(serial)
        found = among(
            db,
            "SELECT id, k, name, phone, phone_2, merged_into FROM customer WHERE id IN ({})",
            piece,
        )
        gone, told = list[tuple[int]](), list[tuple[int, str]]()
        for row_id, key, name, phone, second, merged in found:
            if merged or not (name or phone):
                gone.append((key,))
                continue
            tokens = search.customer_tokens(name, (phone, second), serials.get(row_id, ()))
            told.append((key, tokens))
        db.executemany("DELETE FROM search_row WHERE k = ?", gone)
        db.executemany(
            "INSERT INTO search_row(k, tokens) VALUES (?, ?) ON CONFLICT(k) DO UPDATE "
            "SET tokens = excluded.tokens WHERE tokens <> excluded.tokens",
            told,
        )


def _open_items(db: Connection, items: Iterable[bytes]) -> None:
    own = own_outlets(db) | {0}
    for piece in _pieces(items):
        found = among(
            db,
            "SELECT i.id, i.out_at, i.promised_at, i.custody_state, i.custodian, c.status, "
            "o.promised_at, o.state FROM customer_item i "
            "LEFT JOIN repair_card c ON c.item_id = i.id "
            "LEFT JOIN open_item o ON o.id = i.id WHERE i.id IN ({})",
            piece,
        )
        first = {item: said for item, *said in reversed(list(found))}  # of several cards
        gone, there = list[tuple[bytes]](), list[tuple[bytes, int, str]]()
        for item, (out_at, promised_at, custody, custodian, card, *stood) in first.items():
            if out_at is not None:
                gone.append((item,))
                continue
            state = custody if custody in SHOWN_BY_CUSTODY else card or CardStatus.OPENED.value
            if custodian not in own:
                state = ELSEWHERE
            if stood != [promised_at, state]:
                there.append((item, promised_at, state))
        db.executemany("DELETE FROM open_item WHERE id = ?", gone)
        db.executemany(
            "INSERT OR REPLACE INTO open_item(id, promised_at, state) VALUES (?, ?, ?)", there
        )


def _pieces(ids: Iterable[bytes]) -> Iterator[list[bytes]]:
    left = list(ids)
    for at in range(0, len(left), PIECE):
        yield left[at : at + PIECE]


def _stock(db: Connection, ids: Iterable[bytes], _zone: str) -> None:
    """What another outlet used on an item that came from there was its stock, not ours."""
    own = made_here(db, "id")
    query = f"SELECT part_id, qty FROM stock_entry WHERE id IN ({{}}) AND {own}"
    db.executemany(
        "INSERT INTO stock_balance(part_id, qty) VALUES (?, ?) "
        "ON CONFLICT(part_id) DO UPDATE SET qty = qty + excluded.qty",
        list(among(db, query, ids)),
    )


def _day_total(db: Connection, ids: Iterable[bytes], zone: str) -> None:
    """Money another outlet took lies in its drawer, though the payment came with the case."""
    told: list[tuple[str, str, str, int]] = []
    own = made_here(db, "id")
    query = f"SELECT at, method, currency, amount_fen FROM payment WHERE id IN ({{}}) AND {own}"
    for at, method, currency, amount in among(db, query, ids):
        day = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date().isoformat()
        told.append((day, method, currency, amount))
    db.executemany(
        "INSERT INTO day_total(day, method, currency, amount_fen, lines) VALUES (?, ?, ?, ?, 1) "
        "ON CONFLICT(day, method, currency) DO UPDATE "
        "SET amount_fen = amount_fen + excluded.amount_fen, lines = lines + 1",
        told,
    )


_SUMS: dict[str, Callable[[Connection, list[bytes], str], None]] = {
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

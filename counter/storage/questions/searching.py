"""Who and what the search index names, checked against the text itself: grams keep no order."""

from collections.abc import Iterable, Iterator

from counter.domain import personal
from counter.domain.refusals import RuleBroken
from counter.storage import search
from counter.storage.database import Connection
from counter.storage.questions.customers import customers_of_phone
from counter.storage.questions.reading import places

#: how many customers are looked at before the search says "that is all"
MOST_CANDIDATES, AT_ONCE, SPARE = 600, 60, 4
LEAST_PHONE, LEAST_SERIAL = 5, 4

_CANDIDATES = """
SELECT c.k, c.id, c.name, c.phone, c.phone_2 FROM search_index f JOIN customer c ON c.k = f.rowid
WHERE f.search_index MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?
"""
_SERIALS = """
SELECT customer_id, id, serial FROM unit
WHERE customer_id IN ({ids}) AND merged_into IS NULL AND serial <> ''
"""
_SAME_SERIAL = "SELECT id FROM unit WHERE serial = ? AND merged_into IS NULL LIMIT 20"


def customers_like(db: Connection, typed: str, most: int) -> list[bytes]:
    """Ids of customers: those of a whole phone first, then the newest."""
    plain = search.folded(typed)
    found: dict[bytes, None] = {}
    if plain.isdigit() and len(plain) >= LEAST_PHONE:
        found = dict.fromkeys(_of_phone(db, typed))
    for customer in _searched(db, plain, most):
        if len(found) >= most:
            break
        found[customer] = None
    return list(found)


def units_like(db: Connection, typed: str, customers: list[bytes]) -> list[bytes]:
    """Ids of units: those of the whole serial number first, then those of the customers found."""
    plain = search.folded(typed)
    if len(plain) < LEAST_SERIAL or not plain.isascii():
        return []
    found: dict[bytes, None] = {}
    if len(typed) <= personal.LIMITS["serial"]:
        whole = personal.serial_number(typed)
        found = dict.fromkeys(unit for (unit,) in db.execute(_SAME_SERIAL, (whole,)))
    for _, unit, serial in _serials(db, customers):
        if plain in search.folded(serial):
            found[unit] = None
    return list(found)


def _of_phone(db: Connection, typed: str) -> list[bytes]:
    try:
        return customers_of_phone(db, personal.phone_digits(typed))
    except RuleBroken:
        return []  # not a whole phone: the index finds what has these digits


def _searched(db: Connection, plain: str, most: int) -> Iterator[bytes]:
    query, before, seen, at_once = search.query_of(plain), 1 << 62, 0, most + SPARE
    while query and seen < MOST_CANDIDATES:
        batch = db.execute(_CANDIDATES, (query, before, at_once)).fetchall()
        yield from _hits(db, plain, batch)
        if len(batch) < at_once:
            break
        before, seen, at_once = batch[-1][0], seen + len(batch), AT_ONCE


def _hits(
    db: Connection, plain: str, batch: list[tuple[int, bytes, str, str, str]]
) -> Iterator[bytes]:
    """Those whose name, initials, phones or serial numbers have what was typed, as it was typed."""
    named = {row[1] for row in batch if _is_named(plain, row[2], row[3:])}
    rest = [row[1] for row in batch if row[1] not in named]
    if len(plain) >= LEAST_SERIAL and plain.isascii():
        named |= {
            customer for customer, _, serial in _serials(db, rest) if plain in search.folded(serial)
        }
    return (row[1] for row in batch if row[1] in named)


def _is_named(plain: str, name: str, phones: Iterable[str]) -> bool:
    if plain in search.folded(name) or any(plain in search.folded(phone) for phone in phones):
        return True
    is_initials = plain.isascii() and plain.isalpha()
    return is_initials and any(plain in way for way in search.initials(name))


def _serials(db: Connection, customers: list[bytes]) -> list[tuple[bytes, bytes, str]]:
    if not customers:
        return []
    return db.execute(_SERIALS.format(ids=places(customers)), customers).fetchall()

"""Cases of an outlet, and all that is known of one; people stand masked (domain.md §9.2)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from counter.domain.masking import masked_name, masked_phone
from counter.domain.states import CustodyState
from counter.hub import tables as t
from counter.hub.console.reading import Row, many, one_of
from counter.hub.held_rows import fields_of
from counter.hub.report_tables import REPORT_CASE, REPORT_PAYMENT
from counter.hub.routing import StreamRow
from counter.hub.scopes import CARRIED
from counter.storage.entries import Change
from counter.wire.messages import ChainFacts

CASE = REPORT_CASE.c
#: entries of one case; more than a lifetime of acts
MOST_ENTRIES = 500


def case_query(outlet: int, asked: Mapping[str, str]) -> Any:
    """Cases of an outlet, the newest first; of what `asked` names, what `_TESTS` knows, or one
    `number`.
    """
    query = sa.select(REPORT_CASE).where(CASE.outlet_no == outlet, CASE.here == 1)
    if number := asked.get("number"):
        digits = "".join(one for one in number if one.isdecimal())
        return query.where(CASE.number == digits)
    for name, test in _TESTS.items():
        if value := asked.get(name):
            query = query.where(test(value))
    if asked.get("day_out") or asked.get("out_from"):
        return query.order_by(CASE.out_on.desc(), CASE.out_at.desc(), CASE.id)
    return query.order_by(CASE.received_on.desc(), CASE.received_at.desc(), CASE.id)


#: where an item of an open case is: at the outlet itself, at another, or on its way to one
AWAY, GUEST = "away", "guest"
_ELSEWHERE = sa.or_(
    CASE.state == CustodyState.IN_TRANSIT,
    sa.and_(CASE.custodian != CASE.outlet_no, CASE.custodian.in_(sa.select(t.OUTLET.c.no))),
)


def _is_state(value: str) -> Any:
    if value == AWAY:
        return sa.and_(CASE.out_at.is_(None), _ELSEWHERE)
    if value == GUEST:
        return sa.and_(CASE.out_at.is_(None), CASE.home == 0, sa.not_(_ELSEWHERE))
    return CASE.out_at.is_(None) if value == "open" else CASE.out_at.is_not(None)


def moved(db: sa.Connection, outlet: int) -> tuple[int, int]:
    """How many open cases of an outlet are elsewhere or on their way, and how many it has of
    others.
    """
    mine = CASE.outlet_no == outlet, CASE.here == 1
    counts = [
        db.execute(sa.select(sa.func.count()).where(*mine, _is_state(one))).scalar() or 0
        for one in (AWAY, GUEST)
    ]
    return int(counts[0]), int(counts[1])


#: what may be asked of a list of cases
_TESTS: dict[str, Callable[[str], Any]] = {
    "state": _is_state,
    "status": lambda value: CASE.status == value,
    "category": lambda value: CASE.category == value,
    "repeats": lambda _: CASE.repeats == 1,
    "late": lambda _: sa.func.coalesce(CASE.ready_at, CASE.out_at) > CASE.promised_at,
    "mine": lambda _: CASE.home == 1,
    "day_in": lambda value: CASE.received_on == value,
    "in_from": lambda value: CASE.received_on >= value,
    "in_to": lambda value: CASE.received_on <= value,
    "day_out": lambda value: CASE.out_on == value,
    "out_from": lambda value: CASE.out_on >= value,
}


def described(db: sa.Connection, outlet: int, found: list[Row]) -> list[Row]:
    """Cases with what the item is."""
    units = [one["unit_id"] for one in found if one["unit_id"]]
    rows = _rows(db, outlet, "unit", units)
    return [one | {"item": item_words(rows.get(one["unit_id"] or b"", {}))} for one in found]


def item_words(unit: Mapping[str, Any]) -> str:
    """Product, brand and model of a unit."""
    named = (str(unit.get(name) or "") for name in ("product", "brand", "model"))
    return " ".join(one for one in named if one)


def _rows(db: sa.Connection, outlet: int, table: str, ids: list[bytes]) -> dict[bytes, Row]:
    held = t.HELD_ROW.c
    where = held.outlet_no == outlet, held.tbl == table, held.id.in_(sorted(set(ids)))
    found = db.execute(sa.select(held.id, held.fields).where(*where))
    return {bytes(row_id): json.loads(fields) for row_id, fields in found if fields}


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case: its row of the reports, the item as it was written, what it is, whose it is
    (masked), its payments.
    """

    case: Row
    item: Row
    what: str
    serial: str
    name: str
    phone: str
    card: Row
    payments: list[Row]


def case_page(db: sa.Connection, outlet: int, number: str) -> CasePage | None:
    """One case by its number."""
    case = one_of(db, case_query(outlet, {"number": number}))
    if case is None:
        return None
    item = fields_of(db, outlet, "customer_item", case["id"]) or {}
    unit = fields_of(db, outlet, "unit", case["unit_id"]) if case["unit_id"] else None
    customer = _named(db, outlet, "customer", item.get("customer_id"))
    card = fields_of(db, outlet, "repair_card", case["card_id"]) if case["card_id"] else None
    paid = REPORT_PAYMENT.c
    query = sa.select(REPORT_PAYMENT).where(paid.outlet_no == outlet, paid.item_id == case["id"])
    return CasePage(
        case, item, item_words(unit or {}), str((unit or {}).get("serial") or ""),
        masked_name(str(customer.get("name") or "")),
        masked_phone(str(customer.get("phone") or "")),
        card or {}, many(db, query.order_by(paid.paid_at, paid.id)),
    )  # fmt: skip


def _named(db: sa.Connection, outlet: int, table: str, row_id: str | None) -> Row:
    return (fields_of(db, outlet, table, bytes.fromhex(row_id)) or {}) if row_id else {}


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry that speaks of a case: when, which act, who and where (`seat` None = the hub's
    own), and the changes it made to the case.
    """

    at: int
    act: str
    by: str
    outlet: int
    seat: int | None
    changes: tuple[Change, ...]


def timeline(db: sa.Connection, item: bytes) -> list[Deed]:
    """What was done to a case, at whichever outlet, the newest last; each act once."""
    with_item, speaks = t.WITH_ITEM.c, t.SPEAKS.c
    of_item = sa.and_(speaks.tbl == with_item.tbl, speaks.id == with_item.id)
    where = with_item.item == item, with_item.tbl.not_in(sorted(CARRIED.values()))
    return deeds(
        db,
        sa.select(speaks.outlet_no, speaks.pos, speaks.n)
        .select_from(t.WITH_ITEM.join(t.SPEAKS, of_item))
        .where(*where).order_by(speaks.outlet_no, speaks.pos, speaks.n).limit(4 * MOST_ENTRIES),
    )  # fmt: skip


def deeds(db: sa.Connection, query: Any) -> list[Deed]:
    """What the entries say at the places (outlet, position, change) a question finds, the newest
    last; each act once.
    """
    log, found = t.OP_LOG.c, [tuple(one) for one in db.execute(query)]
    places: dict[tuple[int, int], list[int]] = {}
    for outlet, pos, n in found:
        places.setdefault((int(outlet), int(pos)), []).append(int(n))
    done: dict[bytes, tuple[int, Deed]] = {}
    for outlet, pos in list(places)[:MOST_ENTRIES]:
        mine = log.outlet_no == outlet, log.pos == pos
        row = StreamRow.read(db.execute(sa.select(t.OP_LOG).where(*mine)).one())
        if row.entry is not None and row.entry.eid not in done:
            deed = _deed(db, outlet, row, places[outlet, pos])
            done[row.entry.eid] = row.hlc, deed
    return [deed for _, deed in sorted(done.values(), key=lambda one: one[0])]


def _deed(db: sa.Connection, outlet: int, row: StreamRow, places: list[int]) -> Deed:
    entry = row.entry
    assert entry is not None
    chain = t.CHAIN.c
    kept = db.execute(
        sa.select(chain.facts).where(chain.outlet_no == outlet, chain.chain == row.chain)
    ).scalar()
    facts = msgspec.msgpack.decode(kept, type=ChainFacts) if kept else None
    seat = facts.seat if facts and not facts.why.startswith("handed over") else None
    changes = tuple(entry.changes[n] for n in places)
    return Deed(entry.at, entry.kind, actor_name(db, outlet, entry.actor), outlet, seat, changes)


def actor_name(db: sa.Connection, outlet: int, actor: str) -> str:
    """Staff code and name of who did something, as his outlet or head office calls him."""
    try:
        row_id = bytes.fromhex(actor)
    except ValueError:
        return ""
    for view in (outlet, -1):
        if person := fields_of(db, view, "person", row_id):
            return f"{person.get('code', '')} {person.get('name', '')}".strip()
    return ""

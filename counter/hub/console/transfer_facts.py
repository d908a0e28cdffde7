"""Transfers of all outlets, and one of them with its items and steps."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.console.case_facts import MOST_ENTRIES, Deed, deeds, described
from counter.hub.console.reading import Row, many, one_of
from counter.hub.held_rows import fields_of
from counter.hub.local_days import DAY_MS
from counter.hub.report_tables import REPORT_CASE, REPORT_PARCEL, REPORT_TRANSFER
from counter.hub.transfer_reports import DONE, LINE, LOST, OPEN, TRANSFER

ONE, PARCEL = REPORT_TRANSFER.c, REPORT_PARCEL.c
#: a bag that is longer on its way is asked for: every outlet is reached in a day or two
OVERDUE_MS = 3 * DAY_MS
OVERDUE = "overdue"
#: what may be asked for, by the word in the address
STAGES = {"open": OPEN, "lost": LOST, "done": DONE}


def is_overdue(one: Row, now: int) -> bool:
    """Whether somebody has waited too long for it."""
    return one["stage"] == OPEN and one["since_at"] < now - OVERDUE_MS


def transfer_query(outlet: int | None, state: str, now: int) -> Any:
    """Transfers, what moved last first: of all outlets, or those one has packed or is sent. `state`
    is a word of `STAGES`, "overdue", or nothing.
    """
    query = sa.select(REPORT_TRANSFER).where(ONE.number != "")
    if outlet is None:
        query = query.where(ONE.home == 1)
    else:
        query = query.where(ONE.outlet_no == outlet, sa.or_(ONE.home == 1, ONE.to_no == outlet))
    stage = STAGES.get("open" if state == OVERDUE else state)
    if stage:
        query = query.where(ONE.stage == stage)
    if state == OVERDUE:
        query = query.where(ONE.since_at < now - OVERDUE_MS)
    return query.order_by(ONE.since_at.desc(), ONE.outlet_no.desc(), ONE.id.desc())


def overdue_count(db: sa.Connection, now: int) -> int:
    """How many somebody has waited too long for."""
    late = ONE.home == 1, ONE.stage == OPEN, ONE.since_at < now - OVERDUE_MS
    return int(db.execute(sa.select(sa.func.count()).where(*late)).scalar() or 0)


def with_papers(db: sa.Connection, found: Sequence[Row]) -> list[Row]:
    """The same with what the paper says of both ends and with the items, each with its case."""
    return [_with_paper(db, one) for one in found]


def _with_paper(db: sa.Connection, one: Row) -> Row:
    outlet = int(one["outlet_no"])
    paper = fields_of(db, outlet, TRANSFER, one["id"]) or {}
    return one | {"paper": paper, "from_no": int(paper.get("from_outlet") or 0),
                  "parcels": _parcels(db, outlet, one["id"])}  # fmt: skip


def _parcels(db: sa.Connection, outlet: int, row_id: bytes) -> list[Row]:
    mine = PARCEL.outlet_no == outlet, PARCEL.transfer_id == row_id
    lines = many(db, sa.select(REPORT_PARCEL).where(*mine))
    case = REPORT_CASE.c
    ids = sorted({line["item_id"] for line in lines if line["item_id"]})
    query = sa.select(REPORT_CASE).where(case.outlet_no == outlet, case.id.in_(ids))
    cases = {one["id"]: one for one in described(db, outlet, many(db, query))}
    lines.sort(key=lambda line: (line["n"], line["id"]))
    return [
        line | {"case": cases.get(line["item_id"]),
                "reason": (fields_of(db, outlet, LINE, line["id"]) or {}).get("status_reason", "")}
        for line in lines
    ]  # fmt: skip


def transfer(db: sa.Connection, outlet: int, number: str) -> Row | None:
    """One transfer as an outlet holds it, by its number."""
    digits = "".join(one for one in number if one.isdecimal())
    mine = ONE.outlet_no == outlet, ONE.number == digits
    one = one_of(db, sa.select(REPORT_TRANSFER).where(*mine).order_by(ONE.id)) if digits else None
    return _with_paper(db, one) if one else None


def steps(db: sa.Connection, one: Row) -> list[Deed]:
    """What was done to a transfer at either end, the newest last."""
    speaks = t.SPEAKS.c
    lines = [line["id"] for line in one["parcels"]]
    of_it = sa.or_(
        sa.and_(speaks.tbl == TRANSFER, speaks.id == one["id"]),
        sa.and_(speaks.tbl == LINE, speaks.id.in_(lines)),
    )
    places = sa.select(speaks.outlet_no, speaks.pos, speaks.n).where(of_it)
    in_order = places.order_by(speaks.outlet_no, speaks.pos, speaks.n)
    return deeds(db, in_order.limit(4 * MOST_ENTRIES))

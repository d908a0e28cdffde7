"""Outlets as the hub knows them: when they were heard last, what is held of them, their seats."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.console.reading import Row, many, one_of, some
from counter.hub.local_days import DAY_MS, OTHERWISE
from counter.hub.projecting import NAME as PROJECTION
from counter.hub.report_tables import REPORT_DAY, REPORT_OUTLET, REPORT_TROUBLE
from counter.hub.routing import NAME as ROUTING
from counter.wire.day_proofs import DayProof
from counter.wire.messages import ChainFacts

#: between these lie the names of what is open
OPEN, AFTER_OPEN = "open.", "open/"
HANDED_OVER = "handed over"
#: a clock that is ahead by less may as well be right
AHEAD_MS = 60_000
#: of an outlet's number
MOST_DIGITS = 5


def _named() -> tuple[Any, Any, Any]:
    """What an outlet is called, its zone, and the tables both stand in."""
    own = REPORT_OUTLET.c
    name = sa.func.coalesce(
        sa.func.nullif(own.pub_name, ""), sa.func.nullif(t.OUTLET.c.name, ""), own.own_name, ""
    )
    zone = sa.func.coalesce(own.pub_zone, own.own_zone, OTHERWISE)
    return name, zone, t.OUTLET.outerjoin(REPORT_OUTLET, own.outlet_no == t.OUTLET.c.no)


def _seen() -> sa.Subquery:
    """When seats that may speak were heard last, how many those are, and how many ever joined."""
    one = t.REPLICA.c
    speaks = one.revoked_at.is_(None)
    told = (
        sa.func.max(sa.case((speaks, one.seen_at))).label("seen_at"),
        sa.func.count(sa.case((speaks, 1))).label("seats"), sa.func.count().label("joined"),
    )  # fmt: skip
    return sa.select(one.outlet_no, *told).group_by(one.outlet_no).subquery()


def outlets(
    db: sa.Connection, now: int, *, wanted: str = "", silent: bool = False, page: int = 1
) -> tuple[list[Row], bool]:
    """Outlets, those heard longest ago first where only `silent` ones are asked for. `wanted` is
    a number or a piece of a name.
    """
    found, has_more = some(db, outlet_query(now, wanted=wanted, silent=silent), page)
    return with_holdings(db, found), has_more


def outlet_query(now: int, *, wanted: str = "", silent: bool = False) -> Any:
    """The outlets alone, without what is held of them."""
    name, zone, of = _named()
    seen = _seen()
    query = sa.select(
        t.OUTLET.c.no, name.label("name"), zone.label("zone"), seen.c.seen_at,
        sa.func.coalesce(seen.c.seats, 0).label("seats"),
        sa.func.coalesce(seen.c.joined, 0).label("joined"),
    ).select_from(of.outerjoin(seen, seen.c.outlet_no == t.OUTLET.c.no))  # fmt: skip
    if wanted:
        is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) <= MOST_DIGITS
        like = sa.func.lower(name).contains(wanted.lower(), autoescape=True)
        query = query.where(t.OUTLET.c.no == int(wanted) if is_number else like)
    if silent:
        long_ago = seen.c.seen_at < now - DAY_MS
        return query.where(long_ago).order_by(seen.c.seen_at, t.OUTLET.c.no)
    return query.order_by(t.OUTLET.c.no)


def outlet(db: sa.Connection, number: int) -> Row | None:
    """One outlet."""
    found = one_of(db, outlet_query(0).where(t.OUTLET.c.no == number))
    return with_holdings(db, [found])[0] if found else None


def silent_count(db: sa.Connection, now: int) -> int:
    """How many outlets were not heard for more than a day."""
    seen = _seen()
    query = sa.select(sa.func.count()).select_from(seen).where(seen.c.seen_at < now - DAY_MS)
    return int(db.execute(query).scalar() or 0)


def with_holdings(db: sa.Connection, found: Sequence[Row]) -> list[Row]:
    """The same with positions, open cases, what was kept back, troubles, and the last proof."""
    numbers = [int(one["no"]) for one in found]
    held = _by(db, t.STREAM.c.outlet_no, t.STREAM.c.pos, numbers)
    far = t.FOLLOWED.c
    looked, merged = (
        _by(db, far.outlet_no, far.pos, numbers, far.name == name) for name in (ROUTING, PROJECTION)
    )
    day, trouble, kept = REPORT_DAY.c, REPORT_TROUBLE.c, t.QUARANTINE.c
    is_open = day.what >= OPEN, day.what < AFTER_OPEN
    count = sa.func.count()
    open_cases = _by(db, day.outlet_no, sa.func.sum(day.n), numbers, *is_open)
    kept_back = _by(db, kept.outlet_no, count, numbers)
    troubles = _by(db, trouble.outlet_no, count, numbers)
    proofs = _proven_days(db, numbers)
    return [
        one | {
            "held": held.get(no, 0), "looked": looked.get(no, 0),
            "merged": merged.get(no, 0), "open": int(open_cases.get(no) or 0),
            "kept_back": kept_back.get(no, 0), "troubles": troubles.get(no, 0),
            "proof_day": proofs.get(no),
        }
        for one, no in zip(found, numbers, strict=True)
    ]  # fmt: skip


def _by(
    db: sa.Connection, outlet_no: Any, what: Any, numbers: list[int], *where: Any
) -> dict[int, Any]:
    query = sa.select(outlet_no, what).where(outlet_no.in_(numbers), *where)
    found = db.execute(query if isinstance(what, sa.Column) else query.group_by(outlet_no))
    return {int(no): value for no, value in found}


def _proven_days(db: sa.Connection, numbers: list[int]) -> dict[int, str]:
    """The newest day that was signed for; a proof of nothing is none."""
    day = t.DAY_PROOF.c
    newest = sa.select(day.outlet_no, sa.func.max(day.day).label("day")).group_by(day.outlet_no)
    last = newest.where(day.outlet_no.in_(numbers)).subquery()
    same = sa.and_(last.c.outlet_no == day.outlet_no, last.c.day == day.day)
    found = db.execute(sa.select(day.outlet_no, day.said).join(last, same))
    proofs = {int(no): msgspec.msgpack.decode(said, type=DayProof) for no, said in found}
    return {no: proof.day for no, proof in proofs.items() if proof.heads}


def last_proof(db: sa.Connection, number: int) -> DayProof | None:
    """What the hub has signed for the newest day that is over."""
    mine = t.DAY_PROOF.c.outlet_no == number
    newest = sa.select(t.DAY_PROOF.c.said).where(mine).order_by(t.DAY_PROOF.c.day.desc()).limit(1)
    kept = db.execute(newest).scalar()
    return None if kept is None else msgspec.msgpack.decode(kept, type=DayProof)


def last_entry(db: sa.Connection, number: int, pos: int) -> Row | None:
    """When the newest entry of an outlet came."""
    log = t.OP_LOG.c
    return one_of(
        db, sa.select(log.recv_at, log.pos).where(log.outlet_no == number, log.pos == pos)
    )


def seats(db: sa.Connection, number: int) -> list[Row]:
    """The seats of an outlet with how many entries each has written, and by how much its clock is
    known to be ahead: an entry cannot have been written after it came.
    """
    mine = t.REPLICA.c
    query = sa.select(t.REPLICA).where(mine.outlet_no == number)
    known = many(db, query.order_by(mine.seat, mine.enrolled_at))
    written: dict[bytes, list[Row]] = {}
    for one in many(db, sa.select(t.CHAIN).where(t.CHAIN.c.outlet_no == number)):
        facts = msgspec.msgpack.decode(one["facts"], type=ChainFacts)
        written.setdefault(facts.replica, []).append(one)
    return [
        one | {
            "chains": len(chains := written.get(one["replica"], [])),
            "entries": sum(int(chain["seq"]) for chain in chains),
            "ahead_ms": max((_ahead(db, number, chain) for chain in chains), default=0),
        }
        for one in known
    ]  # fmt: skip


def open_codes(db: sa.Connection, number: int) -> list[Row]:
    """The codes of an outlet that no seat has used, those that have run out too."""
    mine = t.ENROL_CODE.c
    query = sa.select(t.ENROL_CODE).where(mine.outlet_no == number, mine.used_at.is_(None))
    return many(db, query.order_by(mine.until_at, mine.code_hash))


def _ahead(db: sa.Connection, number: int, chain: Row) -> int:
    log = t.OP_LOG.c
    mine = log.outlet_no == number, log.chain == chain["chain"], log.seq == chain["seq"]
    last = one_of(db, sa.select(log.hlc, log.recv_at).where(*mine))
    ahead = (int(last["hlc"]) >> 16) - int(last["recv_at"]) if last else 0
    return ahead if ahead > AHEAD_MS else 0


def zones(db: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The zones of outlets."""
    _, zone, of = _named()
    query = sa.select(t.OUTLET.c.no, zone).select_from(of).where(t.OUTLET.c.no.in_(numbers))
    return {int(no): str(one) for no, one in db.execute(query)}


def names(db: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """What outlets are called."""
    name, _, of = _named()
    query = sa.select(t.OUTLET.c.no, name).select_from(of).where(t.OUTLET.c.no.in_(numbers))
    return {int(no): str(one) for no, one in db.execute(query)}

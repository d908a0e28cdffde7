"""What people have to look at: fields two hands wrote past each other, numbers there twice,
stock below nothing, and changes that were kept back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from counter.domain.masking import masked_name, masked_phone
from counter.hub import tables as t
from counter.hub.console.case_facts import actor_name
from counter.hub.console.reading import Row, one_of
from counter.hub.held_rows import fields_of
from counter.hub.report_tables import REPORT_CASE, REPORT_TROUBLE
from counter.hub.routing import StreamRow
from counter.hub.weighing import Leaf, leaves_of
from counter.storage.catalogue import BY_NAME
from counter.storage.entries import Entry

TROUBLE, QUARANTINE = REPORT_TROUBLE.c, t.QUARANTINE.c
FIELD = "FIELD"


@dataclass(frozen=True, slots=True)
class Side:
    """What one hand wrote: column and value (people masked), when, who, where; `stands` is true of
    the one that won.
    """

    values: dict[str, str]
    at: int
    by: str
    outlet: int
    stands: bool


def trouble_query(outlet: int | None) -> Any:
    """What is listed for an outlet, or for all of them."""
    query = sa.select(REPORT_TROUBLE).order_by(
        TROUBLE.outlet_no, TROUBLE.what, TROUBLE.tbl, TROUBLE.id, TROUBLE.col
    )
    return query if outlet is None else query.where(TROUBLE.outlet_no == outlet)


def quarantine_query(outlet: int | None) -> Any:
    """What was kept back of an outlet, or of all of them."""
    query = sa.select(t.QUARANTINE).order_by(
        QUARANTINE.outlet_no.desc(), QUARANTINE.pos.desc(), QUARANTINE.n.desc()
    )
    return query if outlet is None else query.where(QUARANTINE.outlet_no == outlet)


def sides(db: sa.Connection, trouble: Mapping[str, Any]) -> list[Side]:
    """Both values of a field two hands wrote, the one that stands first."""
    if trouble["what"] != FIELD:
        return []
    kind = BY_NAME[trouble["tbl"]]
    leaves = leaves_of(db, kind.name, trouble["id"], kind.group_of(trouble["col"]))
    return [_side(db, kind.name, n, leaf) for n, leaf in enumerate(leaves)]


def _side(db: sa.Connection, table: str, n: int, leaf: Leaf) -> Side:
    values = {name: _shown(db, table, name, value, leaf) for name, value in leaf.values.items()}
    by = actor_name(db, leaf.outlet, leaf.entry.actor)
    return Side(values, leaf.entry.at, by, leaf.outlet, stands=n == 0)


def _shown(db: sa.Connection, table: str, name: str, value: Any, leaf: Leaf) -> str:
    """A value for people: personal ones masked, references by what they name."""
    column = BY_NAME[table].column(name)
    if name in BY_NAME[table].personal:
        said = leaf.personal.get(value[0], "") if isinstance(value, list) else ""
        if name in ("name", "collector_name", "declarant_name", "given_by_name"):
            return masked_name(said)
        return masked_phone(said) if "phone" in name else "***" if said else ""
    if column.is_blob and value:
        return actor_name(db, leaf.outlet, str(value))
    return "" if value is None else str(value)


def case_of(db: sa.Connection, trouble: Mapping[str, Any]) -> str:
    """The number of the case something belongs to; empty where there is none."""
    outlet, table, row_id = int(trouble["outlet_no"]), str(trouble["tbl"]), trouble["id"]
    path = BY_NAME[table].item_path
    if path and path != ("id",):
        fields = fields_of(db, outlet, table, row_id) or {}
        row_id = bytes.fromhex(fields.get(path[0]) or "") if len(path) == 1 else b""
    elif not path:
        return ""
    mine = REPORT_CASE.c.outlet_no == outlet, REPORT_CASE.c.id == row_id
    case = one_of(db, sa.select(REPORT_CASE.c.number).where(*mine))
    return str(case["number"]) if case else ""


def number_of(db: sa.Connection, trouble: Mapping[str, Any]) -> str:
    """What a record is known by."""
    outlet, table = int(trouble["outlet_no"]), str(trouble["tbl"])
    for view in (outlet, -1):
        if fields := fields_of(db, view, table, trouble["id"]):
            known = (fields.get(name) for name in ("number", "code", "serial"))
            return next((str(one) for one in known if one), "")
    return ""


def entry_at(db: sa.Connection, held: Row) -> tuple[Entry | None, int]:
    """The entry a change was kept back of, and when it came."""
    log = t.OP_LOG.c
    where = log.outlet_no == held["outlet_no"], log.pos == held["pos"]
    row = db.execute(sa.select(t.OP_LOG).where(*where)).one()
    return StreamRow.read(row).entry, int(row.recv_at)

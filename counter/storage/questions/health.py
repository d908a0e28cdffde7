"""How the shop's file is, and what a new shop still leaves as it came."""

from dataclasses import dataclass

from counter.domain.states import Role
from counter.storage.database import Connection
from counter.storage.ids import SEQ_BITS
from counter.storage.questions.reading import at_one_moment, rows, value


@dataclass(frozen=True, kw_only=True)
class ShopHealth:
    """The file and its log. `head` is the hash of the newest entry in hex; `sealed_at` its time."""

    sqlite_version: str
    layout: int
    file_bytes: int
    entries: int
    head: str
    sealed_at: int
    chains: int
    unsealed_rows: int


@dataclass(frozen=True, kw_only=True)
class FirstDays:
    """What somebody has set since the shop was opened, and how many there are of each."""

    has_phone: bool
    has_address: bool
    has_hours: bool
    colleagues: int
    shelves: int
    parts: int


#: a chain has no gaps: the place of its last entry is how many it has
_ENTRIES = """
SELECT coalesce(sum(coalesce((SELECT l.n - (c.n << ?) FROM sync_log l
  WHERE l.n > c.n << ? AND l.n < (c.n + 1) << ? ORDER BY l.n DESC LIMIT 1), 0)), 0)
FROM sync_chain c
"""


@at_one_moment
def shop_health(db: Connection) -> ShopHealth:
    """Size, layout and head of the shop's file."""
    kept = dict(db.execute("SELECT name, value FROM sync_state").fetchall())
    pages, page_bytes = (value(db, f"PRAGMA {name}") for name in ("page_count", "page_size"))
    return ShopHealth(
        sqlite_version=value(db, "SELECT sqlite_version()"),
        layout=value(db, "PRAGMA user_version"),
        file_bytes=pages * page_bytes,
        entries=value(db, _ENTRIES, (SEQ_BITS, SEQ_BITS, SEQ_BITS)),
        head=bytes(kept["head"]).hex(),
        sealed_at=int.from_bytes(kept["hlc"], "big") >> 16,
        chains=value(db, "SELECT count(*) FROM sync_chain"),
        unsealed_rows=value(db, "SELECT count(*) FROM sync_pending"),
    )


@at_one_moment
def first_days(db: Connection) -> FirstDays:
    """What is still as it was on the shop's first day."""
    (outlet,) = rows(
        db,
        "SELECT o.id, o.service_phone, o.address FROM sync_gate g "
        "JOIN outlet o ON o.number = g.outlet",
    )
    asked = "SELECT count(*) FROM setting WHERE outlet_id = ? AND name = 'hours'"
    others = "SELECT count(*) FROM person WHERE active = 1 AND role <> ?"
    return FirstDays(
        has_phone=bool(outlet["service_phone"]),
        has_address=bool(outlet["address"]),
        has_hours=bool(value(db, asked, (outlet["id"],))),
        colleagues=value(db, others, (Role.MANAGER,)),
        shelves=value(db, "SELECT count(*) FROM shelf WHERE active = 1"),
        parts=value(db, "SELECT count(*) FROM part WHERE active = 1"),
    )

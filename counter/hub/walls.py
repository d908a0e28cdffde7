"""The second wall between outlets, kept by PostgreSQL itself: what a seat asks for is asked by a
role that owns no table and sees the rows of one outlet alone (sync.md §5.1).

A SQLite file knows no roles; there the hub's own statements are the only wall.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.all_tables import METADATA

POLICIES = ("office", "seat_reads", "seat_writes")
#: under this option an office's engine keeps the one of the seats' role
SEATS = "seats_engine"
_OWN = "outlet_no = current_setting('app.outlet')::bigint"
#: head office's stream is everybody's as far as it was looked through and is not for itself alone
_PUBLISHED = (
    "outlet_no = 0 AND pos <= (SELECT f.pos FROM followed f WHERE f.name = 'routing'"
    " AND f.outlet_no = 0) AND NOT EXISTS"
    " (SELECT 1 FROM withheld w WHERE w.outlet_no = 0 AND w.pos = {table}.pos)"
)
_HEAD_OFFICE, _BOTH = "outlet_no = 0", "outlet_no IN (0, -1)"
#: what a seat's request may do in a table: (which statements, whose rows it may read besides the
#: outlet's own). A table that is not named is closed to it; -1 is what is published, as rows.
RIGHTS: dict[sa.Table, tuple[str, str]] = {
    t.ADOPTED: ("SELECT", ""),
    t.REPLICA: ("SELECT", _HEAD_OFFICE),
    t.CHAIN: ("SELECT, INSERT, UPDATE", _HEAD_OFFICE),
    t.STREAM: ("SELECT, INSERT, UPDATE", ""),
    t.OP_LOG: ("SELECT, INSERT", _PUBLISHED),
    t.QUARANTINE: ("SELECT", _HEAD_OFFICE),
    t.WITHHELD: ("SELECT", _HEAD_OFFICE),
    t.FOLLOWED: ("SELECT", _BOTH),
    t.HELD_ROW: ("SELECT", ""),
    t.HELD_SUM: ("SELECT", _BOTH),
    t.HELD_ERASED: ("SELECT", _BOTH),
    t.BLOB_NAMED: ("SELECT", ""),
    t.DAY_PROOF: ("SELECT, INSERT", ""),
}


#: whose token the request showed that is being answered; whatever is asked for it, is asked so
ASKING: ContextVar[int | None] = ContextVar("asking", default=None)


@contextmanager
def as_outlet(engine: sa.Engine, outlet: int) -> Generator[sa.Connection]:
    """A transaction for one outlet's seats. Where the database was prepared for it, nothing of
    another outlet than the token's can be read or written in it, whatever `outlet` says; where no
    request is being answered, than `outlet`'s.
    """
    seats: sa.Engine | None = engine.get_execution_options().get(SEATS)
    if seats is None:
        with engine.begin() as db:
            yield db
        return
    asking = ASKING.get()
    no = outlet if asking is None else asking
    with seats.begin() as db:
        # the statement, not set_config(): a Citus passes it on to its workers
        db.exec_driver_sql(f"SET LOCAL app.outlet = '{int(no)}'")
        yield db


def raise_walls(db: sa.Connection, seat: str, office: str) -> None:
    """Makes the policies anew on every table, and says what the two roles may do."""
    execute = db.exec_driver_sql
    schema = db.execute(sa.text("SELECT current_schema()")).scalar()
    for role in (seat, office):
        execute(f'GRANT USAGE ON SCHEMA "{schema}" TO "{role}"')
        execute(f'GRANT SELECT ON alembic_version TO "{role}"')
    for table in METADATA.sorted_tables:
        name = table.name
        execute(f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')
        execute(f'REVOKE ALL ON "{name}" FROM PUBLIC, "{seat}", "{office}"')
        for policy in POLICIES:
            execute(f'DROP POLICY IF EXISTS {policy} ON "{name}"')
        execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{name}" TO "{office}"')
        execute(f'CREATE POLICY office ON "{name}" TO "{office}" USING (true) WITH CHECK (true)')
        statements, besides = RIGHTS.get(table, ("", ""))
        if not statements:
            continue
        execute(f'GRANT {statements} ON "{name}" TO "{seat}"')
        also = f" OR {besides.format(table=name)}" if besides else ""
        execute(f'CREATE POLICY seat_reads ON "{name}" FOR SELECT TO "{seat}" USING ({_OWN}{also})')
        if "INSERT" in statements:
            execute(
                f'CREATE POLICY seat_writes ON "{name}" FOR ALL TO "{seat}"'
                f" USING ({_OWN}) WITH CHECK ({_OWN})"
            )


def lower_walls(db: sa.Connection) -> None:
    """Lets the owner at its own tables, for a migration, and nobody else; `raise_walls` follows in
    the same transaction.
    """
    for name in sa.inspect(db).get_table_names():
        for policy in POLICIES:
            db.exec_driver_sql(f'DROP POLICY IF EXISTS {policy} ON "{name}"')
        db.exec_driver_sql(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY')


def roles_of(db: sa.Connection) -> tuple[str, str] | None:
    """The seats' role and the office's, as the policies name them; None where no wall stands."""
    if db.dialect.name != "postgresql":
        return None
    found = db.execute(
        sa.text(
            "SELECT policyname, roles[1]::text FROM pg_policies WHERE schemaname = current_schema()"
            " AND policyname IN ('office', 'seat_reads') GROUP BY 1, 2"
        )
    ).all()
    named = {str(policy): str(role) for policy, role in found}
    return (named["seat_reads"], named["office"]) if len(named) > 1 else None

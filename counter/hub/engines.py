"""Opens the hub's database: SQLite in its folder, or PostgreSQL."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError

from counter.domain.refusals import RuleBroken
from counter.hub.walls import SEATS
from counter.storage.database import sqlite

LOCK_WAIT_MS = 30_000


def open_sqlite(path: Path) -> sa.Engine:
    """The hub's own file; one writer at a time, each answer after its commit is on the disk."""

    def connect() -> Any:
        connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
        for statement in (
            f"PRAGMA busy_timeout={LOCK_WAIT_MS}",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA cache_size=-65536",
            "PRAGMA secure_delete=ON",
        ):
            connection.execute(statement)
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, module=sqlite, poolclass=sa.QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def open_database(url: str, seats_url: str = "", *, stays: bool = True) -> sa.Engine:
    """PostgreSQL by its address, postgresql+psycopg://…; what seats ask for goes to the second one,
    of a role that sees one outlet at a time (`hub.walls`). An address may name several hosts with
    `target_session_attrs=read-write`: the primary among them is spoken to. Connections are kept
    where it `stays`, else hung up after each use. Raises RuleBroken("hub.no_address").
    """
    try:
        engine = _postgresql(url, stays=stays)
        if seats_url:
            seats = _postgresql(seats_url, stays=stays)
            engine.update_execution_options(**{SEATS: seats})
            event.listen(engine, "engine_disposed", lambda _: seats.dispose())
    except (ArgumentError, ImportError) as wrong:
        raise RuleBroken("hub.no_address", said=str(wrong)) from wrong
    return engine


def _postgresql(url: str, *, stays: bool) -> sa.Engine:
    pool: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 8}
    engine = sa.create_engine(url, **(pool if stays else {"poolclass": sa.NullPool}))
    if engine.dialect.name != "postgresql":
        raise RuleBroken("hub.no_address", said=engine.dialect.name)
    event.listen(engine, "do_connect", _connect)
    return engine


def _connect(_dialect: Any, _record: Any, places: Any, named: Any) -> Any:
    from counter.hub.durable import Durable

    return Durable.connect(*places, **named)


def _begin(connection: sa.Connection) -> None:
    # the driver would begin at the first write, too late to be the only one
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

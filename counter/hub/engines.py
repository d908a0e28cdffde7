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


def open_database(url: str, seats_url: str = "") -> sa.Engine:
    """PostgreSQL by its address, postgresql+psycopg://…; what seats ask for goes to the second one,
    of a role that sees one outlet at a time (`hub.walls`). Raises RuleBroken("hub.no_address").
    """
    try:
        engine = sa.create_engine(url, pool_pre_ping=True, pool_size=8)
        if seats_url:
            seats = sa.create_engine(seats_url, pool_pre_ping=True, pool_size=8)
            engine.update_execution_options(**{SEATS: seats})
            event.listen(engine, "engine_disposed", lambda _: seats.dispose())
    except (ArgumentError, ImportError) as wrong:
        raise RuleBroken("hub.no_address", said=str(wrong)) from wrong
    return engine


def _begin(connection: sa.Connection) -> None:
    # the driver would begin at the first write, too late to be the only one
    connection.exec_driver_sql("BEGIN IMMEDIATE")

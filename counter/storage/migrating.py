"""Runs the Alembic revisions of `migrations/` over one file; imported only when a file is behind
(decisions 15).
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlite

from counter.storage import schema
from counter.storage.database import Connection

FOLDER = Path(__file__).with_name("migrations")


def engine_over(db: Connection) -> sa.Engine:
    """A SQLAlchemy engine over a connection that is open already."""
    return sa.create_engine("sqlite://", module=sqlite, creator=lambda: db, poolclass=StaticPool)


def migrate(db: Connection, revision: str = "head") -> None:
    """Upgrades to `revision` with capture off, makes the triggers anew, all in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine_over(db).connect() as connection:
        # SQLAlchemy counts this as the start of its transaction, so Alembic leaves the commit to it
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        schema.drop_triggers(db)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if revision == "head":
            schema.make_triggers(db)
            db.execute(f"PRAGMA user_version = {schema.HEAD}")
        connection.commit()

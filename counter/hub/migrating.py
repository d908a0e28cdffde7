"""Brings the hub's tables up to date by the Alembic revisions of `migrations/`, once, however many
processes of the hub start together.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from counter.domain.refusals import RuleBroken

FOLDER = Path(__file__).with_name("migrations")
#: the newest revision of `migrations/versions/`
HEAD = "0001"
LOCK = 0x52435333


def bring_up_to_date(engine: sa.Engine, head: str = HEAD) -> bool:
    """Runs the revisions the database lacks, all or none; whether there were any. Raises RuleBroken
    "hub.newer_database" where a newer program has been at it, "hub.cannot_prepare" where the role
    may not make tables.
    """
    with engine.begin() as db:
        if _checked(engine, _version(db), head):
            return False
    try:
        with engine.begin() as db:
            take_turns(db, LOCK)
            return upgrade(db, head)  # another process may have been faster
    except DBAPIError as refused:
        if "permission denied" in str(refused) or "must be owner" in str(refused):
            said = str(refused.orig).splitlines()[0]
            raise RuleBroken("hub.cannot_prepare", database=shown(engine), said=said) from refused
        raise


def upgrade(db: sa.Connection, head: str = HEAD) -> bool:
    """The same in a transaction of the caller's, who has taken his turn."""
    if _checked(db.engine, _version(db), head):
        return False
    _run(db)
    return True


def take_turns(db: sa.Connection, lock: int) -> None:
    """Only one of several processes goes on from here until its transaction ends; a SQLite file
    has one writer anyway.
    """
    if db.dialect.name == "postgresql":
        db.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def shown(engine: sa.Engine) -> str:
    """The database for people, without a password."""
    url = engine.url.render_as_string(hide_password=True)
    return url if engine.dialect.name == "postgresql" else "hub.db"


def _checked(engine: sa.Engine, version: str, head: str) -> bool:
    if version > head:
        raise RuleBroken("hub.newer_database", database=shown(engine), version=version, known=head)
    return version == head


def _version(db: sa.Connection) -> str:
    """The revision of the database; nothing where it is empty."""
    if not sa.inspect(db).has_table("alembic_version"):
        return ""
    return str(db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")


def _run(db: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = db
    command.upgrade(config, "head")

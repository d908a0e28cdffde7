"""Prepares a PostgreSQL database for a hub: tables, two roles that own none of them, and the walls
between outlets. What the hub then serves with is kept in its folder.
"""

import json
import os
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from counter.domain.refusals import RuleBroken
from counter.hub import migrating
from counter.hub.engines import open_database
from counter.hub.walls import SEATS, lower_walls, raise_walls, roles_of

FILE = "database.json"
#: row-level security holds anybody but these, once it is forced
_IS_ABOVE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the hub finds its database: for the office's work, and for what seats ask."""

    office: str
    seats: str = ""


def prepare(folder: Path, owner_url: str, prefix: str = "counter") -> list[str]:
    """Brings the tables up to date, makes the roles PREFIX_office and PREFIX_seat with passwords of
    their own, raises the walls, and writes both addresses down; the roles' names. May be run again;
    then the passwords are new. Raises RuleBroken "hub.…".
    """
    if not _NAME.fullmatch(prefix):
        raise RuleBroken("hub.role_name", name=prefix)
    engine = open_database(owner_url, stays=False)
    seat, office = f"{prefix}_seat", f"{prefix}_office"
    try:
        with engine.begin() as db:
            migrating.take_turns(db, migrating.LOCK)
            known = roles_of(db)
            if known is not None:
                lower_walls(db)
            migrating.upgrade(db)
            words = {role: _login(db, role, known or ()) for role in (office, seat)}
            raise_walls(db, seat, office)
        urls = [engine.url.set(username=one, password=words[one]) for one in (office, seat)]
    except DBAPIError as refused:
        said = str(refused.orig).splitlines()[0]
        shown = migrating.shown(engine)
        raise RuleBroken("hub.cannot_prepare", database=shown, said=said) from refused
    finally:
        engine.dispose()
    made = Addresses(*(url.render_as_string(hide_password=False) for url in urls))
    _keep(folder, made)
    return [office, seat]


def addresses_in(folder: Path) -> Addresses | None:
    """What `prepare` wrote down, or None."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Addresses(str(kept["office"]), str(kept["seats"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        path = str(folder / FILE)
        raise RuleBroken("sync.damaged", file=path, said=str(wrong)) from wrong


def wall_of(engine: sa.Engine) -> str:
    """What keeps outlets apart besides the hub's own statements: "roles" (the database does),
    "none" (one role does everything), "file" (SQLite). Raises RuleBroken("hub.walls_stand") where
    the role given can see nothing.
    """
    if engine.dialect.name != "postgresql":
        return "file"
    seats: sa.Engine | None = engine.get_execution_options().get(SEATS)
    with engine.begin() as db:
        roles, is_above = roles_of(db), db.execute(sa.text(_IS_ABOVE)).scalar()
        me = db.execute(sa.text("SELECT current_user")).scalar()
    if roles is not None and me not in roles and not is_above:
        raise RuleBroken("hub.walls_stand", role=str(me))
    if seats is None or roles is None:
        return "none"
    with seats.begin() as db:
        is_seat = db.execute(sa.text("SELECT current_user")).scalar() == roles[0]
        return "roles" if is_seat and not db.execute(sa.text(_IS_ABOVE)).scalar() else "none"


def _login(db: sa.Connection, role: str, known: Collection[str]) -> str:
    """A role that may log in and nothing else, with a new password; only its hash is sent. Raises
    RuleBroken("hub.role_taken") for one that this database's walls did not know.
    """
    asked = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    is_there = db.execute(asked, {"role": role}).first() is not None
    if is_there and role not in known:
        raise RuleBroken("hub.role_taken", role=role)
    word = secrets.token_urlsafe(24)
    driver = db.connection.driver_connection
    assert driver is not None
    sent = driver.pgconn.encrypt_password(word.encode(), role.encode(), b"scram-sha-256").decode()
    verb = "ALTER" if is_there else "CREATE"
    db.exec_driver_sql(
        f"{verb} ROLE \"{role}\" LOGIN NOINHERIT NOCREATEDB NOCREATEROLE PASSWORD '{sent}'"
    )
    return word


def _keep(folder: Path, made: Addresses) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path, fresh = folder / FILE, folder / f"{FILE}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump({"office": made.office, "seats": made.seats}, file)
    os.replace(fresh, path)

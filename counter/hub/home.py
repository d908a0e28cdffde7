"""The hub's own folder: its key, its name, and the database behind it."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain.refusals import RuleBroken
from counter.hub import migrating
from counter.hub import tables as t
from counter.hub.engines import open_database, open_sqlite
from counter.hub.preparing import addresses_in
from counter.hub.routing import HubName

KEY, FILE = "hub.key", "hub.db"
NAME_LOCK = 0x52435334


def key_in(folder: Path, chance: Callable[[int], bytes] = os.urandom) -> Ed25519PrivateKey:
    """The hub's signing key, made where there is none; readable by this account alone. Raises
    RuleBroken("hub.key") for a file that holds none, OSError.
    """
    path = folder / KEY
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = folder / f"{KEY}.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(chance(32))
            file.flush()
            os.fsync(file.fileno())
        # whole or not there, and never over the key of another process that starts too
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    try:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    except ValueError as wrong:
        raise RuleBroken("hub.key", file=str(path)) from wrong


def database_of(folder: Path, url: str = "", *, stays: bool = False) -> sa.Engine:
    """The hub's database, its tables brought up to date: at an address, where the folder says, or
    a file in the folder. A server `stays`, a command does not. Raises RuleBroken "hub.…".
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = None if url else addresses_in(folder)
    if kept is not None:
        engine = open_database(kept.office, kept.seats, stays=stays)
    else:
        engine = open_database(url, stays=stays) if url else open_sqlite(folder / FILE)
    migrating.bring_up_to_date(engine)
    return engine


def name_of(engine: sa.Engine, key: Ed25519PrivateKey, chance: Callable[[int], bytes]) -> HubName:
    """Who this hub is; its name lies in the database, so that several processes are one hub."""
    with engine.begin() as db:
        migrating.take_turns(db, NAME_LOCK)
        name = db.execute(sa.select(t.HUB.c.value).where(t.HUB.c.name == "name")).scalar()
        if name is None:
            name = chance(16)
            db.execute(sa.insert(t.HUB).values(name="name", value=name))
    return HubName(bytes(name), key.public_key().public_bytes_raw(), key.sign)

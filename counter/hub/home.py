"""The hub's own folder: its key, its name, and the database behind it."""

import os
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.hub import tables as t
from counter.hub.engines import open_database, open_sqlite
from counter.hub.routing import HubName

KEY, FILE = "hub.key", "hub.db"


def key_in(folder: Path, chance: Callable[[int], bytes] = os.urandom) -> Ed25519PrivateKey:
    """The hub's signing key, made where there is none; readable by this account alone."""
    path = folder / KEY
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    secret = chance(32)
    with open(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return Ed25519PrivateKey.from_private_bytes(secret)


def database_of(folder: Path, url: str = "") -> sa.Engine:
    """The hub's database, its tables made where they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = open_database(url) if url else open_sqlite(folder / FILE)
    t.METADATA.create_all(engine)
    return engine


def name_of(engine: sa.Engine, key: Ed25519PrivateKey, chance: Callable[[int], bytes]) -> HubName:
    """Who this hub is; its name lies in the database, so that several processes are one hub."""
    with engine.begin() as db:
        name = db.execute(sa.select(t.HUB.c.value).where(t.HUB.c.name == "name")).scalar()
        if name is None:
            name = chance(16)
            db.execute(sa.insert(t.HUB).values(name="name", value=name))
    return HubName(bytes(name), key.public_key().public_bytes_raw(), key.sign)

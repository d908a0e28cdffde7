"""Pictures at the hub: whole ones in a store by their hash, taken in piece by piece in the hub's
folder, for outlets whose items have them and nobody else.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from counter.domain.refusals import RuleBroken
from counter.hub import tables as t
from counter.hub.blob_stores import store_at
from counter.hub.held_rows import CUSTOMER, ITEM, fields_of
from counter.hub.walls import as_outlet
from counter.storage.blobs import FOLDER, Blobs
from counter.wire.messages import Named

PARTS = "parts"
#: a picture is made small before it is kept; this is a limit, not a measure
MOST_BYTES = 64_000_000
#: they are taken away one by one, while nobody else may write
DOUBTS_A_TIME = 50


class NotHis(Exception):
    """No item of the outlet has the picture, or its customer was erased."""


class Altered(Exception):
    """What came is not what its name says."""


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a picture is here."""

    size: int
    whole: bool


class Pictures:
    """A store of them, and the table that says whose they are."""

    def __init__(self, engine: sa.Engine, folder: Path, place: str = "") -> None:
        """`folder` is the hub's; `place` is s3://bucket/prefix where whole pictures lie there.
        Raises RuleBroken "hub.s3_…".
        """
        self._engine = engine
        self._blobs = Blobs(folder / FOLDER)
        self._store = store_at(place, self._blobs)

    def path(self, name: str) -> Path | None:
        """The file of the whole picture, where the store has files. Raises NotHis for what is no
        hash.
        """
        _check_name(self._blobs, name)
        return self._store.path(name)

    def read(self, name: str, first: int = 0) -> Iterator[bytes]:
        """The whole picture from a place on. Raises FileNotFoundError, OSError."""
        return self._store.read(name, first)

    def part(self, who: Named, name: str) -> Path:
        """Where what has come of it so far lies, for one seat."""
        _check_name(self._blobs, name)
        return self._blobs.folder / PARTS / f"{name}.{who.outlet}.{who.replica.hex()}"

    def held(self, who: Named, name: str) -> Held:
        """How much is here. Raises NotHis, OSError."""
        self.check(who, name)
        size = self._store.size(name)
        if size is not None:
            return Held(size, whole=True)
        with suppress(FileNotFoundError):
            return Held(self.part(who, name).stat().st_size, whole=False)
        return Held(0, whole=False)

    def check(self, who: Named, name: str) -> None:
        """Raises NotHis."""
        _check_name(self._blobs, name)
        with as_outlet(self._engine, who.outlet) as db:
            if not _stands(db, name, who.outlet):
                raise NotHis(name)

    def lacking(self, who: Named, names: list[str]) -> list[str]:
        """Which of these are his to send and not here."""
        for name in names:
            _check_name(self._blobs, name)
        with as_outlet(self._engine, who.outlet) as db:
            his = [name for name in names if _stands(db, name, who.outlet)]
        return self._store.lacking(his)

    def write(self, part: Path, at: int, piece: bytes) -> None:
        """Puts bytes where they belong; the same bytes twice are no fault."""
        part.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with open(descriptor, "r+b") as file:
            file.seek(at)
            file.write(piece)

    def finish(self, part: Path, name: str) -> None:
        """All of it has come: it is checked and on the disk before anybody is told. Raises
        Altered; then it has to come anew.
        """
        _check_name(self._blobs, name)
        with open(part, "r+b") as file:
            said = sha256(file.read()).hexdigest()
            os.fsync(file.fileno())
        if said != name:
            part.unlink(missing_ok=True)
            raise Altered(name)
        self._store.put(name, part)

    def settle(self) -> list[str]:
        """Deletes what no item of any outlet has any more; the names that went."""
        gone: list[str] = []
        doubts = sa.select(t.BLOB_DOUBT.c.sha256).limit(DOUBTS_A_TIME)
        with self._engine.begin() as db:
            names = [str(name) for name in db.execute(doubts).scalars()]
            for name in names:
                if not _stands(db, name):
                    self._drop(name)
                    gone.append(name)
            db.execute(sa.delete(t.BLOB_DOUBT).where(t.BLOB_DOUBT.c.sha256.in_(names)))
        return gone

    def _drop(self, name: str) -> None:
        with suppress(NotHis):
            _check_name(self._blobs, name)
            self._store.drop(name)
            for part in (self._blobs.folder / PARTS).glob(f"{name}.*"):
                part.unlink(missing_ok=True)


def _check_name(blobs: Blobs, name: str) -> None:
    try:
        blobs.path(name)
    except RuleBroken as wrong:
        raise NotHis(name) from wrong


def _stands(db: sa.Connection, name: str, outlet: int | None = None) -> bool:
    """Whether an item has the picture and its customer is known; as `storage.blobs` has it."""
    named = t.BLOB_NAMED.c
    where = [named.sha256 == name, named.size > 0]
    where += [] if outlet is None else [named.outlet_no == outlet]
    for one in db.execute(sa.select(t.BLOB_NAMED).where(*where)).all():
        item = fields_of(db, int(one.outlet_no), ITEM, bytes(one.item_id))
        if item is None:
            continue
        customer = bytes.fromhex(item.get("customer_id") or "")
        known = fields_of(db, int(one.outlet_no), CUSTOMER, customer)
        if known is None or known.get("erased_at") is None:
            return True
    return False

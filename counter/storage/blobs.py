"""Files by the SHA-256 of their bytes, beside the shop's file: the pictures of its items.

A file is there before the row that names it, and goes after the row that takes it back. Whatever
comes or goes is in doubt meanwhile: a mark says so on the disk, and the book decides, also after a
crash.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection

FOLDER, DOUBTS, ARRIVING = "blobs", "doubt", "arriving"
_NAME = re.compile(r"[0-9a-f]{64}")
#: a picture counts as long as more rows add it than take it back, and its customer is known
_OF_ITEMS = """
SELECT p.sha256, i.number FROM photo p JOIN customer_item i ON i.id = p.item_id
  LEFT JOIN customer c ON c.id = i.customer_id
WHERE c.erased_at IS NULL {narrowed} GROUP BY p.item_id, p.sha256 HAVING sum(p.size) > 0
"""
_ALL = _OF_ITEMS.format(narrowed="")
_SINCE = _OF_ITEMS.format(narrowed="AND p.sha256 IN (SELECT sha256 FROM photo WHERE k > ?)")
_ONE = _OF_ITEMS.format(narrowed="AND p.sha256 = ?")
_OF_ITEM = _OF_ITEMS.format(narrowed="AND p.item_id = ? AND p.sha256 = ?")


class Blobs:
    """One folder of them; it is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        """`folder` is `blobs` of a shop, or that of a backup."""
        self.folder = folder
        self._doubts = self.folder / DOUBTS

    def path(self, name: str) -> Path:
        """Where the file with that hash lies. Raises RuleBroken("photo.missing") for no hash."""
        if not _NAME.fullmatch(name):
            raise RuleBroken("photo.missing", name=name[:12])
        return self.folder / name[:2] / name

    def put(self, content: bytes) -> str:
        """Keeps the bytes and gives their hash in hex; the same bytes twice are one file.

        Raises OSError.
        """
        name = sha256(content).hexdigest()
        path = self.path(name)
        if not path.exists():
            _write(path, content)
        return name

    def read(self, name: str) -> bytes:
        """The bytes with that hash.

        Raises RuleBroken "photo.missing" or, when they are no longer what they were,
        "photo.altered".
        """
        try:
            content = self.path(name).read_bytes()
        except OSError as gone:
            raise RuleBroken("photo.missing", name=name[:12]) from gone
        if sha256(content).hexdigest() != name:
            raise RuleBroken("photo.altered", name=name[:12])
        return content

    def is_whole(self, name: str) -> bool:
        """Whether the bytes are there and are what they were."""
        try:
            self.read(name)
        except RuleBroken:
            return False
        return True

    def take_from(self, other: "Blobs", name: str) -> bool:
        """Copies the bytes with that hash from another folder, unless they are here already; False
        where the other has not got them whole. Raises OSError.
        """
        with suppress(OSError):
            if self.path(name).stat().st_size == other.path(name).stat().st_size:
                return True
        try:
            _write(self.path(name), other.read(name))
        except RuleBroken:
            return False
        return True

    def arriving(self, name: str) -> Path:
        """Where a file lies while it comes piece by piece."""
        return self.path(name).parent.parent / ARRIVING / name

    def drop(self, name: str) -> None:
        """Deletes the bytes; what is gone already is no fault. Raises OSError."""
        self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every hash whose bytes are here."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            if _NAME.fullmatch(path.name):
                yield path.name

    # -- what comes and goes with an act

    def doubt(self, name: str, item_id: bytes) -> None:
        """Notes that the book has to say whether these bytes stay. Raises OSError."""
        _write(self._doubts / name, item_id.hex().encode())

    def settle(self, db: Connection) -> list[str]:
        """Lets the book decide what is in doubt: what no item has goes. Gives the hashes that
        went; what cannot be settled now stays in doubt.

        No act runs meanwhile: one that is adding the same picture has to be seen.
        """
        if not self._doubts.is_dir() or not (doubts := sorted(self._doubts.iterdir())):
            return []
        gone: list[str] = []
        db.execute("BEGIN IMMEDIATE")
        try:
            for mark in doubts:
                if not _stands(db, mark):
                    self.drop(mark.name)
                    gone.append(mark.name)
                mark.unlink(missing_ok=True)
        finally:
            db.execute("ROLLBACK")
        return gone


def blobs_of(db: Connection) -> Blobs:
    """The blobs beside the file of a connection."""
    file = next(row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    return Blobs(Path(file).parent / FOLDER)


def standing(db: Connection) -> list[tuple[str, str]]:
    """Hash and case number of every picture that should be here."""
    return [(name, number) for name, number in db.execute(_ALL).fetchall()]


def newest(db: Connection) -> int:
    """How many rows about pictures have come to this file, as a place to go on from."""
    return int(db.execute("SELECT coalesce(max(k), 0) FROM photo").fetchone()[0])


def standing_since(db: Connection, place: int) -> list[str]:
    """The hashes of pictures of which something was said after a place, and that should be here."""
    return sorted({name for name, _ in db.execute(_SINCE, (place,)).fetchall()})


def stands(db: Connection, name: str) -> bool:
    """Whether some item has the picture, and its customer is known."""
    return db.execute(_ONE, (name,)).fetchone() is not None


def fallen(db: Connection) -> list[str]:
    """The hashes of pictures that were taken back, or whose customers were erased."""
    known = {name for (name,) in db.execute("SELECT DISTINCT sha256 FROM photo").fetchall()}
    return sorted(known.difference(name for name, _ in standing(db)))


def _stands(db: Connection, mark: Path) -> bool:
    if not _NAME.fullmatch(mark.name):
        return True  # not ours: a half-written mark
    with suppress(ValueError, OSError):
        item_id = bytes.fromhex(mark.read_text("ascii"))
        if db.execute(_OF_ITEM, (item_id, mark.name)).fetchone():
            return True
    return stands(db, mark.name)


def _write(path: Path, content: bytes) -> None:
    """Written whole or not at all, and on the disk before anybody hears of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with open(fresh, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)

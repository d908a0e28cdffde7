"""Copies of a shop: made while it works, checked before they count, restored into an empty folder
(decisions 10). Pictures lie in a folder beside the copy (decisions 0015).
"""

import os
from pathlib import Path
from typing import Any

from counter.domain.refusals import RuleBroken
from counter.storage import database
from counter.storage.alterations import Alteration
from counter.storage.blobs import FOLDER, Blobs, blobs_of, standing
from counter.storage.last_backup import LastBackup, keep_last_backup
from counter.storage.logbook import number_of
from counter.storage.proving import Told, verify_chains
from counter.storage.shop import FILE, Shop
from counter.storage.trouble import worded

PAGES_A_STEP = 512


def back_up(
    shop: Shop, target: Path, *, at: int | None = None, told: Told | None = None
) -> dict[str, Any]:
    """Copies the file page by page beside the work, then reads the copy's book. With `at` (ms UTC)
    the machine remembers it as the last one; `told` hears how far the reading has come.

    Raises RuleBroken("backup.not_whole") for a copy that does not verify, and for a full disk; a
    file that stood under the name stays until the new one is whole.
    """
    check_target(target, shop.folder)
    fresh = target.with_name(f"{target.name}.new")
    with worded(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy = database.sqlite.connect(str(fresh), isolation_level=None)
            try:
                reader = database.open_reader(shop.path)
                # one moment of the file: without it the copy begins anew at each act meanwhile
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sync_state").fetchone()
                reader.backup(copy, pages=PAGES_A_STEP)
                reader.close()
                copy.execute("PRAGMA journal_mode=DELETE")
                entries = _check(copy, told)
                pictures = _carry(copy, blobs_of(shop.db), pictures_beside(target))
            finally:
                copy.close()
            os.replace(fresh, target)
            _prune(pictures_beside(target), pictures)
        finally:
            fresh.unlink(missing_ok=True)
    size = target.stat().st_size
    if at is not None:
        made = LastBackup(file=str(target.absolute()), bytes=size, entries=entries, at=at)
        with worded(shop.machine.folder):
            keep_last_backup(shop.machine.folder, shop.path, made)
    return {"file": str(target), "bytes": size, "entries": entries} | _told_of(pictures)


def pictures_beside(copy: Path) -> Blobs:
    """The pictures that belong to a copy."""
    return Blobs(copy.with_name(f"{copy.name}.{FOLDER}"))


def _carry(book: database.Connection, source: Blobs, target: Blobs) -> dict[str, bool]:
    """Copies every picture the book names; says of each hash whether it is there."""
    names = sorted({name for name, _ in standing(book)})
    return {name: target.take_from(source, name) for name in names}


def _prune(blobs: Blobs, pictures: dict[str, bool]) -> None:
    """What was withdrawn or erased since the last copy under this name goes from it too."""
    for name in blobs.names():
        if name not in pictures:
            blobs.drop(name)


def _told_of(pictures: dict[str, bool]) -> dict[str, int]:
    whole = sum(pictures.values())
    return {"pictures": whole, "pictures_missing": len(pictures) - whole}


def check_target(target: Path, shop: Path) -> None:
    """Refuses to write over the shop's own files, or over what is no file at all.

    Raises RuleBroken("file.cannot_write").
    """
    inside = target.resolve().parent == shop.resolve() and target.name.startswith(FILE)
    if inside or (target.exists() and not target.is_file()):
        raise RuleBroken("file.cannot_write", file=str(target), said="")


def _check(copy: database.Connection, told: Told | None = None) -> int:
    (said,) = copy.execute("PRAGMA quick_check").fetchone()
    verdict = verify_chains(copy, told)
    wrong = [one.why for one in verdict.alterations if not _has_parted(copy, one)]
    if said != "ok" or wrong:
        raise RuleBroken("backup.not_whole", said=said if said != "ok" else wrong[0])
    return verdict.entries


def _has_parted(copy: database.Connection, one: Alteration) -> bool:
    """A neighbour has gone on from a life of a chain that has not come here yet (decision 0027):
    that is no damage, and no reason to be without a backup until it has come.
    """
    found = copy.execute("SELECT n FROM sync_chain WHERE chain = ?", (bytes.fromhex(one.chain),))
    known = found.fetchone()
    if one.code != "parent_other" or known is None:
        return False
    first, end = number_of(known[0], 0), number_of(known[0] + 1, 0)
    query = "SELECT EXISTS(SELECT 1 FROM sync_log WHERE n >= ? AND n < ?)"
    return bool(copy.execute(query, (first, end)).fetchone()[0])


def restore(source: Path, folder: Path, *, told: Told | None = None) -> dict[str, Any]:
    """Puts a backup into an empty folder; the next act there opens a new chain and repeats no
    number.

    Raises RuleBroken("shop.exists") where a shop lies already, RuleBroken("backup.not_whole") for
    a broken backup.
    """
    target = folder / FILE
    if target.exists():
        raise RuleBroken("shop.exists", folder=str(folder))
    if not source.is_file():
        raise RuleBroken("file.cannot_read", file=str(source), said="not found")
    with worded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"{FILE}.new")
        try:
            try:
                old = database.sqlite.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
                entries = _check(old, told)
            except database.DatabaseError as trouble:
                raise RuleBroken("backup.not_whole", said=str(trouble)) from trouble
            new = database.sqlite.connect(str(fresh), isolation_level=None)
            old.backup(new)
            old.close()
            pictures = _carry(new, pictures_beside(source), Blobs(folder / FOLDER))
            new.close()
            for left in (f"{FILE}-wal", f"{FILE}-shm"):  # of a shop that stood here: not ours
                target.with_name(left).unlink(missing_ok=True)
            os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
    return {"folder": str(folder), "entries": entries} | _told_of(pictures)

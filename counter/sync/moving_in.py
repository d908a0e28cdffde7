"""A new seat from the hub: it is admitted by a code, takes all its outlet may see as one file, and
goes on from there as a replica of its own (sync.md §6.2).
"""

import hashlib
import os
import platform
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import zstandard

from counter.domain.refusals import RuleBroken
from counter.storage import database
from counter.storage.machine import Keys, Machine
from counter.storage.proving import verify_chains
from counter.storage.shop import FILE, Shop
from counter.storage.trouble import worded
from counter.sync import files
from counter.sync.http_line import HttpLine, NoHub, SeatLine
from counter.sync.joining import Joined, keep_joined
from counter.sync.meeting import REPLICA
from counter.wire import links
from counter.wire.links import Forged
from counter.wire.messages import Enrol, Enrolled, Named, Snapshot

#: which replica this folder is to become: kept while it moves in, so that a cut costs nothing
WHO, PART = "moving-in.replica", "moving-in.snapshot"
PATIENCE_S, PAUSE_S = 900.0, 1.0
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class NewSeat:
    """Where a shop is to be, on which machine, by which code."""

    folder: Path
    machine: Machine
    code: str


def move_in(new: NewSeat, wire: HttpLine, told: Told) -> Joined:
    """Fills the folder; `told` hears how many bytes of how many are here. Called again after a
    cut, it goes on.

    Raises RuleBroken("shop.exists" | "move.not_whole"), NoHub, Forged, and for a full disk.
    """
    target = new.folder / FILE
    if target.exists():
        raise RuleBroken("shop.exists", folder=str(new.folder))
    with worded(new.folder):
        new.folder.mkdir(parents=True, exist_ok=True)
        replica, keys = _who(new)
        asked = Enrol(new.code, replica, keys.public(), 0, platform.node())
        joined = Joined(wire.url, wire.enrol(asked))
        keep_joined(new.machine.folder, replica, joined)
        who, clock = Named(joined.hub.outlet, replica), new.machine.clock
        line = SeatLine(wire, who, joined.hub, sign=keys.signer(), clock=clock)
        said = _said(line, joined.hub)
        part = new.folder / PART
        files.fetch(line, "/v1/snapshot/file", part, said.sha256, told)
        _unpack(part, target, said, (replica, joined.hub.seat))
        for left in (WHO, PART):
            (new.folder / left).unlink(missing_ok=True)
    shop = Shop(new.folder, new.machine)
    try:
        shop.hold()
    finally:
        shop.close()
    return joined


def _who(new: NewSeat) -> tuple[bytes, Keys]:
    path = new.folder / WHO
    replica = _begun(path) or new.machine.chance(REPLICA)
    keys = new.machine.keys_of(replica) or new.machine.make_keys(replica)
    fresh = path.with_suffix(".new")
    with open(fresh, "w", encoding="ascii") as file:
        file.write(replica.hex())
        file.flush()
        os.fsync(file.fileno())  # the code is used up under this name
    os.replace(fresh, path)
    return replica, keys


def _begun(path: Path) -> bytes:
    """Who has begun to move in here; nothing where nobody has, or half a name is there."""
    try:
        replica = bytes.fromhex(path.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return b""
    return replica if len(replica) == REPLICA else b""


def _said(line: SeatLine, hub: Enrolled) -> Snapshot:
    """What the hub has to give; waits while it is being made."""
    until = monotonic() + PATIENCE_S
    while True:
        try:
            said = line.ask(Snapshot, "/v1/snapshot")
        except NoHub as trouble:
            if trouble.why != "busy" or monotonic() > until:
                raise
            sleep(PAUSE_S)
        else:
            links.check_signed(hub.public_key, links.snapshot_text(hub.hub, said), said.sig)
            if said.outlet != hub.outlet:
                raise Forged("a snapshot of another outlet")
            return said


def _unpack(part: Path, target: Path, said: Snapshot, who: tuple[bytes, int]) -> None:
    """Makes the shop's file, checked before it gets its name."""
    with open(part, "rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != said.sha256:
            part.unlink()
            raise RuleBroken("move.not_whole", said="SHA-256")
    fresh = target.with_name(f"{FILE}.new")
    try:
        with open(part, "rb") as packed, open(fresh, "wb") as plain:
            zstandard.ZstdDecompressor().copy_stream(packed, plain)
        with closing(database.open_writer(fresh)) as db:
            _check(db)
            rows = [("replica", who[0]), ("promised", bytes([who[1] % 256]))]
            db.executemany("INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)", rows)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute("PRAGMA journal_mode=DELETE")
        os.replace(fresh, target)
    finally:
        for left in ("", "-wal", "-shm", "-journal"):
            fresh.with_name(f"{fresh.name}{left}").unlink(missing_ok=True)


def _check(db: database.Connection) -> None:
    (said,) = db.execute("PRAGMA quick_check").fetchone()
    verdict = verify_chains(db)
    if said != "ok" or not verdict.is_whole:
        why = said if said != "ok" else verdict.alterations[0].why
        raise RuleBroken("move.not_whole", said=why)

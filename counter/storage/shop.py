"""One shop's folder: opens it, runs acts in it one transaction at a time, keeps lease and chain
true (decisions 10-15).
"""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from counter.domain import records as r
from counter.domain.records import Id
from counter.domain.refusals import RuleBroken
from counter.storage import building, database, later
from counter.storage.catalogue import BY_NAME
from counter.storage.chains import ChainRow, add_chain, free_digit, ground_of, has_written
from counter.storage.database import Connection
from counter.storage.deriving import derive
from counter.storage.issued import counters, skip_numbers
from counter.storage.machine import Keys, Lease, Machine, identity_of
from counter.storage.rows import record_of
from counter.storage.schema import column_list
from counter.storage.sealing import UNKNOWN, Head, Pen, Seal, read_head, write_head
from counter.storage.trouble import worded
from counter.storage.work import Held, Work

LOG = logging.getLogger(__name__)
FILE = "shop.db"
NO_OUTLET, NO_SEAT = r.Outlet(id=Id(b"")), r.Seat(id=Id(b""))


@dataclass(frozen=True, slots=True)
class Done:
    """What a committed act changed: kinds of record, and where the chain stands now."""

    kinds: frozenset[str]
    seq: int


class Shop:
    """The writer of one shop's file. One thread uses it; every other thread reads through its own
    connection.
    """

    _lease_is_old = False

    def __init__(self, folder: Path, machine: Machine) -> None:
        """Opens an existing shop. Raises RuleBroken("shop.none" | "shop.newer" |
        "shop.older_layout" | "shop.read_only" | "shop.locked").
        """
        self.folder, self.path, self.machine = folder, folder / FILE, machine
        if not self.path.exists():
            raise RuleBroken("shop.none", folder=str(folder))
        with worded(folder):
            self.db: Connection = database.open_writer(self.path)
            self.identity = identity_of(self.path)
            building.bring_up_to_date(self.db, self.path)
            later.catch_up(self.db)
        self.last: Done = Done(frozenset(), 0)

    @classmethod
    def create(cls, folder: Path, machine: Machine, found: Callable[[Work], object]) -> "Shop":
        """Makes a shop and runs `found` (the act `open_shop`) as its first act; leaves nothing
        behind when refused.

        Raises RuleBroken("shop.exists") where there is one already.
        """
        path = folder / FILE
        fresh = not folder.exists()
        with worded(folder):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                path.touch(exist_ok=False)  # of two founders one is the first
            except FileExistsError as there:
                raise RuleBroken("shop.exists", folder=str(folder)) from there
        shop = cls.__new__(cls)
        shop.folder, shop.path, shop.machine = folder, path, machine
        shop.last = Done(frozenset(), 0)
        try:
            with worded(folder):
                shop.db = database.open_writer(path, create=True)
                shop.identity = identity_of(path)
            shop._begin_shop(found)  # noqa: SLF001  its own constructor
        except BaseException:
            if hasattr(shop, "db"):
                shop.db.close()
            for left in ("", "-wal", "-shm", "-journal"):
                path.with_name(f"{FILE}{left}").unlink(missing_ok=True)
            if fresh and not any(folder.iterdir()):
                folder.rmdir()
            raise
        return shop

    def _begin_shop(self, found: Callable[[Work], object]) -> None:
        with worded(self.folder):
            replica = self.machine.chance(16)
            keys = self.machine.make_keys(replica)
            self.db.execute("BEGIN IMMEDIATE")
            try:
                building.build(self.db)
                chain = building.first_chain(
                    self.db, replica, self.machine.chance(16), keys.public()
                )
                work = Work(self.db, Held(self.machine, keys), at=0, outlet=NO_OUTLET, seat=NO_SEAT)
                found(work)
                outlet, seat = work.one(r.Outlet), work.one(r.Seat)
                building.claim(self.db, chain, outlet, seat)
                self._seal("open_shop", work, keys)
                self.db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            self._renew_lease(replica)

    def close(self) -> None:
        """Lets SQLite tidy its statistics and gives the file back."""
        try:
            self.checkpoint()
            self.db.execute("PRAGMA optimize")
        except database.DatabaseError as trouble:
            LOG.warning("the file could not be tidied at close: %s", trouble)
        self.db.close()

    def checkpoint(self, *, everything: bool = False) -> None:
        """Moves the write-ahead log into the file and merges the search index a little; at close,
        and with `everything` after an erasure: nothing erased may stay behind in the log.
        """
        self.db.execute("INSERT INTO search_index(search_index, rank) VALUES ('merge', 200)")
        self.db.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if everything else 'PASSIVE'})")

    def hold(self) -> None:
        """Takes up the seat before anybody is spoken to: a copied or restored file becomes itself
        now, not with its first act.
        """
        with worded(self.folder):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                self._hold_lease(self._replica())
                self.db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            self._renew_lease(self._replica())

    def keys(self) -> Keys:
        """What this machine keeps secret of the seat. Raises RuleBroken("shop.no_keys")."""
        keys = self.machine.keys_of(self._replica())
        if keys is None:
            raise RuleBroken("shop.no_keys", folder=str(self.folder))
        return keys

    def signer(self) -> Callable[[bytes], bytes]:
        """Signs as this seat; for what writes whole stretches of the log, like the demo shop."""
        return self.keys().signer()

    def renew_lease(self) -> None:
        """Brings the lease in line with the file after such a stretch."""
        self._renew_lease(self._replica())

    # -- acts -------------------------------------------------------------------------------------

    @contextmanager
    def act(
        self, kind: str, at: int, who: Callable[[Work], r.Person]
    ) -> Generator[Work, None, None]:
        """One act: BEGIN IMMEDIATE, what the caller does, seal, derive, COMMIT; all or nothing.

        `who` finds the person who acts, inside the transaction. Alarms the act has called are
        committed on their own when it is refused, wrong PINs counted with them. Raises RuleBroken,
        also for a full disk, a locked file and a clock set back by days.
        """
        with worded(self.folder):
            work, keys, replica = self._begin(at)
            try:
                work.person = who(work)
                yield work
                self._seal(kind, work, keys)
                self.db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                if work.alarms or work.wrong_pins:
                    self._keep_alarms(work, at)
                raise
            self._renew_lease(replica)
            if work.erased:
                self.checkpoint(everything=True)

    @contextmanager
    def local(self, at: int) -> Generator[Work, None, None]:
        """A transaction over what only this seat holds, like PINs; it seals nothing, opens no chain
        and takes no seat: a file that has come to a new machine stays as it is.

        Raises RuleBroken("pin.none_here") where this machine holds no keys of the shop.
        """
        with worded(self.folder):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                keys = self.machine.keys_of(self._replica())
                if keys is None:
                    raise RuleBroken("pin.none_here")
                held = Held(self.machine, keys)
                yield Work(self.db, held, at=at, outlet=self._outlet(), seat=self._seat())
                self.db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _begin(self, at: int) -> tuple[Work, Keys, bytes]:
        if self._identity() != self.identity:
            # our connection holds a file that no longer has this name: what it wrote would be lost
            raise RuleBroken("shop.replaced", folder=str(self.folder))
        self.db.execute("BEGIN IMMEDIATE")
        try:
            if self.db.execute("SELECT applying FROM sync_gate").fetchone()[0]:
                raise RuleBroken("shop.capture_off", folder=str(self.folder))
            keys = self._hold_lease(self._replica())
            replica = self._replica()
            outlet, seat = self._outlet(), self._seat()
            work = Work(self.db, Held(self.machine, keys), at=at, outlet=outlet, seat=seat)
            self._seal_strangers(work, keys)
            last_at = read_head(self.db).hlc >> 16
            if self.machine.check_clock(at, last_at):
                work.count("clock.confirmed", "", reason=str(last_at))
        except BaseException:
            self._roll_back()
            raise
        return work, keys, replica

    def _seal_strangers(self, work: Work, keys: Keys) -> None:
        """Rows written past the program are sealed first, as nobody we know (decisions 14)."""
        if self.db.execute("SELECT EXISTS(SELECT 1 FROM sync_pending)").fetchone()[0]:
            self._seal("outside", work, keys)

    def _seal(self, kind: str, work: Work, keys: Keys) -> None:
        for call in work.alarms:
            work.add(
                r.Alarm(
                    id=work.new_id(), rule=call.rule, number=call.number, item_id=call.item_id,
                    at=work.at, by=work.person.id, reason=call.reason,
                )
            )  # fmt: skip
        pen = Pen(self.machine.chance, keys.signer())
        actor = work.person.id.hex() or UNKNOWN
        seal = Seal(self.db, pen)
        seal.closes = work.conflicts.closes
        sealed = seal.close(kind, actor, work.at, tuple(work.erased))
        if sealed is None:
            self.last = Done(frozenset(work.local_kinds), self.last.seq)
            return
        derive(self.db, sealed.touched, sealed.new, work.outlet.zone)
        kinds = {table for table, _ in sealed.touched} | work.local_kinds
        self.last = Done(frozenset(kinds), sealed.head.seq)

    def _keep_alarms(self, work: Work, at: int) -> None:
        """What stays of a refused act; the refusal itself is what the clerk is told."""
        try:
            again, keys, replica = self._begin(at)
            again.person, again.alarms = work.person, work.alarms
            for person_id, failed, wait_until_at in work.wrong_pins:
                again.count_tries(person_id, failed, wait_until_at)
            self._seal("alarm", again, keys)
            self.db.execute("COMMIT")
            self._renew_lease(replica)
        except (RuleBroken, database.DatabaseError) as trouble:
            self._roll_back()
            LOG.error("an alarm could not be kept: %s", trouble)

    def _roll_back(self) -> None:
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    # -- who we are -------------------------------------------------------------------------------

    def _replica(self) -> bytes:
        return self.db.execute("SELECT value FROM sync_state WHERE name = 'replica'").fetchone()[0]

    def _outlet(self) -> r.Outlet:
        (number,) = self.db.execute("SELECT outlet FROM sync_gate").fetchone()
        row = self.db.execute(
            f"SELECT {column_list('outlet')} FROM outlet WHERE number = ?", (number,)
        ).fetchone()
        return record_of(BY_NAME["outlet"], row)

    def _seat(self) -> r.Seat:
        (seat,) = self.db.execute("SELECT value FROM sync_state WHERE name = 'seat'").fetchone()
        row = self.db.execute(
            f"SELECT {column_list('seat')} FROM seat WHERE id = ?", (seat,)
        ).fetchone()
        return record_of(BY_NAME["seat"], row)

    def _identity(self) -> str:
        """As `identity_of`, the path resolved once: another file of that name is told by its
        number.
        """
        return f"{self.path.stat().st_ino}:{self.identity.partition(':')[2]}"

    def _renew_lease(self, replica: bytes) -> None:
        head = read_head(self.db)
        lease = Lease(
            replica.hex(),
            head.chain.hex(),
            head.seq,
            head.hash.hex(),
            self._identity(),
            counters(self.db),
        )
        try:
            self.machine.renew(lease)
            self._lease_is_old = False
        except OSError as trouble:
            # the act is committed and stays; the next one must not begin before the lease is true
            LOG.warning("the lease could not be renewed: %s", trouble)
            self._lease_is_old = True

    def _hold_lease(self, replica: bytes) -> Keys:
        """Tells a live file from a restored or cloned one, and starts a new chain for the latter
        before it writes.
        """
        keys, lease, head = (
            self.machine.keys_of(replica),
            self.machine.lease_of(replica),
            read_head(self.db),
        )
        if keys is None:
            return self._come_to_this_machine(head)
        if self._lease_is_old:
            self._renew_lease(replica)
            if self._lease_is_old:
                raise RuleBroken("lease.cannot_write", folder=str(self.machine.folder))
            return keys
        if lease is None and not has_written(self.db, replica):
            return self._settle_in(head, replica, keys)  # it was admitted before it had the file
        is_same = lease is not None and lease.file == self._identity()
        if lease and is_same and lease.chain == head.chain.hex() and lease.seq <= head.seq:
            return keys
        why = (
            "moved or cloned"
            if lease and not is_same
            else f"restored behind entry {lease.seq}"
            if lease
            else "lost lease"
        )
        self._open_chain(head, keys, why)
        skip_numbers(self.db, lease)
        return keys

    def _come_to_this_machine(self, head: Head) -> Keys:
        """A file from elsewhere: a seat this machine has held before is taken back, else a new
        one with keys, chain and seat digit of its own.
        """
        known = self.db.execute("SELECT DISTINCT replica, seat FROM sync_chain").fetchall()
        for replica, digit in known:
            if keys := self.machine.keys_of(replica):
                (seat,) = self.db.execute(
                    "SELECT id FROM seat WHERE digit = ? ORDER BY k DESC LIMIT 1", (digit,)
                ).fetchone()
                self._be(replica, seat)
                self._open_chain(head, keys, "back at a machine it was at before")
                skip_numbers(self.db, self.machine.lease_of(replica))
                return keys
        return self._new_replica(head)

    def _be(self, replica: bytes, seat: bytes) -> None:
        rows = (("replica", replica), ("seat", seat))
        self.db.executemany("INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)", rows)

    def _new_replica(self, head: Head) -> Keys:
        """This machine never held the file."""
        replica = self.machine.chance(16)
        return self._settle_in(head, replica, self.machine.make_keys(replica))

    def _settle_in(self, head: Head, replica: bytes, keys: Keys) -> Keys:
        """A seat of its own with a free digit; PINs were peppered elsewhere and are of no use."""
        self.db.execute("DELETE FROM pin_verifier")
        outlet, old = self._outlet(), self._seat()
        self._be(replica, old.id)
        self._open_chain(head, keys, "a machine without a lease")
        digit = free_digit(self.db, outlet.id, self.machine.chance(1)[0])
        if digit is None:
            raise RuleBroken("seat.no_free_digit", outlet=outlet.number)
        work = Work(self.db, Held(self.machine, keys), at=head.hlc >> 16, outlet=outlet, seat=old)
        seat = work.add(replace(old, id=work.new_id(), digit=digit, since_at=work.at))
        self._be(replica, seat.id)
        self.db.execute(
            "UPDATE sync_chain SET seat = ? WHERE n = (SELECT max(n) FROM sync_chain)", (digit,)
        )
        LOG.warning("this file has come to a new machine: it now numbers with seat digit %d", digit)
        self._seal("new_seat", work, keys)
        return keys

    def _open_chain(self, head: Head, keys: Keys, why: str) -> None:
        (outlet,) = self.db.execute("SELECT outlet FROM sync_gate").fetchone()
        row = ChainRow(
            self.machine.chance(16), self._replica(), keys.public(), outlet, self._seat().digit,
            *ground_of(self.db, head.chain, head.seq, head.hash), why,
        )  # fmt: skip
        write_head(self.db, Head(add_chain(self.db, row), row.chain, 0, head.hash, head.hlc))

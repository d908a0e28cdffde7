"""A small world of outlets, seats and a hub: one seed is one run (sync.md §8).

Everything that is shipped is real: files, triggers, seals, exchange. Clock, chance and transport
are the world's. What goes wrong: requests lost, answers lost, requests doubled, acts that crash,
copies restored with and without their lease, two live copies of one file, clocks far off, several
seats that talk to the hub at the same time.
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain import records as r
from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState
from counter.hub.memory import MemoryHub
from counter.storage.backup import back_up, restore
from counter.storage.logbook import Logbook
from counter.storage.machine import Machine, identity_of
from counter.storage.questions.conflicts import conflicts
from counter.storage.shop import Shop
from counter.storage.work import Work
from counter.sync.exchange import Round, exchange
from counter.sync.seat import SeatBook
from counter.wire.messages import Named
from tests.sync import travelling
from tests.sync.carrying import carry
from tests.sync.founding import START, founded
from tests.sync.lossy_wire import Lost, Wire
from tests.sync.neighbouring import meet
from tests.sync.turns import Pause, in_turns

STATES = (CustodyState.IN_STORE, CustodyState.AT_BENCH, CustodyState.READY)
MINUTE, YEAR = 60_000, 365 * 86_400_000


class Crash(Exception):
    """The machine went dead in an act."""


@dataclass
class Seat:
    """A seat: its file, its machine, and by how much its clock is off."""

    name: str
    outlet: int
    folder: Path
    machine: Machine
    shop: Shop
    off: int = 0
    copies: list[Path] = field(default_factory=list[Path])
    #: by chain the last entry that was in the file after a whole round
    told: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def book(self) -> SeatBook:
        return SeatBook(self.shop)


class World:
    """Three outlets with two seats each, head office, and a hub."""

    def __init__(
        self, folder: Path, seed: int, outlets: int = 3, hub: Callable[..., Any] = MemoryHub
    ) -> None:
        self.folder, self.seed = folder, seed
        self.chance = Random(seed)
        self.now = START
        key = Ed25519PrivateKey.from_private_bytes(self.chance.randbytes(32))
        self.sign, self.public_key = key.sign, key.public_key().public_bytes_raw()
        self.name = b"hub" + bytes(13)
        self.hub = hub(self.sign, self.public_key, lambda: self.now, self.name)
        self.seats: list[Seat] = []
        #: outlet and id of every act that was in a file when a whole round of it had gone well
        self.confirmed: set[tuple[int, bytes]] = set()
        self.counts: dict[str, int] = defaultdict(int)
        self.enrolled: dict[tuple[int, bytes], bytes] = {}
        shutil.copytree(founded(outlets), folder, dirs_exist_ok=True)
        for number in (HEAD_OFFICE, *range(1, outlets + 1)):
            for letter in "a" if number == HEAD_OFFICE else "ab":
                self._begin(self._seat(f"{number}{letter}", number))

    def close(self) -> None:
        for seat in self.seats:
            seat.shop.close()

    # -- building

    def _seat(self, name: str, outlet: int) -> Seat:
        seat = Seat.__new__(Seat)
        seat.name, seat.outlet, seat.off, seat.copies = name, outlet, 0, []
        seat.folder = self.folder / name
        return seat

    def _machine(self, name: str) -> Machine:
        return Machine(self.folder / f"machine {name}", self.chance.randbytes)

    def _begin(self, seat: Seat) -> None:
        seat.machine = self._machine(seat.name)
        self._open(seat)
        self._is_this_file(seat)
        self.seats.append(seat)
        self.enrol(seat)

    def enrol(self, seat: Seat) -> None:
        """The hub knows the seat as it is now."""
        replica = seat.book.replica
        if (seat.outlet, replica) in self.enrolled:
            return
        keys = seat.machine.keys_of(replica)
        if keys is not None:
            self.hub.enrol(seat.outlet, replica, keys.public())
            self.enrolled[seat.outlet, replica] = keys.public()

    # -- one step

    def step(self) -> None:
        """Something happens to some seat."""
        self.now += self.chance.randint(1, 30) * MINUTE
        seat = self.chance.choice(self.seats)
        fate = self.chance.random()
        if fate < 0.58:
            self.work(seat)
        elif fate < 0.62:
            carry(self, seat)
        elif fate < 0.68:
            meet(self, seat, badness=self.chance.choice((0.0, 0.05, 0.2)))
        elif fate < 0.84:
            self.sync(seat, badness=self.chance.choice((0.0, 0.05, 0.2)))
        elif fate < 0.90:
            self.sync_together(seat)
        elif fate < 0.93:
            seat.off = self.chance.choice((0, 0, 5 * MINUTE, 3 * 3_600_000))
        elif fate < 0.96:
            self.copy(seat)
        elif fate < 0.985:
            self.restore(seat, self.chance.choice(("as it was then", "as it is now", "none")))
        else:
            self.clone(seat)

    def work(self, seat: Seat) -> None:
        """An act at a seat; now and then it crashes before its commit."""
        acts = [self.check_in, self._move, self._rename, self._pay, self._note,
                self._hand_back, self._settle, self.send, self._arrive]  # fmt: skip
        act = self._publish if seat.outlet == HEAD_OFFICE else self.chance.choice(acts)
        try:
            self.act(seat, act.__name__.strip("_"), act, crashes=True)
        except Crash:
            self.counts["crashed"] += 1
        except RuleBroken as refusal:
            self.counts[refusal.rule] += 1

    def act(
        self,
        seat: Seat,
        name: str,
        act: Callable[[Work, Seat], None],
        *,
        crashes: bool = False,
    ) -> None:
        last = seat.shop.db.execute("SELECT value FROM sync_state WHERE name = 'hlc'").fetchone()[0]
        at = max(self.now + seat.off, (int.from_bytes(last, "big") >> 16) - 3_600_000)

        def who(work: Work) -> r.Person:
            return work.all(r.Person, publisher=seat.outlet)[0]

        with seat.shop.act(name, at, who) as work:
            act(work, seat)
            if crashes and self.chance.random() < 0.02:
                raise Crash
        self.enrol(seat)
        self.counts[name] += 1

    def sync_together(self, seat: Seat) -> None:
        """Rounds of several seats at once, most of them of one outlet: between any two calls, and
        between a call and its answer, another one's may come.
        """
        others = [one for one in self.seats if one is not seat]
        beside = [one for one in others if one.outlet == seat.outlet]
        known = beside if beside and self.chance.random() < 0.8 else others
        seats = [seat, *self.chance.sample(known, min(len(known), self.chance.randint(1, 2)))]
        badness = self.chance.choice((0.0, 0.0, 0.1))
        in_turns(
            self.chance,
            [lambda pause, one=one: self.sync(one, badness, pause) for one in seats],
        )
        self.counts["together"] += 1

    def sync(self, seat: Seat, badness: float = 0.0, pause: Pause = lambda: None) -> Round | None:
        """A round with the hub; None when the wire broke."""
        seat.book.hold()
        self.enrol(seat)
        who = Named(seat.outlet, seat.book.replica)
        try:
            wire = Wire(self.hub, who, self.chance, badness, pause)
            done = exchange(seat.book, wire, seat.outlet)
        except Lost:
            self.counts["lost"] += 1
            return None
        self.counts["moved"] += done.moved
        self.confirmed |= {(seat.outlet, eid) for eid in self.acts_in(seat, seat.told)}
        return done

    def acts_in(self, seat: Seat, after: dict[int, int] | None = None) -> Iterator[bytes]:
        """The ids of the acts of a seat's own outlet that its file holds; those behind the entry
        that `after` names of each chain, which is moved on.
        """
        numbers = seat.shop.db.execute(
            "SELECT n FROM sync_chain WHERE outlet = ? AND seat > 0", (seat.outlet,)
        ).fetchall()
        after = {} if after is None else after
        for (n,) in numbers:
            for one in Logbook(seat.shop.db).rows(n, after.get(n, 0)):
                after[n] = one.place.seq
                yield one.read().eid

    def copy(self, seat: Seat) -> None:
        """A copy of the shop is put aside, with the machine's own folder as an image would."""
        place = self.folder / f"{seat.name}-{len(seat.copies)}"
        seat.copies.append(place)
        seat.book.hold()
        back_up(seat.shop, place / "shop.db")
        shutil.copytree(seat.machine.folder, place / "machine")

    def restore(self, seat: Seat, lease: str) -> None:
        """An old copy takes the place of the file, and its machine knows of it what it knew then,
        what it knows now, or nothing: another machine.
        """
        if not seat.copies:
            return
        place = self.chance.choice(seat.copies)
        seat.shop.close()
        shutil.rmtree(seat.folder)
        restore(place / "shop.db", seat.folder)
        if lease != "as it is now":
            shutil.rmtree(seat.machine.folder, ignore_errors=True)
        if lease == "as it was then":
            shutil.copytree(place / "machine", seat.machine.folder)
        self._open(seat)
        if lease == "as it was then":
            self._is_this_file(seat)
        self.counts[f"restored, lease {lease}"] += 1

    def clone(self, seat: Seat) -> None:
        """A disk image of the seat goes on beside it as a machine of its own."""
        if len(self.seats) > 10 or seat.outlet == HEAD_OFFICE:
            return
        twin = self._seat(f"{seat.name}{len(self.seats)}", seat.outlet)
        back_up(seat.shop, self.folder / f"{twin.name}.db")
        restore(self.folder / f"{twin.name}.db", twin.folder)
        seat.book.hold()
        shutil.copytree(seat.machine.folder, self.folder / f"machine {twin.name}")
        self._begin(twin)
        self.counts["cloned"] += 1

    def _open(self, seat: Seat) -> None:
        seat.shop, seat.told = Shop(seat.folder, seat.machine), {}
        seat.shop.db.execute("PRAGMA synchronous=OFF")

    def _is_this_file(self, seat: Seat) -> None:
        """An image of a whole disk has the same lease for the same file."""
        lease = seat.machine.lease_of(seat.book.replica)
        if lease is not None:
            seat.machine.renew(replace(lease, file=identity_of(seat.shop.path)))

    # -- acts

    def check_in(self, work: Work, seat: Seat) -> None:
        customer = work.add(r.Customer(id=work.new_id(), name="张伟", phone="13800135678"))
        unit = work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial="SN1"))
        receipt = work.add(r.ItemReceipt(id=work.new_id(), customer_id=customer.id))
        item = work.add(
            r.CustomerItem(id=work.new_id(), customer_id=customer.id, unit_id=unit.id,
                           custodian=seat.outlet, received_at=work.at)
        )  # fmt: skip
        work.add(r.ReceiptLine(id=work.new_id(), receipt_id=receipt.id, item_id=item.id))
        work.add(r.RepairCard(id=work.new_id(), item_id=item.id))

    def _held(self, work: Work, seat: Seat) -> r.CustomerItem | None:
        found = work.all(r.CustomerItem, custodian=seat.outlet)
        return self.chance.choice(found) if found else None

    def _move(self, work: Work, seat: Seat) -> None:
        item = self._held(work, seat)
        if item is not None:
            state = self.chance.choice(STATES)
            work.change(item, custody_state=state, custody_at=work.at, custody_reason=f"{work.at}")

    def _rename(self, work: Work, seat: Seat) -> None:
        item = self._held(work, seat)
        if item is None:
            return
        customer = work.one(r.Customer, id=item.customer_id)
        if self.chance.random() < 0.15 and customer.erased_at is None:
            work.erase(work.change(customer, erased_at=work.at))
        elif customer.erased_at is None:
            work.change(customer, name=f"名{self.chance.randint(1, 999)}")

    def _pay(self, work: Work, seat: Seat) -> None:
        item = self._held(work, seat)
        if item is not None:
            amount = self.chance.randint(1, 9999)
            work.add(r.Payment(id=work.new_id(), item_id=item.id, amount_fen=amount, at=work.at))

    def _note(self, work: Work, seat: Seat) -> None:
        item = self._held(work, seat)
        if item is None:
            return
        (card,) = work.all(r.RepairCard, item_id=item.id)[:1] or [None]
        if card is not None:
            work.change(card, diagnosis=f"{work.at}")
            work.add(r.WorkStep(id=work.new_id(), card_id=card.id, started_at=work.at))

    def send(self, work: Work, seat: Seat) -> None:
        item = self._held(work, seat)
        others = {one.outlet for one in self.seats} - {HEAD_OFFICE, seat.outlet}
        if item is not None and others:
            travelling.send(work, self.chance, item, self.chance.choice(sorted(others)))

    def _arrive(self, work: Work, seat: Seat) -> None:
        travelling.arrive(work, self.chance, seat.outlet)

    def _hand_back(self, work: Work, seat: Seat) -> None:
        item = self._held(work, seat)
        if item is not None and item.out_at is None:
            work.change(item, out_at=work.at, out_by=work.person.id, out_how="RECEIPT")

    def _settle(self, work: Work, seat: Seat) -> None:
        """Somebody chooses one of the sides of a conflict."""
        found = [one.conflict for one in conflicts(seat.shop.db) if one.sides]
        if found:
            conflict = work.conflicts.named(self.chance.choice(found))
            work.conflicts.settle(conflict, self.chance.choice(conflict.sides), {})

    def _publish(self, work: Work, seat: Seat) -> None:
        parts = work.all(r.Part, publisher=seat.outlet)
        if parts and self.chance.random() < 0.6:
            work.change(self.chance.choice(parts), price_fen=self.chance.randint(1, 9999))
        else:
            code = f"P{self.chance.randint(1, 99)}"
            work.add(r.Part(id=work.new_id(), publisher=seat.outlet, code=code))

    # -- the end

    def heal(self) -> None:
        """The wire is whole again: everybody talks until nothing is new."""
        for seat in self.seats:
            seat.off = 0
        for _ in range(8):
            done = [self.sync(seat) for seat in self.seats]
            if not any(one and (one.sent or one.taken or one.moved) for one in done):
                return
        raise AssertionError("it never comes to rest")

"""Two shops that began alone and chose one number join two outlets and stay apart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain import records as r
from counter.domain.states import Role
from counter.hub.adoption import Owners, place
from counter.hub.engines import open_sqlite
from counter.hub.gate import Gate, NotAdmitted
from counter.hub.memory import MemoryHub
from counter.hub.routing import HubName
from counter.storage.ids import make_id
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.storage.work import Work
from counter.sync.exchange import exchange
from counter.sync.joining import tail_of
from counter.sync.seat import SeatBook
from counter.wire.messages import Enrol, Named
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import START, Wire

NUMBER, TAILS, NAME = 90_123, (5, 99), b"hub" + bytes(13)
OUTLETS = 17, 18
HUBS = ["memory", "sqlite", "postgresql"]


def founder(tail: int) -> Callable[[Work], None]:
    def found(work: Work) -> None:
        work.at = START
        work.outlet = replace(work.outlet, number=NUMBER, tail=tail)
        work.outlet = work.add(
            replace(work.outlet, id=work.new_id(), publisher=NUMBER, name=f"店{tail}")
        )
        mine = {"publisher": NUMBER, "outlet_id": work.outlet.id}
        work.seat = work.add(r.Seat(id=work.new_id(), digit=1, **mine))
        person = r.Person(id=work.new_id(), code="1001", name="孙丽", role=Role.MANAGER, **mine)
        work.person = work.add(person)

    return found


class Lone:
    """A shop that began alone, and now an outlet of a hub."""

    def __init__(self, folder: Path, tail: int, outlet: int) -> None:
        self.outlet, chance = outlet, Random(tail)
        machine = Machine(folder / f"machine{tail}", chance.randbytes)
        self.shop = Shop.create(folder / f"shop{tail}", machine, founder(tail))
        self.book, self.chance = SeatBook(self.shop), chance

    def asks(self, code: str) -> Enrol:
        key = self.shop.keys().public()
        tail = tail_of(self.shop.db)
        return Enrol(code, self.book.replica, key, self.book.outlet, "", tail)

    def takes_in(self) -> None:
        with self.shop.act("in", START, lambda work: work.all(r.Person)[0]) as work:
            customer = work.add(r.Customer(id=work.new_id(), name="张伟"))
            facts = {"customer_id": customer.id, "custodian": NUMBER, "received_at": START}
            work.add(r.CustomerItem(id=work.new_id(), **facts))

    def syncs(self, hub: Any) -> None:
        who = Named(self.outlet, self.book.replica)
        exchange(self.book, Wire(hub, who, self.chance), self.outlet)

    def customers(self) -> set[bytes]:
        return {row_id for (row_id,) in self.shop.db.execute("SELECT id FROM customer")}


class Joined:
    """A hub, and a way to let shops in."""

    def __init__(self, kind: str, folder: Path, postgres: Postgres) -> None:
        key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        public, clock = key.public_key().public_bytes_raw(), lambda: START
        self.gate = None
        if kind == "memory":
            self.hub: Any = MemoryHub(key.sign, public, clock, NAME)
            return
        engine = open_sqlite(folder / "hub.db") if kind == "sqlite" else postgres.fresh()
        self.hub = SqlHub(engine, key.sign, public, clock, NAME)
        self.gate = Gate(engine, HubName(NAME, public, key.sign), clock, Random(1).randbytes)

    def lets_in(self, lone: Lone) -> None:
        if self.gate is None:
            asked = lone.asks("")
            known = {"formerly": (asked.outlet, asked.tail)}
            self.hub.enrol(lone.outlet, asked.replica, asked.public_key, **known)
        else:
            code = self.gate.code_for(lone.outlet, 1).code
            assert self.gate.enrol(lone.asks(code)).outlet == lone.outlet

    def close(self) -> None:
        if self.gate is not None:
            self.hub.close()


@pytest.fixture(params=HUBS)
def joined(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Joined]:
    made = Joined(request.param, tmp_path, postgres)
    yield made
    made.close()


def test_they_do_not_mix(tmp_path: Path, joined: Joined) -> None:
    lone = [Lone(tmp_path, *pair) for pair in zip(TAILS, OUTLETS, strict=True)]
    for one in lone:
        joined.lets_in(one)
        one.takes_in()
        one.syncs(joined.hub)
    for one in lone:
        one.syncs(joined.hub)
        assert len(one.customers()) == 1
        page = joined.hub.feed(Named(one.outlet, one.book.replica), one.outlet, 0, 100)
        packets = [packet for run in page.runs for packet in run.packets]
        assert len(packets) == 2
        assert not any(packet.held for packet in packets)
        assert {run.facts.replica for run in page.runs} == {one.book.replica}
        one.shop.close()


def test_what_one_of_them_made_the_other_may_not_write(tmp_path: Path, joined: Joined) -> None:
    first, second = (Lone(tmp_path, *pair) for pair in zip(TAILS, OUTLETS, strict=True))
    for one in (first, second):
        joined.lets_in(one)
    with second.shop.act("steal", START, lambda work: work.all(r.Person)[0]) as work:
        stolen = make_id(START, NUMBER, TAILS[0], Random(7).randbytes)
        work.add(r.Customer(id=stolen, name="李四"))
    second.syncs(joined.hub)
    page = joined.hub.feed(Named(second.outlet, second.book.replica), second.outlet, 0, 100)
    assert [packet.held for run in page.runs for packet in run.packets][-1] == (0,)
    for one in (first, second):
        one.shop.close()


def test_one_place_is_taken_over_once(tmp_path: Path, postgres: Postgres) -> None:
    joined = Joined("sqlite", tmp_path, postgres)
    first = Lone(tmp_path, TAILS[0], OUTLETS[0])
    joined.lets_in(first)
    joined.lets_in(first)
    copy = Lone(tmp_path / "again", TAILS[0], OUTLETS[1])
    assert joined.gate is not None
    code = joined.gate.code_for(OUTLETS[1], 1).code
    with pytest.raises(NotAdmitted, match="other_outlet"):
        joined.gate.enrol(copy.asks(code))
    joined.close()
    for one in (first, copy):
        one.shop.close()


def test_a_number_two_were_called_by_means_neither_to_a_stranger() -> None:
    owners = Owners({place(NUMBER, TAILS[0]): 17, place(NUMBER, TAILS[1]): 18})
    assert [owners.of_number(NUMBER, writer) for writer in (17, 18, 19, None)] == [
        17, 18, NUMBER, NUMBER,
    ]  # fmt: skip
    assert Owners({place(NUMBER, TAILS[0]): 17}).of_number(NUMBER, 19) == 17

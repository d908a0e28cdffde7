"""What a seat has no right to: refused whole where it is forged, held back where its seat sealed it
(sync.md §9.5). The hub in memory and the one on tables are attacked alike.
"""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from counter.domain import records as r
from counter.hub import tables as t
from counter.hub.engines import open_sqlite
from counter.hub.memory import MemoryHub
from counter.storage.checking import verify
from counter.storage.ids import make_id, outlet_of
from counter.storage.sealing import read_head
from counter.storage.work import Work
from counter.sync.exchange import exchange
from counter.wire.links import links_of
from counter.wire.messages import Named, Packet, Run, Status
from tests.sync.sql_hub import SqlHub
from tests.sync.world import Seat, Wire, World

HUBS = ("memory", "tables")


@pytest.fixture(params=HUBS)
def world(
    request: pytest.FixtureRequest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[World]:
    caplog.set_level(logging.CRITICAL, "counter")
    engine = open_sqlite(tmp_path / "hub.db")

    def on_tables(*given: Any) -> SqlHub:
        return SqlHub(engine, *given)

    made = World(tmp_path, 1, hub=MemoryHub if request.param == "memory" else on_tables)
    made.heal()
    yield made
    made.close()
    engine.dispose()


def seat_of(world: World, name: str) -> Seat:
    return next(seat for seat in world.seats if seat.name == name)


def named(seat: Seat) -> Named:
    return Named(seat.outlet, seat.book.replica)


def next_run(seat: Seat) -> Run:
    """What the seat would send next."""
    n = read_head(seat.shop.db).n
    (own,) = [one for one in seat.book.chains() if one.n == n]
    return seat.book.run(own, own.acked, own.link, 500)


def held_by(world: World) -> list[str]:
    """Why changes are in quarantine."""
    hub = world.hub
    if isinstance(hub, MemoryHub):
        return sorted(one.why for one in hub.quarantine)
    with hub.engine.begin() as db:
        return sorted(why for (why,) in db.execute(sa.select(t.QUARANTINE.c.why)))


def seals(world: World, seat: Seat, act: Callable[[Work, Seat], None]) -> None:
    """An act that the shop would never do."""
    world.act(seat, "forged", act)


def altered(run: Run, **parts: Any) -> Run:
    """The run with its last entry changed."""
    *rest, last = run.packets
    return Run(run.facts, run.prev, (*rest, msgspec.structs.replace(last, **parts)))


def forgeries(run: Run, stranger: Seat) -> dict[str, Run]:
    last = run.packets[-1]
    (n, salt, value) = last.personal[0]
    keys = stranger.shop.keys()
    facts = run.facts
    return {
        "another body": altered(run, body=last.body.replace(b'"k":"check_in"', b'"k":"hand_back"')),
        "another clock": altered(run, hlc=last.hlc + 1),
        "no signature": altered(run, sig=bytes(64)),
        "another value": altered(run, personal=((n, salt, value + "x"),)),
        "another salt": altered(run, personal=((n, bytes(16), value),)),
        "a value too many": altered(run, personal=((99, salt, value),)),
        "not a body": signed(altered(run, body=b"{}", personal=()), keys.signer()),
        "a gap": Run(facts, run.prev, (*run.packets[:-1], _later(last))),
        "a stranger's chain": _facts(run, replica=stranger.book.replica),
        "a stranger's key": _facts(run, public_key=keys.public()),
        "a stranger's outlet": _facts(run, outlet=stranger.outlet),
        "another past": Run(facts, bytes(32), run.packets),
    }


def _facts(run: Run, **parts: Any) -> Run:
    return Run(msgspec.structs.replace(run.facts, **parts), run.prev, run.packets)


def _later(packet: Packet) -> Packet:
    return msgspec.structs.replace(packet, seq=packet.seq + 1)


def signed(run: Run, sign: Callable[[bytes], bytes]) -> Run:
    return altered(run, sig=sign(links_of(run)[-1]))


def test_what_is_forged_is_refused_whole(world: World) -> None:
    seat, stranger = seat_of(world, "1a"), seat_of(world, "2a")
    world.act(seat, "check_in", world.check_in)
    good = next_run(seat)
    for name, bad in forgeries(good, stranger).items():
        said = world.hub.push(named(seat), bad)
        assert said.status in (Status.REFUSED, Status.FORK, Status.GAP), name
    assert world.hub.push(named(stranger), good).status is Status.REFUSED
    assert world.hub.push(named(seat), good).status is Status.OK
    assert held_by(world) == []


UNSOUND: dict[str, list[Any]] = {
    "a payment changed": ["payment", "U", {"amount_fen": 5}, {"amount_fen": "1"}, 0],
    "no base": ["customer", "U", {"merged_into": None}, {}, 0],
    "a base that is none": ["customer", "U", {"merged_into": None}, {"merged_into": "x"}, 0],
    "the last generation": ["unit", "U", {"serial": "1"}, {"serial": "ffffff"}, 0],
    "a term too far": ["unit", "U", {"serial": "1"}, {"serial": "1"}, 1 << 16],
    "a term below": ["unit", "U", {"serial": "1"}, {"serial": "1"}, -1],
    "no such way to write": ["customer", "D", {}],
    "nothing to erase": ["unit", "E", {}],
    "text for a sum": ["payment", "I", {"amount_fen": "5"}],
    "a sum too great": ["payment", "I", {"amount_fen": 1 << 63}],
    "half a fen": ["payment", "I", {"amount_fen": 0.5}],
    "yes for a sum": ["payment", "I", {"amount_fen": True}],
    "nothing where something must be": ["payment", "I", {"amount_fen": None}],
    "an id that is none": ["payment", "I", {"item_id": "zz"}],
    "another id": ["payment", "I", {"id": "00" * 16}],
    "a name in the log": ["customer", "I", {"name": "张伟"}],
    "half a hash": ["customer", "I", {"name": [0, "00"]}],
    "lists": ["unit", "I", {"serial": ["1", "2"]}],
}


@pytest.mark.parametrize("what", UNSOUND)
def test_what_no_program_seals_stops_nobody(what: str, world: World) -> None:
    seat, neighbour = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(seat, "check_in", world.check_in)
    run = next_run(seat)
    table, *rest = UNSOUND[what]
    made = make_id(world.now, 1, 0, world.chance.randbytes).hex()
    body = json.loads(run.packets[-1].body) | {"c": [[table, made, *rest]]}
    bad = altered(run, body=json.dumps(body, separators=(",", ":")).encode(), personal=())
    said = world.hub.push(named(seat), signed(bad, seat.shop.keys().signer()))
    assert said.status is Status.OK
    assert held_by(world) == ["unsound"]
    world.sync(neighbour)
    assert neighbour.shop.db.execute("SELECT count(*) FROM sync_held").fetchone() == (1,)
    assert verify(neighbour.shop).is_whole
    if isinstance(world.hub, SqlHub):
        assert world.hub.projection.digest(1).tables["payment"] == (0, "0" * 64)


def test_a_row_with_anothers_number_is_held_back(world: World) -> None:
    def claims(work: Work, _seat: Seat) -> None:
        made = make_id(work.at, 2, 0, world.chance.randbytes)
        work.add(r.Customer(id=made, name="李四", phone="13900000000"))

    seat, neighbour = seat_of(world, "1a"), seat_of(world, "1b")
    seals(world, seat, claims)
    world.heal()
    assert held_by(world) == ["id"]
    assert not neighbour.shop.db.execute("SELECT 1 FROM customer").fetchall()
    assert not seat_of(world, "2a").shop.db.execute("SELECT 1 FROM customer").fetchall()


def test_who_claims_an_id_first_does_not_take_it(world: World) -> None:
    owner, thief = seat_of(world, "2a"), seat_of(world, "1a")
    world.act(owner, "check_in", world.check_in)
    (row_id,) = owner.shop.db.execute("SELECT id FROM customer").fetchone()
    assert outlet_of(row_id) == 2

    def claims(work: Work, _seat: Seat) -> None:
        work.add(r.Customer(id=row_id, name="小偷", phone="13900000000"))

    seals(world, thief, claims)
    world.sync(thief)
    world.heal()
    neighbour = seat_of(world, "2b")
    assert neighbour.shop.db.execute("SELECT name FROM customer").fetchall() == [("张伟",)]
    assert held_by(world) == ["id"]


def test_a_row_nobody_showed_is_not_changed(world: World) -> None:
    owner, stranger = seat_of(world, "2a"), seat_of(world, "1a")
    world.act(owner, "check_in", world.check_in)
    world.heal()
    customer = owner.shop.db.execute("SELECT id, name FROM customer").fetchone()

    def changes(work: Work, _seat: Seat) -> None:
        made = make_id(work.at, 1, 0, world.chance.randbytes)
        kept = work.add(r.Customer(id=made, name="王五", phone="13900000001"))
        work.change(kept, name="赵六")

    seals(world, stranger, changes)
    run = _turned(next_run(stranger), stranger, customer[0])
    assert world.hub.push(named(stranger), run).status is Status.OK
    assert "scope" in held_by(world)
    world.sync(owner)
    assert owner.shop.db.execute("SELECT id, name FROM customer").fetchone() == customer


def _turned(run: Run, seat: Seat, row_id: bytes) -> Run:
    """The last entry made to change a row of somebody else, and sealed again by its seat."""
    last = run.packets[-1]
    fields = msgspec.json.decode(last.body)
    fields["c"] = [["customer", row_id.hex(), "U", {"note": ""}, {"note": "1"}, 0]]
    return signed(
        altered(run, body=msgspec.json.encode(fields), personal=()), seat.shop.keys().signer()
    )


def test_head_offices_rows_are_head_offices(world: World) -> None:
    def publishes(work: Work, _seat: Seat) -> None:
        work.add(r.Part(id=work.new_id(), publisher=0, code="P1", price_fen=1))

    seals(world, seat_of(world, "1a"), publishes)
    world.heal()
    assert held_by(world) == ["master"]
    theirs = "SELECT 1 FROM part WHERE publisher = 0"
    assert not seat_of(world, "1b").shop.db.execute(theirs).fetchall()


def test_nobody_reads_anothers_stream(world: World) -> None:
    seat = seat_of(world, "1a")
    with pytest.raises(PermissionError):
        world.hub.feed(named(seat), 2, 0, 10)


def test_a_chain_of_the_same_id_harms_nobody(world: World) -> None:
    """Chains are known by the outlet too: none can be squatted."""
    seat, squatter = seat_of(world, "1a"), seat_of(world, "2a")
    world.act(seat, "check_in", world.check_in)
    run = next_run(seat)
    world.act(squatter, "check_in", world.check_in)
    theirs = next_run(squatter)
    facts = msgspec.structs.replace(theirs.facts, chain=run.facts.chain, parent_hash=None)
    squatting = Run(facts, bytes(32), (msgspec.structs.replace(theirs.packets[0], seq=1),))
    squatting = signed(squatting, squatter.shop.keys().signer())
    assert world.hub.push(named(squatter), squatting).status is Status.OK
    assert world.hub.push(named(seat), run).status is Status.OK


def test_a_revoked_seat_sends_nothing_more(world: World) -> None:
    seat, neighbour = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(seat, "check_in", world.check_in)
    run = next_run(seat)
    world.hub.revoke(seat.outlet, seat.book.replica)
    assert world.hub.push(named(seat), run).status is Status.REFUSED
    assert world.hub.push(named(neighbour), run).status is Status.REFUSED


def test_the_exchange_notices_a_page_that_was_changed(world: World) -> None:
    """Between hub and seat nothing can be put in, either."""
    from counter.wire.links import Forged
    from counter.wire.messages import Page

    seat, neighbour = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(seat, "check_in", world.check_in)
    world.sync(seat)
    wire = Wire(world.hub, named(neighbour), world.chance)
    real = wire.feed

    def tampered(stream: int, after: int, limit: int) -> Page:
        page = real(stream, after, limit)
        runs = [altered(run, hlc=run.packets[-1].hlc + 1) for run in page.runs]
        return msgspec.structs.replace(page, runs=tuple(runs))

    wire.feed = tampered  # type: ignore[method-assign]
    before = neighbour.book.cursor(1)
    with pytest.raises(Forged):
        exchange(neighbour.book, wire, 1)
    assert neighbour.book.cursor(1) == before
    assert not neighbour.shop.db.execute("SELECT 1 FROM customer").fetchall()
    assert replace(Wire(world.hub, named(neighbour), world.chance)).hello(bytes(16)).seq == 0

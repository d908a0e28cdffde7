"""What a neighbour may not say: one of the own shop that lies is found out or changes nothing; and
two lives of one file part where they meet in the shop alone.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from counter.storage.checking import verify
from counter.storage.proving import digest
from counter.sync.nearby import NearBook
from counter.sync.stepping import step
from counter.wire import links
from counter.wire.links import Forged
from counter.wire.messages import Packet, Pushed, Run, Status
from tests.sync.neighbouring import NearWire, near_of
from tests.sync.world import Seat, World


@pytest.fixture
def world(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    caplog.set_level(logging.CRITICAL, "counter")
    made = World(tmp_path, 1)
    made.heal()
    yield made
    made.close()


def seat_of(world: World, name: str) -> Seat:
    return next(seat for seat in world.seats if seat.name == name)


def whole(world: World, near: NearBook) -> NearWire:
    return NearWire(near, world.chance, 0.0)


def lacking(mine: NearBook, other: NearBook) -> Run:
    """The run the other would be sent."""
    (run,) = mine.answer(other.asks()).runs
    return run


def altered(run: Run, packet: Packet) -> Run:
    return replace(run, packets=(*run.packets[:-1], packet))


def test_what_its_seat_has_not_signed_is_taken_from_nobody(world: World) -> None:
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(first, "check_in", world.check_in)
    mine, other = near_of(world, first), near_of(world, second)
    run = lacking(mine, other)
    last = run.packets[-1]
    named = tuple((n, salt, "王") for n, salt, _ in last.personal)
    before = digest(second.shop.db)
    for lie in (
        altered(run, replace(last, body=last.body + b" ")),
        altered(run, replace(last, personal=named)),
        altered(run, replace(last, sig=bytes(64))),
        replace(run, facts=replace(run.facts, public_key=other.reader.replica * 2)),
    ):
        assert other.push(lie).status is Status.REFUSED
    assert named
    assert digest(second.shop.db) == before
    said = other.push(run)
    assert (said.status, said.receipt) == (Status.OK, b"")  # a receipt is head office's to give


def test_head_office_is_not_played_by_a_neighbour(world: World) -> None:
    office, first, second = (seat_of(world, name) for name in ("0a", "1a", "1b"))
    world.act(office, "publish", world._publish)  # noqa: SLF001  an act as any
    world.sync(office)
    world.sync(first)
    mine, other = near_of(world, first), near_of(world, second)
    run = lacking(mine, other)
    assert run.facts.outlet == 0
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    facts = replace(run.facts, public_key=key.public_key().public_bytes_raw())
    stranger = replace(facts, replica=bytes(16), chain=bytes(16))
    for lie in (facts, stranger, replace(stranger, why="handed over")):
        packets = resealed(replace(run, facts=lie, prev=links.first_link(lie)), key)
        assert other.push(packets).status is Status.REFUSED
    assert other.push(run).status is Status.OK  # as head office has sealed it


def resealed(run: Run, key: Ed25519PrivateKey) -> Run:
    """Sound in itself, by that key."""
    first = tuple(replace(one, seq=n) for n, one in enumerate(run.packets, start=1))
    run = replace(run, packets=first)
    made = links.links_of(run)
    signed = (replace(one, sig=key.sign(link)) for one, link in zip(first, made, strict=True))
    return replace(run, packets=tuple(signed))


def test_no_word_of_head_office_is_believed_but_its_own(world: World) -> None:
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(second, "check_in", world.check_in)
    other = near_of(world, second)
    (own,) = [one for one in other.reader.chains() if one.acked < one.seq]
    link = other.link(own.facts.chain, own.seq)
    assert link is not None
    text = links.receipt_text(own.facts.chain, own.seq, link)
    lie = first.machine.keys_of(first.book.replica)
    assert lie is not None
    for receipt in (b"", bytes(64), lie.signer()(text)):
        other.hear(((own.facts.chain, Pushed(Status.KNOWN, own.seq, link, receipt)),))
        assert other.reader.waiting() == 1
    step(near_of(world, first), whole(world, other))
    assert other.reader.waiting() == 1  # a neighbour has it now: that does not count
    world.sync(first)  # he carries it up, and brings back what was signed
    step(near_of(world, second), whole(world, near_of(world, first)))
    assert other.reader.waiting() == 0


def test_a_revoked_seat_is_told_nothing_new_by_anybody(world: World) -> None:
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(second, "check_in", world.check_in)
    mine, other = near_of(world, first), near_of(world, second)
    run = lacking(other, mine)
    mine.circle.keep_out(second.book.replica)
    assert second.book.replica not in mine.circle.known()
    assert mine.push(run).status is Status.REFUSED


def test_two_lives_of_one_file_part_in_the_shop(world: World) -> None:
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(first, "check_in", world.check_in)
    world.copy(first)
    world.act(first, "check_in", world.check_in)
    step(near_of(world, first), whole(world, near_of(world, second)))
    world.restore(first, "as it was then")
    world.now += 60_000
    world.act(first, "check_in", world.check_in)
    done = step(near_of(world, first), whole(world, near_of(world, second)))
    assert done.moved == 1
    for seat in (first, second):
        step(
            near_of(world, seat), whole(world, near_of(world, first if seat is second else second))
        )
    assert digest(first.shop.db) == digest(second.shop.db)
    assert all(verify(seat.shop).is_whole for seat in (first, second))


def test_an_entry_that_does_not_fit_is_told_and_nothing_of_it_is_taken(world: World) -> None:
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(first, "check_in", world.check_in)
    mine, other = near_of(world, first), near_of(world, second)
    run = lacking(mine, other)

    class Liar(NearWire):
        def near(self, asked):  # type: ignore[no-untyped-def]
            told = super().near(asked)
            last = replace(told.runs[0].packets[-1], body=run.packets[-1].body + b" ")
            return replace(told, runs=(altered(told.runs[0], last),))

    before = digest(second.shop.db)
    with pytest.raises(Forged):
        step(other, Liar(mine, world.chance, 0.0))
    assert digest(second.shop.db) == before

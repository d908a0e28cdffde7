"""The hub's word for a day: signed, checked by anybody, and never another one later."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.hub.engines import open_sqlite
from counter.hub.proofs import GRACE_MS, Proofs
from counter.hub.routing import HubName
from counter.wire.day_proofs import DayProof, Head, check_proof, root_of
from counter.wire.links import Forged
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import World

DAY_MS = 86_400_000
TODAY, TOMORROW = "2026-11-18", "2026-11-19"  # when the world begins
NAME = b"hub" + bytes(13)


@dataclass
class Proving:
    world: World
    proofs: Proofs
    key: bytes

    def check(self, proof: DayProof) -> None:
        check_proof(proof, NAME, self.key)

    def works(self) -> None:
        seat = next(one for one in self.world.seats if one.outlet == 1)
        self.world.act(seat, "check_in", self.world.check_in)
        self.world.sync(seat)


@pytest.fixture(params=["sqlite", "postgresql"])
def proving(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Any:
    is_file = request.param == "sqlite"
    engine = open_sqlite(tmp_path / "hub.db") if is_file else postgres.fresh()
    made: list[Proving] = []

    def hub(sign: Any, key: bytes, clock: Callable[[], int], name: bytes) -> SqlHub:
        made.append(Proving.__new__(Proving))
        made[0].proofs, made[0].key = Proofs(engine, HubName(name, key, sign), clock), key
        return SqlHub(engine, sign, key, clock, name)

    world = World(tmp_path, 3, hub=hub)
    made[0].world = world
    world.heal()
    yield made[0]
    world.close()
    engine.dispose()


def test_a_day_stands_for_every_chain_and_stays_as_it_was(proving: Proving) -> None:
    world = proving.world
    early = proving.proofs.proof(1, TODAY)
    proving.check(early)
    assert not early.is_over
    proving.works()
    late = proving.proofs.proof(1, TODAY)
    assert late.root != early.root
    world.now += DAY_MS
    over = proving.proofs.proof(1, TODAY)
    assert (over.is_over, over.heads, over.shown) == (True, late.heads, late.root.hex()[:8])
    proving.works()
    proving.check(proving.proofs.proof(1, TODAY))
    assert proving.proofs.proof(1, TODAY) == over
    assert proving.proofs.proof(1, TOMORROW).heads != over.heads
    held = {
        seat.book.outlet: {own.facts.chain for own in seat.book.chains()} for seat in world.seats
    }
    assert {one.chain for one in over.heads} >= held[1]
    assert {one.chain for one in over.heads}.isdisjoint(held[2])


def test_a_day_is_kept_though_nobody_asks(proving: Proving) -> None:
    world = proving.world
    world.now += DAY_MS - world.now % DAY_MS + GRACE_MS - 1
    proving.proofs.keep_yesterday()  # too soon: that is the day before
    at_midnight = proving.proofs.proof(1, TODAY)
    assert not at_midnight.is_over
    world.now += 1
    proving.proofs.keep_yesterday()
    kept = proving.proofs.proof(1, TODAY)
    assert kept.is_over
    assert kept.heads == at_midnight.heads


@pytest.mark.parametrize("day", ["2026-11-20", "20261118", "yesterday", "", "2026-02-30"])
def test_no_proof_of_what_is_no_day(day: str, proving: Proving) -> None:
    with pytest.raises(ValueError, match=r"day|isoformat|month"):
        proving.proofs.proof(1, day)


def test_another_word_than_the_hubs_is_found_out(proving: Proving) -> None:
    proof = proving.proofs.proof(1, TODAY)
    head = proof.heads[0]
    longer = (msgspec.structs.replace(head, seq=head.seq + 1), *proof.heads[1:])
    other = Ed25519PrivateKey.generate().sign(b"anything")
    for altered in (
        {"heads": longer}, {"heads": longer, "root": root_of(longer)}, {"heads": proof.heads[1:]},
        {"heads": proof.heads[::-1], "root": root_of(proof.heads[::-1])}, {"outlet": 2},
        {"day": TOMORROW}, {"is_over": True}, {"sig": other},
    ):  # fmt: skip
        with pytest.raises(Forged):
            proving.check(msgspec.structs.replace(proof, **altered))
    with pytest.raises(Forged):
        check_proof(proof, b"another hub's name", proving.key)


def test_every_head_counts_in_the_root() -> None:
    heads = [Head(bytes([n]) * 16, n, bytes([n]) * 32) for n in range(1, 7)]
    sets = [some for n in range(7) for some in itertools.combinations(heads, n)]
    assert len({root_of(some) for some in sets}) == len(sets) == 2**6

"""What was pushed is looked through behind the answer and never lost, by few questions."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.hub import ledger
from counter.hub import tables as t
from counter.hub.engines import open_sqlite
from counter.hub.following import Follower
from counter.hub.memory import MemoryHub
from counter.wire import links
from counter.wire.messages import ChainFacts, Named, Packet, Run
from tests.storage.test_together import page
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub

OUTLET, PIECE, PATIENCE_S = 17, 200, 30
#: statements of a push, whatever its size, and of looking through, for each entry
MOST_FOR_A_PUSH, MOST_FOR_AN_ENTRY = 8, 0.15


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[SqlHub]:
    engine = postgres.fresh() if request.param == "postgresql" else open_sqlite(tmp_path / "hub.db")
    key = Ed25519PrivateKey.generate()
    made = SqlHub(engine, key.sign, key.public_key().public_bytes_raw(), lambda: 1, b"h" * 16)
    yield made
    made.close()


def runs() -> Iterator[tuple[Named, Run]]:
    """A page of one seat in two pushes."""
    key = Ed25519PrivateKey.generate()
    facts = ChainFacts(b"c" * 16, b"r" * 16, key.public_key().public_bytes_raw(), OUTLET, 1)
    prev, told = links.first_link(facts), page()[: 2 * PIECE]
    for at in range(0, len(told), PIECE):
        packets = [
            Packet(one.place.seq, one.place.hlc, one.place.sv, one.body, bytes(64))
            for one in told[at : at + PIECE]
        ]
        link = links.links_of(Run(facts, prev, tuple(packets)))[-1]
        last = packets[-1]
        packets[-1] = Packet(last.seq, last.hlc, last.sv, last.body, key.sign(link))
        yield Named(OUTLET, facts.replica), Run(facts, prev, tuple(packets))
        prev = link


def counted(engine: sa.Engine) -> list[str]:
    """The statements from now on."""
    found: list[str] = []

    def hear(_db: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    sa.event.listen(engine, "before_cursor_execute", hear)
    return found


def test_a_push_and_its_look_through_ask_little(hub: SqlHub) -> None:
    told = list(runs())
    hub.enrol(OUTLET, told[0][1].facts.replica, told[0][1].facts.public_key)
    assert hub.ledger.push(*told[0]).status == "ok"
    asked = counted(hub.engine)
    assert hub.ledger.push(*told[1]).status == "ok"
    assert 0 < len(asked) <= MOST_FOR_A_PUSH, asked
    asked.clear()
    assert hub.routing.follow() == 2 * PIECE
    assert len(asked) <= MOST_FOR_AN_ENTRY * 2 * PIECE
    with hub.engine.begin() as db:
        assert db.execute(sa.select(sa.func.count()).select_from(t.QUARANTINE)).scalar() == 0


def test_no_page_is_larger_than_whoever_asks_can_read(
    hub: SqlHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Ed25519PrivateKey.generate()
    memory = MemoryHub(key.sign, key.public_key().public_bytes_raw(), lambda: 1, b"h" * 16)
    for who, run in runs():
        for one in (hub, memory):
            one.enrol(OUTLET, run.facts.replica, run.facts.public_key)
        assert (hub.push(who, run).status, memory.push(who, run).status) == ("ok", "ok")
        bodies = [len(packet.body) for packet in run.packets]
    most = 3 * max(bodies)
    monkeypatch.setattr(ledger, "MOST_BYTES", most)
    after, pages = 0, 0
    while after < 2 * PIECE:
        page_of = [one.feed(who, OUTLET, after, 2 * PIECE) for one in (hub, memory)]
        assert page_of[0] == page_of[1]
        sizes = [len(packet.body) for run in page_of[0].runs for packet in run.packets]
        assert sum(sizes) <= most
        assert page_of[0].more == (page_of[0].upto < 2 * PIECE)
        after, pages = page_of[0].upto, pages + 1
    assert pages > PIECE // 3
    monkeypatch.setattr(ledger, "MOST_BYTES", 1)
    assert hub.feed(who, OUTLET, 7, 100).upto == 8  # one at least


@pytest.mark.parametrize(
    "fault", [sa.exc.OperationalError("", {}, Exception("gone")), ZeroDivisionError()]
)
def test_what_was_pushed_is_looked_through_though_something_fails(
    fault: Exception, hub: SqlHub
) -> None:
    told, heard, failed = list(runs()), Event(), Event()
    hub.enrol(OUTLET, told[0][1].facts.replica, told[0][1].facts.public_key)

    def follow() -> None:
        if not failed.is_set():
            failed.set()
            raise fault
        hub.routing.follow()

    follower = Follower(follow, heard.set)
    for who, run in told:
        with follower.pushing():
            assert hub.ledger.push(who, run).status == "ok"
        assert not hub.ledger.feed(who, OUTLET, 0).runs or heard.is_set()
    assert heard.wait(PATIENCE_S)
    follower.settle()
    assert hub.ledger.feed(told[0][0], OUTLET, 0, 1).more
    assert not hub.ledger.is_behind(told[0][0], OUTLET)
    follower.close()


def test_another_process_goes_on_where_one_was_stopped(hub: SqlHub) -> None:
    told, heard = list(runs()), Event()
    hub.enrol(OUTLET, told[0][1].facts.replica, told[0][1].facts.public_key)
    hub.ledger.push(*told[0])  # taken by a process that was killed before it looked
    assert hub.ledger.is_behind(told[0][0], OUTLET)
    follower = Follower(hub.routing.follow, heard.set)
    with follower.pushing():
        hub.ledger.push(*told[1])
    assert heard.wait(PATIENCE_S)
    assert hub.routing.positions([OUTLET]) == {OUTLET: 2 * PIECE}
    follower.close()

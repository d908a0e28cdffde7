"""Who calls is looked up together, and as he stands after his call came."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from counter.hub import tables as t
from counter.hub.callers import MOST, Callers, Seen
from counter.hub.home import database_of
from counter.wire.messages import Named

OUTLET = 17
SEATS = [Named(OUTLET, bytes([n]) * 16) for n in range(1, 6)]
OTHER = Named(OUTLET + 1, SEATS[0].replica)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = database_of(tmp_path)
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with made.begin() as db:
        for one in SEATS:
            db.execute(
                sa.insert(t.REPLICA).values(
                    outlet_no=one.outlet, replica=one.replica, public_key=key, seat=1, machine="",
                    enrolled_at=0, seen_at=0,
                )
            )  # fmt: skip
    yield made
    made.dispose()


def looked(engine: sa.Engine, *asked: Named) -> tuple[list[Seen], int]:
    """How they stand, and by how many questions that was found."""
    questions = list[str]()

    def hear(*said: object) -> None:
        questions.append(str(said[2]))

    async def look() -> list[Seen]:
        callers = Callers(engine, lambda _: asked[0])
        return list(await asyncio.gather(*(callers.look(one) for one in asked)))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        return asyncio.run(look()), sum("replica" in one for one in questions)
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_those_who_call_together_are_asked_for_together(engine: sa.Engine) -> None:
    seen, questions = looked(engine, *SEATS, *SEATS)
    assert [one.refused for one in seen] == [""] * 10
    assert questions == 1


def test_many_are_asked_for_in_pieces(engine: sa.Engine) -> None:
    strangers = [Named(OUTLET, os.urandom(16)) for _ in range(MOST)]
    seen, questions = looked(engine, *strangers, *SEATS)
    assert [one.refused for one in seen] == ["key"] * MOST + [""] * len(SEATS)
    assert questions == 2


def test_a_name_is_good_for_its_own_outlet_alone(engine: sa.Engine) -> None:
    seen, _ = looked(engine, OTHER, *SEATS)
    assert [one.refused for one in seen] == ["key"] + [""] * len(SEATS)


def test_what_changes_while_others_are_asked_is_seen_by_the_next_call(engine: sa.Engine) -> None:
    async def look() -> tuple[str, str]:
        callers = Callers(engine, lambda _: SEATS[0])
        first = asyncio.create_task(callers.look(SEATS[0]))
        await asyncio.sleep(0)
        await asyncio.sleep(0)  # the question of the first is on its way
        with engine.begin() as db:
            db.execute(sa.update(t.REPLICA).values(revoked_at=1))
        return (await first).refused, (await callers.look(SEATS[0])).refused

    before, after = asyncio.run(look())
    assert before in ("", "revoked")
    assert after == "revoked"


def test_a_database_that_fails_is_told_to_each(engine: sa.Engine) -> None:
    with engine.begin() as db:
        db.execute(sa.text("DROP TABLE replica"))

    async def look() -> list[object]:
        callers = Callers(engine, lambda _: SEATS[0])
        return await asyncio.gather(*map(callers.look, SEATS), return_exceptions=True)

    assert [type(one) for one in asyncio.run(look())] == [OperationalError] * len(SEATS)


def test_one_who_hangs_up_takes_nobody_with_him(engine: sa.Engine) -> None:
    async def look() -> str:
        callers = Callers(engine, lambda _: SEATS[0])
        gone, stays = (asyncio.create_task(callers.look(SEATS[0])) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        return (await stays).refused

    assert asyncio.run(look()) == ""


def test_a_stream_has_nothing_where_all_of_it_is_looked_through_and_known() -> None:
    seen = Seen("", {OUTLET: (7, 7), 0: (3, 2)})
    assert seen.has_nothing(OUTLET, 7)
    assert not seen.has_nothing(OUTLET, 6)
    assert not seen.has_nothing(0, 3)
    assert not seen.has_nothing(OUTLET + 1, 0)

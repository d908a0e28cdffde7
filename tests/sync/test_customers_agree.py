"""What customers say is sealed alike by the hub in memory, on SQLite and on PostgreSQL, and comes
to whoever holds the item, in the middle of every misfortune.
"""

import logging
from pathlib import Path

import pytest

from counter.domain.choices import AnswerWhat
from counter.hub.customer.answers import Answer, entry_of
from counter.hub.engines import open_sqlite
from counter.storage.ids import outlet_of
from counter.storage.proving import digest
from counter.storage.questions.customer_answers import waiting_answers
from tests.sync.postgres import Postgres
from tests.sync.test_hubs_agree import hubs_on
from tests.sync.world import Seat, World

STEPS, OFTEN = 60, 4
LINES = "SELECT receipt_id, item_id FROM receipt_line ORDER BY id"
HELD = "SELECT id FROM customer_item WHERE custodian = (SELECT outlet FROM sync_gate)"
SAID = "SELECT item_id, what, stars, said, at FROM customer_answer ORDER BY id"


def says(world: World, seat: Seat) -> bool:
    """A customer of the seat's outlet gives stars or complains; whether there is one."""
    lines = [one for one in seat.shop.db.execute(LINES) if outlet_of(one[0]) == seat.outlet]
    if not lines:
        return False
    receipt, item = world.chance.choice(lines)
    what = world.chance.choice((AnswerWhat.RATING, AnswerWhat.COMPLAINT))
    stars = world.chance.randint(1, 5) if what is AnswerWhat.RATING else 0
    answer = Answer(receipt=receipt, item=item, what=what, stars=stars, said=f"还行 {world.now}")
    world.hub.say(seat.outlet, entry_of(answer, world.now, world.chance.randbytes))
    return True


def test_three_hubs_hand_on_what_customers_say(
    tmp_path: Path, postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "counter")
    engines = open_sqlite(tmp_path / "hub.db"), postgres.fresh()
    world = World(tmp_path, 11, hub=hubs_on(*engines))
    said = 0
    for step in range(STEPS):
        world.chance.shuffle(world.seats)
        world.step()
        if step % OFTEN == 0:
            said += any(says(world, seat) for seat in world.seats)
    world.heal()
    assert said > STEPS / OFTEN / 2
    heard = {seat.name: seat.shop.db.execute(SAID).fetchall() for seat in world.seats}
    for seat in world.seats:
        twins = [one for one in world.seats if one.outlet == seat.outlet]
        assert all(heard[one.name] == heard[seat.name] for one in twins)
        assert digest(twins[0].shop.db) == digest(seat.shop.db)
    everything = {one for answers in heard.values() for one in answers}
    assert len(everything) == said
    for seat in world.seats:
        held = {item for (item,) in seat.shop.db.execute(HELD)}
        of_held = {one for one in everything if one[0] in held}
        assert of_held <= set(heard[seat.name])
        waiting = waiting_answers(seat.shop.db, now_at=world.now, limit=200)
        assert {one.item_id for one in waiting} == {one[0] for one in of_held}
    world.close()
    for engine in engines:
        engine.dispose()

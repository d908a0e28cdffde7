"""The hub's picture of what each outlet holds is what its seats hold, and follows from the stored
entries alone (decisions 18, 45).
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.engines import open_sqlite
from counter.hub.projecting import LAYOUT
from counter.hub.report_tables import REPORT_TROUBLE
from counter.hub.report_tables import TABLES as REPORTS
from counter.hub.routing import StreamRow
from counter.storage import proving
from counter.storage.catalogue import BY_NAME, Merge
from counter.storage.ids import outlet_of
from counter.storage.merging import Act, Row, link_of, merged
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import Seat, World

STEPS = 120
Kept = dict[str, dict[str, Any]]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Any]:
    made = postgres.fresh() if request.param == "postgresql" else open_sqlite(tmp_path / "hub.db")
    yield made
    made.dispose()


def world_on(engine: sa.Engine, folder: Path, seed: int) -> World:
    def hub(*given: Any) -> SqlHub:
        return SqlHub(engine, *given)

    return World(folder, seed, hub=hub)


def told(hub: SqlHub, outlet: int) -> Kept:
    said = hub.projection.digest(outlet).tables
    return {name: {"count": count, "sum": total} for name, (count, total) in said.items()}


def held(engine: sa.Engine) -> list[Any]:
    """Every row of the picture, but for what is there for speed alone."""
    with engine.begin() as db:
        rows = [tuple(one) for one in db.execute(sa.select(t.HELD_ROW))]
        rows += [tuple(one) for one in db.execute(sa.select(t.HELD_SUM))]
        rows += [tuple(one) for one in db.execute(sa.select(t.BLOB_NAMED))]
        rows += [(of.name, *one) for of in REPORTS for one in db.execute(sa.select(of))]
    return sorted(rows, key=repr)


def names_of(engine: sa.Engine, outlet: int) -> dict[str, str]:
    where = t.HELD_ROW.c.outlet_no == outlet, t.HELD_ROW.c.tbl == "customer"
    with engine.begin() as db:
        found = db.execute(sa.select(t.HELD_ROW.c.fields).where(*where)).scalars()
        rows = [json.loads(one) for one in found if one]
    return {row["id"]: row.get("name", "") for row in rows}


def contended(engine: sa.Engine, outlet: int) -> set[tuple[str, bytes, int]]:
    """The fields two hands wrote past each other, as the hub lists them for an outlet's rows."""
    mine = REPORT_TROUBLE.c.outlet_no == outlet, REPORT_TROUBLE.c.what == "FIELD"
    with engine.begin() as db:
        found = db.execute(sa.select(REPORT_TROUBLE).where(*mine)).all()
    return {(one.tbl, bytes(one.id), BY_NAME[one.tbl].group_of(one.col)) for one in found}


def contended_at(seat: Seat) -> set[tuple[str, bytes, int]]:
    """The same at a seat, of its own outlet's rows and without what is published."""
    found = seat.shop.db.execute("SELECT tbl, id, grp FROM contended WHERE what = 'FIELD'")
    return {
        (table, row_id, group)
        for table, row_id, group in found
        if outlet_of(row_id) == seat.outlet and BY_NAME[table].merge is not Merge.MASTER
    }


def left_of_erased(engine: sa.Engine) -> tuple[int, int]:
    """Values beside the stored entries: of rows that were erased, and of others."""
    gone, other = 0, 0
    with engine.begin() as db:
        erased = sa.select(t.HELD_ROW.c.outlet_no, t.HELD_ROW.c.id).where(t.HELD_ROW.c.erased == 1)
        known = {(int(outlet), bytes(row_id)) for outlet, row_id in db.execute(erased)}
        log = db.execute(sa.select(t.OP_LOG)).all()
    for one in log:
        row = StreamRow.read(one)
        there = {n for n, _, _ in row.personal}
        for change in row.entry.changes if row.entry else ():
            said = {v[0] for v in change.values.values() if isinstance(v, list)} & there
            is_gone = (int(one.outlet_no), change.id) in known
            gone, other = gone + len(said) * is_gone, other + len(said) * (not is_gone)
    return gone, other


@pytest.mark.parametrize("seed", [2, 4])
def test_the_hub_knows_what_every_seat_holds(
    seed: int, engine: sa.Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "counter")
    world = world_on(engine, tmp_path, seed)
    hub, follows = world.hub, world.chance.random
    for _ in range(STEPS):
        world.step()
        if follows() < 0.2:  # in pieces of any size
            hub.projection.follow()
    world.heal()
    for seat in world.seats:
        assert told(hub, seat.outlet) == proving.digest(seat.shop.db)["tables"], seat.name
        names = seat.shop.db.execute("SELECT id, name FROM customer").fetchall()
        assert names_of(engine, seat.outlet) == {row_id.hex(): name for row_id, name in names}
        assert contended(engine, seat.outlet) == contended_at(seat), seat.name
    kept = held(engine)
    assert {row[1] for row in kept} >= {"customer", "payment", "part", "work_step"}
    assert {"report_case", "report_day", "report_network", "FIELD"} <= {
        name for row in kept for name in (row[0], row[2])
    }
    hub.projection.rebuild()
    assert held(engine) == kept
    gone, other = left_of_erased(engine)
    assert gone == 0
    assert other > 0
    world.close()


def test_order_never_matters_for_a_row(engine: sa.Engine, tmp_path: Path) -> None:
    world = world_on(engine, tmp_path, 5)
    for _ in range(STEPS // 2):
        world.step()
    world.heal()
    world.hub.projection.follow(1)
    with engine.begin() as db:
        mine = t.OP_LOG.c.outlet_no == 1
        found = db.execute(sa.select(t.OP_LOG).where(mine)).all()
        kept = sa.select(t.HELD_ROW.c.tbl, t.HELD_ROW.c.id, t.HELD_ROW.c.link)
        links = db.execute(kept.where(t.HELD_ROW.c.outlet_no == 1)).all()
    rows = [StreamRow.read(one) for one in found]
    told = [(row, change) for row in rows if row.entry for change in row.entry.changes]
    for _ in range(5):
        made: dict[tuple[str, bytes], Row] = defaultdict(Row)
        for row, change in world.chance.sample(told * 2, len(told) * 2):
            assert row.entry is not None
            act = Act(row.entry.eid, row.hlc, {n: value for n, _, value in row.personal})
            key = change.table, change.id
            made[key] = merged(BY_NAME[change.table], made[key], change, act)
        assert {(table, bytes(row_id), bytes(link)) for table, row_id, link in links} == {
            (*key, link_of(BY_NAME[key[0]], row)) for key, row in made.items()
        }
    world.close()


def test_a_digest_says_up_to_where_it_counts(engine: sa.Engine, tmp_path: Path) -> None:
    world = world_on(engine, tmp_path, 1)
    world.heal()
    seat = next(one for one in world.seats if one.outlet == 1)
    said = world.hub.projection.digest(1)
    assert (said.own, said.published) == (seat.book.cursor(1), seat.book.cursor(0))
    assert set(world.hub.projection.digest(1, "part").tables) == {"part"}
    assert world.hub.projection.digest(1, "nothing").tables == {}
    world.act(seat, "check_in", world.check_in)
    world.sync(seat)
    assert world.hub.projection.digest(1).own == said.own + 1
    assert set(BY_NAME) > set(said.tables)
    world.close()


def test_a_newer_program_makes_it_again(engine: sa.Engine, tmp_path: Path) -> None:
    world = world_on(engine, tmp_path, 2)
    world.heal()
    projection = world.hub.projection
    assert not projection.bring_up_to_date()  # the first time: nothing was there before
    right = projection.digest(1)
    with engine.begin() as db:
        db.execute(sa.update(t.HELD_SUM).values(total=bytes(32)))
    assert not projection.bring_up_to_date()
    assert projection.digest(1) != right
    with engine.begin() as db:  # as an older program has left it
        db.execute(sa.update(t.HUB).where(t.HUB.c.name == LAYOUT).values(value=b"of other columns"))
    assert projection.bring_up_to_date()
    assert projection.digest(1) == right
    world.close()

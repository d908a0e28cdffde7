"""The database itself keeps outlets apart: a hub that takes each seat for one of another outlet, in
all its own checks, still reads and writes nothing of it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
import uvicorn
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.routing import Route

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.hub import all_tables, server, serving
from counter.hub import tables as t
from counter.hub.callers import Callers, Seen
from counter.hub.engines import open_database
from counter.hub.home import KEY, database_of
from counter.hub.preparing import addresses_in, prepare, wall_of
from counter.hub.running import built
from counter.hub.walls import ASKING, RIGHTS, SEATS, as_outlet
from counter.machine_home import now
from counter.storage.work import Work
from counter.sync.http_line import HttpLine, NoHub, SeatLine
from counter.wire.day_proofs import DayProof
from counter.wire.messages import (
    Digest,
    Enrolled,
    Hello,
    Named,
    Page,
    Pushed,
    Run,
    Snapshot,
    Status,
)
from counter.wire.nearby import SeatList
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import Seat, World

SEED, NAME = 5, b"hub" + bytes(13)
THIEF, VICTIM = 1, 2
DAY = "2026-11-18"
PICTURE = b"\x89PNG" + bytes(range(200))
PICTURE_NAME = sha256(PICTURE).hexdigest()
#: a picture of outlet 2 that has not come yet
LACKING = "5" * 64
#: how a seat comes to its token
BEFORE = {"/v1/enrol", "/v1/nonce", "/v1/token"}


@dataclass
class Fortress:
    """A prepared database with three outlets' days in it, and its hub, served."""

    folder: Path
    world: World
    url: str
    app: Any
    office: sa.Engine

    def seat(self, outlet: int) -> Seat:
        return next(one for one in self.world.seats if one.outlet == outlet)

    def line(self, outlet: int) -> SeatLine:
        seat = self.seat(outlet)
        keys = seat.machine.keys_of(seat.book.replica)
        assert keys is not None
        key = self.world.hub.routing.name.public_key
        hub = Enrolled(outlet, NAME, key, 0)
        who = Named(outlet, seat.book.replica)
        return SeatLine(HttpLine(self.url), who, hub, sign=keys.signer(), clock=now)

    def rows_of(self, outlet: int) -> list[Any]:
        """All that stands in the database about an outlet."""
        found: list[Any] = []
        with self.office.begin() as db:
            for table in all_tables.METADATA.sorted_tables:
                if "outlet_no" in table.c and table is not t.DAY_PROOF:
                    rows = db.execute(sa.select(table).where(table.c.outlet_no == outlet))
                    found += [(table.name, *row) for row in rows]
            proofs = sa.select(t.DAY_PROOF).where(t.DAY_PROOF.c.day == DAY)
            found += [tuple(row) for row in db.execute(proofs) if row.outlet_no == outlet]
        return sorted(found, key=repr)


def an_empty(postgres: Postgres) -> str:
    """The address of an empty database."""
    engine = postgres.fresh()
    engine.dispose()
    return engine.url.render_as_string(hide_password=False)


def owner_of(postgres: Postgres) -> str:
    """The address of an empty database, for an owner who is no superuser."""
    url = an_empty(postgres)
    name = str(sa.make_url(url).database)
    there = postgres.says("SELECT 1 FROM pg_roles WHERE rolname = 'landlord'")
    if not there:
        postgres.says("CREATE ROLE landlord LOGIN CREATEROLE NOSUPERUSER")
    postgres.says(f"ALTER DATABASE {name} OWNER TO landlord")
    return url.replace("counter@", "landlord@")


@pytest.fixture(scope="module")
def fortress(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Fortress]:
    folder = tmp_path_factory.mktemp("fortress")
    (folder / KEY).write_bytes(Random(SEED).randbytes(32))
    assert prepare(folder, owner_of(postgres), "fort") == ["fort_office", "fort_seat"]
    office = database_of(folder)
    with office.begin() as db:
        db.execute(sa.insert(t.HUB).values(name="name", value=NAME))

    def hub(*given: Any) -> SqlHub:
        made = SqlHub(office, *given)
        made.routing.name = made.routing._hub  # noqa: SLF001
        return made

    world = World(folder / "world", SEED, hub=hub)
    a_day(world)
    app = built(folder)
    config = uvicorn.Config(app, port=0, log_level="error")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    port = running.servers[0].sockets[0].getsockname()[1]
    made = Fortress(folder, world, f"http://127.0.0.1:{port}", app, office)
    put_picture(made)
    yield made
    running.should_exit = True
    thread.join()
    world.close()
    office.dispose()


def a_day(world: World) -> None:
    """Each outlet takes something in; outlet 2 takes a picture of it."""
    for number in (0, THIEF, VICTIM, 3):
        seat = next(one for one in world.seats if one.outlet == number)
        world.act(seat, "day", world._publish if number == 0 else world.check_in)  # noqa: SLF001
        if number == VICTIM:
            world.act(seat, "picture", photographs)
    world.heal()
    world.hub.projection.follow()


def photographs(work: Work, _seat: Seat) -> None:
    item = work.all(r.CustomerItem)[0]
    for name in (PICTURE_NAME, LACKING):
        work.add(r.Photo(id=work.new_id(), item_id=item.id, sha256=name, size=len(PICTURE)))


def put_picture(fortress: Fortress) -> None:
    size = len(PICTURE)
    place = f"bytes 0-{size - 1}/{size}"
    answer = fortress.line(VICTIM).open(
        "PUT", f"/v1/blob/{PICTURE_NAME}", PICTURE, content_range=place
    )
    assert answer.status == 200
    answer.read()


@pytest.fixture
def confused(monkeypatch: pytest.MonkeyPatch, fortress: Fortress) -> Callable[..., None]:
    """Makes the hub take whoever asks for a seat of outlet 2, in all its own checks."""
    victim = Named(VICTIM, fortress.seat(VICTIM).book.replica)

    def confuse(*, walls: bool = True) -> None:
        for module in (server, serving):
            monkeypatch.setattr(module, "who_asks", taken_for(module.who_asks, walls))

    def taken_for(real: Callable[..., Any], walls: bool) -> Callable[..., Any]:
        async def who_asks(callers: Callers, request: Request) -> tuple[Named, Seen]:
            await real(callers, request)
            if not walls:
                ASKING.set(VICTIM)
            return victim, await callers.look(victim)

        return who_asks

    return confuse


# what a thief may ask ----------------------------------------------------------------------------


def unsent(fortress: Fortress) -> Run:
    """Entries of outlet 2 that its seat has sealed and not sent yet."""
    seat = fortress.seat(VICTIM)
    fortress.world.act(seat, "day", fortress.world.check_in)
    own = seat.book.chains()[-1]
    return seat.book.run(own, own.acked, own.link, 10)


def status_of(line: SeatLine, method: str, path: str, **headers: str) -> tuple[int, bytes]:
    body = PICTURE if method == "PUT" else None
    answer = line.open(method, path, body, **headers)
    return answer.status, answer.read()


def loot(fortress: Fortress, run: Run) -> dict[str, Any]:
    """Every endpoint asked with outlet 1's token: what it gave of outlet 2, false for nothing."""
    line, chain = fortress.line(THIEF), fortress.seat(VICTIM).book.chains()[-1].facts.chain.hex()
    blob, size = f"/v1/blob/{PICTURE_NAME}", len(PICTURE)

    def asks(path: str, kind: Any, message: Any = None) -> Any:
        try:
            return line.ask(kind, path, message)
        except NoHub:
            return None

    page = asks(f"/v1/feed/{VICTIM}?after=0", Page)
    digest, one = asks("/v1/digest", Digest), asks("/v1/digest/customer", Digest)
    seats = asks("/v1/seats", SeatList)
    pushed = asks("/v1/ops", Pushed, run)
    place = f"bytes 0-{size - 1}/{size}"
    return {
        "/v1/hello/{chain}": asks(f"/v1/hello/{chain}", Hello).seq,
        "/v1/link/{chain}/{seq:int}": asks(f"/v1/link/{chain}/1", bytes | None),
        "/v1/feed/{stream:int}": page and page.runs,
        "/v1/digest": digest and digest.tables["customer"][0],
        "/v1/digest/{table}": one and one.tables["customer"][0],
        "/v1/proof/{day}": asks(f"/v1/proof/{DAY}", DayProof),
        "/v1/blobs": asks("/v1/blobs", list[str], ["0" * 64, LACKING]),
        "/v1/blob/{name}": status_of(line, "GET", blob)[1] == PICTURE,
        "/v1/blob/{name} HEAD": status_of(line, "HEAD", blob)[0] == 200,
        "/v1/blob/{name} PUT": status_of(line, "PUT", blob, content_range=place)[0] == 200,
        "/v1/snapshot": asks("/v1/snapshot", Snapshot),
        "/v1/snapshot/file": status_of(line, "GET", "/v1/snapshot/file")[0] == 200,
        "/v1/seats": seats and [one for one in seats.seats if one.public_key],
        "/v1/ops": pushed and pushed.status is not Status.REFUSED,
    }


def test_a_hub_without_its_wits_gives_nothing_away(
    fortress: Fortress, confused: Callable[..., None]
) -> None:
    own = fortress.line(THIEF)
    assert own.feed(THIEF, 0, 100).runs
    assert own.ask(Digest, "/v1/digest").tables["customer"][0] == 1
    run, before = unsent(fortress), fortress.rows_of(VICTIM)
    confused()
    taken = loot(fortress, run)
    assert [path for path, found in taken.items() if found] == []
    assert fortress.rows_of(VICTIM) == before
    paths = {one.path for one in fortress.app.routes if isinstance(one, Route)}
    named = {path.partition(" ")[0] for path in taken}
    assert {path for path in paths if path.startswith("/v1/")} - BEFORE == named


def test_it_is_the_wall_that_stops_it(fortress: Fortress, confused: Callable[..., None]) -> None:
    run, before = unsent(fortress), fortress.rows_of(VICTIM)
    confused(walls=False)
    taken = loot(fortress, run)
    assert [path for path, found in taken.items() if not found] == []
    assert fortress.rows_of(VICTIM) != before


def test_published_rows_are_everybodys_and_the_rest_is_not(fortress: Fortress) -> None:
    seen = {
        packet.hlc for run in fortress.line(THIEF).feed(0, 0, 100).runs for packet in run.packets
    }
    assert seen
    with as_outlet(fortress.office, THIEF) as db:
        at = sa.select(t.OP_LOG.c.hlc).where(t.OP_LOG.c.outlet_no == 0)
        assert set(db.execute(at).scalars()) == seen
    with fortress.office.begin() as db:
        assert set(db.execute(at).scalars()) >= seen


# the role itself ---------------------------------------------------------------------------------


def as_thief(fortress: Fortress, statement: str) -> Any:
    with as_outlet(fortress.office, THIEF) as db:
        found = db.execute(sa.text(statement))
        return found.all() if found.returns_rows else found.rowcount


def test_every_table_shows_one_outlet_or_nothing(fortress: Fortress) -> None:
    allowed = {THIEF, 0, -1}
    for table in all_tables.METADATA.sorted_tables:
        statement = f"SELECT * FROM {table.name}"
        if table not in RIGHTS:
            with pytest.raises(DBAPIError, match="permission denied"):
                as_thief(fortress, statement)
            continue
        seen = {row.outlet_no for row in as_thief(fortress, statement)}
        assert seen <= allowed, table.name
    assert {row.outlet_no for row in as_thief(fortress, "SELECT * FROM held_row")} == {THIEF}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO stream (outlet_no, pos) VALUES (4, 7)",
        "INSERT INTO op_log SELECT 2, pos + 1000, chain, seq + 1000, hlc, sv, prev, body, sig,"
        " personal, recv_at FROM op_log LIMIT 1",
        "INSERT INTO day_proof VALUES (2, '2030-01-01', '')",
        "UPDATE op_log SET body = '' WHERE outlet_no = 1",
        "DELETE FROM op_log",
        "DELETE FROM chain WHERE outlet_no = 1",
        "UPDATE stream SET outlet_no = 2 WHERE outlet_no = 1",
        "INSERT INTO replica SELECT 1, '\\x00', public_key, 1, '', 0, NULL, 0 FROM replica LIMIT 1",
        "ALTER TABLE op_log DISABLE ROW LEVEL SECURITY",
        "TRUNCATE op_log",
        "SET ROLE fort_office",
        "SET SESSION AUTHORIZATION fort_office",
        "SELECT * FROM pg_authid",
    ],
)
def test_what_it_must_not_do_is_refused(fortress: Fortress, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        as_thief(fortress, statement)
    assert "42501" in str(getattr(refused.value.orig, "sqlstate", ""))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stream SET pos = 0 WHERE outlet_no = 2",
        "UPDATE chain SET seq = 0 WHERE outlet_no = 2",
    ],
)
def test_another_outlets_rows_are_not_there_to_be_changed(
    fortress: Fortress, statement: str
) -> None:
    assert as_thief(fortress, statement) == 0


def test_without_an_outlet_nothing_is_shown(fortress: Fortress) -> None:
    seats: sa.Engine = fortress.office.get_execution_options()[SEATS]
    as_thief(fortress, "SELECT 1")  # a setting of an earlier transaction is gone
    for _ in range(2):
        with pytest.raises(DBAPIError), seats.begin() as db:
            db.execute(sa.text("SELECT * FROM op_log")).all()


# preparing ---------------------------------------------------------------------------------------


def test_a_hub_says_what_keeps_outlets_apart(
    fortress: Fortress, tmp_path: Path, postgres: Postgres
) -> None:
    assert wall_of(fortress.office) == "roles"
    for url, said in ((an_empty(postgres), "none"), ("", "file")):
        engine = database_of(tmp_path, url)
        assert wall_of(engine) == said
        engine.dispose()


def test_the_owner_is_held_by_the_walls_too(fortress: Fortress, postgres: Postgres) -> None:
    url = postgres.url(str(fortress.office.url.database)).replace("counter@", "landlord@")
    owner = open_database(url)
    with owner.begin() as db:
        assert db.execute(sa.text("SELECT count(*) FROM op_log")).scalar() == 0
    with pytest.raises(RuleBroken, match=r"hub\.walls_stand"):
        wall_of(owner)
    owner.dispose()


def test_prepared_once_more_it_goes_on(tmp_path: Path, postgres: Postgres) -> None:
    owner = owner_of(postgres)
    prepare(tmp_path, owner, "twice")
    old = addresses_in(tmp_path)
    prepare(tmp_path, owner, "twice")
    assert addresses_in(tmp_path) != old
    engine = database_of(tmp_path)
    assert wall_of(engine) == "roles"
    with engine.begin() as db:
        db.execute(sa.insert(t.STREAM).values(outlet_no=1, pos=0))
    engine.dispose()
    assert (tmp_path / "database.json").stat().st_mode & 0o77 == 0


def test_who_may_not_make_roles_is_told_so(tmp_path: Path, fortress: Fortress) -> None:
    kept = addresses_in(fortress.folder)
    assert kept is not None
    with pytest.raises(RuleBroken, match=r"hub\.cannot_prepare"):
        prepare(tmp_path, kept.office, "mine")
    with pytest.raises(RuleBroken, match=r"hub\.role_name"):
        prepare(tmp_path, kept.office, 'x"; DROP')

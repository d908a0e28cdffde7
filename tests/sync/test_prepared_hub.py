"""A hub as a network would run it: its database is a prepared PostgreSQL, its pictures lie in a
store that speaks S3. All that seats do with a hub goes as it does on files.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from counter.domain.refusals import RuleBroken
from counter.hub import blob_stores
from counter.hub.all_tables import METADATA
from counter.hub.blob_stores import S3, BlobStore, Folder, StoreAway, store_at
from counter.hub.engines import open_database
from counter.hub.home import database_of
from counter.hub.pictures import Pictures
from counter.hub.preparing import addresses_in
from counter.hub.projecting import Projection
from counter.hub.walls import lower_walls
from counter.machine_home import now
from counter.storage.blobs import Blobs
from counter.wire.day_proofs import DayProof
from counter.wire.messages import Digest
from tests.sync.postgres import Postgres
from tests.sync.s3 import BUCKET, S3Server
from tests.sync.test_bundles import Office, works
from tests.sync.test_moving_in import (
    agree,
    erases,
    goes_home,
    joined,
    machine,
    moves_in,
    takes_in,
)
from tests.sync.test_pictures import a_picture, here, line_of
from tests.sync.test_server import Served, asked
from tests.sync.test_walls import an_empty, owner_of

CONTENT = bytes(range(256)) * 2_000
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    made = S3Server(tmp_path_factory.mktemp("s3"))
    yield made
    made.stop()


def prepared(folder: Path, postgres: Postgres, role: str) -> Path:
    """A hub's folder that knows its database."""
    place = "--dir", str(folder)
    owner = owner_of(postgres)
    said = asked("hub", "prepare-database", "--owner-database", owner, "--role", role, *place)
    assert said == (0, {"roles": [f"{role}_office", f"{role}_seat"], "folder": str(folder)})
    return folder


def test_a_day_of_a_network(
    tmp_path: Path, postgres: Postgres, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    folder, log = prepared(tmp_path / "hub", postgres, "network"), tmp_path / "log"
    blobs = "--blobs", f"s3://{BUCKET}/network"
    with open(log, "w", encoding="utf-8") as told:
        hub = Served(folder, told, more=blobs, environment=s3.environment)
    assert "by roles" in log.read_text(encoding="utf-8")
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    picture = a_picture(first, taken := takes_in(first))
    assert first.says("sync")["pictures"]["sent"] == 1
    assert s3.names() == {picture}
    assert not list((folder / "blobs").rglob(picture))
    assert second.says("sync")["pictures"]["fetched"] == 1
    third = machine(tmp_path, "third")
    moves_in(third, hub, 3)
    assert here(third) == {picture}
    agree(first, second, third)
    assert first.says("sync", "--compare")["differ"] == []
    line = line_of(first, hub)
    assert line.ask(Digest, "/v1/digest").tables["customer"][0] == 1
    assert not line.ask(DayProof, "/v1/proof/2020-01-01").heads
    hub.kill()
    by_courier(tmp_path, folder, first, second)
    goes_home(first, taken)
    erases(first, taken)
    by_courier(tmp_path, folder, first, second)
    assert settled(folder, blobs[1]) == [picture]
    assert s3.names() == set()
    log_text = log.read_text(encoding="utf-8")
    assert "Traceback" not in log_text, log_text[-3_000:]


def settled(folder: Path, place: str) -> list[str]:
    """The pictures the hub takes away, as it does every few seconds when it serves."""
    engine = database_of(folder)
    Projection(engine, now).follow()
    gone = Pictures(engine, folder, place).settle()
    engine.dispose()
    return gone


def by_courier(tmp_path: Path, folder: Path, first: Any, second: Any) -> None:
    office, up, down = Office(folder), tmp_path / "up.bundle", tmp_path / "down.bundle"
    works(first, f"甲{up.exists()}")
    first.says("bundle", "write", str(up))
    assert office.says("bundle", "read", str(up))["taken"] >= 1
    office.says("bundle", "write", "17", str(down))
    second.says("bundle", "read", str(down))
    assert first.says("digest") == second.says("digest")


def test_one_role_for_everything_is_said_at_the_start(tmp_path: Path, postgres: Postgres) -> None:
    log = tmp_path / "log"
    with open(log, "w", encoding="utf-8") as told:
        hub = Served(tmp_path / "hub", told, more=("--database", an_empty(postgres)))
    hub.kill()
    said = log.read_text(encoding="utf-8")
    assert said.count("one role does everything") == 1
    assert "prepare-database" in said


def test_new_tables_wait_for_their_owner(tmp_path: Path, postgres: Postgres) -> None:
    folder = prepared(tmp_path / "hub", postgres, "late")
    kept = addresses_in(folder)
    assert kept is not None
    owner = sa.make_url(kept.office).set(username="landlord").render_as_string(hide_password=False)
    engine = open_database(owner, stays=False)
    with engine.begin() as db:  # as an older program has left it
        lower_walls(db)
        for table in reversed(METADATA.sorted_tables):
            table.drop(db)
        db.execute(sa.text("DELETE FROM alembic_version"))
    office, place = Office(folder), ("--dir", str(folder))
    assert office.refuses("seats") == "hub.cannot_prepare"
    again = "prepare-database", "--owner-database", owner, "--role"
    code, said = asked("hub", *again, "late", *place)
    assert (code, said["rule"]) == (
        2,
        "hub.role_taken",
    )  # its walls are gone: it might be anybody's
    assert asked("hub", *again, "later", *place)[0] == 0
    assert office.says("seats") == {"seats": []}


def test_a_store_that_is_away_costs_time_and_nothing_else(tmp_path: Path, s3: S3Server) -> None:
    hub = Served(
        tmp_path / "hub", more=("--blobs", f"s3://{BUCKET}/away"), environment=s3.environment
    )
    place = joined(tmp_path, hub)
    picture = a_picture(place, takes_in(place))
    s3.stop()
    try:
        said = place.says("sync")
        assert (said["sent"] > 0, said["trouble"]["rule"]) == (True, "sync.busy")
    finally:
        s3.start()
    assert place.says("sync")["pictures"]["sent"] == 1
    assert picture in s3.names()
    hub.kill()


# the stores themselves ---------------------------------------------------------------------------


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> BlobStore:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    place = f"s3://{BUCKET}/{tmp_path.name}" if request.param == "s3" else ""
    return store_at(place, Blobs(tmp_path / "blobs"))


def put(store: BlobStore, folder: Path) -> None:
    part = folder / "part"
    part.write_bytes(CONTENT)
    store.put(NAME, part)
    assert not part.exists()


def test_what_was_put_is_there(store: BlobStore, tmp_path: Path) -> None:
    assert store.size(NAME) is None
    assert store.lacking([NAME, "0" * 64]) == [NAME, "0" * 64]
    put(store, tmp_path)
    put(store, tmp_path)
    assert store.size(NAME) == len(CONTENT)
    assert store.lacking([NAME, "0" * 64]) == ["0" * 64]
    for first in (0, 1, 300_000, len(CONTENT) - 1):
        assert b"".join(store.read(NAME, first)) == CONTENT[first:]
    store.drop(NAME)
    store.drop(NAME)
    assert store.size(NAME) is None
    with pytest.raises(FileNotFoundError):
        list(store.read(NAME))


def test_a_dead_store_is_away_for_a_while(
    s3: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(blob_stores, "TRIES", 0)
    store = S3(f"s3://{BUCKET}")
    s3.stop()
    try:
        for ask in (store.size, store.drop, lambda name: list(store.read(name))):
            with pytest.raises(StoreAway):
                ask(NAME)
        part = tmp_path / "part"
        part.write_bytes(CONTENT)
        with pytest.raises(StoreAway):
            store.put(NAME, part)
        assert part.exists()
        with pytest.raises(RuleBroken, match=r"hub\.s3_refused"):
            S3(f"s3://{BUCKET}")
    finally:
        s3.start()


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("s3:/pictures", "hub.s3_place"),
        ("/var/pictures", "hub.s3_place"),
        ("s3://Pictures", "hub.s3_place"),
        ("s3://nobody-has-made-it", "hub.s3_refused"),
    ],
)
def test_what_is_no_place_is_said(
    place: str, rule: str, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RuleBroken) as refused:
        S3(place)
    assert refused.value.rule == rule


def test_a_wrong_key_is_said(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (s3.environment | {"AWS_SECRET_ACCESS_KEY": "wrong"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RuleBroken, match=r"hub\.s3_refused"):
        S3(f"s3://{BUCKET}")
    assert isinstance(store_at("", Blobs(Path(os.devnull))), Folder)

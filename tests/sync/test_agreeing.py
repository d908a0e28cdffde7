"""Hub and seat compare what they hold; the hub's word for a day can be asked for and checked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.engines import open_sqlite
from counter.hub.home import FILE
from counter.machine_home import now
from counter.sync.http_line import NoHub
from counter.sync.joining import joined_of
from counter.wire.day_proofs import DayProof, check_proof
from tests.sync.test_moving_in import joined, takes_in, works
from tests.sync.test_pictures import line_of
from tests.sync.test_server import Served, asked


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def test_a_difference_is_told_in_words(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    takes_in(place)
    first = place.says("sync")
    assert (first["differ"], "trouble" in first) == ([], False)
    engine = open_sqlite(hub.folder / FILE)
    with engine.begin() as db:
        wrong = sa.update(t.HELD_SUM).where(t.HELD_SUM.c.tbl == "customer_item")
        db.execute(wrong.values(total=bytes(32)))
    engine.dispose()
    assert "differ" not in place.says("sync")  # once a day
    said = place.says("sync", "--compare")
    assert said["differ"] == ["customer_item"]
    assert said["trouble"]["rule"] == "sync.differs"
    assert "customer_item" in said["trouble"]["sentence"]


def test_the_proof_of_today(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    works(place, "甲")
    place.says("sync")
    today = datetime.fromtimestamp(now() / 1000, UTC).date().isoformat()
    line = line_of(place, hub)
    proof = line.ask(DayProof, f"/v1/proof/{today}")
    (file,) = (place.home / "hubs").iterdir()
    known = joined_of(place.home, bytes.fromhex(file.stem))
    assert known is not None
    check_proof(proof, known.hub.hub, known.hub.public_key)
    assert [one.seq for one in proof.heads] == [2]
    with pytest.raises(NoHub):
        line.ask(DayProof, "/v1/proof/2999-01-01")


def test_head_office_sees_its_seats(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    (file,) = (place.home / "hubs").iterdir()
    folder = "--dir", str(hub.folder)
    (seat,) = asked("hub", "seats", *folder)[1]["seats"]
    assert (seat["outlet"], seat["seat"], seat["replica"]) == (17, 1, file.stem)
    assert seat["revoked_at"] is None
    assert asked("hub", "revoke", "17", seat["replica"], *folder)[1] == {"revoked": True}
    assert asked("hub", "seats", *folder)[1]["seats"][0]["revoked_at"] > seat["enrolled_at"]

"""Pictures go where their items' rows go, whole or not at all, and nobody else sees them."""

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import urllib3
from PIL import Image

from counter.machine_home import now
from counter.storage.blobs import Blobs
from counter.storage.machine import Machine
from counter.sync import files
from counter.sync.http_line import HttpLine, NoHub, SeatLine
from counter.sync.joining import joined_of
from counter.wire.messages import Named
from tests.sync.cutting import CuttingLine
from tests.sync.test_moving_in import erases, goes_home, joined, machine, takes_in
from tests.sync.test_server import Place, Served

SIDE, PATIENCE_S = 700, 90


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def a_picture(place: Place, made: Any, seed: int = 1) -> str:
    """A picture of an item that does not pack well; its hash."""
    file = place.home / "camera.png"
    noise = random.Random(seed).randbytes(SIDE * SIDE * 3)
    Image.frombytes("RGB", (SIDE, SIDE), noise).save(file)
    facts = {"number": made["items"][0]["case_number"], "what": "CHECK_IN", "file": str(file)}
    before = set(Blobs(place.folder / "blobs").names())
    place.says("do", "add_photo", json.dumps(facts), "--as", "1009")
    (name,) = set(Blobs(place.folder / "blobs").names()) - before
    return name


def at_hub(hub: Served) -> set[str]:
    return set(Blobs(hub.folder / "blobs").names())


def here(place: Place) -> set[str]:
    blobs = Blobs(place.folder / "blobs")
    return {name for name in blobs.names() if blobs.is_whole(name)}


def line_of(place: Place, hub: Served, outlet: int = 17) -> SeatLine:
    """As a program of one's own would speak, with the seat's keys."""
    (file,) = (place.home / "hubs").iterdir()
    replica, home = bytes.fromhex(file.stem), Machine(place.home)
    keys, known = home.keys_of(replica), joined_of(place.home, replica)
    assert keys is not None
    assert known is not None
    who = Named(outlet, replica)
    return SeatLine(HttpLine(hub.url), who, known.hub, sign=keys.signer(), clock=now)


def test_what_one_seat_takes_the_others_see(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    made = takes_in(first)
    names = {a_picture(first, made, 1), a_picture(first, made, 2)}
    assert second.says("sync")["pictures"] == {"sent": 0, "fetched": 0, "missing": 0}
    assert first.says("sync")["pictures"] == {"sent": 2, "fetched": 0, "missing": 0}
    assert at_hub(hub) == names
    assert second.says("sync")["pictures"] == {"sent": 0, "fetched": 2, "missing": 0}
    assert here(second) == names
    third = machine(tmp_path, "third")
    third.says("move-in", "--hub", hub.url, "--code", hub.code(17, 3))
    assert here(third) == names
    for place in (first, second, third):
        assert place.says("sync")["pictures"] == {"sent": 0, "fetched": 0, "missing": 0}
        assert not [one for one in place.says("verify")["notes"] if "picture" in one]


def test_a_picture_that_is_still_on_its_way_is_waited_for(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    name = a_picture(first, takes_in(first))
    kept = Blobs(first.folder / "blobs").path(name)
    shutil.move(kept, tmp_path / "aside")
    assert first.says("sync")["pictures"]["missing"] == 1
    assert second.says("sync")["pictures"]["missing"] == 1
    shutil.move(tmp_path / "aside", kept)
    assert first.says("sync")["pictures"]["sent"] == 1
    assert second.says("sync")["pictures"]["fetched"] == 1


def test_a_cut_costs_only_what_did_not_come(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    made = takes_in(first)
    first.says("sync")
    name = a_picture(first, made)
    size = len(Blobs(first.folder / "blobs").read(name))
    with CuttingLine(hub.port, up=size // 2) as line:
        said = first.says("sync", "--hub", line.url)
        assert (said["sent"], said["trouble"]["rule"]) == (1, "sync.unreachable")
        assert at_hub(hub) == set()
        line.mend()
        there = arrived(hub, size // 4)
        assert first.says("sync", "--hub", line.url)["pictures"]["sent"] == 1
        assert line.carried["up"] < size - there + 10_000
    assert at_hub(hub) == {name}
    second.says("sync", "--hub", hub.url)
    Blobs(second.folder / "blobs").drop(name)
    third = machine(tmp_path, "third")
    third.says("move-in", "--hub", hub.url, "--code", hub.code(17, 3))
    Blobs(third.folder / "blobs").drop(name)
    assert here(third) == set()


def arrived(hub: Served, least: int) -> int:
    """How much of the one picture on its way is at the hub, once that is more than `least`: it may
    still be writing down what came before the cut.
    """
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        parts = list((hub.folder / "blobs" / "parts").glob("*"))
        if parts and parts[0].stat().st_size > least:
            return parts[0].stat().st_size
        time.sleep(0.02)
    raise AssertionError("what was sent before the cut is not at the hub")


def test_fetching_goes_on_after_a_cut(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    second.says("sync")
    name = a_picture(first, takes_in(first))
    first.says("sync")
    size = len(Blobs(first.folder / "blobs").read(name))
    with CuttingLine(hub.port, down=size // 2) as line:
        said = second.says("sync", "--hub", line.url)
        assert said["trouble"]["rule"] == "sync.unreachable"
        there = Blobs(second.folder / "blobs").arriving(name).stat().st_size
        assert there > size // 4
        line.mend()
        assert second.says("sync", "--hub", line.url)["pictures"]["fetched"] == 1
        assert line.carried["down"] < size - there + 10_000
    assert here(second) == {name}


def test_a_hub_whose_disk_fails_is_still_a_hub(tmp_path: Path, hub: Served) -> None:
    first = joined(tmp_path, hub)
    name = a_picture(first, takes_in(first))
    place = hub.folder / "blobs" / "parts"
    place.parent.mkdir(exist_ok=True)
    place.touch()  # no folder can be made there
    assert first.says("sync")["trouble"]["rule"] == "sync.busy"
    place.unlink()
    first.says("sync", "--compare")
    assert at_hub(hub) == {name}


def test_another_outlet_neither_sees_nor_sends_it(tmp_path: Path, hub: Served) -> None:
    first, other = joined(tmp_path, hub), Place(tmp_path, 2, 18)
    other.says("enrol", "--hub", hub.url, "--code", hub.code(18, 2))
    other.says("sync")
    name = a_picture(first, takes_in(first))
    first.says("sync")
    content = Blobs(first.folder / "blobs").read(name)
    path, line = f"/v1/blob/{name}", line_of(other, hub, 18)
    with pytest.raises(FileNotFoundError):
        files.held(line, path)
    with pytest.raises(FileNotFoundError):
        files.send(line, path, content)
    with pytest.raises(FileNotFoundError):
        files.fetch(line, path, tmp_path / "part", name, lambda _here, _of: None)
    assert line.ask(list[str], "/v1/blobs", [name]) == []
    stolen = line_of(first, hub)
    assert files.held(stolen, path) == (len(content), True)
    said = urllib3.PoolManager().request("GET", f"{hub.url}{path}")
    assert said.status == 403


def test_what_is_not_what_its_name_says_is_not_kept(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub)
    name = a_picture(place, takes_in(place))
    content = Blobs(place.folder / "blobs").read(name)
    kept = Blobs(place.folder / "blobs").path(name)
    shutil.move(kept, tmp_path / "aside")
    place.says("sync")
    line, path = line_of(place, hub), f"/v1/blob/{name}"
    with pytest.raises(FileNotFoundError):
        files.send(line, path, bytes(len(content)))
    assert at_hub(hub) == set()
    for said in ("", "bytes 0-9/5", "bytes 5-1/9", "bytes 0-99999999/100000000", "lines 0-1/2"):
        answer = line.open("PUT", path, b"x" * 10, content_range=said)
        assert answer.status in (400, 413), said
        answer.close()
    answer = line.open("PUT", path, content[10:], content_range=f"bytes 10-99/{len(content)}")
    assert answer.status == 409  # what comes before it is missing
    answer.close()
    answer = line.open("PUT", path, content[:50], content_range=f"bytes 0-19/{len(content)}")
    assert answer.status == 400  # longer than it says
    answer.close()
    for odd in ("..%2f..%2fhub.key", "x" * 64, "0" * 63):
        with pytest.raises((FileNotFoundError, NoHub)):
            files.held(line, f"/v1/blob/{odd}")
    assert files.send(line, path, content) > 0
    assert at_hub(hub) == {name}
    assert sha256(Blobs(hub.folder / "blobs").read(name)).hexdigest() == name


def test_an_erased_customers_pictures_go_from_the_hub_too(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    gone, stays = takes_in(first), takes_in(first)
    a_picture(first, gone, 1)
    withdrawn = a_picture(first, stays, 2)
    name = a_picture(first, stays, 3)
    first.says("sync")
    assert len(at_hub(hub)) == 3
    second.says("sync")
    assert len(here(second)) == 3
    facts = {"number": stays["items"][0]["case_number"], "n": 1, "reason": "拍到了客户的脸"}
    first.says("do", "withdraw_photo", json.dumps(facts), "--as", "1009")
    first.says("sync")
    waits_until(lambda: withdrawn not in at_hub(hub))
    assert name in at_hub(hub)
    for made in (gone, stays):
        goes_home(first, made)
    erases(first, stays)
    first.says("sync")
    waits_until(lambda: at_hub(hub) == set())
    assert files_of(hub) == []
    second.says("sync")
    assert here(second) == here(first) == set()


def files_of(hub: Served) -> list[Path]:
    return [path for path in (hub.folder / "blobs").rglob("*") if path.is_file()]


def waits_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < until
        time.sleep(0.2)

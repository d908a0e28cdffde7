"""Seats of one shop that keep in step among themselves: as programs, over TLS, hub or no hub."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec
import pytest

from counter.domain import records as r
from counter.hub.answering import MOST_UNASKED
from counter.machine_home import now
from counter.storage import database
from counter.storage.backup import restore
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.sync.near_line import PinnedLine, certificate_at
from counter.wire.messages import ChainFacts, Trouble
from counter.wire.packing import packed, unpacked
from tests.sync.founding import founded
from tests.sync.killing import LONGEST_S
from tests.sync.relaying import Relay, Seat
from tests.sync.test_moving_in import takes_in
from tests.sync.test_pictures import a_picture, here
from tests.sync.test_server import PATIENCE_S, Served, asked


def until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class Office:
    """Head office: its hub as a process, and the seat that publishes."""

    def __init__(self, folder: Path) -> None:
        self.hub = Served(folder / "hub")
        source = founded(0)
        self.folder, self.home = folder / "office", folder / "office machine"
        shutil.copytree(source / "machine 0a", self.home)
        restore(source / "0a" / "shop.db", self.folder)
        self._joined = False

    def publishes(self, part: str) -> None:
        shop = Shop(self.folder, Machine(self.home))
        with shop.act("publish", now(), lambda work: work.all(r.Person)[0]) as work:
            work.add(r.Part(id=work.new_id(), publisher=0, code=part))
        shop.close()
        if not self._joined:
            self._says("enrol", "--hub", self.hub.url, "--code", self.hub.code(0, 1))
            self._joined = True
        self._says("sync")

    def _says(self, *words: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COUNTER_HOME", str(self.home))
            code, said = asked(*words, "--shop", str(self.folder))
            assert code == 0, said

    def chains(self, outlet: int) -> set[str]:
        """The seats of whose chains the hub holds something."""
        with closing(database.open_reader(self.hub.folder / "hub.db")) as db:
            found = db.execute(
                "SELECT facts FROM chain WHERE outlet_no = ? AND seq > 0", (outlet,)
            ).fetchall()
        facts = [msgspec.msgpack.decode(one, type=ChainFacts) for (one,) in found]
        return {one.replica.hex() for one in facts if one.outlet}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.hub.kill()


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Seat, Seat, Seat]:
    """Three seats of one outlet, one of which has met the others."""
    first, second, third = (Seat(tmp_path, seat) for seat in (1, 2, 3))
    first.meets(second, third)
    return first, second, third


def test_an_act_at_one_seat_stands_in_the_others_file(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    relay = Relay(first)
    try:
        second.adds_shelf("甲")
        said = second.says("neighbours", "sync", relay.address)
        assert said["rounds"][0]["sent"] == 2
        assert first.shelves() == {"甲"}
        third.says("neighbours", "sync", relay.address)
        assert third.shelves() == {"甲"}
        second.says("neighbours", "sync", relay.address)
        assert first.digest() == second.digest() == third.digest()
        for seat in shop:
            assert seat.says("verify")["whole"]
    finally:
        relay.kill()


def test_pictures_come_along(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    relay = Relay(first)
    try:
        case = takes_in(second)
        name = a_picture(second, case)
        said = second.says("neighbours", "sync", relay.address)["rounds"][0]
        assert said["pictures"] == {"sent": 1, "fetched": 0, "missing": 0}
        assert here(first) == {name}
        said = third.says("neighbours", "sync", relay.address)["rounds"][0]
        assert said["pictures"] == {"sent": 0, "fetched": 1, "missing": 0}
        assert here(third) == {name}
        facts = {"number": case["items"][0]["case_number"], "n": 1, "reason": "拍错了"}
        second.says("do", "withdraw_photo", json.dumps(facts), "--as", "1009")
        for seat in (second, third):
            seat.says("neighbours", "sync", relay.address)
        assert not here(first) | here(second) | here(third)
    finally:
        relay.kill()


def test_head_office_that_comes_later_hears_everything_once_and_is_heard_by_all(
    tmp_path: Path, shop: tuple[Seat, Seat, Seat], office: Office
) -> None:
    first, second, third = shop
    relay = Relay(first)
    for seat, shelf in ((second, "甲"), (third, "乙")):
        seat.adds_shelf(shelf)
        seat.says("neighbours", "sync", relay.address)
    relay.kill()
    office.publishes("配件甲")
    first.says("enrol", "--hub", office.hub.url, "--code", office.hub.code(17, 1))
    assert first.says("sync")["sent"] > 0  # what its neighbours wrote waits until they are admitted
    assert office.chains(17) == {first.replica()}
    for n, seat in enumerate((second, third), start=2):
        code = office.hub.code(17, n)
        first.says("neighbours", "enrol", seat.replica(), "--code", code)
    first.says("sync")
    assert office.chains(17) == {seat.replica() for seat in shop}
    relay = Relay(first)
    try:
        for seat in (second, third):
            said = seat.says("neighbours", "sync", relay.address)["rounds"][0]
            assert "part" in said["kinds"]
            assert seat.waits_for_head_office() == 0
        second.says("neighbours", "sync", relay.address)
        assert len({seat.digest() for seat in shop}) == 1
        assert all(seat.says("verify")["whole"] for seat in shop)
    finally:
        relay.kill()


def test_two_seats_see_each_others_acts_at_once(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    relay = Relay(first)
    keeping = [seat.runs("neighbours", "keep", relay.address) for seat in (second, third)]
    try:
        until(lambda: second.digest() == third.digest(), "both in step")
        second.adds_shelf("甲")
        until(lambda: third.shelves() == {"甲"}, "seen at the other seat")
        third.adds_shelf("乙")
        first.adds_shelf("丙")
        for seat in shop:
            until(lambda seat=seat: seat.shelves() == {"甲", "乙", "丙"}, "seen everywhere")
    finally:
        for process in keeping:
            process.terminate()
            process.communicate()
        relay.kill()
    assert len({seat.digest() for seat in shop}) == 1


def test_a_relay_killed_under_load_loses_nothing(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    relay = Relay(first)
    keeping = [seat.runs("neighbours", "keep", relay.address) for seat in (second, third)]
    names = {f"{n}" for n in range(6)}
    seed = int(os.environ.get("COUNTER_KILL_SEED", time.time_ns() % 1_000_000))
    print(f"COUNTER_KILL_SEED={seed}")
    chance = Random(seed)
    try:
        for n, name in enumerate(sorted(names)):
            (second, third)[n % 2].adds_shelf(name)
            time.sleep(chance.random() * LONGEST_S)  # in the midst of whatever follows
            if n in (1, 4) or chance.random() < 0.3:
                relay.kill()
                relay = Relay(first, port=relay.port)
        for seat in shop:
            until(lambda seat=seat: seat.shelves() == names, "all of it everywhere")
    finally:
        for process in keeping:
            process.terminate()
            process.communicate()
        relay.kill()
    assert len({seat.digest() for seat in shop}) == 1
    assert all(seat.says("verify")["whole"] for seat in shop)


def test_nothing_is_told_to_a_relay_that_is_not_known(
    tmp_path: Path, shop: tuple[Seat, ...]
) -> None:
    second = shop[1]
    stranger = Seat(tmp_path, 9)
    rogue = Relay(stranger)
    try:
        second.adds_shelf("甲")
        assert second.refuses("neighbours", "sync", rogue.address) == "relay.stranger"
        assert stranger.shelves() == set()
        second.says("bundle", "meet", stranger.says("bundle", "card")["card"])
        assert second.refuses("neighbours", "sync", rogue.address) == "relay.not_known_there"
        assert stranger.shelves() == set()
    finally:
        rogue.kill()
    assert second.refuses("neighbours", "sync", rogue.address) == "relay.unreachable"


def test_what_is_no_relay_is_told_in_words(shop: tuple[Seat, ...], office: Office) -> None:
    second = shop[1]
    plain = f"127.0.0.1:{office.hub.port}"
    assert second.refuses("neighbours", "sync", plain) == "relay.no_relay"
    assert second.refuses("neighbours", "sync", "") == "relay.unreachable"


def test_who_has_not_said_who_he_is_sends_little(shop: tuple[Seat, ...]) -> None:
    relay = Relay(shop[0])
    try:
        _, shown = certificate_at("127.0.0.1", relay.port)
        line, heap = PinnedLine("127.0.0.1", relay.port, shown), packed(os.urandom(MOST_UNASKED))
        for path in ("/v1/token", "/v1/meet"):
            answer = line.open("POST", path, heap)
            assert answer.status == 400
            assert unpacked(answer.read(), Trouble) == Trouble("unreadable", "too large")
        line.close()
    finally:
        relay.kill()


def test_two_seats_meet_by_a_code_once(tmp_path: Path) -> None:
    first, second, third = (Seat(tmp_path, seat) for seat in (1, 2, 3))
    relay = Relay(first)
    try:
        wrong = "neighbours", "meet", "AAAA-BBBB-CCCC-DDDD", relay.address
        assert second.refuses(*wrong) == "relay.wrong_code"  # none was shown
        code = first.says("neighbours", "code")["code"]
        assert second.refuses(*wrong) == "relay.wrong_code"
        said = second.says("neighbours", "meet", code.lower(), relay.address)
        assert said["met"] == relay.address
        assert third.refuses("neighbours", "meet", code, relay.address) == "relay.wrong_code"
        second.adds_shelf("甲")
        second.says("neighbours", "sync", relay.address)
        assert first.shelves() == {"甲"}
        assert third.refuses("neighbours", "sync", relay.address) == "relay.stranger"
    finally:
        relay.kill()


def test_a_port_that_is_in_use_is_told_in_words(shop: tuple[Seat, ...]) -> None:
    relay = Relay(shop[0])
    try:
        taken = "relay", "--host", "127.0.0.1", "--port", str(relay.port), "--silent"
        assert shop[1].refuses(*taken) == "relay.port_taken"
        assert shop[1].refuses("relay", "--host", "203.0.113.9", "--silent") == "relay.no_address"
    finally:
        relay.kill()


def test_a_relay_restored_from_a_backup_is_brought_in_step(
    tmp_path: Path, shop: tuple[Seat, Seat, Seat]
) -> None:
    first, second, third = shop
    first.says("backup", str(tmp_path / "old.db"))
    relay = Relay(first)
    for seat, shelf in ((second, "甲"), (third, "乙"), (second, "丙")):
        seat.adds_shelf(shelf)
        seat.says("neighbours", "sync", relay.address)
    first.adds_shelf("丁")
    third.says("neighbours", "sync", relay.address)
    relay.kill()
    (first.folder / "shop.db").unlink()
    for left in first.folder.glob("shop.db-*"):
        left.unlink()
    first.says("restore", str(tmp_path / "old.db"))
    first.adds_shelf("戊")
    relay = Relay(first)
    try:
        for seat in (second, third, second):
            seat.says("neighbours", "sync", relay.address)
        assert all(seat.shelves() == {"甲", "乙", "丙", "丁", "戊"} for seat in shop)
        assert len({seat.digest() for seat in shop}) == 1
        assert all(seat.says("verify")["whole"] for seat in shop)
    finally:
        relay.kill()


def test_two_relays_in_a_shop_make_no_loop(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    one = Relay(first)
    other = Relay(second, one.address)
    try:
        first.adds_shelf("甲")
        second.adds_shelf("乙")
        third.adds_shelf("丙")
        third.says("neighbours", "sync", one.address)
        # the second and the third have read no cards: each knows the other by what the first has
        until(lambda: "丙" in second.shelves() and "乙" in first.shelves(), "both are known")
        third.says("neighbours", "sync", one.address, other.address)
        for seat in shop:
            until(lambda seat=seat: seat.shelves() == {"甲", "乙", "丙"}, "seen everywhere")
        third.says("neighbours", "sync", one.address)
        idle = third.says("neighbours", "sync", one.address, other.address)["rounds"]
        assert [(said["sent"], said["taken"]) for said in idle] == [(0, 0), (0, 0)]
        assert len({seat.digest() for seat in shop}) == 1
    finally:
        one.kill()
        other.kill()


def test_who_was_struck_off_is_heard_no_more(shop: tuple[Seat, Seat, Seat], office: Office) -> None:
    first, second, third = shop
    relay = Relay(first)
    try:
        second.says("neighbours", "sync", relay.address)
        first.says("neighbours", "forget", second.replica())
        assert second.refuses("neighbours", "sync", relay.address) == "relay.kept_out"
        first.says("enrol", "--hub", office.hub.url, "--code", office.hub.code(17, 1))
        code = office.hub.code(17, 3)
        first.says("neighbours", "enrol", third.replica(), "--code", code)
        third.says("neighbours", "sync", relay.address)
        asked("hub", "revoke", "17", third.replica(), "--dir", str(office.hub.folder))
        first.says("sync")
        assert third.refuses("neighbours", "sync", relay.address) == "relay.kept_out"
    finally:
        relay.kill()


def test_every_relay_is_found_by_its_announcement(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    second.meets(third)
    relays = [seat.runs("relay", "--host", "127.0.0.1", "--port", "0") for seat in (first, third)]
    try:
        ports = list[int]()
        for process in relays:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            assert said["not_announced"] == ""  # this machine lets multicast through to itself
            ports.append(said["port"])
        second.adds_shelf("甲")
        told = second.says("neighbours", "sync")["rounds"]
        assert {one["seat"] for one in told} == {first.replica(), third.replica()}
        found = second.says("neighbours")["relays"]  # others may be on the same network
        for seat, port in zip((first, third), ports, strict=True):
            address = f"127.0.0.1:{port}"
            assert {"seat": seat.replica(), "outlet": 17, "addresses": [address]} in found
            assert seat.shelves() == {"甲"}
    finally:
        for process in relays:
            process.terminate()
            process.communicate()
    assert second.refuses("neighbours", "sync") == "relay.none_found"

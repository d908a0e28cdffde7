"""A new seat, a broken one, a stolen one, an old backup, a cloned disk: each is one command or
nothing at all, over a hub that is served (sync.md §6.2).
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sync.cutting import CuttingLine
from tests.sync.test_server import TAKE_IN, Place, Served, asked

ITEM = {"unit": {"kind": "fan", "brand": "艾美特"}, "fault_codes": ["NOISE"], "no_marks": True,
        "no_accessories": True}  # fmt: skip


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def machine(folder: Path, name: str) -> Place:
    """A machine without a shop."""
    place = Place.__new__(Place)
    place.folder, place.home = folder / f"shop {name}", folder / f"machine {name}"
    return place


def joined(folder: Path, hub: Served, seat: int = 1) -> Place:
    place = Place(folder, seat)
    place.says("enrol", "--hub", hub.url, "--code", hub.code(17, seat))
    return place


def takes_in(place: Place) -> Any:
    """The numbers of the papers."""
    facts = {"customer": TAKE_IN, "items": [ITEM], "signed_on": "NOT_YET"}
    return place.says("do", "check_in", json.dumps(facts), "--as", "1009")


def goes_home(place: Place, made: Any) -> None:
    """The item is given back as it is."""
    case, number = made["items"][0]["case_number"], made["receipt_number"]
    facts: Any = {"case_number": case, "reason": "不修了"}
    place.says("do", "withdraw_item", json.dumps(facts), "--as", "1009")
    place.says("do", "settle", json.dumps({"case_number": case}), "--as", "1009")
    facts = {"receipt_number": number, "all_accessories_back": True}
    place.says("do", "hand_back", json.dumps(facts), "--as", "1009")


def erases(place: Place, made: Any) -> None:
    """The customer's name goes for good."""
    facts = {"customer_number": made["customer_number"], "reason": "客户要求"}
    place.says("do", "erase_customer", json.dumps(facts), "--as", "1009")


def works(place: Place, shelf: str) -> None:
    place.says("do", "add_shelf", json.dumps({"name": shelf}), "--as", "1009")


def shelves(place: Place) -> set[str]:
    return {one["name"] for one in place.says("do", "shelves", "{}", "--as", "1009")["rows"]}


def moves_in(place: Place, hub: Served, seat: int, url: str = "") -> Any:
    return place.says("move-in", "--hub", url or hub.url, "--code", hub.code(17, seat))


def agree(*places: Place) -> None:
    """All have synced until nothing is new, hold the same, and every chain verifies."""
    for place in (*places, *places):
        assert "trouble" not in place.says("sync", "--compare")
    assert len({place.says("digest")["digest"] for place in places}) == 1
    for place in places:
        assert place.says("sync", "--compare")["differ"] == []
        assert place.says("verify")["whole"]


def test_a_new_seat_moves_in_and_works(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), machine(tmp_path, "new")
    takes_in(first)
    first.says("sync")
    works(first, "甲")
    said = moves_in(second, hub, 2)  # the shelf is not at the hub yet
    assert said["sent"] == 1  # that it is a seat
    agree(first, second)
    second.says("first-pin", "1009", "4711")
    assert takes_in(second)["receipt_number"][6] == "2"  # the digit its code was made for
    agree(first, second)
    third = machine(tmp_path, "third")
    moves_in(third, hub, 2)  # a digit that is taken: it gets another
    agree(first, second, third)
    third.says("first-pin", "1009", "4711")
    assert takes_in(third)["receipt_number"][6] == "0"


def test_moving_in_goes_on_after_a_cut(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), machine(tmp_path, "new")
    takes_in(first)
    first.says("sync")
    code = hub.code(17, 2)
    with CuttingLine(hub.port, down=20_000) as line:
        ask = "move-in", "--hub", line.url, "--code", code
        assert second.refuses(*ask) == "sync.unreachable"
        (part,) = second.folder.glob("*.snapshot")
        there = part.stat().st_size
        assert there > 10_000
        assert not (second.folder / "shop.db").exists()
        line.mend()
        second.says(*ask)
        agree(first, second)
    assert {path.name for path in second.folder.iterdir()} <= {"shop.db", "blobs"}
    assert second.refuses(*ask) == "shop.exists"


def test_a_snapshot_that_is_not_whole_is_not_kept(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), machine(tmp_path, "new")
    first.says("sync")
    code = hub.code(17, 2)
    with CuttingLine(hub.port, down=20_000) as line:
        ask = "move-in", "--hub", line.url, "--code", code
        assert second.refuses(*ask) == "sync.unreachable"
        (part,) = second.folder.glob("*.snapshot")
        torn = bytearray(part.read_bytes())
        torn[5_000] ^= 1
        part.write_bytes(bytes(torn))
        line.mend()
        assert second.refuses(*ask) == "move.not_whole"
        assert not (second.folder / "shop.db").exists()
        second.says(*ask)
        agree(first, second)


@pytest.mark.parametrize("left", ["", "0123", "not hex", "00" * 17])
def test_half_a_name_that_a_stop_has_left_is_nobodys(
    left: str, tmp_path: Path, hub: Served
) -> None:
    first, second = joined(tmp_path, hub), machine(tmp_path, "new")
    first.says("sync")
    second.folder.mkdir()
    (second.folder / "moving-in.replica").write_text(left, "ascii")
    moves_in(second, hub, 2)
    assert {path.name for path in second.folder.iterdir()} <= {"shop.db", "blobs"}


@pytest.mark.parametrize("torn", [b"", b"SQLite format 3\0" * 600])
def test_a_hub_that_was_stopped_while_it_made_a_snapshot_makes_it_anew(
    torn: bytes, tmp_path: Path, hub: Served
) -> None:
    first, place = joined(tmp_path, hub), hub.folder / "snapshots"
    takes_in(first)
    first.says("sync")
    place.mkdir()
    (place / "17.db").write_bytes(torn)
    for left in ("17.3.plain", "17-3-0.db.new"):
        (place / left).write_bytes(b"a whole shop, with names")
    second = machine(tmp_path, "new")
    moves_in(second, hub, 2)
    assert sorted(path.suffix for path in place.iterdir()) == [".db", ".zst"]
    agree(first, second)


def test_there_must_be_a_shop_to_move_into(tmp_path: Path, hub: Served) -> None:
    place = machine(tmp_path, "new")
    ask = "move-in", "--hub", hub.url, "--code"
    assert place.refuses(*ask, hub.code(17, 2)) == "sync.nothing_there"
    assert place.refuses(*ask, "AAAA-BBBB-CCCC-DDDD") == "sync.code_unknown"


def test_a_snapshot_is_kept_and_what_came_since_is_read_from_the_feed(
    tmp_path: Path, hub: Served
) -> None:
    first = joined(tmp_path, hub)
    first.says("sync")
    moves_in(machine(tmp_path, "a"), hub, 2)
    (kept,) = (hub.folder / "snapshots").glob("*.zst")
    works(first, "甲")
    first.says("sync")
    third = machine(tmp_path, "b")
    assert moves_in(third, hub, 3)["taken"] == 2  # the second's coming, and the shelf
    assert [kept] == list((hub.folder / "snapshots").glob("*.zst"))
    agree(first, third)


def test_a_name_that_was_erased_is_in_no_snapshot(tmp_path: Path, hub: Served) -> None:
    first = joined(tmp_path, hub)
    made = takes_in(first)
    first.says("sync")
    moves_in(machine(tmp_path, "a"), hub, 2)
    (before,) = (hub.folder / "snapshots").glob("*.zst")
    goes_home(first, made)
    erases(first, made)
    first.says("sync")
    third = machine(tmp_path, "b")
    moves_in(third, hub, 3)
    assert before not in (hub.folder / "snapshots").glob("*.zst")
    for place in (third.folder, hub.folder / "snapshots"):
        for path in place.glob("*.db*"):
            if path.suffix != ".zst":
                assert TAKE_IN["name"].encode() not in path.read_bytes(), path
    agree(first, third)


def test_a_broken_seat_is_replaced(tmp_path: Path, hub: Served) -> None:
    first, broken = joined(tmp_path, hub), machine(tmp_path, "broken")
    moves_in_after(first, broken, hub)
    shutil.rmtree(broken.folder)
    shutil.rmtree(broken.home)
    new = machine(tmp_path, "new")
    moves_in(new, hub, 3)
    agree(first, new)


def moves_in_after(first: Place, second: Place, hub: Served) -> None:
    takes_in(first)
    first.says("sync")
    moves_in(second, hub, 2)


def test_a_stolen_seat_is_shut_out_and_the_others_go_on(tmp_path: Path, hub: Served) -> None:
    first, stolen = joined(tmp_path, hub), machine(tmp_path, "stolen")
    moves_in_after(first, stolen, hub)
    (replica,) = [path.stem for path in (stolen.home / "hubs").iterdir()]
    asked("hub", "revoke", "17", replica, "--dir", str(hub.folder))
    assert stolen.refuses("sync") == "sync.revoked"
    thief = machine(tmp_path, "thief")  # the file alone, on a machine of his
    shutil.copytree(stolen.folder, thief.folder)
    assert thief.refuses("sync") == "sync.not_enrolled"
    works(first, "甲")
    agree(first)


@pytest.mark.parametrize("has_lease", [True, False])
def test_an_old_backup_comes_into_step_by_itself(
    has_lease: bool, tmp_path: Path, hub: Served
) -> None:
    first, second = joined(tmp_path, hub), machine(tmp_path, "second")
    moves_in_after(first, second, hub)
    copy = tmp_path / "copy.db"
    first.says("backup", str(copy))
    works(first, "甲")
    first.says("sync")
    shutil.rmtree(first.folder)
    if not has_lease:  # another machine, or its folder is gone too
        shutil.rmtree(first.home)
    first.says("restore", str(copy))
    if not has_lease:
        assert first.refuses("sync") == "sync.not_enrolled"
        first.says("enrol", "--hub", hub.url, "--code", hub.code(17, 5))
        first.says("first-pin", "1009", "4711")
    works(first, "乙")  # before it has heard of what it once knew
    agree(first, second)
    assert shelves(first) >= {"甲", "乙"}


def test_a_cloned_disk_and_its_original_both_go_on(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), machine(tmp_path, "second")
    moves_in_after(first, second, hub)
    clone = machine(tmp_path, "clone")
    shutil.copytree(first.folder, clone.folder)
    shutil.copytree(first.home, clone.home)
    works(first, "甲")
    works(clone, "乙")
    agree(first, clone, second)
    assert shelves(first) >= {"甲", "乙"}

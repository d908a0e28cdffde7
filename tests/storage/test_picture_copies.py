"""Backup, restore and verify know the pictures: none is lost silently, none breaks the book."""

from pathlib import Path

import pytest

from counter.domain import records as r
from counter.storage.backup import back_up, pictures_beside, restore
from counter.storage.blobs import FOLDER, Blobs, blobs_of
from counter.storage.checking import verify
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from tests.storage.conftest import NOON, first_person


@pytest.fixture
def item(shop: Shop) -> r.Id:
    with shop.act("check_in", NOON, first_person) as work:
        customer = work.add(r.Customer(id=work.new_id()))
        made = work.add(r.CustomerItem(id=work.new_id(), number="1", customer_id=customer.id))
    return made.id


def add(shop: Shop, item: r.Id, content: bytes, sign: int = 1) -> str:
    with shop.act("add_photo", NOON, first_person) as work:
        name = work.keep_blob(content, item)
        size = sign * len(content)
        work.add(r.Photo(id=work.new_id(), item_id=item, sha256=name, size=size))
    blobs_of(shop.db).settle(shop.db)
    return name


def test_pictures_go_with_the_backup_and_come_back(shop: Shop, item: r.Id, tmp_path: Path) -> None:
    names = {add(shop, item, f"picture {n}".encode()) for n in range(3)}
    target = tmp_path / "copies" / "shop.backup"
    said = back_up(shop, target)
    assert (said["pictures"], said["pictures_missing"]) == (3, 0)
    assert set(pictures_beside(target).names()) == names
    again = restore(target, tmp_path / "restored")
    assert (again["pictures"], again["pictures_missing"]) == (3, 0)
    blobs = Blobs(tmp_path / "restored" / FOLDER)
    assert all(blobs.is_whole(name) for name in names)


def test_the_next_backup_copies_what_is_new_and_drops_what_went(
    shop: Shop, item: r.Id, tmp_path: Path
) -> None:
    first, target = add(shop, item, b"first"), tmp_path / "shop.backup"
    back_up(shop, target)
    kept = pictures_beside(target).path(first)
    written = kept.stat().st_mtime_ns
    second = add(shop, item, b"second")
    assert back_up(shop, target)["pictures"] == 2
    assert kept.stat().st_mtime_ns == written
    add(shop, item, b"first", sign=-1)
    assert back_up(shop, target)["pictures"] == 1
    assert list(pictures_beside(target).names()) == [second]


def test_a_lost_picture_stops_no_backup_and_is_told(shop: Shop, item: r.Id, tmp_path: Path) -> None:
    lost, altered, good = (add(shop, item, content) for content in (b"lost", b"altered", b"good"))
    blobs, target = blobs_of(shop.db), tmp_path / "shop.backup"
    blobs.drop(lost)
    blobs.path(altered).write_bytes(b"something")
    said = back_up(shop, target)
    assert (said["pictures"], said["pictures_missing"]) == (1, 2)
    assert list(pictures_beside(target).names()) == [good]
    assert restore(target, tmp_path / "restored")["pictures_missing"] == 2


def test_a_backup_without_its_folder_is_restored_and_says_what_is_missing(
    shop: Shop, item: r.Id, tmp_path: Path
) -> None:
    name, target = add(shop, item, b"a picture"), tmp_path / "shop.backup"
    back_up(shop, target)
    pictures_beside(target).drop(name)
    assert restore(target, tmp_path / "restored")["pictures_missing"] == 1
    again = Shop(tmp_path / "restored", Machine(tmp_path / "other"))
    verdict = verify(again)
    again.close()
    assert verdict.is_whole
    assert f"picture {name[:12]} of case 1 is missing" in verdict.notes


def test_verify_tells_of_pictures_and_the_book_stays_whole(shop: Shop, item: r.Id) -> None:
    name, blobs = add(shop, item, b"a picture"), blobs_of(shop.db)
    assert not [note for note in verify(shop).notes if "picture" in note]
    blobs.path(name).write_bytes(b"another picture")
    stranger = blobs.put(b"nobody's")
    told = verify(shop)
    assert told.is_whole
    assert f"picture {name[:12]} of case 1 is altered" in told.notes
    assert "1 pictures belong to no case" in told.notes
    blobs.drop(stranger)
    assert not [note for note in verify(shop, quick=True).notes if "picture" in note]
    blobs.drop(name)
    assert f"picture {name[:12]} of case 1 is missing" in verify(shop, quick=True).notes


def test_many_lost_pictures_are_counted(shop: Shop, item: r.Id) -> None:
    for n in range(22):
        blobs_of(shop.db).drop(add(shop, item, f"{n}".encode()))
    notes = [note for note in verify(shop, quick=True).notes if "picture" in note]
    assert len(notes) == 21
    assert notes[-1] == "22 pictures are missing or altered in all"


def test_a_shop_without_pictures_makes_no_folder(shop: Shop, tmp_path: Path) -> None:
    assert back_up(shop, tmp_path / "shop.backup")["pictures"] == 0
    restore(tmp_path / "shop.backup", tmp_path / "restored")
    assert not list(tmp_path.rglob("*blobs*"))

"""Pictures lie beside the shop's file by their hash: whole or not at all, and only while the book
names them.
"""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.storage import blobs as blobs_module
from counter.storage.blobs import Blobs, blobs_of, standing
from counter.storage.shop import Shop
from counter.storage.thumbnails import Thumbnails
from tests.pictures import a_picture
from tests.storage.conftest import NOON, first_person
from tests.storage.counter_day import take_in

CONTENT = b"the bytes of a picture"
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def files(blobs: Blobs) -> list[str]:
    return sorted(path.name for path in blobs.folder.rglob("*") if path.is_file())


def test_the_same_bytes_twice_are_one_file(blobs: Blobs) -> None:
    assert blobs.put(CONTENT) == blobs.put(CONTENT) == NAME
    assert files(blobs) == [NAME]
    assert blobs.path(NAME) == blobs.folder / NAME[:2] / NAME
    assert (blobs.read(NAME), list(blobs.names())) == (CONTENT, [NAME])


def test_what_is_gone_or_altered_is_told_in_words(blobs: Blobs) -> None:
    blobs.put(CONTENT)
    blobs.path(NAME).write_bytes(b"something else")
    with pytest.raises(RuleBroken, match=r"photo\.altered"):
        blobs.read(NAME)
    assert not blobs.is_whole(NAME)
    blobs.drop(NAME)
    blobs.drop(NAME)
    for name in (NAME, "../shop.db", "", NAME.upper()):
        with pytest.raises(RuleBroken, match=r"photo\.missing"):
            blobs.read(name)


def test_a_full_disk_leaves_no_half_of_a_file(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blobs_module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.put(CONTENT)
    assert files(blobs) == []


# -- what the book says


def photo(shop: Shop, item: bytes, size: int) -> None:
    with shop.act("add_photo", NOON, first_person) as work:
        name = work.keep_blob(CONTENT, r.Id(item))
        work.add(r.Photo(id=work.new_id(), item_id=r.Id(item), sha256=name, size=size))


def refused(shop: Shop, item: bytes) -> None:
    with shop.act("add_photo", NOON, first_person) as work:
        work.keep_blob(CONTENT, r.Id(item))
        raise RuleBroken("case.unknown")


def an_item(shop: Shop) -> bytes:
    number = take_in(shop)[0].case
    return shop.db.execute("SELECT id FROM customer_item WHERE number = ?", (number,)).fetchone()[0]


def test_a_refused_act_leaves_no_bytes(shop: Shop) -> None:
    item, blobs = an_item(shop), blobs_of(shop.db)
    with pytest.raises(RuleBroken, match=r"case\.unknown"):
        refused(shop, item)
    assert files(blobs) == [NAME, NAME]  # the bytes, and the mark that they are in doubt
    assert blobs.settle(shop.db) == [NAME]
    assert files(blobs) == []


def test_what_the_book_names_stays_and_two_items_share_it(shop: Shop) -> None:
    first, second, blobs = an_item(shop), an_item(shop), blobs_of(shop.db)
    photo(shop, first, 22)
    photo(shop, second, 22)
    assert blobs.settle(shop.db) == []
    photo(shop, first, -22)
    assert blobs.settle(shop.db) == []
    assert NAME in dict(standing(shop.db))
    photo(shop, second, -22)
    assert blobs.settle(shop.db) == [NAME]
    assert files(blobs) == []
    assert NAME not in dict(standing(shop.db))


def test_a_half_written_mark_harms_nothing(shop: Shop) -> None:
    item, blobs = an_item(shop), blobs_of(shop.db)
    photo(shop, item, 22)
    doubt = blobs.folder / "doubt"
    (doubt / f"{NAME}.{os.getpid()}.new").write_bytes(b"ha")
    (doubt / NAME).write_bytes(b"not hex")
    assert blobs.settle(shop.db) == []
    assert files(blobs) == [NAME]


def test_small_pictures_are_made_once_and_go_with_the_large_ones(
    blobs: Blobs, tmp_path: Path
) -> None:
    small = Thumbnails(tmp_path / "home", blobs)
    name = blobs.put(a_picture(tmp_path / "a.jpg").read_bytes())
    made = small.of(name)
    (small.folder / name).write_bytes(b"kept")
    assert (made[:2], small.of(name)) == (b"\xff\xd8", b"kept")
    blobs.drop(name)
    with pytest.raises(RuleBroken, match=r"photo\.missing"):
        small.of(name)
    small.forget([name])
    assert list(small.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_costs_only_time(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"a file where a folder should be")
    name = blobs.put(a_picture(tmp_path / "a.jpg").read_bytes())
    assert Thumbnails(tmp_path / "home", blobs).of(name)[:2] == b"\xff\xd8"

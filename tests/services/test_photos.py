"""Pictures of an item: kept small with their hash in the log, withdrawn with a reason, gone with
the customer's data.
"""

import json
from pathlib import Path

import pytest
from PIL import Image

from counter.storage.blobs import blobs_of
from counter.storage.checking import verify
from counter.storage.questions.cases import case
from tests.builders import a_customer, a_kettle
from tests.desk import DESK, MANAGER, SUPERVISOR, TECHNICIAN, Case, Desk
from tests.pictures import a_picture, from_a_phone


@pytest.fixture
def item(desk: Desk) -> Case:
    return desk.takes_in()


def adds(desk: Desk, item: Case, file: Path, by: str = DESK, what: str = "CHECK_IN"):
    return desk.do("add_photo", by, number=item.case, what=what, file=str(file))


def withdraws(desk: Desk, item: Case, n: int, by: str = DESK):
    return desk.do("withdraw_photo", by, number=item.case, n=n, reason="拍到了客户的脸")


def pictures(desk: Desk, item: Case) -> list[tuple[int, str]]:
    reader = desk.counter.reader()
    found = case(reader, number=item.case).photos
    reader.close()
    return [(one.n, one.what) for one in found]


def names(desk: Desk) -> list[str]:
    return list(blobs_of(desk.counter.shop.db).names())


def test_a_picture_is_kept_small_and_its_hash_is_sealed(desk: Desk, item: Case, tmp_path: Path):
    file = from_a_phone(tmp_path / "a.jpg")
    before = file.read_bytes()
    kept = adds(desk, item, file)
    assert (kept.n, kept.photos, kept.case_number) == (1, 1, item.case)
    content = blobs_of(desk.counter.shop.db).read(kept.sha256)
    assert kept.size == len(content) <= 200_000
    assert b"GPS" not in content
    assert file.read_bytes() == before
    (row,) = desk.rows("photo")
    assert (row["sha256"], row["what"], row["size"]) == (kept.sha256, "CHECK_IN", kept.size)
    assert verify(desk.counter.shop).is_whole


def test_pictures_come_with_the_check_in_or_nothing_does(desk: Desk, tmp_path: Path):
    files = [str(a_picture(tmp_path / f"{n}.png", n)) for n in range(2)]
    item = desk.takes_in(a_kettle(photos=files))
    assert pictures(desk, item) == [(1, "CHECK_IN"), (2, "CHECK_IN")]
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    facts = {"customer": a_customer("13911112222", "陈静")}
    bad = a_kettle(photos=[*files, str(tmp_path / "bad.jpg")])
    assert desk.refused("check_in", DESK, **facts, items=[bad]) == "photo.no_picture"
    assert len(names(desk)) == 2


def test_the_number_of_the_card_does_as_well(desk: Desk, item: Case, tmp_path: Path):
    file = str(a_picture(tmp_path / "a.jpg"))
    kept = desk.do("add_photo", TECHNICIAN, number=item.card, what="BENCH", file=file)
    assert kept.case_number == item.case
    assert pictures(desk, item) == [(1, "BENCH")]


def test_the_same_picture_is_not_kept_twice(desk: Desk, item: Case, tmp_path: Path):
    file = str(a_picture(tmp_path / "a.jpg"))
    facts = {"number": item.case, "what": "CHECK_IN", "file": file}
    kept = desk.do("add_photo", DESK, **facts)
    assert desk.refused("add_photo", DESK, **facts) == "photo.already_here"
    assert names(desk) == [kept.sha256]
    other = desk.takes_in(customer=a_customer("13911112222", "陈静"))
    assert adds(desk, other, Path(file)).sha256 == kept.sha256


def test_what_is_no_picture_changes_nothing(desk: Desk, item: Case, tmp_path: Path):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture at all")
    facts = {"number": item.case, "what": "CHECK_IN"}
    assert desk.refused("add_photo", DESK, **facts, file=str(bad)) == "photo.no_picture"
    none = str(tmp_path / "none.jpg")
    assert desk.refused("add_photo", DESK, **facts, file=none) == "file.cannot_read"
    assert names(desk) == []


def test_a_withdrawn_picture_is_deleted_and_stays_in_the_book(
    desk: Desk, item: Case, tmp_path: Path
):
    first = adds(desk, item, a_picture(tmp_path / "a.jpg", 1))
    second = adds(desk, item, a_picture(tmp_path / "b.jpg", 2))
    assert withdraws(desk, item, 1).photos == 1
    assert names(desk) == [second.sha256]
    assert pictures(desk, item) == [(2, "CHECK_IN")]
    assert [(row["sha256"], row["size"] > 0) for row in desk.rows("photo")] == [
        (first.sha256, True),
        (second.sha256, True),
        (first.sha256, False),
    ]
    assert desk.alarms() == ["photo.withdrawn"]
    facts = {"number": item.case, "reason": "又一次"}
    assert desk.refused("withdraw_photo", DESK, **facts, n=1) == "photo.already_withdrawn"
    assert desk.refused("withdraw_photo", DESK, **facts, n=3) == "photo.unknown"
    assert adds(desk, item, tmp_path / "a.jpg").n == 3
    assert pictures(desk, item) == [(2, "CHECK_IN"), (3, "CHECK_IN")]
    assert verify(desk.counter.shop).is_whole


def test_anothers_picture_is_withdrawn_by_a_supervisor(desk: Desk, item: Case, tmp_path: Path):
    adds(desk, item, a_picture(tmp_path / "a.jpg"))
    facts = {"number": item.case, "n": 1, "reason": "拍糊了"}
    assert desk.refused("withdraw_photo", TECHNICIAN, **facts) == "photo.of_another"
    assert desk.refused("withdraw_photo", DESK, **(facts | {"reason": " "})) == "input.missing"
    assert desk.do("withdraw_photo", SUPERVISOR, **facts).photos == 0


def test_an_item_that_has_gone_home_is_not_photographed(desk: Desk, item: Case, tmp_path: Path):
    desk.hands_back(desk.gives_up(item))
    facts = {"number": item.case, "what": "HAND_BACK", "file": str(a_picture(tmp_path / "a.jpg"))}
    assert desk.refused("add_photo", DESK, **facts) == "case.handed_back"


def test_forty_are_enough(desk: Desk, item: Case, tmp_path: Path):
    for n in range(40):
        Image.new("RGB", (2, 2), (n * 6, 0, 0)).save(tmp_path / f"{n}.png")
        adds(desk, item, tmp_path / f"{n}.png")
    facts = {"number": item.case, "what": "CHECK_IN", "file": str(a_picture(tmp_path / "a.jpg"))}
    assert desk.refused("add_photo", DESK, **facts) == "photo.too_many"


def test_erasing_a_customer_deletes_the_pictures(desk: Desk, item: Case, tmp_path: Path):
    adds(desk, item, a_picture(tmp_path / "a.jpg"))
    desk.hands_back(desk.gives_up(item))
    desk.do("erase_customer", MANAGER, customer_number=item.customer, reason="客户要求")
    assert names(desk) == []
    assert pictures(desk, item) == []
    assert len(desk.rows("photo")) == 1
    assert verify(desk.counter.shop).is_whole


def test_what_a_crash_left_in_doubt_is_settled_when_the_shop_is_opened(
    desk: Desk, item: Case, tmp_path: Path
):
    kept = adds(desk, item, a_picture(tmp_path / "a.jpg"))
    blobs = blobs_of(desk.counter.shop.db)
    orphan = blobs.put(b"added by an act that was never finished")
    (item_id,) = desk.counter.shop.db.execute("SELECT item_id FROM photo").fetchone()
    for name in (kept.sha256, orphan):
        blobs.doubt(name, item_id)
    desk.do("save_draft", DESK, form="intake", body=json.loads("{}"))
    assert names(desk) == [kept.sha256]

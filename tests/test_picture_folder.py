"""The folder pictures appear in: only what is new, whole and a picture, and never twice."""

import os
from pathlib import Path

import pytest

from counter.domain.refusals import RuleBroken
from counter.picture_folder import STILL_COMING_S, TAKEN, Arrived, PictureFolder, check
from tests.pictures import a_picture, from_a_phone


@pytest.fixture
def clock() -> list[float]:
    return [100.0]


@pytest.fixture
def folder(tmp_path: Path, clock: list[float]) -> PictureFolder:
    a_picture(tmp_path / "old.jpg")
    made = PictureFolder(tmp_path, lambda: clock[0])
    made.begin_anew()
    return made


def names(found: list[Arrived | RuleBroken]) -> list[str]:
    return [one.name if isinstance(one, Arrived) else one.rule for one in found]


def looks(folder: PictureFolder, times: int = 3) -> list[str]:
    return [name for _ in range(times) for name in names(folder.look())]


def test_what_was_there_before_is_left_alone(folder: PictureFolder):
    assert looks(folder) == []
    assert (folder.folder / "old.jpg").exists()


def test_a_new_picture_comes_once_and_small(folder: PictureFolder, tmp_path: Path):
    from_a_phone(tmp_path / "IMG_1.JPG")
    assert folder.look() == []  # it may still grow
    (one,) = folder.look()
    assert isinstance(one, Arrived)
    assert one.name == "IMG_1.JPG"
    assert len(one.content) <= 200_000
    assert b"Secret" not in one.content
    assert looks(folder) == []


def test_a_picture_that_is_taken_is_put_away_under_a_name_of_its_own(
    folder: PictureFolder, tmp_path: Path
):
    for _ in range(2):
        a_picture(tmp_path / "cam.jpg", 5)
        assert looks(folder) == ["cam.jpg"]
        assert folder.put_away("cam.jpg")
        folder.look()
    assert sorted(os.listdir(tmp_path / TAKEN)) == ["cam (2).jpg", "cam.jpg"]
    assert looks(folder) == []
    assert not folder.put_away("gone.jpg")


def test_a_file_that_grows_is_waited_for(folder: PictureFolder, tmp_path: Path):
    whole = a_picture(tmp_path / "whole.tmp.jpg", 7).read_bytes()
    (tmp_path / "whole.tmp.jpg").unlink()
    file = tmp_path / "slow.jpg"
    for part in range(1, 5):
        file.write_bytes(whole[: len(whole) * part // 5])
        assert folder.look() == []
    assert folder.look() == []  # it stands still, but it is cut off: perhaps the line is slow
    file.write_bytes(whole)
    assert looks(folder) == ["slow.jpg"]


def test_a_file_that_stays_cut_off_is_told_once(
    folder: PictureFolder, tmp_path: Path, clock: list[float]
):
    whole = a_picture(tmp_path / "old.jpg").read_bytes()
    (tmp_path / "torn.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.jpg").write_bytes(b"")
    assert looks(folder) == []
    clock[0] += STILL_COMING_S + 1
    assert sorted(looks(folder)) == ["photo.damaged", "photo.no_picture"]
    assert (tmp_path / "torn.jpg").exists()


def test_what_is_no_picture_by_its_name_is_left_alone(folder: PictureFolder, tmp_path: Path):
    content = a_picture(tmp_path / "old.jpg").read_bytes()
    for name in (
        "a.jpg.part",
        "b.jpg.crdownload",
        "~c.jpg",
        "d.jpg~",
        ".e.jpg",
        "f.pdf",
        "g",
        "h.tmp",
    ):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "i.jpg").mkdir()
    assert looks(folder) == []


def test_what_a_download_is_named_at_last_is_taken(folder: PictureFolder, tmp_path: Path):
    part = tmp_path / "IMG.jpg.crdownload"
    part.write_bytes(a_picture(tmp_path / "old.jpg").read_bytes())
    assert looks(folder) == []
    part.rename(tmp_path / "IMG.jpg")
    assert looks(folder) == ["IMG.jpg"]


def test_they_come_in_the_order_they_were_taken_few_at_once(folder: PictureFolder, tmp_path: Path):
    for n in range(9):
        file = a_picture(tmp_path / f"{9 - n}.png", n)
        os.utime(file, (1000 + n, 1000 + n))
    folder.look()
    assert names(folder.look()) == ["9.png", "8.png", "7.png", "6.png"]
    assert names(folder.look()) == ["5.png", "4.png", "3.png", "2.png"]
    assert looks(folder) == ["1.png"]


def test_what_came_for_another_item_is_named_and_left(folder: PictureFolder, tmp_path: Path):
    a_picture(tmp_path / "late.jpg", 3)
    folder.look()
    assert folder.begin_anew() == ["late.jpg"]
    assert looks(folder) == []


def test_a_folder_that_is_gone_is_said_and_may_come_back(folder: PictureFolder, tmp_path: Path):
    away = tmp_path.with_name("away")
    tmp_path.rename(away)
    with pytest.raises(RuleBroken) as gone:
        folder.look()
    assert gone.value.rule == "pictures.folder_gone"
    away.rename(tmp_path)
    a_picture(tmp_path / "new.jpg")
    assert looks(folder) == ["new.jpg"]
    with pytest.raises(RuleBroken):
        check(tmp_path / "old.jpg")
    with pytest.raises(RuleBroken):
        check(Path("nul\0l"))

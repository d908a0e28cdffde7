"""Which cameras there are, told from what a system keeps of them."""

from pathlib import Path

import pytest

from counter.camera.places import Place, chosen, found
from counter.domain.refusals import RuleBroken

LINUX = "linux"


@pytest.fixture
def nodes(tmp_path: Path) -> tuple[Path, Path]:
    """A machine with two cameras, one of them with a node that gives no pictures."""
    names, devices = tmp_path / "names", tmp_path / "dev"
    for node, index, name in (
        ("video0", "0", "HD Webcam: HD Webcam"),
        ("video1", "1", "HD Webcam: HD Webcam"),
        ("video10", "0", "Document Camera 文件"),
    ):
        (names / node).mkdir(parents=True)
        (names / node / "index").write_text(f"{index}\n")
        (names / node / "name").write_text(f"{name}\n", encoding="utf-8")
        devices.mkdir(exist_ok=True)
        (devices / node).touch()
    links = devices / "v4l" / "by-id"
    links.mkdir(parents=True)
    (links / "usb-Document_4711-video-index0").symlink_to(devices / "video10")
    return names, devices


def test_cameras_have_names_and_keys_that_last(nodes: tuple[Path, Path]):
    names, devices = nodes
    webcam, document = found(names, devices, LINUX)
    assert webcam == Place(str(devices / "video0"), "HD Webcam: HD Webcam")
    assert document.key.endswith("by-id/usb-Document_4711-video-index0")
    assert document.called == "Document Camera 文件"


def test_without_any_there_is_none(tmp_path: Path):
    there = found(tmp_path / "nothing", tmp_path, LINUX)
    assert there == []
    with pytest.raises(RuleBroken, match=r"camera\.none"):
        chosen("", there)


def test_where_no_names_are_told_they_are_tried_by_number(tmp_path: Path):
    there = found(tmp_path, tmp_path, "win32")
    assert [one.called for one in there] == ["1", "2", "3", "4"]


def test_the_chosen_one_is_taken_and_another_where_it_is_gone(nodes: tuple[Path, Path]):
    there = found(*nodes, LINUX)
    assert chosen(there[1].key, there) is there[1]
    assert chosen("/dev/video77", there) is there[0]
    assert chosen("", there) is there[0]


def test_an_address_is_named_without_its_secret():
    place = chosen("rtsp://desk:4711@10.0.0.7:554/stream", [])
    assert place.is_address
    assert place.called == "10.0.0.7"
    assert chosen("http://[", []).called == "http://["

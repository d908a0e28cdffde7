"""Lists as xlsx: whole or not at all, texts as texts, and a disk's trouble in words."""

import resource
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from counter.domain.refusals import RuleBroken
from counter.exports.files import keep
from counter.exports.workbook import LEADS, Fen, Head, TableBook

SHEET = "xl/worksheets/sheet1.xml"
SMALL = 20_000  # bytes


def cells(path: Path) -> dict[str, tuple[str, str]]:
    """Kind and content of every cell; fails where there is a formula or a link."""
    with zipfile.ZipFile(path) as parts:
        root = ElementTree.fromstring(parts.read(SHEET))
        assert not [name for name in parts.namelist() if "_rels/sheet" in name]
    found: dict[str, tuple[str, str]] = {}
    for cell in root.iter():
        assert not cell.tag.endswith(("}f", "}hyperlink"))
        if cell.tag.endswith("}c") and "".join(cell.itertext()):
            found[cell.attrib["r"]] = (cell.attrib.get("t", "n"), "".join(cell.itertext()))
    return found


def a_book(path: Path) -> TableBook:
    book = TableBook(path, "List: of [things]", [Head("No."), Head("Name", 30)], ["2026-11"])
    book.open()
    return book


def test_a_list_is_written_with_its_kinds(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    book = a_book(path)
    book.add([["1000171260012342", "张*", Fen(12345), datetime(2026, 11, 22, 14, 30), 7, None, ""]])
    assert not path.exists()
    book.close()
    found = cells(path)
    assert found["A1"] == ("inlineStr", "List: of [things]")
    assert found["A2"][1] == "2026-11"
    assert found["B3"][1] == "Name"
    assert found["A4"] == ("inlineStr", "1000171260012342")
    assert found["B4"] == ("inlineStr", "张*")
    assert found["C4"] == ("n", "123.45")
    assert float(found["D4"][1]) == pytest.approx(46348.604166)
    assert found["E4"] == ("n", "7")
    assert set(found) == {"A1", "A2", "A3", "B3", "A4", "B4", "C4", "D4", "E4"}
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]


@pytest.mark.parametrize("lead", LEADS)
def test_what_looks_like_a_formula_stays_a_text(lead: str, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    book = a_book(path)
    typed = f'{lead}HYPERLINK("http://x.example","y")'
    book.add([[typed, "http://x.example", "{=1+1}", "12345678901234567890"]])
    book.close()
    kinds = {cells(path)[f"{column}4"][0] for column in "ABCD"}
    assert kinds == {"inlineStr"}


def test_what_was_dropped_leaves_nothing_behind(tmp_path: Path) -> None:
    book = a_book(tmp_path / "list.xlsx")
    book.add([["x", "y"]] * 500)
    book.discard()
    book.discard()
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("old")
    book = a_book(path)
    book.add([["x", "y"]])
    assert path.read_text() == "old"
    book.close()
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize("place", ["nowhere/list.xlsx", "file/list.xlsx", "folder"])
def test_a_place_that_cannot_be_written_is_said_at_once(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    book = TableBook(tmp_path / place, "x", [Head("x")])
    with pytest.raises(RuleBroken, match=r"file\.cannot_write"):
        fill(book)
    book.discard()
    with pytest.raises(RuleBroken, match=r"file\.cannot_write"):
        keep(tmp_path / place, b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    book = TableBook(tmp_path / "list.xlsx", "x", [Head("x")])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    try:
        with pytest.raises(RuleBroken, match=r"disk\.full"):
            fill(book)
        with pytest.raises(RuleBroken, match=r"disk\.full"):
            keep(tmp_path / "list.pdf", b"x" * 2 * SMALL)
        book.discard()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def fill(book: TableBook) -> None:
    """Begin a file, if it is not begun, and write ten thousand lines."""
    if not book.lines:
        book.open()
    for n in range(100):
        book.add([[f"{n * n}", "y" * 50]] * 100)
    book.close()

"""Registers go out by keys alone, as xlsx and as A4 PDF; what is in the way is said."""

import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import a_customer, a_kettle
from tests.desk import Case, Desk
from tests.storage import made_up
from tests.ui.robots import Clerk
from ui.dialogs.export import ExportDialog
from ui.screens.registers.screen import RegistersScreen

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def asks(clerk: Clerk, book: str = "items") -> tuple[RegistersScreen, ExportDialog]:
    """Open a register, and the question where it goes."""
    clerk.presses(Qt.Key.Key_F9)
    screen = clerk.window.screen_named("registers")
    assert isinstance(screen, RegistersScreen)
    screen.books.choose(book)
    clerk.waits_for_answers()
    screen.first()
    return screen, presses_export(clerk)


def presses_export(clerk: Clerk) -> ExportDialog:
    clerk.presses(Qt.Key.Key_E, ctrl=True)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    clerk.waits(dialog.isActiveWindow)
    return dialog


def saves(clerk: Clerk, dialog: ExportDialog, folder: Path, name: str) -> None:
    dialog.folder.setFocus()
    dialog.folder.selectAll()
    clerk.types(str(folder))
    dialog.name.setFocus()
    dialog.name.selectAll()
    clerk.types(name)
    clerk.presses(ENTER)


def content(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


@pytest.fixture
def cases(shop: Desk) -> list[Case]:
    return [
        shop.takes_in(
            a_kettle(unit={"kind": "kettle", "model": f"=SW-{n}", "serial": f"YS{n}77"}),
            a_customer(phone=f"1380000000{n}"),
        )
        for n in range(3)
    ]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_narrowed_goes_out_as_a_table(language: str, open_window, cases, tmp_path: Path):
    clerk = open_window(language)
    clerk.signs_in("1001")
    screen, dialog = asks(clerk)
    clerk.presses(ESC)
    clerk.waits(lambda: QApplication.activeModalWidget() is None)
    clerk.turns_to_the_window()
    screen.items.look_for("sw-1")
    clerk.waits(lambda: screen.items.ledger.ledger.rowCount() == 1)
    screen.first()
    dialog = presses_export(clerk)
    saves(clerk, dialog, tmp_path, "mine")
    path = tmp_path / "mine.xlsx"
    clerk.waits(path.exists)
    clerk.waits(lambda: QApplication.activeModalWidget() is None)
    text = content(path)
    assert cases[1].case in text
    assert cases[0].case not in text
    assert "=SW-1" in text
    assert "<f>" not in text
    assert "13800000001" not in text
    assert str(path) in clerk.window.messages.toast.text()
    assert clerk.window.kit.preferences.export_folder == tmp_path


def test_the_register_goes_out_on_a4(clerk: Clerk, cases, tmp_path: Path):
    _, dialog = asks(clerk)
    dialog.kind.segments["xlsx"].setFocus()
    clerk.presses(Qt.Key.Key_Right)
    saves(clerk, dialog, tmp_path, "mine.pdf")
    path = tmp_path / "mine.pdf"
    clerk.waits(path.exists)
    paper = pypdfium2.PdfDocument(path)
    assert len(paper) == 1
    text = paper[0].get_textpage().get_text_range()
    paper.close()
    assert "SW-0" in text
    assert "全部" in text
    clerk.waits(lambda: QApplication.activeModalWidget() is None)


def test_a_place_that_cannot_be_written_is_said_and_what_was_typed_stays(
    clerk: Clerk, cases, tmp_path: Path
):
    _, dialog = asks(clerk)
    nowhere = tmp_path / "nowhere"
    saves(clerk, dialog, nowhere, "mine")
    clerk.waits(lambda: not dialog.trouble.isHidden())
    assert "mine.xlsx" in dialog.trouble.text()
    assert dialog.folder.text() == str(nowhere)
    dialog.name.setFocus()
    dialog.name.clear()
    clerk.presses(ENTER)
    clerk.waits(lambda: not dialog.missing.isHidden())
    nowhere.mkdir()
    (nowhere / "mine.xlsx").write_text("old")
    clerk.types("mine.xlsx")
    clerk.presses(ENTER)
    clerk.waits(lambda: "mine.xlsx 已经存在" in dialog.trouble.text())
    clerk.presses(ENTER)
    clerk.waits(lambda: zipfile.is_zipfile(nowhere / "mine.xlsx"))


def test_a_long_list_can_be_stopped_and_leaves_nothing(open_window, shop: Desk, tmp_path: Path):
    made_up.fill(shop.counter.shop, 0, 5000)
    clerk = open_window()
    clerk.signs_in("1001")
    _, dialog = asks(clerk)
    saves(clerk, dialog, tmp_path, "mine")
    clerk.waits(lambda: dialog.count.text() not in ("", "0 条"))
    clerk.presses(ESC)
    clerk.waits(lambda: not dialog.trouble.isHidden())
    clerk.waits_for_answers()
    assert not list(tmp_path.glob("*mine*"))
    clerk.presses(ENTER)
    path = tmp_path / "mine.xlsx"
    clerk.qtbot.waitUntil(path.exists, timeout=30_000)
    assert content(path).count("<row ") == 5004


def test_receipts_and_the_day_go_out_too(clerk: Clerk, cases, tmp_path: Path):
    for book, rows in (("receipts", 7), ("day", 8)):
        _, dialog = asks(clerk, book)
        assert not dialog.kind.isVisible()
        saves(clerk, dialog, tmp_path, book)
        path = tmp_path / f"{book}.xlsx"
        clerk.waits(path.exists)
        assert content(path).count("<row ") == rows
        clerk.waits(lambda: QApplication.activeModalWidget() is None)
        clerk.turns_to_the_window()


def test_the_page_of_the_day_is_printed(clerk: Clerk, cases):
    clerk.presses(Qt.Key.Key_F9)
    screen = clerk.window.screen_named("registers")
    assert isinstance(screen, RegistersScreen)
    screen.books.choose("day")
    clerk.waits_for_answers()
    screen.day.print.setFocus()
    clerk.presses(Qt.Key.Key_Space)
    clerk.waits(lambda: len(clerk.printed) == 1)

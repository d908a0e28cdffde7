"""Pictures on the case page: added by file, drop and paste, looked at, withdrawn, undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from counter.storage.blobs import blobs_of
from tests.desk import AUDITOR, DESK, Desk
from tests.pictures import a_picture, from_a_phone
from tests.ui.case_pages import case_screen, opens_case
from tests.ui.robots import Clerk
from ui.screens.case.log_card import PHOTOS
from ui.widgets.photo_strip import PhotoStrip, sources_in

ENTER, TAB, ESCAPE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Delete
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


def strip_of(clerk: Clerk) -> PhotoStrip:
    return case_screen(clerk).log.photos


def shows(clerk: Clerk, count: int) -> None:
    """Wait until so many pictures are there and can be seen."""
    strip = strip_of(clerk)
    clerk.waits(lambda: len(strip.tiles) == count and all(one.is_developed for one in strip.tiles))
    clerk.waits_for_answers()


def chooses_files(clerk: Clerk, *files: Path) -> None:
    """Press the button and type the names into the dialog."""
    screen = case_screen(clerk)
    clerk.tabs_to(screen.log.photos.add)
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.photos.intake.dialog is not None)
    dialog = screen.photos.intake.dialog
    assert dialog is not None
    clerk.waits_for_focus(dialog)
    clerk.types(" ".join(f'"{file}"' for file in files) if len(files) > 1 else str(files[0]))
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.photos.intake.dialog is None)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()


@LANGUAGES
def test_a_picture_is_chosen_looked_at_withdrawn_and_undone(
    language: str, open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    case = shop.takes_in()
    screen = opens_case(clerk, case)
    screen.log.views.choose(PHOTOS)
    chooses_files(clerk, from_a_phone(tmp_path / "IMG_0001.JPG"))
    shows(clerk, 1)
    assert [row["what"] for row in shop.rows("photo")] == ["CHECK_IN"]
    chooses_files(clerk, a_picture(tmp_path / "b.png"))
    shows(clerk, 2)
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    shows(clerk, 1)
    tile = strip_of(clerk).tiles[0]
    clerk.tabs_to(tile)
    clerk.presses(Qt.Key.Key_Space)
    clerk.waits(lambda: screen.photos.view is not None)
    view = screen.photos.view
    assert view is not None
    clerk.waits(view.panes[0].canvas.has_image)
    clerk.types("++")
    assert view.panes[0].canvas.nearness > 2
    clerk.presses(Qt.Key.Key_Right)
    clerk.types("0")
    assert view.panes[0].canvas.nearness == 1
    clerk.presses(DELETE)
    clerk.waits(lambda: screen.photos.dialog is not None)
    dialog = screen.photos.dialog
    assert dialog is not None
    clerk.waits_for_focus(dialog.reasons)
    clerk.types("2")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: screen.photos.dialog is None)
    clerk.turns_to_the_window()
    shows(clerk, 0)
    assert list(blobs_of(shop.counter.shop.db).names()) == []
    assert not list((shop.counter.shop.machine.folder / "pictures").rglob("*.*"))


def test_what_is_no_picture_is_told_and_the_others_come(clerk: Clerk, shop: Desk, tmp_path: Path):
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    chooses_files(clerk, bad)
    clerk.sees("不是能识别的图片")
    drops(strip_of(clerk), [bad, a_picture(tmp_path / "a.png"), tmp_path / "none.jpg"])
    shows(clerk, 1)
    drops(strip_of(clerk), [tmp_path / "a.png"])
    clerk.sees("已有这张照片")
    assert len(shop.rows("photo")) == 1


def drops(strip: PhotoStrip, files: list[Path]) -> None:
    """Drop files onto the strip as a desktop does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(strip, QDragEnterEvent(QPoint(5, 5), copy, mime, left, none))
    QApplication.sendEvent(strip, QDropEvent(QPointF(5, 5), copy, mime, left, none))


def test_a_picture_is_pasted(clerk: Clerk, shop: Desk, tmp_path: Path):
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    clerk.tabs_to(screen.log.photos.add)
    QGuiApplication.clipboard().setImage(QImage(str(a_picture(tmp_path / "a.png"))))
    clerk.presses(Qt.Key.Key_V, ctrl=True)
    shows(clerk, 1)
    QGuiApplication.clipboard().setText("no picture")
    clerk.presses(Qt.Key.Key_V, ctrl=True)
    clerk.waits_for_answers()
    assert len(shop.rows("photo")) == 1


def test_what_is_in_a_clipboard_is_not_decoded_at_the_window(tmp_path: Path):
    content = a_picture(tmp_path / "a.png").read_bytes()
    mime = QMimeData()
    mime.setData("image/png", content)
    assert sources_in(mime) == [content]
    assert sources_in(QMimeData()) == []


def test_whoever_only_reads_sees_pictures_and_adds_none(clerk: Clerk, shop: Desk, tmp_path: Path):
    case = shop.takes_in()
    file = str(a_picture(tmp_path / "a.png"))
    shop.do("add_photo", DESK, number=case.case, what="CHECK_IN", file=file)
    clerk.window.lock()
    clerk.signs_in(AUDITOR)
    screen = opens_case(clerk, case)
    screen.log.views.choose(PHOTOS)
    shows(clerk, 1)
    assert not strip_of(clerk).add.isVisible()
    clerk.tabs_to(strip_of(clerk).tiles[0])
    clerk.presses(DELETE)
    clerk.presses(Qt.Key.Key_V, ctrl=True)
    assert screen.photos.dialog is None


def test_a_lost_picture_is_a_sign_and_a_sentence(clerk: Clerk, shop: Desk, tmp_path: Path):
    case = shop.takes_in()
    file = str(a_picture(tmp_path / "a.png"))
    kept = shop.do("add_photo", DESK, number=case.case, what="CHECK_IN", file=file)
    blobs_of(shop.counter.shop.db).drop(kept.sha256)
    screen = opens_case(clerk, case)
    screen.log.views.choose(PHOTOS)
    shows(clerk, 1)
    tile = strip_of(clerk).tiles[0]
    assert "本机没有照片" in tile.accessibleName()
    clerk.tabs_to(tile)
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.photos.view is not None)
    view = screen.photos.view
    assert view is not None
    clerk.waits_for_answers()
    assert not view.panes[0].canvas.has_image()
    clerk.presses(ESCAPE)
    clerk.waits(lambda: screen.photos.view is None)


def test_a_picture_stays_with_the_case_it_was_taken_for(
    open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path
):
    clerk = open_window()
    clerk.signs_in(DESK)
    first, second = shop.takes_in(), shop.takes_in()
    opens_case(clerk, first)
    strip_of(clerk).came.emit([from_a_phone(tmp_path / "IMG_0001.JPG")])
    clerk.scans(second.case)  # while it is being made smaller
    clerk.waits(lambda: len(shop.rows("photo")) == 1)
    assert shop.row("customer_item", first.case)["id"] == shop.rows("photo")[0]["item_id"]

"""Papers adjusted by keys and seen while they are; the logo chosen, dropped, pasted, refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from counter.domain.paper_looks import CHOICES
from counter.papers import draw_paper
from counter.printing.raster import page_size
from counter.printing.sheet import Picture, Sheet, Text
from tests.builders import a_fan
from tests.desk import DESK, MANAGER, Desk
from tests.test_logos import a_logo
from tests.ui.robots import Clerk
from tests.ui.test_settings import opens, replaces, saves, tabs_to
from ui.dialogs.preview import PreviewDialog
from ui.screens.settings.papers import PapersSection

DOWN, ENTER, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space


def sits_down(open_window: Any, language: str = "zh_CN") -> tuple[Clerk, PapersSection]:
    manager = open_window(language)
    manager.signs_in(MANAGER)
    page = opens(manager, "papers")
    manager.waits(lambda: bool(page.wanted))
    manager.waits_for_focus(page.papers)
    return manager, page


def turns_to(manager: Clerk, page: PapersSection, form: str) -> None:
    """The key of its chip: the form follows."""
    page.first()
    manager.types(next(chip.key for chip in page.papers.chips if chip.code == form))
    assert page.paper() == form
    manager.waits_for_focus(page.form)


def kept(shop: Desk, name: str) -> Any:
    found = shop.rows("setting", "name = ?", name)
    return json.loads(found[0]["value_json"]) if found else None


def seen(manager: Clerk, page: PapersSection) -> Sheet:
    """The sheet that is shown, once it is drawn."""
    manager.waits(page.view.is_drawn)
    return page.view.sheets[page.view.place]


def says(sheet: Sheet) -> str:
    return "\n".join(mark.text for mark in sheet.marks if isinstance(mark, Text))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_label_is_adjusted_by_keys_and_printed_so(open_window, shop: Desk, language: str):
    manager, page = sits_down(open_window, language)
    turns_to(manager, page, "item_label")
    assert seen(manager, page).width == 60
    manager.presses(DOWN)  # the other stock
    assert seen(manager, page).width == 40
    masked = "李**" if language == "zh_CN" else "E*"
    assert masked in says(seen(manager, page))
    for name in ("customer", "phone_tail"):
        tabs_to(manager, page.form.fields[name])
        manager.presses(SPACE)
    tabs_to(manager, page.form.copies_pick)
    manager.presses(DOWN, DOWN)
    replaces(manager, page.form.notes[language], "Ask 8800")
    manager.waits(lambda: "Ask 8800" in says(page.view.sheets[0]))
    assert masked not in says(seen(manager, page))
    saves(manager)
    assert kept(shop, "paper_item_label") == {
        "size": "40x30",
        "copies": 2,
        "hidden": ["customer", "phone_tail"],
        "logo": True,
        "note": {"zh_CN": "", "en": ""} | {language: "Ask 8800"},
    }
    assert kept(shop, "paper_item_receipt") is None  # what was not touched is not set
    case = shop.takes_in(a_fan())
    reader = shop.counter.reader()
    pdf = draw_paper(reader, "item_label", case.card, at=shop.at)
    reader.close()
    assert page_size(pdf) == (40.0, 30.0)
    assert [row["copies"] for row in shop.rows("print_job", "form = 'item_label'")] == [2]


@pytest.mark.parametrize("form", CHOICES)
def test_every_paper_is_seen_on_everything_it_is_printed_on(open_window, form: str):
    manager, page = sits_down(open_window, "en")
    turns_to(manager, page, form)
    tabs_to(manager, page.long)
    manager.presses(SPACE)
    for place, size in enumerate(CHOICES[form].sizes):
        page.form.size_pick.setCurrentIndex(place)
        assert page.form.value()["size"] == (size if place else "")
        for language in page.languages.segments:
            page.languages.choose(language)
            sheet, picture = seen(manager, page), page.view.picture.pixmap()
            shape = picture.width() / picture.height()
            assert shape == pytest.approx(sheet.width / sheet.height, rel=0.02)
            assert picture.deviceIndependentSize().width() <= page.view.width()
            picture = picture.toImage()
            assert picture.pixelColor(2, 2) == Qt.GlobalColor.white


def test_papers_of_several_sheets_are_turned_and_looked_at_closely(open_window):
    manager, page = sits_down(open_window, "en")
    tabs_to(manager, page.long)
    manager.presses(SPACE)
    page.languages.choose("both")
    seen(manager, page)
    assert len(page.view.sheets) > 1
    tabs_to(manager, page.view)
    manager.presses(Qt.Key.Key_PageDown)
    assert page.view.place == 1
    manager.presses(Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert page.view.place == 0
    manager.presses(ENTER)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    manager.presses(Qt.Key.Key_Escape)
    manager.turns_to_the_window()


def test_what_is_half_chosen_stays_and_can_be_taken_back(open_window, shop: Desk):
    manager, page = sits_down(open_window)
    assert not page.undo.isVisible()
    turns_to(manager, page, "repair_card")
    tabs_to(manager, page.form.fields["serial"])
    manager.presses(SPACE)
    turns_to(manager, page, "settlement_statement")
    tabs_to(manager, page.form.fields["payment"])
    manager.presses(SPACE)
    shop.do("change_setting", MANAGER, name="guarantee_days", value=90)  # somebody else
    manager.settles()
    turns_to(manager, page, "repair_card")
    assert not page.form.fields["serial"].isChecked()
    tabs_to(manager, page.undo)
    manager.presses(SPACE)
    assert page.form.fields["serial"].isChecked()
    saves(manager)
    assert kept(shop, "paper_repair_card") is None
    assert kept(shop, "paper_settlement_statement")["hidden"] == ["payment"]


def test_the_note_of_the_receipt_is_that_of_the_texts(open_window, shop: Desk):
    manager, page = sits_down(open_window, "en")
    replaces(manager, page.form.notes["en"], "All sales final: No  Refund")
    assert page.warning.isVisible()
    assert "no refund" in page.warning.text()
    manager.waits(lambda: "No  Refund" in says(page.view.sheets[0]))
    saves(manager)
    assert kept(shop, "receipt_note")["en"] == "All sales final: No Refund"
    texts = opens(manager, "texts")
    manager.waits(lambda: "Refund" in texts.edits["receipt_note", "en"].text())


def test_a_note_in_the_other_language_is_seen_in_it(open_window):
    manager, page = sits_down(open_window, "en")
    turns_to(manager, page, "repair_card")
    replaces(manager, page.form.notes["zh_CN"], "请勿取下")
    assert page.languages.value() == "zh_CN"
    assert "请勿取下" in says(seen(manager, page))
    assert "修护卡" in says(seen(manager, page))


# the logo ------------------------------------------------------------------------------------


def logos(page: PapersSection) -> list[Picture]:
    return [mark for mark in page.view.sheets[0].marks if isinstance(mark, Picture)]


def test_a_logo_is_chosen_seen_at_once_kept_and_removed(open_window, shop: Desk, tmp_path: Path):
    file = a_logo(tmp_path / "logo.png")
    manager, page = sits_down(open_window)
    assert logos(page) == []
    tabs_to(manager, page.logo.choose)
    manager.presses(SPACE)
    dialog = page.findChild(QFileDialog) or page.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    manager.turns_to_the_window()
    manager.waits(lambda: bool(logos(page)))
    manager.waits_for_focus(page.logo.choose)
    assert kept(shop, "logo") is None
    saves(manager)
    assert kept(shop, "logo")["width"] == logos(page)[0].logo.width
    case = shop.takes_in(a_fan())
    reader = shop.counter.reader()
    plain = len(draw_paper(reader, "repair_card", case.card, at=shop.at))
    tabs_to(manager, page.form.logo)
    turns_to(manager, page, "repair_card")
    tabs_to(manager, page.form.logo)
    manager.presses(SPACE)
    assert logos(page) == []
    saves(manager)
    assert len(draw_paper(reader, "repair_card", case.card, at=shop.at)) < plain
    reader.close()
    tabs_to(manager, page.logo.remove)
    manager.presses(SPACE)
    saves(manager)
    assert kept(shop, "logo") == {}
    turns_to(manager, page, "item_receipt")
    assert logos(page) == []


def dropped(page: PapersSection, mime: QMimeData) -> None:
    copy = Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.logo, QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, keys))
    QApplication.sendEvent(page.logo, QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))


def test_a_logo_is_dropped_or_pasted(open_window, tmp_path: Path):
    file = a_logo(tmp_path / "logo.png")
    manager, page = sits_down(open_window)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    dropped(page, mime)
    manager.waits(lambda: bool(logos(page)))
    first = logos(page)[0].logo
    tabs_to(manager, page.logo.remove)
    manager.presses(SPACE)
    assert logos(page) == []
    QGuiApplication.clipboard().setImage(QImage(str(file)))
    tabs_to(manager, page.logo.choose)
    manager.presses(Qt.Key.Key_V, ctrl=True)
    manager.waits(lambda: bool(logos(page)))
    assert logos(page)[0].logo == first


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_no_logo_is_refused_in_words_and_changes_nothing(
    open_window, shop: Desk, tmp_path: Path, language: str
):
    value = {"file": str(a_logo(tmp_path / "logo.png"))}
    shop.do("change_setting", MANAGER, name="logo", value=value)
    manager, page = sits_down(open_window, language)
    manager.waits(lambda: bool(logos(page)))
    before = logos(page)[0].logo
    (tmp_path / "words.png").write_text("no picture")
    (tmp_path / "cut.png").write_bytes((tmp_path / "logo.png").read_bytes()[:400])
    replaces(manager, page.form.notes["en"], "Half typed")
    for name in ("words.png", "cut.png", "gone.png"):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        dropped(page, mime)
        manager.waits(lambda name=name: name in page.trouble.text())
        assert page.trouble.isVisible()
        assert logos(page)[0].logo == before
        assert page.form.notes["en"].text() == "Half typed"
    assert not page.acts() or {act[1]["name"] for act in page.acts()} == {"receipt_note"}


def test_who_may_not_is_told_and_what_he_chose_stays(open_window, shop: Desk):
    manager, page = sits_down(open_window)
    turns_to(manager, page, "item_label")
    manager.presses(DOWN)
    manager.window.kit.desk.person_code = DESK  # the right was taken away meanwhile
    saves(manager)
    assert page.trouble.isVisible()
    assert page.form.value()["size"] == "40x30"
    assert kept(shop, "paper_item_label") is None
    manager.window.kit.desk.person_code = MANAGER

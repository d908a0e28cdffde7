"""What is typed of a printer, and where papers go: kept, told beside its field, never lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter.printing.devices.kept import FILE, keep_printers, kept_printers, kept_routes
from counter.printing.devices.routes import AS_PDF, Route
from tests.desk import MANAGER, Desk
from tests.printing.devices.described import described
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.ui.gallery import flaws
from tests.ui.gallery.printer_stops import paper_routes, printer_open
from tests.ui.printer_hands import (
    LABELS,
    presses_on,
    printers,
    row_of,
    stands,
    waits,
    wears,
)
from tests.ui.robots import Clerk
from tests.ui.test_settings import opens, replaces, saves, tabs_to
from ui.window import DESIGN, SMALLEST

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right


@pytest.fixture(params=["zh_CN", "en"])
def manager(request: pytest.FixtureRequest, open_window, shop: Desk) -> Clerk:
    clerk = open_window(request.param)
    clerk.signs_in(MANAGER)
    return clerk


@pytest.fixture
def home(shop: Desk) -> Path:
    return shop.counter.shop.folder.parent / "home"


def test_the_form_asks_only_for_what_means_something(manager: Clerk):
    page = printers(manager)
    presses_on(manager, page.view.side.add)
    form = page.view.page.form
    usual = {"name", "address", "width_dots", "darkness", "offset_x_mm", "offset_y_mm", "tells"}
    asked = {
        "TSPL": {*usual, "gap_mm"},
        "ESCPOS": {*usual, "cuts", "as_text"} - {"darkness"},
        "DRIVER": {"name", "address"},
        "ZPL": usual,
    }
    tabs_to(manager, form.language)
    for _ in range(4):
        assert wears(page) == asked[form.language.value()], form.language.value()
        manager.presses(RIGHT)
    assert page.view.page.trial.drawer.isVisible() is (form.language.value() == "ESCPOS")
    tabs_to(manager, form.stock)
    manager.presses(Qt.Key.Key_End)  # not checked
    manager.presses(Qt.Key.Key_Up)  # another size
    assert {"stock_width_mm", "stock_height_mm"} <= wears(page)


def test_wrong_input_is_told_beside_its_field_and_kept(manager: Clerk, home: Path):
    page = printers(manager)
    presses_on(manager, page.view.side.add)
    form = page.view.page.form
    saves(manager)
    assert manager.focus() is form.name
    manager.types("P")
    saves(manager)
    assert manager.focus() is form.address
    assert page.missing.text()
    wrong = {
        "address": ("printer here:99999", form.reached),
        "darkness": ("99", form.burnt),
        "width_dots": ("12.5", form.burnt),
        "offset_x_mm": ("a lot", form.moves),
    }
    right = {"address": "127.0.0.9", "darkness": "", "width_dots": "832", "offset_x_mm": "0"}
    replaces(manager, form.address, "127.0.0.9")
    for name, (text, line) in wrong.items():
        edit = form.fields[name].control
        replaces(manager, edit, text)
        saves(manager)
        assert manager.focus() is edit, name
        assert line.has_error()
        assert text in line.note.text()
        assert edit.text() == text
        assert not (home / FILE).exists()
        replaces(manager, edit, right[name])
        assert not line.has_error()
    saves(manager)
    waits(manager, lambda: page.view.open_key == "d:P")
    presses_on(manager, page.view.side.add)
    manager.types("P")
    replaces(manager, form.address, "127.0.0.8")
    saves(manager)
    waits(manager, form.named.has_error)  # a name that is taken
    assert len(kept_printers(home)) == 1


def test_what_is_typed_stays_until_it_is_saved_or_undone(manager: Clerk, home: Path):
    keep_printers(home, [described("TSPL", "127.0.0.1:9", name="A", tells=False),
                         described("TSPL", "127.0.0.1:9", name="B", tells=False)])  # fmt: skip
    page = printers(manager)
    manager.presses(ENTER)
    form = page.view.page.form
    replaces(manager, form.address, "127.0.0.9")
    page.view.side.list.setFocus()
    manager.presses(DOWN)
    assert (form.name.text(), form.address.text()) == ("B", "127.0.0.1:9")
    manager.presses(Qt.Key.Key_Escape)
    manager.waits_for_focus(manager.window.current().places)
    manager.presses(DOWN)  # another section
    manager.presses(Qt.Key.Key_Up)
    manager.presses(ENTER)
    waits(manager, page.view.side.list.hasFocus)
    manager.presses(Qt.Key.Key_Up)
    assert form.address.text() == "127.0.0.9"
    said = "未保存" if manager.window.kit.language.code == "zh_CN" else "not saved"
    assert said in row_of(page, "A")
    presses_on(manager, page.view.page.undo)
    assert form.address.text() == "127.0.0.1:9"
    assert said not in row_of(page, "A")
    assert kept_printers(home)[0].address == "127.0.0.1:9"


def test_a_printer_is_taken_away_and_brought_back(manager: Clerk, home: Path):
    keep_printers(home, [described("TSPL", "127.0.0.1:9", name="A")])
    page = printers(manager)
    manager.presses(ENTER)
    presses_on(manager, page.view.page.remove)
    waits(manager, lambda: kept_printers(home) == [])
    manager.waits_for_focus(page.view.side.undo)
    manager.presses(SPACE)
    waits(manager, lambda: [one.name for one in kept_printers(home)] == ["A"])
    waits(manager, page.view.side.gone.isHidden)


def test_papers_go_where_they_are_sent_in_sizes_that_fit(manager: Clerk, home: Path):
    roll: dict[str, Any] = {"width_dots": 576, "stock_width_mm": 80.0, "tells": False}
    keep_printers(home, [described("ESCPOS", "127.0.0.1:9", name="till", **roll),
                         described("TSPL", "127.0.0.1:9", name="labels", **LABELS)])  # fmt: skip
    page = printers(manager)
    tabs_to(manager, page.views)
    manager.presses(RIGHT)
    papers = page.papers
    tabs_to(manager, papers.printers["item_receipt"])
    manager.presses(DOWN)
    assert papers.printers["item_receipt"].code() == "till"
    waits(
        manager, lambda: kept_routes(home) == {"item_receipt": Route(printer="till", size="80mm")}
    )
    sizes = papers.sizes["item_receipt"]
    assert [sizes.itemData(place) for place in range(sizes.count())] == ["", "80mm"]
    tabs_to(manager, papers.printers["item_label"])
    manager.presses(DOWN, DOWN)
    sizes = papers.sizes["item_label"]
    assert [sizes.itemData(place) for place in range(sizes.count())] == ["", "60x40"]
    tabs_to(manager, papers.printers["repair_card"])
    manager.presses(Qt.Key.Key_End)
    waits(manager, lambda: kept_routes(home).get("repair_card") == Route(printer=AS_PDF))
    assert kept_routes(home)["item_label"] == Route(printer="labels")
    tabs_to(manager, papers.printers["item_register"])
    manager.presses(DOWN)
    assert papers.notes["item_register"].isVisible()  # no size of it goes on a roll
    assert "till" in papers.notes["item_register"].text()


def test_a_paper_whose_printer_is_gone_says_so(manager: Clerk, home: Path):
    (home / FILE).parent.mkdir(parents=True, exist_ok=True)
    (home / FILE).write_text(json.dumps(
        {"printers": [], "papers": {"item_receipt": {"printer": "Laser in the back room"}}}
    ))  # fmt: skip
    page = printers(manager)
    page.views.choose("papers")
    manager.sees("Laser in the back room")
    assert page.papers.notes["item_receipt"].isVisible()
    assert page.papers.printers["item_receipt"].code() == "Laser in the back room"


def test_a_damaged_list_is_told_and_begun_anew_only_when_somebody_says_so(
    manager: Clerk, home: Path
):
    home.mkdir(parents=True, exist_ok=True)
    (home / FILE).write_text('{"printers": [{"na')
    page = opens(manager, "printers")
    waits(manager, page.damaged.isVisible)
    assert FILE in page.damaged.text()
    manager.waits_for_focus(page.anew)
    assert (home / FILE).read_text() == '{"printers": [{"na'
    manager.presses(SPACE)
    waits(manager, lambda: not page.damaged.isVisible())
    (aside,) = home.glob("printers-*.json")
    assert aside.read_text() == '{"printers": [{"na'
    assert not (home / FILE).exists()


@pytest.mark.parametrize("stop", [printer_open, paper_routes])
def test_the_page_with_printers_is_whole_in_every_dress(manager: Clerk, stop: Any):
    stop(manager, {})
    screen = manager.window.current()
    for size in (DESIGN, SMALLEST):
        manager.window.resize(*size)
        QApplication.processEvents()
        stands(manager, screen)
        assert manager.window.size().toTuple() == size
    manager.window.resize(*DESIGN)
    manager.window.kit.language.words = flaws.Longer()  # type: ignore[assignment]
    manager.window.kit.language.changed.emit()
    stands(manager, screen)


def test_a_printer_that_cannot_be_kept_stays_typed(manager: Clerk, home: Path):
    page = printers(manager)
    (home / FILE).with_suffix(".new").mkdir(parents=True)  # nothing can be written there
    presses_on(manager, page.view.side.add)
    manager.types("P")
    replaces(manager, page.view.page.form.address, "127.0.0.9")
    saves(manager)
    waits(manager, page.trouble.isVisible)
    assert FILE in page.trouble.text()
    assert page.view.page.form.address.text() == "127.0.0.9"
    (home / FILE).with_suffix(".new").rmdir()
    saves(manager)
    waits(manager, lambda: page.view.open_key == "d:P")
    assert kept_printers(home)[0].address == "127.0.0.9"


def test_a_printer_that_is_taken_away_closes_no_other(manager: Clerk, home: Path):
    keep_printers(home, [described("TSPL", "127.0.0.1:9", name=n, tells=False) for n in "ABC"])
    page = printers(manager)
    page.view.show_printer("d:A")
    page.view.page.wants_removed.emit()
    page.view.show_printer("d:C")
    waits(manager, page.view.side.undo.isVisible)
    assert [one.name for one in kept_printers(home)] == ["B", "C"]
    assert page.view.open_key == "d:C"


def test_a_language_that_is_heard_is_the_one_of_the_printer_asked(manager: Clerk, home: Path):
    page = printers(manager)
    form = page.view.page.form
    with Printer9100(Manner("TSPL")) as there:
        page.view.describe_found(described("ZPL", there.address, name="P"))
        page.view.describe_found(described("ZPL", "127.0.0.1:9", name="Q"))
        waits(manager, lambda: page.view.page.note.property("tone") == "danger")
    assert form.language.value() == "ZPL"

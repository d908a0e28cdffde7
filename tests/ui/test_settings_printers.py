"""The manager sets printers up by keys alone: found, described, tried, moved; nothing is lost."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.printing.devices.catalogue import Way
from counter.printing.devices.kept import FILE, keep_printers, kept_printers, kept_routes
from counter.printing.devices.routes import AS_PDF, Route
from counter.printing.forms.test_page import CODE
from tests.desk import MANAGER, Desk
from tests.printing import reading
from tests.printing.devices.burning import EscPosPrinter, TsplPrinter, ZplPrinter
from tests.printing.devices.described import described
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.ui.robots import Clerk
from tests.ui.test_settings import opens, replaces, saves, tabs_to
from ui.screens.settings.printers import PrintersSection

ENTER, SPACE, DOWN, RIGHT = (
    Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Right,
)  # fmt: skip
CODES = [("bars", CODE), ("square", CODE)]
PATIENCE_MS = 30_000  # a printer may take its time
LABELS: dict[str, Any] = {"stock_width_mm": 60.0, "stock_height_mm": 40.0}


@pytest.fixture(params=["zh_CN", "en"])
def manager(request: pytest.FixtureRequest, open_window, shop: Desk) -> Clerk:
    clerk = open_window(request.param)
    clerk.signs_in(MANAGER)
    return clerk


@pytest.fixture
def home(shop: Desk) -> Path:
    return shop.counter.shop.folder.parent / "home"


def printers(clerk: Clerk) -> PrintersSection:
    """The open section, with every printer asked how it is."""
    page = opens(clerk, "printers")
    waits(clerk, lambda: page.system is not None and page.is_loaded())
    clerk.waits_for_answers()
    return page


def waits(clerk: Clerk, condition: object) -> None:
    clerk.qtbot.waitUntil(condition, timeout=PATIENCE_MS)


def presses_on(clerk: Clerk, button: QWidget) -> None:
    tabs_to(clerk, button)
    clerk.presses(SPACE)


def tries(clerk: Clerk, page: PrintersSection) -> str:
    """Print a test page and wait for what came of it."""
    trial = page.view.page.trial
    presses_on(clerk, trial.page)
    waits(clerk, trial.page.isEnabled)
    assert trial.outcome.isVisible()
    return trial.outcome.text()


def row_of(page: PrintersSection, name: str) -> str:
    """What the list tells of a printer."""
    return next((row.spoken() for row in page.view.side.list.rows if row.name == name), "")


def wears(page: PrintersSection) -> set[str]:
    """The numbers and ticks that the form asks for."""
    form = page.view.page.form
    shown = {name for name, field in form.fields.items() if field.isVisible()}
    return shown | {name for name, tick in form.ticks.items() if tick.isVisible()}


def test_a_printer_is_found_described_tried_and_moved(manager: Clerk, home: Path):
    with Printer9100(Manner("TSPL")) as there:
        page = printers(manager)
        assert manager.focus() is page.view.side.look  # there is none yet, and it says so
        assert page.view.side.empty.isVisible()
        page.view.finds.port = int(there.address.split(":")[1])
        page.view.finds.hosts = [f"127.0.0.{n}" for n in range(1, 255)]
        manager.presses(SPACE)
        waits(manager, lambda: not page.view.finds.is_looking())
        found = [row.name for row in page.view.finds.list.rows]  # serial ports stand before it
        assert found[-1] == there.address
        assert found.count(there.address) == 1
        assert bytes(there.got) == b""  # looking for it told it nothing
        manager.waits_for_focus(page.view.finds.list)
        manager.presses(Qt.Key.Key_End, ENTER)
        form = page.view.page.form
        waits(manager, lambda: "TSPL" in page.view.page.note.text())
        manager.waits_for_focus(form.name)
        manager.writes("仓库标签机")
        tabs_to(manager, form.numbers["darkness"])
        manager.types("9")
        saves(manager)
        waits(manager, (home / FILE).exists)
        waits(manager, lambda: page.view.open_key == "d:仓库标签机")
        (kept,) = kept_printers(home)
        assert (kept.name, kept.language, kept.address) == ("仓库标签机", "TSPL", there.address)
        assert (kept.stock_width_mm, kept.stock_height_mm, kept.darkness) == (60, 40, 9)
        waits(manager, lambda: "ready" in row_of(page, "仓库标签机") or "就绪" in
              row_of(page, "仓库标签机"))  # fmt: skip
        said = tries(manager, page)
        assert "仓库标签机" in said
        assert manager.window.kit.preferences.is_printer_tried
        burner = TsplPrinter()
        (label,) = burner.feed(bytes(there.got))
        assert (reading.codes_of(label), burner.darkness) == (CODES, 9)
        assert label.shape == (320, 480)


def test_what_the_ruler_says_moves_all_that_is_printed(manager: Clerk, home: Path):
    with Printer9100(Manner("TSPL")) as there:
        keep_printers(home, [described("TSPL", there.address, name="P", **LABELS)])
        page = printers(manager)
        manager.presses(ENTER)
        tries(manager, page)
        form = page.view.page.form
        trial = page.view.page.trial
        first, second = trial.measured.values()
        tabs_to(manager, first)
        manager.types("2,5")
        tabs_to(manager, second)
        manager.types("much")
        presses_on(manager, trial.take)
        assert manager.focus() is second  # no ruler says that
        assert second.text() == "much"
        replaces(manager, second, "0.5")
        presses_on(manager, trial.take)
        assert (form.numbers["offset_x_mm"].text(), form.numbers["offset_y_mm"].text()) == (
            "-1.5", "0.5",
        )  # fmt: skip
        tabs_to(manager, trial.pad)
        manager.presses(RIGHT, DOWN)
        manager.presses(RIGHT, shift=True)
        assert trial.pad.value() == (-0.4, 0.6)
        saves(manager)
        waits(manager, lambda: kept_printers(home)[0].offset_x_mm == -0.4)
        assert kept_printers(home)[0].offset_y_mm == 0.6


@pytest.mark.parametrize("spoken", ["TSPL", "ESCPOS"])
def test_one_that_answers_in_another_language_is_told_and_set_right(
    manager: Clerk, home: Path, spoken: str
):
    with Printer9100(Manner(spoken)) as there:
        keep_printers(home, [described("ZPL", there.address, name="P", **LABELS)])
        page = printers(manager)
        manager.presses(ENTER)
        said = tries(manager, page)
        shown = {"TSPL": "TSPL", "ESCPOS": "ESC"}[spoken]
        assert shown in said
        assert "ZPL" in said
        there.got.clear()
        presses_on(manager, page.view.page.trial.right)
        assert page.view.page.form.language.value() == spoken
        there.got.clear()
        tries(manager, page)
        roll = {"TSPL": TsplPrinter, "ESCPOS": EscPosPrinter}[spoken]()
        roll.feed(bytes(there.got))
        assert reading.codes_of(roll.pages[0]) == CODES
        assert kept_printers(home)[0].language == "ZPL"  # not saved yet, and that is said
        assert page.missing.text()
        saves(manager)
        waits(manager, lambda: kept_printers(home)[0].language == spoken)


def test_states_are_told_in_words_and_the_dead_hold_nobody_up(manager: Clerk, home: Path):
    with socket.create_server(("127.0.0.1", 0)) as door:
        dead = f"127.0.0.1:{door.getsockname()[1]}"
    with (
        Printer9100(Manner("ESCPOS", state="paper out")) as dry,
        Printer9100(Manner("ZPL", state="cover open")) as gaping,
        Printer9100(Manner()) as mute,
    ):
        keep_printers(home, [described("ESCPOS", dry.address, name="A"),
                             described("ZPL", gaping.address, name="B"),
                             described("TSPL", mute.address, name="C"),
                             described("TSPL", dead, name="D")])  # fmt: skip
        page = printers(manager)
        told = {"zh_CN": ("缺纸", "盖子未合上", "不报告状态", "连接不上"),
                "en": ("out of paper", "cover open", "does not tell", "not reached")}  # fmt: skip
        words = told[manager.window.kit.language.code]
        waits(manager, lambda: all(
            word in row_of(page, name) for name, word in zip("ABCD", words, strict=True)
        ))  # fmt: skip
        manager.presses(DOWN, DOWN, DOWN)
        assert page.view.page.form.name.text() == "D"
        assert dead in page.view.page.note.text()  # why, and what to do
        dry.manner.state = "ready"
        presses_on(manager, page.view.side.again)
        waits(manager, lambda: words[0] not in row_of(page, "A") and words[3] in row_of(page, "D"))


def test_a_test_page_that_does_not_come_out_says_why(manager: Clerk, home: Path):
    with socket.create_server(("127.0.0.1", 0)) as door:
        dead = f"127.0.0.1:{door.getsockname()[1]}"
    with (
        Printer9100(Manner("ESCPOS", state="paper out")) as dry,
        Printer9100(Manner()) as mute,
        Printer9100(Manner("TSPL", stops_after=9000, at_stop="reset")) as broken,
    ):
        narrow: dict[str, Any] = {"width_dots": 200}
        small: dict[str, Any] = {"stock_width_mm": 30.0, "stock_height_mm": 20.0}
        printers_of = {
            "dead": described("TSPL", dead, name="dead"),
            "dry": described("ESCPOS", dry.address, name="dry", width_dots=576),
            "mute": described("TSPL", mute.address, name="mute", **LABELS),
            "broken": described("TSPL", broken.address, name="broken", **LABELS),
            "narrow": described("TSPL", mute.address, name="narrow", **narrow),
            "small": described("TSPL", mute.address, name="small", **small),
        }
        keep_printers(home, printers_of.values())
        page = printers(manager)
        chinese = manager.window.kit.language.code == "zh_CN"
        told = {
            "dead": "未发送" if chinese else "nothing was sent",
            "dry": "未发送" if chinese else "nothing was sent",
            "mute": "之后的情况不再报告" if chinese else "says no more",
            "broken": "9" if chinese else "broke off",
            "narrow": "40" if chinese else "prints 25 mm",
            "small": "30 × 20",
        }
        for name, words in told.items():
            page.view.show_printer(f"d:{name}")
            page.view.side.list.start()
            assert words in tries(manager, page), name


def test_the_window_works_while_a_printer_says_nothing(manager: Clerk, home: Path):
    with Printer9100(Manner("TSPL", stops_after=30, at_stop="stall")) as there:
        keep_printers(home, [described("TSPL", there.address, name="P", **LABELS)])
        page = printers(manager)
        waits(manager, lambda: "…" not in row_of(page, "P"))
        manager.presses(ENTER)
        there.got.clear()
        presses_on(manager, page.view.page.trial.page)
        assert not page.view.page.trial.page.isEnabled()
        replaces(manager, page.view.page.form.name, "Q")
        saves(manager)
        manager.waits(lambda: kept_printers(home)[0].name == "Q")  # saving waits for no printer
        there.manner.at_stop = "close"
    waits(manager, page.view.page.trial.page.isEnabled)


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


def test_the_drawer_opens_and_a_folder_keeps_the_page(manager: Clerk, home: Path, tmp_path: Path):
    folder = tmp_path / "labels"
    with Printer9100(Manner("ESCPOS", state="paper out")) as there:
        keep_printers(home, [described("ESCPOS", there.address, name="till"),
                             described("ZPL", str(folder), name="files", way=Way.FOLDER,
                                       **LABELS)])  # fmt: skip
        page = printers(manager)
        manager.presses(ENTER)
        trial = page.view.page.trial
        presses_on(manager, trial.drawer)
        waits(manager, trial.drawer.isEnabled)
        assert b"\x1bp" in bytes(there.got)  # though it has no paper
        assert trial.outcome.isVisible()
    page.view.side.list.setFocus()
    manager.presses(DOWN)
    said = tries(manager, page)
    (file,) = folder.iterdir()
    assert str(file) in said
    (label,) = ZplPrinter().feed(file.read_bytes())
    assert reading.codes_of(label) == CODES


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


def test_looking_is_stopped_at_once(manager: Clerk):
    page = printers(manager)
    page.view.finds.port = 9
    page.view.finds.hosts = [f"127.1.{n // 250}.{n % 250}" for n in range(5000)]
    manager.presses(SPACE)
    waits(manager, lambda: page.view.finds.progress.value() >= 1)
    manager.waits_for_focus(page.view.finds.stop)
    manager.presses(SPACE)
    assert not page.view.finds.is_looking()
    assert not page.view.finds.progress.isVisible()
    page.view.finds.hosts = []
    presses_on(manager, page.view.side.look)
    waits(manager, lambda: not page.view.finds.is_looking())

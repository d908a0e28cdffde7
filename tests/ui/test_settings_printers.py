"""The manager finds, describes, asks and tries printers, by keys alone and over real sockets."""

import socket
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from counter.printing.devices.catalogue import Way
from counter.printing.devices.kept import FILE, keep_printers, kept_printers
from tests.desk import MANAGER, Desk
from tests.printing import reading
from tests.printing.devices.burning import EscPosPrinter, TsplPrinter, ZplPrinter
from tests.printing.devices.described import described
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.ui.printer_hands import (
    CODES,
    LABELS,
    presses_on,
    printers,
    row_of,
    tries,
    waits,
)
from tests.ui.robots import Clerk
from tests.ui.test_settings import replaces, saves, tabs_to

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
        assert [row.name for row in page.view.side.list.rows] == ["仓库标签机"]
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
        assert page.view.page.trial.is_busy()
        replaces(manager, page.view.page.form.name, "Q")
        saves(manager)
        manager.waits(lambda: kept_printers(home)[0].name == "Q")  # saving waits for no printer
        there.manner.at_stop = "close"
    waits(manager, lambda: not page.view.page.trial.is_busy())
    assert "P" in manager.window.messages.toast.text()  # what came of it is said nevertheless


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
        waits(manager, lambda: not trial.is_busy())
        assert b"\x1bp" in bytes(there.got)  # though it has no paper
        assert trial.outcome.isVisible()
    page.view.side.list.setFocus()
    manager.presses(DOWN)
    said = tries(manager, page)
    (file,) = folder.iterdir()
    assert str(file) in said
    (label,) = ZplPrinter().feed(file.read_bytes())
    assert reading.codes_of(label) == CODES


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

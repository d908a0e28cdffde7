"""The print queue in the window: real printers that are slow, dry or gone in the middle of a page,
and what somebody at the keyboard does about it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from counter.printing.devices.kept import keep_printers, keep_routes
from counter.printing.devices.routes import AS_PDF, Route
from tests.builders import a_fan, a_kettle
from tests.desk import DESK, Desk
from tests.printing.devices.burning import TsplPrinter
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.printing.queue.conftest import label_printer
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from tests.ui.test_left_papers import queue_of
from ui.dialogs.print_queue import PrintQueueDialog
from ui.screens.settings.printers import PAPERS

ENTER, SPACE, TAB, DOWN, ESCAPE, DELETE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Delete,
)
LABELS = ("repair_card", "item_label", "accessory_label")


def labels_go_to(shop: Desk, *printers: Printer9100, **forms: str) -> None:
    """Printers 标签机 1, 2 … are described; cards and labels go to the first."""
    home = shop.counter.shop.machine.folder
    names = [f"标签机 {place}" for place in range(1, len(printers) + 1)]
    described = [label_printer(p.address, name) for p, name in zip(printers, names, strict=True)]
    keep_printers(home, described)
    routes = {form: Route(printer=AS_PDF) for form in PAPERS}
    keep_routes(home, routes | {form: Route(printer=names[0]) for form in LABELS})


def statuses(shop: Desk) -> dict[str, str]:
    return {row["form"]: row["status"] for row in shop.rows("print_job")}


def takes_in(clerk: Clerk, shop: Desk) -> None:
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)


def pages(there: Printer9100) -> int:
    return bytes(there.got).count(b"PRINT 1,1\r\n")


def opens_queue(clerk: Clerk, word: str = "打印队列") -> PrintQueueDialog:
    """By Ctrl+K, as whoever has no mouse."""
    clerk.presses(Qt.Key.Key_K, ctrl=True)
    palette = clerk.window.overlays.palette
    assert palette is not None
    clerk.waits_for_focus(palette.field)
    clerk.writes(word)
    clerk.presses(ENTER)
    return queue_of(clerk)


def test_a_check_in_prints_labels_on_a_printer_in_the_network(clerk: Clerk, shop: Desk):
    with Printer9100(Manner("TSPL")) as there:
        labels_go_to(shop, there)
        takes_in(clerk, shop)
        clerk.waits(lambda: set(statuses(shop).values()) == {"PRINTED"})
        clerk.waits(lambda: sum(one.papers for one in clerk.printed) == 6)
        assert {one.printer for one in clerk.printed} == {"", "标签机 1"}
        assert len(TsplPrinter().feed(bytes(there.got))) == 3
        clerk.sees("标签机 1")


def test_a_dry_printer_is_told_of_and_asked_again_by_itself(clerk: Clerk, shop: Desk):
    with Printer9100(Manner("TSPL", state="paper out")) as there:
        labels_go_to(shop, there)
        takes_in(clerk, shop)
        clerk.sees("缺纸")
        clerk.sees("3 张单据等着打印")
        assert statuses(shop)["item_receipt"] == "PRINTED"
        dialog = opens_queue(clerk)
        clerk.waits(lambda: len(dialog.rows) == 3)
        assert "缺纸" in dialog.detail.text()
        assert "标签机 1" in dialog.list.rows[0].tail
        there.manner.state = "ready"
        shop.wait(6_000)
        clerk.waits(lambda: set(statuses(shop).values()) == {"PRINTED"})
        clerk.waits(dialog.empty.isVisible)
        clerk.presses(ESCAPE)
        clerk.turns_to_the_window()
        assert pages(there) == 3


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_printer_that_vanishes_is_asked_about(
    open_window: Callable[..., Clerk], shop: Desk, language: str
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    dies = Printer9100(Manner("TSPL", stops_after=9000, at_stop="reset", bite=1024))
    with dies, Printer9100(Manner("TSPL")) as fine:
        labels_go_to(shop, dies, fine)
        takes_in(clerk, shop)
        clerk.sees("可能已经打出" if language == "zh_CN" else "may have come out")
        clerk.waits(lambda: statuses(shop)["repair_card"] == "UNSURE")
        hears_of_it(clerk)
        dialog = opens_queue(clerk, "打印队列" if language == "zh_CN" else "queue")
        clerk.waits(lambda: any(row.status == "UNSURE" for row in dialog.rows))
        dialog.list.choose(str(place_of(shop, "repair_card")))
        clerk.waits(dialog.again.isVisible)
        assert ("已打出" if language == "zh_CN" else "It came out") in dialog.detail.text()
        seen, others = len(dies.got), pages(fine)
        shop.wait(3_600_000)
        clerk.qtbot.wait(1500)  # longer than it takes to look what is due
        assert statuses(shop)["repair_card"] == "UNSURE"
        assert (bytes(dies.got[:seen]).count(b"PRINT"), pages(fine)) == (0, others)
        dialog.target.pick("标签机 2")
        clerk.tabs_to(dialog.again)
        clerk.presses(SPACE)
        clerk.waits(lambda: statuses(shop)["repair_card"] == "PRINTED")
        assert pages(fine) >= 1
        leaves(clerk)


def test_somebody_says_that_it_came_out(clerk: Clerk, shop: Desk):
    with Printer9100(Manner("TSPL", state_after="paper out")) as there:
        labels_go_to(shop, there)
        takes_in(clerk, shop)
        clerk.waits(lambda: statuses(shop)["repair_card"] == "UNSURE")
        hears_of_it(clerk)
        dialog = opens_queue(clerk)
        clerk.waits(lambda: len(dialog.rows) == 3)
        dialog.list.choose(str(place_of(shop, "repair_card")))
        clerk.tabs_to(dialog.out)
        clerk.presses(SPACE)
        clerk.waits(lambda: statuses(shop)["repair_card"] == "PRINTED")
        assert statuses(shop)["item_label"] == "QUEUED"
        assert pages(there) == 1
        leaves(clerk)


def test_several_are_ticked_and_put_away(clerk: Clerk, shop: Desk):
    shop.takes_in(a_fan(accessories=(), no_accessories=True))
    dialog = opens_queue(clerk)
    clerk.waits_for_focus(dialog.list)
    assert dialog.go.text() == "打印 3 张"
    clerk.presses(Qt.Key.Key_A, ctrl=True)  # all are ticked: now none is
    clerk.presses(SPACE, DOWN, SPACE)
    assert dialog.go.text() == "打印 2 张"
    assert dialog.list.rows[0].spoken().startswith("已勾选")
    clerk.presses(DELETE, ctrl=True)
    clerk.waits(lambda: sorted(statuses(shop).values()) == ["CANCELLED", "CANCELLED", "QUEUED"])
    clerk.waits(lambda: len(dialog.rows) == 1)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: sorted(statuses(shop).values()) == ["CANCELLED", "CANCELLED", "PRINTED"])
    clerk.waits(lambda: clerk.window.messages.left.dialog is None)
    clerk.turns_to_the_window()


def test_a_paper_is_sent_to_another_printer(clerk: Clerk, shop: Desk):
    dry = Printer9100(Manner("TSPL", state="paper out"))
    with dry, Printer9100(Manner("TSPL")) as fine:
        labels_go_to(shop, dry, fine)
        takes_in(clerk, shop)
        clerk.sees("等着打印")
        dialog = opens_queue(clerk)
        clerk.waits(lambda: len(dialog.rows) == 3)
        clerk.tabs_to(dialog.target)
        while dialog.target.code() != "标签机 2":
            clerk.presses(DOWN)
        clerk.presses(ENTER, ctrl=True)
        clerk.waits(lambda: set(statuses(shop).values()) == {"PRINTED"})
        assert (pages(dry), pages(fine)) == (0, 3)
        assert {row["printer"] for row in shop.rows("print_job", "form <> 'item_receipt'")} == {
            "标签机 2"
        }
        clerk.waits(lambda: clerk.window.messages.left.dialog is None)
        clerk.turns_to_the_window()


def test_a_slow_printer_stalls_neither_screen_nor_others(clerk: Clerk, shop: Desk):
    shop.takes_in(a_kettle())
    slow = Printer9100(Manner("TSPL", bite=300, pause_s=0.03))
    with slow:
        labels_go_to(shop, slow)
        takes_in_second(clerk, shop)
        clerk.waits(lambda: len(slow.got) > 500)
        assert pages(slow) == 0
        newest = {row["form"]: row["status"] for row in shop.rows("print_job")[-4:]}
        assert newest["item_receipt"] == "PRINTED"
        clerk.presses(Qt.Key.Key_F9)
        clerk.waits(clerk.window.screen_named("registers").isVisible)
        clerk.waits_for_answers()
        assert pages(slow) == 0  # the window was faster than the page
        clerk.qtbot.waitUntil(lambda: pages(slow) >= 2, timeout=20_000)
        clerk.waits(lambda: {row["status"] for row in shop.rows("print_job")[-2:]} == {"PRINTED"})


def test_closing_the_window_ends_what_a_printer_has_begun(
    open_window: Callable[..., Clerk], program: Any, shop: Desk
):
    clerk = open_window()
    clerk.signs_in(DESK)
    with Printer9100(Manner("TSPL", bite=600, pause_s=0.02)) as there:
        labels_go_to(shop, there)
        takes_in(clerk, shop)
        clerk.waits(lambda: len(there.got) > 500)
        clerk.window.kit.print_room.close()
        assert pages(there) == 1
        assert statuses(shop)["repair_card"] == "PRINTED"
        assert statuses(shop)["item_label"] == "QUEUED"


def hears_of_it(clerk: Clerk) -> None:
    """A paper that may have come out is told of; here that is meant to be."""
    clerk.waits(lambda: bool(clerk.faults))
    clerk.faults.clear()


def place_of(shop: Desk, form: str) -> int:
    found = shop.counter.shop.db.execute("SELECT k FROM print_job WHERE form = ?", (form,))
    return found.fetchone()[0]


def takes_in_second(clerk: Clerk, shop: Desk) -> None:
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 2)


def leaves(clerk: Clerk) -> None:
    clerk.presses(ESCAPE)
    clerk.waits(lambda: clerk.window.messages.left.dialog is None)
    clerk.turns_to_the_window()

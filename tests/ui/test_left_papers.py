"""What was queued and never came out is offered in words when somebody comes, once a start."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from counter.domain.states import PrintStatus
from tests.builders import a_fan
from tests.desk import DAY, DESK, Desk
from tests.ui.robots import Clerk
from ui.dialogs.print_queue import PrintQueueDialog
from ui.left_papers import LeftPapers

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


def statuses(shop: Desk) -> dict[str, str]:
    return {row["form"]: row["status"] for row in shop.rows("print_job")}


def sits_down(open_window: Callable[..., Clerk], language: str) -> tuple[Clerk, LeftPapers]:
    clerk = open_window(language)
    clerk.signs_in(DESK)
    return clerk, clerk.window.messages.left


def queue_of(clerk: Clerk) -> PrintQueueDialog:
    """The print queue, once it is open."""
    left = clerk.window.messages.left
    clerk.waits(lambda: left.dialog is not None and left.dialog.isActiveWindow())
    assert left.dialog is not None
    return left.dialog


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_may_have_come_out_is_not_printed_unasked(open_window, shop: Desk, language: str):
    shop.takes_in(a_fan(accessories=(), no_accessories=True))
    place = shop.counter.shop.db.execute("SELECT k FROM print_job WHERE form = 'repair_card'")
    shop.do("mark_papers", DESK, places=list(place.fetchone()), status="PRINTING")
    clerk, left = sits_down(open_window, language)
    toast = clerk.window.messages.toast
    clerk.waits(lambda: toast.action().isVisible())
    assert "3" in toast.text()
    assert clerk.printed == []
    left.ask()
    dialog = queue_of(clerk)
    meant = {row.form: row.place in dialog._ticked for row in dialog.rows}  # noqa: SLF001
    assert meant == {"item_receipt": True, "repair_card": False, "item_label": True}
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: bool(clerk.printed))
    assert clerk.printed[0].papers == 4  # three copies of the receipt, one label
    clerk.waits(
        lambda: (
            statuses(shop)
            == {"item_receipt": "PRINTED", "repair_card": "UNSURE", "item_label": "PRINTED"}
        )
    )
    clerk.waits(lambda: len(dialog.rows) == 1)
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits(lambda: left.dialog is None)
    clerk.turns_to_the_window()


def test_later_leaves_them_for_the_next_start(open_window, shop: Desk):
    shop.takes_in(a_fan())
    clerk, left = sits_down(open_window, "zh_CN")
    clerk.waits(lambda: clerk.window.messages.toast.action().isVisible())
    left.ask()
    queue_of(clerk)
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits(lambda: left.dialog is None)
    assert set(statuses(shop).values()) == {"QUEUED"}
    clerk.turns_to_the_window()


def test_nothing_is_said_where_nothing_is_left(open_window, shop: Desk):
    clerk, _ = sits_down(open_window, "zh_CN")
    assert not clerk.window.messages.toast.isVisible()


def test_a_printed_paper_is_forgotten_after_a_month_and_stays_printed(shop: Desk):
    shop.takes_in(a_fan())
    (first, *_) = [k for (k,) in shop.counter.shop.db.execute("SELECT k FROM print_job")]
    head = shop.counter.shop.last.seq
    assert shop.do("mark_papers", DESK, places=[first], status="PRINTED").marked == 1
    assert shop.do("mark_papers", DESK, places=[first], status="FAILED").marked == 0
    assert shop.counter.shop.last.seq == head  # of this seat alone: nothing is sealed
    row = shop.rows("print_job")[0]
    assert (row["status"], row["printed_at"]) == (PrintStatus.PRINTED, shop.at - 60_000)
    shop.wait(31 * DAY)
    before = len(shop.rows("print_job"))
    answer = shop.do("mark_papers", DESK, places=[], status="PRINTED")
    assert (answer.forgotten, shop.rows("print_job")) == (before, [])
    many = list(range(1, 502))
    assert shop.refused("mark_papers", DESK, places=many, status="PRINTED") == "paper.too_many"

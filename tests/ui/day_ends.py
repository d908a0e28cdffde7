"""The second half of a day in stages: items go home, papers are lost, shelves and money counted."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter.domain.case_acts import CaseAct
from tests.desk import SUPERVISOR, Case
from tests.ui.day_stages import ENTER, SPACE, Day, chooses, ends, opens_case
from ui.dialogs.loss import LossDialog
from ui.screens.hand_back.ready_page import ReadyPage
from ui.screens.registers.screen import RegistersScreen
from ui.screens.shelves.screen import ShelvesScreen
from ui.screens.till.screen import TillScreen

# -- hand-back


def shows_receipt(day: Day, case: Case) -> ReadyPage:
    """The customer's paper is scanned: what is due stands there."""
    clerk, screen = day.clerk, day.clerk.hand_back()
    clerk.scans(case.receipt)
    clerk.waits(lambda: screen.stack.currentWidget() is screen.ready and screen.isVisible())
    clerk.waits(lambda: screen.ready.view.receipt_number == case.receipt)
    clerk.waits(lambda: bool(screen.ready.panels))
    day.settled()
    return screen.ready


def hands_over(day: Day, case: Case, *payments: tuple[str, str]) -> None:
    """Tick what goes, pay in these ways (a chip's key and what is given), sign, void the paper."""
    clerk, page = day.clerk, day.clerk.hand_back().ready
    ticks = [tick for panel in page.chosen() for tick in (*panel.ticks, *panel.old_parts)]
    for tick in ticks:
        clerk.presses(ENTER, ctrl=True)
        clerk.waits_for_focus(tick)
        clerk.presses(SPACE)
    for key, given in payments:
        clerk.presses(ENTER, ctrl=True)
        clerk.waits_for_focus(page.payment.method)
        clerk.types(key)
        clerk.waits_for_focus(page.payment.tendered)
        clerk.types(given)
        clerk.presses(ENTER)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(page.signed)
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: day.custody(case) == "HANDED_BACK")
    day.settled()
    clerk.waits_for_focus(clerk.hand_back().empty.number)


# -- a lost receipt


def reports_lost(day: Day, case: Case) -> None:
    """The customer cannot find the paper: it is blocked at once."""
    opens_case(day, case)
    chooses(day, CaseAct.REPORT_LOST)
    day.clerk.writes("王芳")
    ends(day)
    day.clerk.waits(lambda: receipt_status(day, case) == "LOST_REPORTED")


def declares_lost(day: Day, case: Case) -> None:
    """A finder shows it: alarm. The loss is declared, with a wrong and then the right PIN."""
    clerk, screen = day.clerk, day.clerk.hand_back()
    clerk.scans(case.receipt)
    clerk.waits(lambda: screen.stack.currentWidget() is screen.alarm and screen.isVisible())
    clerk.waits_for_focus(screen.alarm.close_button)
    day.settled()
    assert day.shop.alarms()[-1] == "receipt.reported_lost"
    clerk.tabs_to(screen.alarm.declare)
    clerk.presses(SPACE)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), LossDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LossDialog)
    clerk.waits_for_focus(dialog)
    _fills_declaration(day, dialog)
    for pin in ("9999", "0000"):
        clerk.tabs_to(dialog.pin)
        clerk.types(pin)
        clerk.presses(ENTER)
        clerk.waits_for_answers()
    clerk.waits(lambda: receipt_status(day, case) == "LOST_DECLARED")
    clerk.waits(lambda: screen.stack.currentWidget() is screen.ready)
    day.settled()
    clerk.turns_to_the_window()


def _fills_declaration(day: Day, dialog: LossDialog) -> None:
    clerk = day.clerk
    for group, key in ((dialog.check, "1"), (dialog.id_type, "1")):
        clerk.tabs_to(_stop(group))
        clerk.types(key)
    clerk.tabs_to(dialog.id_tail)
    clerk.types("0417")
    clerk.tabs_to(dialog.knowledge)
    clerk.writes("序列号后四位、底座上的划痕")
    clerk.tabs_to(dialog.signed)
    clerk.presses(SPACE)
    clerk.tabs_to(_stop(dialog.supervisor))
    clerk.picks(dialog.supervisor, SUPERVISOR)


def _stop(group):
    """Where Tab stops in a group of chips."""
    return next(c for c in group.chips if c.focusPolicy() & Qt.FocusPolicy.TabFocus)


def receipt_status(day: Day, case: Case) -> str:
    """How the receipt of a case stands."""
    return day.shop.row("item_receipt", case.receipt)["status"]


# -- papers


def reprints(day: Day, case: Case) -> None:
    """A paper of the case once more, with a reason; it is counted."""
    clerk, page = day.clerk, opens_case(day, case)
    before, papers = len(clerk.printed), page.papers
    clerk.tabs_to(page.aside.papers.tiles[0])
    clerk.presses(SPACE)
    clerk.waits(lambda: papers.preview_dialog is not None)
    preview = papers.preview_dialog
    assert preview is not None
    clerk.waits_for_focus(preview)
    clerk.tabs_to(preview.print_button)
    clerk.presses(SPACE)
    clerk.waits(lambda: papers.dialog is not None)
    assert papers.dialog is not None
    clerk.waits_for_focus(papers.dialog)
    clerk.types("1")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: papers.dialog is None)
    clerk.waits(lambda: len(clerk.printed) == before + 1)
    day.settled()
    clerk.turns_to_the_window()


# -- shelves


def moves(day: Day, case: Case, shelf: str) -> None:
    """Two scans: what, and onto which shelf."""
    clerk = day.clerk
    clerk.presses(Qt.Key.Key_F10)
    screen = day.screen("shelves", ShelvesScreen)
    clerk.waits(screen.isVisible)
    day.settled()
    clerk.scans(case.card)
    clerk.waits(lambda: screen.in_hand is not None)
    clerk.scans(day.shelf(shelf))
    clerk.waits(lambda: lies_on(day, case) == shelf)
    day.settled()


def counts(day: Day, shelf: str, found: list[Case]) -> tuple[list[str], list[str]]:
    """Scan what lies on a shelf; answer what is missing and what is extra."""
    clerk, screen = day.clerk, day.screen("shelves", ShelvesScreen)
    clerk.tabs_to(screen.aside.mode.segments["move"])
    clerk.presses(Qt.Key.Key_Right)
    clerk.scans(day.shelf(shelf))
    clerk.waits(lambda: bool(screen.count.booked))
    day.settled()
    for case in found:
        clerk.scans(case.card)
        day.settled()
    if not screen.count.found():
        clerk.presses(ENTER, ctrl=True)
        clerk.waits(lambda: not screen.aside.trouble.isHidden())  # is that so?
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: bool(day.shop.rows("shelf_count")))
    day.settled()
    kept = day.shop.rows("shelf_count")[-1]
    return json.loads(kept["missing_json"]), json.loads(kept["extra_json"])


def lies_on(day: Day, case: Case) -> str:
    """The shelf an item lies on."""
    shelf = day.shop.row("customer_item", case.case)["shelf_id"]
    return str(day.shop.rows("shelf", "id = ?", shelf)[0]["name"]) if shelf else ""


# -- the evening


def reads_till(day: Day) -> list[list[str]]:
    """The takings of the day as the till shows them."""
    clerk = day.clerk
    clerk.presses(Qt.Key.Key_F11)
    screen = day.screen("till", TillScreen)
    clerk.waits(screen.isVisible)
    day.settled()
    return [[cell.text for cell in entry.cells] for entry in screen.takings.ledger.entries]


def reads_registers(day: Day) -> dict[str, list[object]]:
    """What stands in the three books."""
    clerk = day.clerk
    clerk.presses(Qt.Key.Key_F9)
    screen = day.screen("registers", RegistersScreen)
    clerk.waits(screen.isVisible)
    day.settled()
    found: dict[str, list[object]] = {}
    clerk.tabs_to(screen.books.segments["items"])
    for book in ("items", "receipts", "day"):
        found[book] = [entry.subject for entry in screen.page().ledger.ledger.entries]
        clerk.presses(Qt.Key.Key_Right)
        day.settled()
    return found

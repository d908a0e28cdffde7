"""A day at the outlet in stages: each is what one person does at the window, by keys and scans."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt

from counter.domain.case_acts import CaseAct
from tests.desk import CASHIER, DESK, MANAGER, MINUTE, SECOND, SUPERVISOR, TECHNICIAN, Case, Desk
from tests.ui.repairs import points
from tests.ui.robots import Clerk
from ui.dialogs.form import FormDialog
from ui.screens.bench.screen import BenchScreen
from ui.screens.case.action_bar import PAUSE_MS
from ui.screens.case.screen import CaseScreen
from ui.screens.check_in.item_card import ANOTHER
from ui.screens.inspection.screen import InspectionScreen
from ui.screens.screen import Screen
from ui.screens.settlement.screen import SettlementScreen

ENTER, SPACE, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Down
STAFF = (DESK, TECHNICIAN, SECOND, SUPERVISOR, CASHIER, MANAGER)
A = TypeVar("A", bound=Screen)


@dataclass
class Day:
    """The one window of the outlet, and the people who take turns at it."""

    clerk: Clerk
    shop: Desk
    badges: dict[str, str]

    def screen(self, name: str, kind: type[A]) -> A:
        """A screen of the window."""
        found = self.clerk.window.screen_named(name)
        assert isinstance(found, kind)
        return found

    def sits_down(self, code: str) -> None:
        """Somebody else takes over, by badge and PIN."""
        self.clerk.hands_over_to(self.badges[code])

    def settled(self) -> None:
        """Wait until what was done can be seen."""
        self.clerk.settles()

    def status(self, case: Case) -> str:
        """How the card of a case stands."""
        return self.shop.status(case)

    def custody(self, case: Case) -> str:
        """Where the item of a case is."""
        return self.shop.row("customer_item", case.case)["custody_state"]

    def shelf(self, name: str) -> str:
        """The number on a shelf's label."""
        return str(self.shop.rows("shelf", "name = ?", name)[0]["number"])


def begin(clerk: Clerk, shop: Desk) -> Day:
    """Badges are handed out, and the front desk is the first to come."""
    badges = {
        code: shop.do("change_person", MANAGER, code=code, new_badge=True).badge for code in STAFF
    }
    clerk.waits(lambda: clerk.window.reception.is_badge(badges[CASHIER]))
    clerk.waits_for_answers()
    day = Day(clerk, shop, badges)
    day.sits_down(DESK)
    return day


# -- the front desk takes in


def takes_in(day: Day, phone: str, name: str, *kinds: str) -> list[Case]:
    """Check in one item or several; `name` is empty where the phone is known."""
    clerk, before = day.clerk, len(day.shop.rows("customer_item"))
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    clerk.waits_for_focus(form.customer.phone)
    clerk.types(phone)
    clerk.presses(ENTER)
    clerk.waits_for_answers()
    if name:
        clerk.waits_for_focus(form.customer.person)
        clerk.writes(name)
        clerk.presses(ENTER)
    else:
        clerk.picks(form.item.units, ANOTHER)
    for place, kind in enumerate(kinds):
        if place:
            clerk.tabs_to(clerk.check_in().aside.more)
            clerk.presses(SPACE)
        _describes(day, kind)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(day.shop.rows("customer_item")) == before + len(kinds))
    clerk.waits_for_answers()
    return _cases(day)[before:]


def brings_back(day: Day, phone: str) -> Case:
    """A known customer comes with a unit that was here before: two keys say which."""
    clerk, before = day.clerk, len(day.shop.rows("customer_item"))
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    clerk.waits_for_focus(form.customer.phone)
    clerk.types(phone)
    clerk.presses(ENTER)
    clerk.waits_for_focus(form.item.units)
    clerk.types("1")
    _says_what_is_wrong(day)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(day.shop.rows("customer_item")) == before + 1)
    clerk.waits_for_answers()
    return _cases(day)[-1]


def _describes(day: Day, kind: str) -> None:
    clerk, form = day.clerk, day.clerk.check_in().form
    clerk.picks(form.item.kinds, kind)
    clerk.waits_for_focus(form.item.brand)
    clerk.writes("苏泊尔")
    clerk.presses(ENTER)
    clerk.types("SW-17J")
    clerk.presses(ENTER, ENTER)
    _says_what_is_wrong(day)


def _says_what_is_wrong(day: Day) -> None:
    clerk, form = day.clerk, day.clerk.check_in().form
    for group in (form.fault.faults, form.condition.conditions, form.condition.accessories):
        clerk.waits_for_focus(group)
        clerk.types("1")
        clerk.presses(ENTER)


def _cases(day: Day) -> list[Case]:
    shop = day.shop
    receipts = {row["id"]: row["number"] for row in shop.rows("item_receipt")}
    lines = {row["item_id"]: receipts[row["receipt_id"]] for row in shop.rows("receipt_line")}
    cards = {row["item_id"]: row["number"] for row in shop.rows("repair_card")}
    items = sorted(shop.rows("customer_item"), key=lambda row: str(row["number"]))
    return [Case(row["number"], cards[row["id"]], lines[row["id"]], "") for row in items]


# -- the bench


def opens_card(day: Day, case: Case) -> BenchScreen:
    """Scan a card until its clock runs; one that does not hang yet is scanned twice."""
    clerk, bench = day.clerk, day.screen("bench", BenchScreen)
    if day.status(case) == "OPENED":
        clerk.scans(case.card)
        day.settled()
        clerk.scans(case.card)
        clerk.waits(lambda: day.status(case) == "HUNG")
        day.settled()
    clerk.scans(case.card)
    clerk.waits(lambda: bool(day.shop.rows("work_step", "ended_at IS NULL")))
    clerk.waits(bench.page.footer.pause.isVisible)
    day.settled()
    return bench


def finds_and_estimates(day: Day, case: Case, amount: str) -> None:
    """Write down what was found and ask the customer for so much."""
    clerk, page = day.clerk, opens_card(day, case).page
    clerk.waits_for_focus(page.finding.fault)
    clerk.types("3")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("密封圈老化")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.finding.leads)
    clerk.types("1")
    clerk.waits_for_focus(page.estimate.rows[0].what)
    clerk.writes("更换密封圈")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.estimate.rows[0].amount)
    clerk.types(amount)
    clerk.presses(ENTER)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: day.status(case) == "AWAIT_APPROVAL")
    day.settled()


def finds_no_fault(day: Day, case: Case) -> None:
    """Nothing is wrong: the item goes back as it came."""
    clerk, page = day.clerk, opens_card(day, case).page
    clerk.waits_for_focus(page.finding.fault)
    clerk.types("1")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("试机两小时正常")
    clerk.presses(ENTER)
    clerk.types("4")
    clerk.waits_for_focus(page.footer.go)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: day.status(case) == "RETURN_UNREPAIRED")
    day.settled()


def repairs(day: Day, case: Case, value: str) -> None:
    """A part by scan, a value, finished."""
    clerk, page, shop = day.clerk, opens_card(day, case).page, day.shop
    if day.status(case) == "APPROVED":
        clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: day.status(case) == "REPAIRING")
    day.settled()
    shop.wait(21 * MINUTE)
    used, measured = len(shop.rows("part_used")), len(shop.rows("measurement"))
    clerk.scans(shop.rows("part")[0]["number"])
    clerk.waits_for_focus(page.parts.pending.book)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("part_used")) == used + 1)
    clerk.waits_for_answers()
    clerk.tabs_to(page.values.table.rows[0].edit)
    clerk.types(value)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("measurement")) == measured + 1)
    day.settled()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: day.status(case) == "AWAIT_INSPECTION")
    day.settled()


# -- the supervisor


def fails_inspection(day: Day, case: Case) -> None:
    """Not good enough: back to the bench, with a reason."""
    clerk, desk = day.clerk, _inspects(day, case)
    clerk.tabs_to(desk.verdict.fail)
    clerk.presses(SPACE)
    clerk.waits_for_focus(desk.verdict.reasons)
    clerk.types("1")
    clerk.presses(TAB)
    clerk.writes("还有渗水")
    clerk.presses(TAB, SPACE)
    clerk.waits(lambda: day.status(case) == "REWORK")
    day.settled()


def passes_inspection(day: Day, case: Case, shelf: str) -> None:
    """Every point ticked, the shelf scanned, stamped."""
    clerk, desk = day.clerk, _inspects(day, case)
    for _ in points(desk):
        clerk.presses(ENTER, ctrl=True)
        clerk.presses(SPACE)
    clerk.scans(day.shelf(shelf))
    clerk.waits(lambda: desk.verdict.shelf.text() == shelf)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: day.status(case) == "PASSED")
    day.settled()


def _inspects(day: Day, case: Case) -> InspectionScreen:
    clerk, desk = day.clerk, day.screen("inspection", InspectionScreen)
    clerk.scans(case.card)
    clerk.waits(lambda: desk.verdict.isVisible() and bool(desk.checks.ticks))
    clerk.waits_for_answers()
    return desk


# -- the case page


def opens_case(day: Day, case: Case, code: str = "") -> CaseScreen:
    """Scan a paper that leads to the case, and wait until the page shows it."""
    clerk, page = day.clerk, day.screen("case", CaseScreen)
    clerk.scans(code or case.case)
    clerk.waits(lambda: clerk.window.current() is page and bool(page.log.log.lines))
    day.settled()
    clerk.waits_for_focus(page.head.bar)
    return page


def chooses(day: Day, act: CaseAct) -> FormDialog:
    """Press the key of what is to be done, and wait for its form."""
    clerk, page = day.clerk, day.screen("case", CaseScreen)
    clerk.waits(lambda: act in [button.act for button in page.head.bar.buttons])
    clerk.qtbot.wait(2 * PAUSE_MS)  # keys right behind a scan are taken for a part of it
    bar = page.head.bar
    if not bar.isAncestorOf(clerk.focus()):
        clerk.tabs_to(next(b for b in bar.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus))
    clerk.types(next(button.key for button in bar.buttons if button.act is act))
    return _form(day, page)


def ends(day: Day) -> None:
    """Send the form and wait until it is gone."""
    clerk, page = day.clerk, day.screen("case", CaseScreen)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: page.deeds.dialog is None)
    day.settled()
    clerk.turns_to_the_window()


def _form(day: Day, page: CaseScreen) -> FormDialog:
    day.clerk.waits(lambda: page.deeds.dialog is not None)
    dialog = page.deeds.dialog
    assert dialog is not None
    day.clerk.waits_for_focus(dialog)
    return dialog


def writes_down_the_yes(day: Day, case: Case) -> None:
    """The customer agrees in person: the step that leads on asks for it."""
    clerk, page = day.clerk, opens_case(day, case)
    clerk.presses(ENTER, ctrl=True)
    _form(day, page)
    clerk.types("1")
    ends(day)
    clerk.waits(lambda: day.status(case) == "APPROVED")


def settles(day: Day, case: Case, *, pays: str = "", rounding: str = "") -> None:
    """Make the statement: what the customer pays of the first line, and what is rounded off."""
    clerk, shop = day.clerk, day.shop
    page, before = opens_case(day, case), len(shop.rows("settlement"))
    assert page.aside.act is CaseAct.SETTLE
    clerk.presses(ENTER, ctrl=True)
    form = day.screen("settlement", SettlementScreen)
    clerk.waits(lambda: clerk.window.current() is form)
    day.settled()
    if pays:
        clerk.tabs_to(form.rows[0].part)
        clerk.types(pays)
    if rounding:
        clerk.tabs_to(form.totals.rounding)
        clerk.types(rounding)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("settlement")) == before + 1)
    clerk.waits(lambda: clerk.window.current() is page)
    day.settled()


def notifies(day: Day, case: Case) -> None:
    """Call the customer: it can be fetched."""
    clerk, page = day.clerk, opens_case(day, case)
    assert page.aside.act is CaseAct.NOTIFY
    clerk.presses(ENTER, ctrl=True)
    _form(day, page)
    clerk.presses(ENTER, ctrl=True)  # what came of it is asked for
    clerk.types("1")
    ends(day)
    clerk.waits(lambda: day.custody(case) == "NOTIFIED")


def withdraws(day: Day, case: Case) -> None:
    """The customer does not want it repaired any more."""
    opens_case(day, case)
    chooses(day, CaseAct.WITHDRAW)
    day.clerk.types("1")
    ends(day)
    day.clerk.waits(lambda: day.status(case) == "RETURN_UNREPAIRED")


def corrects(day: Day, case: Case) -> None:
    """A wrong model and a wrong name are put right on the case page."""
    clerk = day.clerk
    opens_case(day, case)
    dialog = chooses(day, CaseAct.CORRECT_UNIT)
    clerk.tabs_to(dialog.edits["model"])
    clerk.types("SW-18K")
    ends(day)
    clerk.waits(lambda: "SW-18K" in [row["model"] for row in day.shop.rows("unit")])
    dialog = chooses(day, CaseAct.CORRECT_CUSTOMER)
    clerk.tabs_to(dialog.edits["name"])
    clerk.writes("王方")
    ends(day)
    clerk.waits(lambda: "王方" in [row["name"] for row in day.shop.rows("customer")])

"""Every page of the window, opened as a clerk would find it."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from counter.domain.refusals import RuleBroken
from counter.print_queue.reasons import kept_reason
from tests.builders import a_kettle
from tests.desk import DESK, MINUTE, SUPERVISOR, TECHNICIAN, Desk
from tests.ui.book_pages import BOOK_PAGES
from tests.ui.case_pages import CASE_PAGES
from tests.ui.robots import Clerk
from ui.dialogs.loss import LossDialog
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.print_queue import PrintQueueDialog
from ui.screens.bench.screen import BenchScreen
from ui.screens.inspection.screen import InspectionScreen

PHONE = "13800135678"


def sign_in(clerk: Clerk, shop: Desk) -> QWidget:
    return clerk.window.reception.panel


def board(clerk: Clerk, shop: Desk) -> QWidget:
    shop.takes_in(a_kettle(promised_at="2026-11-23T17:00:00+08:00"))
    shop.mends(shop.takes_in())
    shop.diagnoses(shop.takes_in())
    clerk.signs_in(DESK)
    clerk.window.go("board")
    clerk.waits_for_answers()
    return clerk.window


def check_in_empty(clerk: Clerk, shop: Desk) -> QWidget:
    clerk.signs_in(DESK)
    clerk.window.go("check_in")
    clerk.waits_for_answers()
    return clerk.window


def check_in_known(clerk: Clerk, shop: Desk) -> QWidget:
    shop.hands_back(shop.gives_up(shop.takes_in()))
    check_in_empty(clerk, shop)
    form = clerk.check_in().form
    form.customer.take_phone(PHONE)
    clerk.waits_for_answers()
    form.item.units.choose([form.item.units.chips[0].code])
    clerk.waits_for_answers()
    form.fault.faults.choose([form.fault.faults.chips[0].code])
    clerk.check_in().go_on()
    return clerk.window


def check_in_wrong(clerk: Clerk, shop: Desk) -> QWidget:
    check_in_empty(clerk, shop)
    form = clerk.check_in().form
    form.customer.phone.setText("1380013")
    form.customer.settle()
    form.terms.deposit.setText("12.345")
    clerk.check_in().take_in()
    return clerk.window


def hand_back_empty(clerk: Clerk, shop: Desk) -> QWidget:
    clerk.signs_in(DESK)
    clerk.window.go("hand_back")
    clerk.waits_for_answers()
    return clerk.window


def hand_back_ready(clerk: Clerk, shop: Desk) -> QWidget:
    case = shop.mends(shop.takes_in())
    shop.settles(case)
    clerk.signs_in(DESK)
    clerk.scans(case.receipt)
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    page = clerk.hand_back().ready
    page.collector.who.choose("DEPUTY")
    page.payment.method.choose(["CASH"])
    page.payment.tendered.setText("100")
    clerk.waits_for_answers()
    return clerk.window


def hand_back_alarm(clerk: Clerk, shop: Desk) -> QWidget:
    case = shop.ready_to_go(shop.takes_in())
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt, reported_by="张伟")
    clerk.signs_in(DESK)
    clerk.scans(case.receipt)
    alarm = clerk.hand_back()
    clerk.waits(lambda: alarm.stack.currentWidget() is alarm.alarm)
    clerk.waits_for_answers()
    return clerk.window


def bench_empty(clerk: Clerk, shop: Desk) -> QWidget:
    clerk.signs_in(TECHNICIAN)
    clerk.window.go("bench")
    clerk.waits_for_answers()
    return clerk.window


def bench_diagnosis(clerk: Clerk, shop: Desk) -> QWidget:
    case = shop.hangs(shop.takes_in(a_kettle(promised_at="2026-11-23T17:00:00+08:00")))
    bench_empty(clerk, shop)
    clerk.scans(case.card)
    screen = clerk.window.current()
    assert isinstance(screen, BenchScreen)
    clerk.waits(screen.page.footer.pause.isVisible)
    screen.page.finding.leads.choose(["NEEDS_ESTIMATE"])
    clerk.waits_for_answers()
    return clerk.window


def bench_repair(clerk: Clerk, shop: Desk) -> QWidget:
    case = shop.agrees(shop.diagnoses(shop.takes_in()))
    bench_empty(clerk, shop)
    clerk.scans(case.card)
    screen = clerk.window.current()
    assert isinstance(screen, BenchScreen)
    clerk.waits(screen.page.footer.pause.isVisible)
    shop.wait(15 * MINUTE)
    clerk.scans(shop.rows("part")[0]["number"])
    clerk.waits(screen.page.parts.pending.isVisible)
    clerk.waits_for_answers()
    return clerk.window


def inspection(clerk: Clerk, shop: Desk) -> QWidget:
    case = shop.repairs(shop.agrees(shop.diagnoses(shop.takes_in())))
    clerk.signs_in(SUPERVISOR)
    clerk.window.go("inspection")
    clerk.scans(case.card)
    screen = clerk.window.current()
    assert isinstance(screen, InspectionScreen)
    clerk.waits(lambda: bool(screen.checks.ticks))
    clerk.waits_for_answers()
    return clerk.window


def loss(clerk: Clerk, shop: Desk) -> QWidget:
    hand_back_alarm(clerk, shop)
    clerk.clicks(clerk.hand_back().alarm.declare)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), LossDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def preview(clerk: Clerk, shop: Desk) -> QWidget:
    check_in_known(clerk, shop)
    clerk.qtbot.waitUntil(lambda: clerk.check_in().aside.slip.paper() is not None)
    clerk.check_in().preview()
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def print_queue(clerk: Clerk, shop: Desk) -> QWidget:
    """Papers of every state a paper can stay in."""
    shop.takes_in()
    found = shop.counter.shop.db.execute("SELECT k FROM print_job ORDER BY k").fetchall()
    unsure, failed, waits = [[place] for (place,) in found[:3]]
    out = kept_reason(RuleBroken("printer.not_ready", printer="E1", state="PRINTER_PAPER_OUT"))
    shop.do("mark_papers", DESK, places=unsure, status="UNSURE")
    shop.do("mark_papers", DESK, places=failed, status="FAILED")
    shop.do("mark_papers", DESK, places=waits, status="QUEUED", reason=out, retry_in_s=300)
    clerk.signs_in(DESK)
    clerk.window.act("papers")
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), PrintQueueDialog))
    clerk.waits_for_answers()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


PAGES: dict[str, Callable[[Clerk, Desk], QWidget]] = (
    {
        page.__name__: page
        for page in (
            sign_in,
            board,
            check_in_empty,
            check_in_known,
            check_in_wrong,
            hand_back_empty,
            hand_back_ready,
            hand_back_alarm,
            bench_empty,
            bench_diagnosis,
            bench_repair,
            inspection,
            loss,
            preview,
            print_queue,
        )
    }
    | CASE_PAGES
    | BOOK_PAGES
)

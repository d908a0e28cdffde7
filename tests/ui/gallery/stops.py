"""Every page of the window as a walker finds it, by name; what they open was made before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from counter.domain.choices import PhotoOf
from tests.desk import DESK, MANAGER, SUPERVISOR, TECHNICIAN
from tests.pictures import a_picture
from tests.ui.gallery.camera_stops import camera_away, picture_taken
from tests.ui.gallery.conflict_stops import conflicts_open
from tests.ui.gallery.printer_stops import paper_routes, printer_open
from tests.ui.gallery.transfer_stops import on_its_way, send_to
from tests.ui.robots import Clerk
from ui.dialogs.loss import LossDialog
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.print_queue import PrintQueueDialog
from ui.screens.bench.screen import BenchScreen
from ui.screens.case.screen import CaseScreen
from ui.screens.customers.screen import CustomersScreen
from ui.screens.inspection.screen import InspectionScreen
from ui.screens.registers.screen import BOOKS, RegistersScreen
from ui.screens.screen import Screen
from ui.screens.settings.screen import SECTIONS
from ui.screens.shelves.screen import ShelvesScreen

RESTS_MS = 60
AnyScreen = TypeVar("AnyScreen", bound=Screen)
Numbers = dict[str, str]
Way = Callable[[Clerk, Numbers], QWidget]


@dataclass(frozen=True)
class Stop:
    """A page: who stands before it, and how it is opened."""

    name: str
    who: str
    open: Way


def screen(clerk: Clerk, name: str, kind: type[AnyScreen]) -> AnyScreen:
    found = clerk.window.screen_named(name)
    assert isinstance(found, kind)
    return found


def place(name: str) -> Way:
    """A place of the rail, as it is when it is opened."""

    def opened(clerk: Clerk, _numbers: Numbers) -> QWidget:
        clerk.window.go(name)
        return clerk.window

    return opened


def subject(name: str, of: str) -> Way:
    """A screen opened with a number, or with a plain name."""

    def opened(clerk: Clerk, numbers: Numbers) -> QWidget:
        clerk.window.open(name, numbers.get(of, of))
        return clerk.window

    return opened


def sign_in(clerk: Clerk, _numbers: Numbers) -> QWidget:
    clerk.window.lock()
    return clerk.window


def sign_in_refused(clerk: Clerk, _numbers: Numbers) -> QWidget:
    assert clerk.window.reception.panel.choose_code(DESK)
    clerk.types("4711")
    clerk.presses(Qt.Key.Key_Return)
    return clerk.window


def board_filtered(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("board")(clerk, numbers)
    clerk.presses(Qt.Key.Key_Down)
    return clerk.window


def check_in_filled(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("check_in")(clerk, numbers)
    form = clerk.check_in().form
    form.customer.take_phone(numbers["regular_phone"])
    clerk.waits_for_answers()
    form.item.units.choose([form.item.units.chips[0].code])
    clerk.waits_for_answers()
    form.fault.faults.choose([form.fault.faults.chips[0].code])
    clerk.waits_for_answers()
    clerk.qtbot.wait(RESTS_MS)  # what is known of the unit takes its room first
    clerk.check_in().first()
    clerk.check_in().go_on()
    return clerk.window


def check_in_error(clerk: Clerk, numbers: Numbers) -> QWidget:
    clerk.check_in().discard()
    clerk.waits_for_answers()
    place("check_in")(clerk, numbers)
    form = clerk.check_in().form
    form.customer.phone.setText("1380013")
    form.customer.settle()
    form.terms.deposit.setText("12.345")
    clerk.check_in().take_in()
    return clerk.window


def preview(clerk: Clerk, numbers: Numbers) -> QWidget:
    clerk.check_in().discard()
    clerk.waits_for_answers()
    check_in_filled(clerk, numbers)
    clerk.waits(lambda: clerk.check_in().aside.slip.paper() is not None)
    clerk.check_in().preview()
    return dialog(clerk, PreviewDialog)


def dialog(clerk: Clerk, kind: type[QDialog]) -> QDialog:
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def bench(of: str) -> Way:
    def opened(clerk: Clerk, numbers: Numbers) -> QWidget:
        place("bench")(clerk, numbers)
        clerk.scans(numbers[of])
        clerk.waits(screen(clerk, "bench", BenchScreen).page.footer.pause.isVisible)
        return clerk.window

    return opened


def inspection(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("inspection")(clerk, numbers)
    clerk.scans(numbers["inspect"])
    clerk.waits(lambda: bool(screen(clerk, "inspection", InspectionScreen).checks.ticks))
    return clerk.window


def hand_back_ready(clerk: Clerk, numbers: Numbers) -> QWidget:
    clerk.window.open("hand_back", numbers["ready"])
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    page = clerk.hand_back().ready
    page.collector.who.choose("DEPUTY")
    page.payment.method.choose(["CASH"])
    page.payment.tendered.setText("500")
    return clerk.window


def hand_back_alarm(clerk: Clerk, numbers: Numbers) -> QWidget:
    clerk.window.open("hand_back", numbers["lost"])
    alarm = clerk.hand_back()
    clerk.waits(lambda: alarm.stack.currentWidget() is alarm.alarm)
    return clerk.window


def loss(clerk: Clerk, numbers: Numbers) -> QWidget:
    hand_back_alarm(clerk, numbers)
    clerk.waits_for_answers()
    clerk.clicks(clerk.hand_back().alarm.declare)
    return dialog(clerk, LossDialog)


def case_view(of: str, view: str) -> Way:
    def opened(clerk: Clerk, numbers: Numbers) -> QWidget:
        clerk.window.open("case", numbers[of])
        page = screen(clerk, "case", CaseScreen)
        clerk.waits(lambda: bool(page.log.log.lines))
        clerk.waits_for_answers()
        page.log.views.choose(view)
        return clerk.window

    return opened


def customer(clerk: Clerk, numbers: Numbers) -> QWidget:
    clerk.window.open("customers", numbers["regular"])
    page = screen(clerk, "customers", CustomersScreen)
    clerk.waits(lambda: bool(page.file.cases.rows))
    return clerk.window


def register(book: str) -> Way:
    def opened(clerk: Clerk, numbers: Numbers) -> QWidget:
        place("registers")(clerk, numbers)
        screen(clerk, "registers", RegistersScreen).books.choose(book)
        return clerk.window

    return opened


def shelf(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("shelves")(clerk, numbers)
    clerk.waits_for_answers()
    screen(clerk, "shelves", ShelvesScreen).list.choose(0)
    return clerk.window


def print_queue(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("board")(clerk, numbers)
    clerk.waits_for_answers()
    clerk.window.act("papers")
    return dialog(clerk, PrintQueueDialog)


def palette(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("board")(clerk, numbers)
    clerk.waits_for_answers()
    clerk.window.act("find")
    clerk.writes("苏")
    return clerk.window


def case_photos(clerk: Clerk, numbers: Numbers) -> QWidget:
    """Three pictures of an item; they stay when this stop is passed again."""
    number, desk = numbers["asked"], clerk.window.kit.desk
    with TemporaryDirectory() as folder:
        for n, what in enumerate((PhotoOf.CHECK_IN, PhotoOf.CHECK_IN, PhotoOf.BENCH)):
            file = str(a_picture(Path(folder) / f"{n}.png", n))
            desk.do("add_photo", number=number, what=what, file=file)
        clerk.waits_for_answers()
    clerk.window.open("case", number)
    shown = screen(clerk, "case", CaseScreen)
    clerk.waits(lambda: len(shown.log.photos.tiles) == 3)
    shown.log.views.choose("photos")
    clerk.waits(lambda: all(tile.is_developed for tile in shown.log.photos.tiles))
    return clerk.window


def key_sheet(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("board")(clerk, numbers)
    clerk.waits_for_answers()
    clerk.window.act("keys")
    return clerk.window


def help_page(clerk: Clerk, numbers: Numbers) -> QWidget:
    place("check_in")(clerk, numbers)
    clerk.waits_for_answers()
    clerk.window.act("help")
    shown = clerk.window.overlays.help
    assert shown is not None
    clerk.waits(shown.isVisible)
    return shown


FULL_STOPS = (
    Stop("sign_in", "", sign_in),
    Stop("sign_in_refused", "", sign_in_refused),
    Stop("board", DESK, place("board")),
    Stop("board_moved", MANAGER, board_filtered),
    Stop("check_in", DESK, place("check_in")),
    Stop("check_in_filled", DESK, check_in_filled),
    Stop("check_in_error", DESK, check_in_error),
    Stop("preview", DESK, preview),
    Stop("bench_diagnosis", TECHNICIAN, bench("diagnosing")),
    Stop("bench_repair", TECHNICIAN, bench("repairing")),
    Stop("inspection", SUPERVISOR, inspection),
    Stop("hand_back", DESK, place("hand_back")),
    Stop("hand_back_ready", DESK, hand_back_ready),
    Stop("hand_back_alarm", DESK, hand_back_alarm),
    Stop("loss", DESK, loss),
    Stop("case", SUPERVISOR, case_view("paid", "log")),
    Stop("case_details", SUPERVISOR, case_view("paid", "details")),
    Stop("case_out", SUPERVISOR, case_view("out", "visits")),
    Stop("settlement", MANAGER, subject("settlement", "unsettled")),
    Stop("customer", MANAGER, customer),
    *(Stop(f"registers_{book}", MANAGER, register(book)) for book in BOOKS),
    Stop("shelves", MANAGER, shelf),
    Stop("till", MANAGER, place("till")),
    *(Stop(f"settings_{s.name}", MANAGER, subject("settings", s.name)) for s in SECTIONS),
    Stop("printer_open", MANAGER, printer_open),
    Stop("paper_routes", MANAGER, paper_routes),
    Stop("doctor", MANAGER, subject("doctor", "")),
    Stop("conflicts", SUPERVISOR, conflicts_open),
    Stop("case_photos", SUPERVISOR, case_photos),
    Stop("camera", DESK, picture_taken),
    Stop("camera_away", DESK, camera_away),
    Stop("palette", DESK, palette),
    Stop("key_sheet", MANAGER, key_sheet),
    Stop("help", DESK, help_page),
    Stop("send_to", DESK, send_to),
    Stop("transfers", DESK, on_its_way),
)
EMPTY_STOPS = (
    Stop("empty_check_in", DESK, place("check_in")),
    Stop("empty_board", MANAGER, place("board")),
    Stop("empty_bench", TECHNICIAN, place("bench")),
    Stop("empty_inspection", SUPERVISOR, place("inspection")),
    Stop("empty_case", MANAGER, place("case")),
    Stop("empty_customers", MANAGER, place("customers")),
    *(Stop(f"empty_registers_{book}", MANAGER, register(book)) for book in BOOKS),
    Stop("empty_shelves", MANAGER, place("shelves")),
    Stop("empty_transfers", MANAGER, subject("transfers", "")),
    Stop("empty_till", MANAGER, place("till")),
    Stop("empty_conflicts", MANAGER, subject("conflicts", "")),
    Stop("empty_print_queue", DESK, print_queue),
)

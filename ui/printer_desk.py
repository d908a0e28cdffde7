"""What the settings want of printers: what is kept here is read and written, and printers are
looked for, on a thread for that; whatever a printer is asked or sent waits in the papers' line.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from ui.lines import Line, Reply

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from counter.language import Words
    from counter.printing.devices.catalogue import Language, Printer
    from counter.printing.devices.delivery import Delivery
    from counter.printing.devices.device import Status
    from counter.printing.devices.routes import Route
    from ui.printing import PrintRoom

CONNECT_S, ANSWER_S = 1.5, 0.8  # of a question: papers wait behind it


@dataclass(frozen=True, slots=True)
class Known:
    """The printers described here, and where papers go."""

    printers: "list[Printer]"
    routes: "dict[str, Route]"


class PrinterDesk(QObject):
    """Every method answers later; none makes the window wait."""

    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, print_room: "PrintRoom", home: "Path", parent: QObject):
        super().__init__(parent)
        self._room, self._home = print_room, home
        self._arrived.connect(self._deliver)
        self.failed.connect(print_room.failed)
        self._line = Line("looking", Nothing, self._arrived.emit)

    # -- what is kept on this machine

    def known(self) -> Reply:
        """What is described here: `Known`."""
        return self._beside(_known, self._home)

    def describe(self, printer: "Printer", was: str) -> Reply:
        """Keep a printer, in place of the one that was called `was`."""
        return self._beside(_describe, self._home, printer, was)

    def forget(self, name: str) -> Reply:
        """Take a printer away."""
        return self._beside(_forget, self._home, name)

    def route(self, form: str, route: "Route") -> Reply:
        """Send a paper another way from now on."""
        return self._beside(_route, self._home, form, route)

    def begin_anew(self, at: "datetime") -> Reply:
        """Keep a damaged list aside: the answer is where it lies."""
        return self._beside(_begin_anew, self._home, at)

    # -- what is there to be found

    def look(self) -> Reply:
        """Queues, device files and serial ports of this machine: `Found`."""
        return self._beside(_look)

    def near(self) -> Reply:
        """The addresses of this machine's own networks."""
        return self._beside(_near)

    def knock(self, hosts: list[str], port: int) -> Reply:
        """Which of a handful of hosts listen there."""
        return self._beside(_knock, hosts, port)

    # -- what a printer itself is asked or sent

    def system(self) -> Reply:
        """The printers of the system: `Printers`."""
        return self._room.printers()

    def state(self, printer: "Printer") -> Reply:
        """How a printer is: `Status`."""
        return self._room.put(_Call(_state, printer))

    def language(self, printer: "Printer") -> Reply:
        """In which language it answers; None when in none."""
        return self._room.put(_Call(_language, printer))

    def try_printer(self, printer: "Printer", words: "Words", at: "datetime") -> Reply:
        """Print a test page: `Delivery`."""
        return self._room.put(_Call(_try, printer, words, at))

    def try_system(self, name: str, words: "Words", at: "datetime") -> Reply:
        """Print a test page on a printer of the system that is not described here."""
        return self._room.put(_Call(_try_system, name, words, at))

    def open_drawer(self, printer: "Printer") -> Reply:
        """Open the cash drawer behind it."""
        return self._room.put(_Call(_drawer, printer))

    def close(self) -> None:
        """Finish what was begun."""
        self._line.stop()

    def _beside(self, function: Callable[..., Any], *facts: Any) -> Reply:
        return self._line.put(_Call(function, *facts))

    def _deliver(self, reply: Reply) -> None:
        if reply.fault is not None:
            self.failed.emit(f"{type(reply.fault).__name__}: {reply.fault}")
        reply.deliver()


class Nothing:
    """What the thread for looking holds."""

    def close(self) -> None:
        """There is nothing to close."""


class _Call:
    def __init__(self, function: Callable[..., Any], *facts: Any):
        self._function, self._facts = function, facts

    def __call__(self, _held: object, reply: Reply) -> None:
        reply.answer = self._function(*self._facts)


def _known(home: "Path") -> Known:
    from counter.printing.devices.kept import kept_printers, kept_routes

    return Known(kept_printers(home), kept_routes(home))


def _describe(home: "Path", printer: "Printer", was: str) -> Known:
    from counter.printing.devices.describing import describe

    describe(home, printer, was=was)
    return _known(home)


def _forget(home: "Path", name: str) -> Known:
    from counter.printing.devices.describing import forget

    forget(home, name)
    return _known(home)


def _route(home: "Path", form: str, route: "Route") -> Known:
    from counter.printing.devices.kept import keep_routes, kept_routes

    keep_routes(home, kept_routes(home) | {form: route})
    return _known(home)


def _begin_anew(home: "Path", at: "datetime") -> "Path":
    from counter.printing.devices.kept import put_aside

    return put_aside(home, at)


def _look() -> Any:
    from counter.printing.devices.ways.found import look

    return look()


def _near() -> list[str]:
    from counter.printing.devices.ways.found import near_hosts

    return near_hosts()


def _knock(hosts: list[str], port: int) -> list[str]:
    from counter.printing.devices.ways.found import listening

    return listening(hosts, port)


def _state(printer: "Printer") -> "Status":
    from counter.printing.devices.delivery import status_of
    from counter.printing.devices.sending import Patience

    try:
        return status_of(printer, patience=Patience(connect_s=CONNECT_S, answer_s=ANSWER_S))
    except RuleBroken as refusal:
        if refusal.rule != "printer.no_cups":
            raise
        return _state_by_qt(printer.address)


def _state_by_qt(name: str) -> "Status":
    """Where the system has printers but not CUPS's programs, Qt may know."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from counter.printing.devices.device import UNKNOWN, State, Status

    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise RuleBroken("printer.queue_unknown", queue=name, sent="NOTHING")
    known = {
        QPrinter.PrinterState.Active: Status(State.PRINTING),
        QPrinter.PrinterState.Aborted: Status(State.PAUSED),
        QPrinter.PrinterState.Error: Status(State.FAULT),
    }
    return known.get(info.state(), UNKNOWN)


def _language(printer: "Printer") -> "Language | None":
    from counter.printing.devices.delivery import language_heard
    from counter.printing.devices.sending import Patience

    return language_heard(printer, patience=Patience(connect_s=CONNECT_S, answer_s=ANSWER_S))


def _try(printer: "Printer", words: "Words", at: "datetime") -> "Delivery":
    from counter.printing.devices.catalogue import Language
    from counter.printing.devices.trying import try_printer

    if printer.language is Language.DRIVER and sys.platform == "win32":
        return _painted(printer, words, at)
    return try_printer(printer, words, at)


def _try_system(name: str, words: "Words", at: "datetime") -> "Delivery":
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinterInfo

    from counter.printing.devices.catalogue import Language, Printer, Way

    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise RuleBroken("printer.queue_unknown", queue=name, sent="NOTHING")
    size = info.defaultPageSize().size(QPageSize.Unit.Millimeter)
    printer = Printer(
        name=name, language=Language.DRIVER, way=Way.QUEUE, address=name,
        stock_width_mm=max(0.0, size.width()), stock_height_mm=max(0.0, size.height()),
    )  # fmt: skip
    return _painted(printer, words, at)


def _painted(printer: "Printer", words: "Words", at: "datetime") -> "Delivery":
    """By the window's own printing, which reaches every driver of the system."""
    from counter.printing import pdf_sheet
    from counter.printing import press as letters
    from counter.printing.devices.delivery import Delivery
    from counter.printing.devices.sending import Outcome
    from counter.printing.devices.trying import sheet_of
    from ui import press

    pdf = pdf_sheet.draw([sheet_of(printer, words, at)], letters.metrics())
    press.print_pdf(pdf, printer.address)
    return Delivery(Outcome.TAKEN, len(pdf))


def _drawer(printer: "Printer") -> "Delivery":
    from counter.printing.devices.delivery import open_drawer

    return open_drawer(printer)

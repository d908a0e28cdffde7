"""A page on its way to a printer, and what became of it: never called printed unless it said so.

A refusal here is RuleBroken with the fact `sent`: NOTHING reached the printer and it may be sent
again; a PART did, or ALL of it without an answer, and only a person who looks at the paper knows.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.refusals import RuleBroken
from counter.printing.devices import driver, escpos
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.device import UNKNOWN, Device, Status
from counter.printing.devices.fitting import check_fits
from counter.printing.devices.languages import ABLE, DEVICES
from counter.printing.devices.sending import (
    USUAL,
    Outcome,
    Patience,
    Sending,
    Sent,
    asked,
    not_reached,
)
from counter.printing.devices.steps import Steps, finished
from counter.printing.devices.ways import folder, queue
from counter.printing.devices.ways.device_file import open_device
from counter.printing.devices.ways.serial_line import SerialWire
from counter.printing.devices.ways.tcp import opening_tcp
from counter.printing.devices.ways.wire import Broken, Wire

if TYPE_CHECKING:
    from counter.printing.raster import Dots


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the pages; `job` is what a queue calls them, `file` where they lie."""

    outcome: Outcome
    bytes_sent: int
    job: str = ""
    file: Path | None = None


def pages_of(printer: Printer, pdf: bytes) -> list["Dots"]:
    """The pages of a PDF as its head burns them; draw them for `printer.dot`."""
    from counter.printing import raster

    return list(raster.dots(pdf, printer.true_dpi))


def bytes_of(printer: Printer, pages: Sequence["Dots"]) -> bytes:
    """Some pages in the printer's language, checked against its head and its stock.

    Raises RuleBroken "printer.roll_too_narrow" | "printer.other_stock" | "printer.wrong_language".
    """
    device = _device(printer)
    for page in pages:
        check_fits(printer, page)
    return b"".join([device.page(page, printer) for page in pages])


def _device(printer: Printer) -> Device:
    device = DEVICES.get(printer.language)
    if device is None:
        raise RuleBroken("printer.wrong_language", printer=printer.name, sent=Sent.NOTHING)
    return device


def deliver(
    printer: Printer, pages: Sequence["Dots"], *, title: str, patience: Patience = USUAL
) -> Delivery:
    """Send pages in the printer's language and hear what becomes of them.

    Raises RuleBroken, each with `sent`: before anything went out "printer.not_reached",
    "printer.not_ready" and what `bytes_of` and `queue.putting` raise; then "printer.broke_off",
    "printer.no_answer" and "printer.stopped".
    """
    return deliver_bytes(
        printer, bytes_of(printer, pages), title=title, count=len(pages), patience=patience
    )


def deliver_bytes(
    printer: Printer, whole: bytes, *, title: str, count: int = 1, patience: Patience = USUAL
) -> Delivery:
    """Send bytes that are in the printer's language already, `count` pages. Raises as `deliver`."""
    return finished(delivering(printer, whole, title=title, count=count, patience=patience))


def delivering(
    printer: Printer, whole: bytes, *, title: str, count: int = 1, patience: Patience = USUAL
) -> Steps[Delivery]:
    """`deliver_bytes` in steps."""
    device = _device(printer)
    match printer.way:
        case Way.FOLDER:
            file = folder.put(printer.address, whole, title=title, suffix=device.suffix)
            return Delivery(Outcome.KEPT, len(whole), file=file)
        case Way.QUEUE:
            job = yield from queue.putting_raw(printer, whole, title=title)
            return Delivery(Outcome.TAKEN, len(whole), job=job)
        case _:
            with closing((yield from _opening(printer, patience))) as wire:
                outcome = yield from Sending(printer, device, wire, patience).steps(whole, count)
            return Delivery(outcome, len(whole))


def deliver_pdf(
    printer: Printer, pdf: bytes, *, title: str, size_mm: tuple[float, float], copies: int = 1
) -> Delivery:
    """Hand a PDF to a printer of the language DRIVER. Raises as `queue.putting`."""
    return finished(delivering_pdf(printer, pdf, title=title, size_mm=size_mm, copies=copies))


def delivering_pdf(
    printer: Printer, pdf: bytes, *, title: str, size_mm: tuple[float, float], copies: int = 1
) -> Steps[Delivery]:
    """`deliver_pdf` in steps."""
    if printer.language is not Language.DRIVER:
        raise RuleBroken("printer.wrong_language", printer=printer.name, sent=Sent.NOTHING)
    job = yield from driver.sending(printer, pdf, title=title, size_mm=size_mm, copies=copies)
    return Delivery(Outcome.TAKEN, len(pdf), job=job)


def open_drawer(printer: Printer, *, patience: Patience = USUAL) -> Delivery:
    """Open the cash drawer behind a receipt printer, whether or not it has paper.

    Raises RuleBroken "printer.no_drawer" and as `deliver`.
    """
    if not ABLE[printer.language].opens_drawer:
        raise RuleBroken("printer.no_drawer", printer=printer.name, sent=Sent.NOTHING)
    unasked = replace(printer, tells=False)
    return deliver_bytes(unasked, escpos.drawer(), title="drawer", patience=patience)


def status_of(printer: Printer, *, patience: Patience = USUAL) -> Status:
    """What a printer says of itself now; UNKNOWN from one that says nothing.

    Raises RuleBroken "printer.not_reached" | "printer.queue_unknown" | "printer.no_cups".
    """
    match printer.way:
        case Way.FOLDER:
            return UNKNOWN
        case Way.QUEUE:
            found = queue.state(printer)
            if found is None:
                raise RuleBroken("printer.queue_unknown", queue=printer.address, sent=Sent.NOTHING)
            return found
        case _:
            device = _device(printer)
            try:
                with closing(_opened(printer, patience)) as wire:
                    return asked(wire, device, patience.answer_s) or UNKNOWN
            except Broken as broken:
                raise not_reached(printer, broken.said) from broken


def check_language(printer: Printer, *, patience: Patience = USUAL) -> None:
    """Raises RuleBroken "printer.other_language" where it answers in one it is not set to."""
    heard = language_heard(printer, patience=patience)
    if heard not in (None, printer.language):
        raise RuleBroken(
            "printer.other_language", printer=printer.name, language=printer.language, heard=heard
        )


def language_heard(printer: Printer, *, patience: Patience = USUAL) -> Language | None:
    """Which language a printer answers in; None when it answers none. Raises as `status_of`.

    What it is set to is asked first: questions in a foreign language may come out on paper.
    """
    if printer.way in (Way.FOLDER, Way.QUEUE):
        return None
    mine = printer.language
    for language in sorted(DEVICES, key=lambda one: one is not mine):
        try:
            with closing(_opened(printer, patience)) as wire:
                if asked(wire, DEVICES[language], patience.answer_s):
                    return language
                wire.send(b"\r\n", patience.answer_s)  # ends what it took for a line of its own
        except Broken as broken:
            raise not_reached(printer, broken.said) from broken
    return None


def _opened(printer: Printer, patience: Patience) -> Wire:
    return finished(_opening(printer, patience))


def _opening(printer: Printer, patience: Patience) -> Steps[Wire]:
    try:
        match printer.way:
            case Way.TCP:
                return (yield from opening_tcp(printer.address, patience.connect_s))
            case Way.SERIAL:
                return SerialWire(printer.address)
            case _:
                return open_device(printer.address)
    except Broken as broken:
        raise not_reached(printer, broken.said) from broken

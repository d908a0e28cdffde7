"""A printer as the outlet describes it: what it speaks, the way to it, its head and its stock."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import PurePath
from typing import Any, cast

from counter.domain.refusals import RuleBroken


class Language(StrEnum):
    """What a printer understands; DRIVER is any printer of the system, which gets the PDF."""

    ZPL = "ZPL"
    TSPL = "TSPL"
    ESCPOS = "ESCPOS"
    DRIVER = "DRIVER"


class Way(StrEnum):
    """How bytes get to it."""

    TCP = "TCP"
    QUEUE = "QUEUE"
    DEVICE = "DEVICE"
    SERIAL = "SERIAL"
    FOLDER = "FOLDER"


MOST_PRINTERS = 32
MOST_NAME, MOST_ADDRESS = 40, 200
NARROWEST_DOTS, WIDEST_DOTS = 64, 2560  # up to 8 inches at 300 dpi
LARGEST_STOCK_MM = 500.0
MOST_OFFSET_MM = 10.0
DARKEST = {Language.ZPL: 30, Language.TSPL: 15}
DPI = (203, 300)
PORT, BAUD = 9100, 9600
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
HALTS = ("", "rtscts", "xonxoff", "dsrdtr")  # by which a printer halts a serial line
#: a queue's name becomes an argument of a program
QUEUE = re.compile(r"[^\s/#\\?'\"<>|-][^\s/#\\?'\"<>|]*")
HOST = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]*[0-9A-Za-z])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """One printer.

    `address` is host[:port], the name of a queue, a device file, a serial port[@baud[/halt]] or a
    folder.
    `width_dots` is the width of the head. `darkness` None leaves it as the printer is set.
    `offset_x_mm` and `offset_y_mm` move all that is printed to the right and down. A stock of 0
    is not checked; a stock height of 0 is a roll without end. `tells` False: it never answers.
    `as_text` prints with the printer's own font, for a line too slow for dots.
    """

    name: str
    language: Language
    way: Way
    address: str
    dpi: int = 203
    width_dots: int = 832
    darkness: int | None = None
    offset_x_mm: float = 0.0
    offset_y_mm: float = 0.0
    stock_width_mm: float = 0.0
    stock_height_mm: float = 0.0
    gap_mm: float = 2.0
    cuts: bool = False
    tells: bool = True
    as_text: bool = False

    @property
    def true_dpi(self) -> float:
        """Dots of an inch: a head of 203 has 8 dots a millimetre."""
        return 203.2 if self.dpi == 203 else float(self.dpi)

    @property
    def dot(self) -> float:
        """The width of a dot in mm."""
        return 25.4 / self.true_dpi

    @property
    def width_mm(self) -> float:
        """How wide the head prints."""
        return self.width_dots * self.dot


def read_printer(given: Mapping[str, Any]) -> Printer:
    """A printer from JSON values, every limit checked.

    Raises RuleBroken "printer.field_unknown" | "printer.field_missing" | "printer.field_wrong" and
    what `checked` raises.
    """
    named = {field.name: field for field in fields(Printer)}
    for name in given:
        if name not in named:
            raise RuleBroken("printer.field_unknown", name=str(name)[:MOST_NAME])
    for name in ("name", "language", "way", "address"):
        if name not in given:
            raise RuleBroken("printer.field_missing", name=name)
    facts = {name: _read(name, value) for name, value in given.items()}
    return checked(Printer(**facts))


def _read(name: str, value: Any) -> Any:
    match name:
        case "language":
            return _choice(name, value, Language)
        case "way":
            return _choice(name, value, Way)
        case "name" | "address":
            good, allowed = isinstance(value, str), '"…"'
        case "cuts" | "tells" | "as_text":
            good, allowed = isinstance(value, bool), "true, false"
        case "darkness" | "dpi" | "width_dots":
            good, allowed = isinstance(value, int) and not isinstance(value, bool), "0, 1, 2, …"
            good = good or (name == "darkness" and value is None)
        case _:
            good = isinstance(value, int | float) and not isinstance(value, bool)
            allowed = "0, 0.5, 1, …"
    if not good:
        raise _wrong(name, value, allowed)
    return float(cast(float, value)) if name.endswith("_mm") else value


def _choice(name: str, value: Any, choices: type[StrEnum]) -> StrEnum:
    for choice in choices:
        if choice == value:
            return choice
    raise _wrong(name, value, ", ".join(choices))


def _wrong(name: str, value: Any, allowed: str) -> RuleBroken:
    said = str(value)[:MOST_NAME]
    return RuleBroken("printer.field_wrong", name=name, value=said, allowed=allowed)


def checked(printer: Printer) -> Printer:
    """The same printer, if it can be one.

    Raises RuleBroken "printer.field_wrong" | "printer.wrong_way" | "printer.no_text".
    """
    if not 1 <= len(printer.name) <= MOST_NAME or not printer.name.isprintable():
        raise _wrong("name", printer.name, f"1…{MOST_NAME}")
    if printer.dpi not in DPI:
        raise _wrong("dpi", printer.dpi, ", ".join(map(str, DPI)))
    _within("width_dots", printer.width_dots, NARROWEST_DOTS, WIDEST_DOTS)
    if printer.darkness is not None:
        _within("darkness", printer.darkness, 0, DARKEST.get(printer.language, -1))
    for name in ("offset_x_mm", "offset_y_mm"):
        _within(name, getattr(printer, name), -MOST_OFFSET_MM, MOST_OFFSET_MM)
    for name in ("stock_width_mm", "stock_height_mm"):
        _within(name, getattr(printer, name), 0.0, LARGEST_STOCK_MM)
    _within("gap_mm", printer.gap_mm, 0.0, 30.0)
    _check_address(printer)
    if printer.language is Language.DRIVER and printer.way is not Way.QUEUE:
        raise RuleBroken("printer.wrong_way", printer=printer.name)
    if printer.as_text and printer.language is not Language.ESCPOS:
        raise RuleBroken("printer.no_text", printer=printer.name)
    return printer


def _within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:  # nan is not either
        allowed = f"{least:g}…{most:g}" if least <= most else "null"
        raise _wrong(name, value, allowed)


def _check_address(printer: Printer) -> None:
    address = printer.address
    good = 1 <= len(address) <= MOST_ADDRESS and address.isprintable()
    if good:
        match printer.way:
            case Way.TCP:
                host, port = host_and_port(address)
                good = bool(HOST.fullmatch(host)) and 1 <= port <= 65535
            case Way.QUEUE:
                good = bool(QUEUE.fullmatch(address))
            case Way.SERIAL:
                port_name, baud, halt = serial_parts(address)
                good = bool(port_name) and baud in BAUDS and halt in HALTS
            case Way.DEVICE | Way.FOLDER:
                good = PurePath(address).is_absolute()
    if not good:
        raise _wrong("address", address, SHAPES[printer.way])


SHAPES = {
    Way.TCP: "192.168.1.50:9100",
    Way.QUEUE: "Zebra_ZD421",
    Way.DEVICE: "/dev/usb/lp0",
    Way.SERIAL: "/dev/ttyUSB0@9600, COM3@115200/rtscts",
    Way.FOLDER: "/var/labels, D:\\labels",
}


def host_and_port(address: str) -> tuple[str, int]:
    """`10.0.0.9:9100`, `printer`, `[fe80::1]:9100`; port 0 where it is none."""
    if address.startswith("["):
        host, _, rest = address[1:].partition("]")
        port = rest.removeprefix(":") if rest else str(PORT)
    elif len(address.split(":")) > 2:  # an IPv6 address without its port
        host, port = address, str(PORT)
    else:
        host, _, port = address.partition(":")
        port = port if ":" in address else str(PORT)
    return host, int(port) if port.isascii() and port.isdecimal() and len(port) < 6 else 0


def serial_parts(address: str) -> tuple[str, int, str]:
    """`/dev/ttyUSB0@115200/rtscts`, `COM3`: port, baud (0 = none) and its halt."""
    port, at, rest = address.rpartition("@")
    if not at:
        return address, BAUD, ""
    baud, _, halt = rest.partition("/")
    return port, int(baud) if baud.isascii() and baud.isdecimal() and len(baud) < 8 else 0, halt


def as_json(printer: Printer) -> dict[str, Any]:
    """The values `read_printer` reads."""
    return asdict(printer)


def with_printer(printers: Iterable[Printer], new: Printer) -> list[Printer]:
    """The list with one more printer, or with the one of that name described anew.

    Raises RuleBroken "printer.too_many".
    """
    kept = [printer for printer in printers if printer.name != new.name]
    if len(kept) >= MOST_PRINTERS:
        raise RuleBroken("printer.too_many", most=MOST_PRINTERS)
    return [*kept, new]


def printer_named(printers: Iterable[Printer], name: str) -> Printer:
    """One of them; raises RuleBroken "printer.unknown"."""
    for printer in printers:
        if printer.name == name:
            return printer
    raise RuleBroken("printer.unknown", name=name[:MOST_NAME])

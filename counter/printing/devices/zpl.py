"""ZPL II: the raster as a graphic field, the state by ~HS.

Written after the ZPL II programming guide (^GF, ^MD, ~SD, ~HS); proven by an independent renderer,
not by a real printer.
"""

import re
import zlib
from binascii import b2a_base64, crc_hqx

from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import Able, Device, State, Status
from counter.printing.devices.moving import dots_in, moved
from counter.printing.raster import Dots

#: one of the three strings of ~HS, between STX and ETX
STRING = re.compile(rb"\x02([^\x02\x03]*)\x03")


def page(dots: Dots, printer: Printer) -> bytes:
    """One label: its size, where it begins, how dark, and its dots."""
    dots = moved(
        dots,
        dots_in(printer.offset_x_mm, printer.true_dpi),
        dots_in(printer.offset_y_mm, printer.true_dpi),
    )
    # ~SD sets the darkness itself; ^MD would be added to what the printer is set to
    dark = b"" if printer.darkness is None else b"~SD%02d\n" % printer.darkness
    return b"%s^XA^PW%d^LL%d^LH0,0^PON^PMN^LRN^FO0,0%s^FS^PQ1^XZ\n" % (
        dark,
        dots.width,
        dots.height,
        graphic(dots),
    )


def graphic(dots: Dots) -> bytes:
    """The ^GFA of a raster: deflated, in base 64, with its CRC."""
    packed = b2a_base64(zlib.compress(dots.rows, 6), newline=False)
    total, row = len(dots.rows), -(-dots.width // 8)
    return b"^GFA,%d,%d,%d,:Z64:%s:%04X" % (total, total, row, packed, crc_hqx(packed, 0))


def read(answer: bytes) -> Status | None:
    """What ~HS said; None until all three strings have come in."""
    strings = [found.split(b",") for found in STRING.findall(answer)]
    if len(strings) < 3:
        return None
    first, second = strings[-3], strings[-2]
    if len(first) < 12 or len(second) < 9:
        return Status(State.UNKNOWN)
    return Status(_state(first, second), waiting=_number(first[4]) + _number(second[8]))


def _state(first: list[bytes], second: list[bytes]) -> State:
    gravest = (
        (second[2], State.COVER_OPEN),
        (first[1], State.PAPER_OUT),
        (second[3], State.RIBBON_OUT),
        (first[9], State.FAULT),
        (first[11], State.HOT),
        (first[2], State.PAUSED),
        (first[5], State.PRINTING),  # its buffer is full
        (first[7], State.PRINTING),  # half a label has come in
    )
    for flag, state in gravest:
        if _number(flag):
            return state
    return State.READY


def _number(digits: bytes) -> int:
    digits = digits.strip()
    return int(digits) if digits.isdigit() else 0


DEVICE = Device(
    able=Able(is_for_labels=True, darkest=30, tells=True),
    suffix="zpl",
    page=page,
    ask=b"~HS\r\n",
    read=read,
)

"""ESC/POS as text in GB 18030, with the printer's own bars and QR: for lines too slow for dots.

At 9,600 baud a receipt as dots takes a minute, as text two seconds. It stands in rows and columns
of the printer's own font, so it is no picture of the paper, but it says the same. What that font
may lack (beyond GBK) is named by its code point.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from counter.printing.codes import QUIET_BARS
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.escpos import BEGIN, end
from counter.printing.sheet import POINT, Bars, Rule, Sheet, Square, Text

COLUMN = 12  # dots of a Latin letter; a Han sign is two columns wide
CHINESE_ON, CENTRED, LEFT, LINE = b"\x1c&", b"\x1ba\x01", b"\x1ba\x00", b"\n"
DOUBLE, SINGLE = b"\x1d!\x11", b"\x1d!\x00"
LARGE = 14.0  # points; from there on the type is twice as large
LONG = 0.6  # of the width: a rule that long is drawn as dashes
SAME_ROW = 0.35  # of the size of type
WORDS = re.compile(r"[!-~]+|.", re.DOTALL)
WIDE_SPACE = "\u3000"
SIMPLER = str.maketrans({"¥": "￥", "−": "-", "•": "·"})


def text_page(sheet: Sheet, printer: Printer) -> bytes:
    """What a sheet says, row by row from the top, as text for the printer's own font."""
    columns = printer.width_dots // COLUMN
    parts = [BEGIN, CHINESE_ON]
    for row in _rows(sheet):
        first = row[0]
        if isinstance(first, Text):
            parts.append(_typed([one for one in row if isinstance(one, Text)], sheet, columns))
        elif isinstance(first, Bars):
            parts += [CENTRED, bars(first, printer), LINE, LEFT]
        elif isinstance(first, Square):
            parts += [CENTRED, square(first, printer), LINE, LEFT]
        else:
            parts += [b"-" * columns, LINE]
    return b"".join([*parts, end(printer)])


Row = Sequence[Text | Rule | Bars | Square]


def _rows(sheet: Sheet) -> Iterator[Row]:
    marks = [
        mark
        for mark in sheet.marks
        if isinstance(mark, Text | Bars | Square)
        or (isinstance(mark, Rule) and mark.across > LONG * sheet.width and not mark.down)
    ]
    row: list[Text] = []
    for mark in sorted(marks, key=lambda one: (one.y, one.x)):
        if isinstance(mark, Text):
            if row and mark.y - row[0].y > SAME_ROW * row[0].size * POINT:
                yield row
                row = []
            row.append(mark)
        else:
            if row:
                yield row
                row = []
            yield [mark]
    if row:
        yield row


def _typed(row: Iterable[Text], sheet: Sheet, columns: int) -> bytes:
    """Texts that stand beside each other; what does not fit goes on below, nothing is cut off."""
    row = sorted(row, key=lambda text: text.x)
    times = 2 if row[0].size >= LARGE else 1
    width = columns // times
    lines = [b""]
    for text in row:
        first, *more = folded(text.text, width)
        # a sign takes as many columns as bytes: one in ASCII, two in Han
        column = min(int(text.x / sheet.width * width), width - len(first))
        start = len(lines[-1]) + 1 if lines[-1] else 0
        if start + len(first) > width:
            lines.append(b"")
            start = 0
        lines[-1] = lines[-1].ljust(max(column, start)) + first
        lines += more
    size, usual = (DOUBLE, SINGLE) if times == 2 else (b"", b"")
    return size + LINE.join(lines) + LINE + usual


def folded(text: str, width: int) -> list[bytes]:
    """Encoded text in lines of at most `width` bytes, broken between words and Han signs."""
    lines = [b""]
    for word in WORDS.findall(text):
        said = encoded(word)
        if lines[-1] and len(lines[-1]) + len(said) > width:
            lines.append(b"")
            said = b"" if said == b" " else said
        while len(said) > width:
            lines[-1], said = said[:width], said[width:]
            lines.append(b"")
        lines[-1] += said
    return lines


def encoded(text: str) -> bytes:
    """Text in GB 18030 without signs of control; signs beyond GBK by their code points."""
    parts: list[bytes] = []
    for sign in text.translate(SIMPLER):
        if sign.isspace() and sign != WIDE_SPACE:
            parts.append(b" ")
            continue
        if not sign.isprintable() and sign != WIDE_SPACE:
            continue
        said = sign.encode("gb18030")
        parts.append(said if len(said) < 3 else f"[U+{ord(sign):04X}]".encode("ascii"))
    return b"".join(parts)


def bars(mark: Bars, printer: Printer) -> bytes:
    """Code 128, drawn by the printer."""
    module = max(2, min(6, round(mark.module / printer.dot)))
    code = mark.code.encode("ascii")
    if mark.code.isdigit() and len(mark.code) % 2 == 0:
        said = b"{C" + bytes(int(mark.code[at : at + 2]) for at in range(0, len(code), 2))
        modules = 11 * (len(code) // 2 + 2) + 13
    else:
        said = b"{B" + code.replace(b"{", b"{{")
        modules = 11 * (len(code) + 2) + 13
    if module > 2 and (modules + 2 * QUIET_BARS) * module > printer.width_dots:
        module = 2
    high = max(1, min(255, round(mark.height / printer.dot)))
    size = b"\x1dh%c\x1dw%c\x1dH\x00" % (high, module)
    return size + b"\x1dkI%c" % len(said) + said


def square(mark: Square, printer: Printer) -> bytes:
    """QR of error correction M, drawn by the printer."""
    module = max(1, min(16, round(mark.module / printer.dot)))
    code = mark.code.encode("utf-8")
    store = (len(code) + 3).to_bytes(2, "little")
    return (
        b"\x1d(k\x04\x001A2\x00"
        + b"\x1d(k\x03\x001C%c" % module
        + b"\x1d(k\x03\x001E1"
        + b"\x1d(k" + store + b"1P0" + code
        + b"\x1d(k\x03\x001Q0"
    )  # fmt: skip

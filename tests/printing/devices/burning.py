"""What printers make of the bytes they get: three interpreters, written from the manuals alone.

They know the commands we send and stop at any other, so that a slip in a page is seen.
"""

import re
import zlib
from base64 import b64decode
from binascii import crc_hqx
from dataclasses import dataclass, field

import numpy as np

from tests.printing.reading import Bytes

WHITE, BLACK = np.uint8(255), np.uint8(0)


class Unreadable(Exception):
    """A printer would not know what to do with this."""


def bits(rows: bytes, length: int) -> Bytes:
    """Rows of `length` bytes as a picture; a 1 is black."""
    cells = np.unpackbits(np.frombuffer(rows, np.uint8).reshape(-1, length), axis=1)
    return (1 - cells) * np.uint8(255)


# ZPL ------------------------------------------------------------------------------------------

GRAPHIC = re.compile(rb"A,(\d+),(\d+),(\d+),:Z64:([A-Za-z0-9+/=]+):([0-9A-F]{4})\Z")
HARMLESS = (b"PON", b"PMN", b"LRN", b"FS", b"PQ1", b"LH0,0", b"FO0,0")


@dataclass
class ZplPrinter:
    """Burns ^GF into labels."""

    pages: list[Bytes] = field(default_factory=list)
    darkness: int = -1

    def feed(self, stream: bytes) -> list[Bytes]:
        """All labels of a stream."""
        for command in re.findall(rb"[~^][^~^]*", stream):
            self._do(command[:1], command[1:3], command[3:].strip(), command[1:].strip())
        return self.pages

    def _do(self, sign: bytes, name: bytes, rest: bytes, whole: bytes) -> None:
        if sign == b"~":
            self._set(name, rest)
            return
        match name:
            case b"XA":
                self._wide = self._high = 0
                self._page: Bytes | None = None
            case b"PW":
                self._wide = int(rest)
            case b"LL":
                self._high = int(rest)
            case b"GF":
                self._burn(rest)
            case b"XZ":
                assert self._page is not None
                self.pages.append(self._page[: self._high, : self._wide])
            case _ if whole not in HARMLESS:
                raise Unreadable(whole)

    def _set(self, name: bytes, rest: bytes) -> None:
        if name == b"SD":
            self.darkness = int(rest)
        elif name != b"HS":
            raise Unreadable(name)

    def _burn(self, rest: bytes) -> None:
        found = GRAPHIC.match(rest)
        if not found:
            raise Unreadable(rest[:60])
        total, again, length = (int(found[n]) for n in (1, 2, 3))
        if crc_hqx(found[4], 0) != int(found[5], 16):
            raise Unreadable("CRC")
        rows = zlib.decompress(b64decode(found[4]))
        if not len(rows) == total == again:
            raise Unreadable("length")
        self._page = bits(rows, length)


# TSPL -----------------------------------------------------------------------------------------

BITMAP = re.compile(rb"BITMAP (\d+),(\d+),(\d+),(\d+),0,")
SETTINGS = re.compile(
    rb"(OFFSET 0 mm|DIRECTION 0,0|REFERENCE 0,0|SHIFT 0|GAP [\d.]+ mm,0 mm)\r\n|\r\n"
)
SIZE = re.compile(rb"SIZE ([\d.]+) mm,([\d.]+) mm\r\n")
DENSITY = re.compile(rb"DENSITY (\d+)\r\n")
PRINT = re.compile(rb"PRINT 1,1\r\n")


@dataclass
class TsplPrinter:
    """Burns BITMAP into labels; `dpmm` dots a millimetre."""

    dpmm: float = 8.0
    pages: list[Bytes] = field(default_factory=list)
    darkness: int = -1

    def feed(self, stream: bytes) -> list[Bytes]:
        """All labels of a stream."""
        at, page = 0, np.zeros((0, 0), np.uint8)
        while at < len(stream):
            if stream.startswith(b"\x1b!?", at):
                at += 3
            elif found := SIZE.match(stream, at):
                high, wide = (round(float(found[n]) * self.dpmm) for n in (2, 1))
                page, at = np.full((high, wide), 7, np.uint8), found.end()
            elif found := DENSITY.match(stream, at):
                self.darkness, at = int(found[1]), found.end()
            elif stream.startswith(b"CLS\r\n", at):
                page, at = np.full(page.shape, WHITE), at + 5
            elif found := BITMAP.match(stream, at):
                at = self._burn(page, stream, found)
            elif found := PRINT.match(stream, at):
                self.pages.append(page.copy())
                at = found.end()
            elif found := SETTINGS.match(stream, at):
                at = found.end()
            else:
                raise Unreadable(stream[at : at + 40])
        return self.pages

    def _burn(self, page: Bytes, stream: bytes, found: re.Match[bytes]) -> int:
        x, y, length, rows = (int(found[n]) for n in (1, 2, 3, 4))
        end = found.end() + length * rows
        picture = WHITE - bits(stream[found.end() : end], length)  # here a 1 is white
        high, wide = (min(a, b) for a, b in zip(page.shape, picture.shape, strict=True))
        page[y : y + high, x : x + wide] = picture[:high, :wide]
        return end


# ESC/POS --------------------------------------------------------------------------------------


#: commands that change nothing we look at, and their length
KNOWN = {b"\x1b@": 2, b"\x1da": 3, b"\x1c&": 2, b"\x1ba": 3, b"\x1d!": 3, b"\x1dh": 3}
KNOWN |= {b"\x1dw": 3, b"\x1dH": 3, b"\x1dr": 3, b"\x10\x04": 3}


@dataclass
class EscPosPrinter:
    """Burns GS v 0, types GB 18030, draws its own codes, cuts, and kicks the drawer."""

    strips: list[Bytes] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)
    kicks: list[int] = field(default_factory=list)
    pages: list[Bytes] = field(default_factory=list)
    cuts: int = 0
    _typed: bytes = b""
    _qr: bytes = b""

    def feed(self, stream: bytes) -> list[Bytes]:
        """All pages of a stream; each ends with a cut or a feed."""
        at = 0
        while at < len(stream):
            at = self._next(stream, at)
        return self.pages

    def _next(self, stream: bytes, at: int) -> int:
        two = stream[at : at + 2]
        if two in KNOWN:
            return at + KNOWN[two]
        if two == b"\x1bp":
            self.kicks.append(stream[at + 2])
            return at + 5
        for begin, act in (
            (b"\x1dv0", self._burn), (b"\x1d(k", self._square), (b"\x1dkI", self._bars),
            (b"\x1dVB", self._cut), (b"\x1bd", self._feed),
        ):  # fmt: skip
            if stream.startswith(begin, at):
                return act(stream, at)
        return self._type(stream, at)

    def _type(self, stream: bytes, at: int) -> int:
        byte = stream[at]
        if byte == 0x0A:
            if self._typed:
                self.lines.append(self._typed.decode("gb18030"))
            self._typed = b""
        elif byte < 0x20:
            raise Unreadable(stream[at : at + 12])
        else:
            wide = 2 if byte >= 0x81 else 1
            self._typed += stream[at : at + wide]
            return at + wide
        return at + 1

    def _burn(self, stream: bytes, at: int) -> int:
        if stream[at + 3] != 0:
            raise Unreadable("scaled")
        length = int.from_bytes(stream[at + 4 : at + 6], "little")
        rows = int.from_bytes(stream[at + 6 : at + 8], "little")
        end = at + 8 + length * rows
        self.strips.append(bits(stream[at + 8 : end], length))
        return end

    def _cut(self, _stream: bytes, at: int) -> int:
        self.cuts += 1
        return self._feed(_stream, at) + 1

    def _feed(self, _stream: bytes, at: int) -> int:
        if self._typed:
            raise Unreadable("a line was not ended")
        if self.strips:
            self.pages.append(np.concatenate(self.strips))
        self.strips = []
        return at + 3

    def _bars(self, stream: bytes, at: int) -> int:
        end = at + 4 + stream[at + 3]
        said = stream[at + 4 : end]
        if said[:2] == b"{C":
            text = "".join(f"{pair:02d}" for pair in said[2:])
        elif said[:2] == b"{B":
            text = said[2:].replace(b"{{", b"{").decode("ascii")
        else:
            raise Unreadable(said)
        self.codes.append(("bars", text))
        return end

    def _square(self, stream: bytes, at: int) -> int:
        end = at + 5 + int.from_bytes(stream[at + 3 : at + 5], "little")
        what, rest = stream[at + 5 : at + 7], stream[at + 7 : end]
        if what == b"1P":
            self._qr = rest[1:]
        elif what == b"1Q":
            self.codes.append(("square", self._qr.decode("utf-8")))
        elif what not in (b"1A", b"1C", b"1E"):
            raise Unreadable(what)
        return end

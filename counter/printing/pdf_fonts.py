"""Our fonts in a PDF: of each cut what stands on its sheets, in one piece, out of the font file.

Codes are numbers of two bytes, given to characters as they come, so that text is copied as it was
written in all planes. Outlines lose the mark that their strokes overlap: a reader then draws each
point sixteen times, and at the sizes of paper the picture is the same.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFStream

from counter.printing.metrics import FontTable

OVERLAP, OVERLAP_COMPOUND = 0x40, 0x0400
LONG, MORE, INSTRUCTIONS = 0x0001, 0x0020, 0x0100
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))  # flag of a part, bytes that follow its place
SYMBOLIC = 4
EM = 1000
MAGIC = 0xB1B0AFBA  # what the sums of a whole font file come to
HEAD_SUM, HEAD_LONG = 8, 50
BLOCK = 256


class Outlines:
    """The glyphs of one TrueType file, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        """ValueError when the file has short places."""
        with path.open("rb") as file:
            self._file = mmap(file.fileno(), 0, access=ACCESS_READ)
        count = struct.unpack_from(">H", self._file, 4)[0]
        self._places = {
            tag: (offset, length)
            for tag, offset, length in struct.iter_unpack(
                ">4s4xII", self._file[12 : 12 + 16 * count]
            )
        }
        self.head, self.hhea, self.maxp = map(self.table, (b"head", b"hhea", b"maxp"))
        if not struct.unpack_from(">H", self.head, HEAD_LONG)[0]:
            raise ValueError(f"{path.name}: short places of glyphs")
        self._measured = struct.unpack_from(">H", self.hhea, 34)[0]
        self._kept: dict[int, tuple[bytes, int, tuple[tuple[int, int], ...]]] = {}

    def table(self, tag: bytes) -> bytes:
        """A whole table of the file."""
        offset, length = self._places[tag]
        return self._file[offset : offset + length]

    def measure(self, glyph: int) -> bytes:
        """Advance and left bearing as they stand in `hmtx`."""
        at, last = self._places[b"hmtx"][0], self._measured - 1
        if glyph <= last:
            return self._file[at + 4 * glyph : at + 4 * glyph + 4]
        bearing = at + 4 * self._measured + 2 * (glyph - self._measured)
        return self._file[at + 4 * last : at + 4 * last + 2] + self._file[bearing : bearing + 2]

    def glyph(self, number: int) -> tuple[bytes, int, tuple[tuple[int, int], ...]]:
        """An outline on whole words, the sum of those, and where (place, glyph) parts are named."""
        kept = self._kept.get(number)
        if kept is None:
            kept = self._kept[number] = self._read(number)
        return kept

    def _read(self, number: int) -> tuple[bytes, int, tuple[tuple[int, int], ...]]:
        at = self._places[b"loca"][0] + 4 * number
        start, end = struct.unpack_from(">II", self._file, at)
        glyf = self._places[b"glyf"][0]
        raw = bytearray(self._file[glyf + start : glyf + end])
        parts: tuple[tuple[int, int], ...] = ()
        if raw:
            contours = struct.unpack_from(">h", raw)[0]
            if contours < 0:
                parts = tuple(_parts(raw))
            elif contours:
                _made_plain(raw, 10 + 2 * contours)
        raw += bytes(-len(raw) % 4)
        return bytes(raw), _sum(raw), parts


def _made_plain(raw: bytearray, at: int) -> None:
    """Without instructions, which need tables that are left out, and without the overlap mark."""
    length = struct.unpack_from(">H", raw, at)[0]
    raw[at : at + 2 + length] = b"\0\0"
    raw[at + 2] &= ~OVERLAP


def _parts(raw: bytearray) -> Iterator[tuple[int, int]]:
    """Where a glyph made of others names each, and which; its instructions are cut off."""
    at, more = 10, True
    while more:
        flags, part = struct.unpack_from(">HH", raw, at)
        struct.pack_into(">H", raw, at, flags & ~(OVERLAP_COMPOUND | INSTRUCTIONS))
        yield at + 2, part
        at += 8 if flags & LONG else 6
        at += next((size for flag, size in SCALES if flags & flag), 0)
        more = bool(flags & MORE)
    del raw[at:]


def _sum(words: bytes | bytearray) -> int:
    return sum(struct.unpack(f">{len(words) // 4}I", words)) & 0xFFFFFFFF


@cache
def outlines(path: Path) -> Outlines:
    """The glyphs of a file, opened once in a process."""
    return Outlines(path)


class _Codes(dict[str, str]):
    """Character -> its code in this document, four hex digits."""

    def __init__(self, table: FontTable) -> None:
        super().__init__()
        self._table = table
        self.glyphs = [0]

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self.glyphs):04X}"
        self.glyphs.append(self._table.glyph(ord(character)))
        return code


class Subset:
    """What one document shows of one cut."""

    def __init__(self, table: FontTable) -> None:
        """`table` maps its characters and measures them."""
        self._table, self._outlines = table, outlines(table.path)
        self._codes = _Codes(table)

    def coded(self, run: str) -> str:
        """Characters of this cut as the codes a PDF shows, in hex."""
        codes = self._codes
        return "".join([codes[character] for character in run])

    def put(self, document: PDFDocument, *, packed: bool) -> object:
        """Add the font to a document, deflated when `packed`; gives back its reference."""
        name = PDFName(f"AAAAAA+{self._table.path.stem}")
        glyphs = self._codes.glyphs
        advances = [self._table.advance(glyph) for glyph in glyphs]
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": document.Reference(self._described(name, document, packed)),
                "DW": EM,
                "W": _widths(advances),
                "CIDToGIDMap": "/Identity",
            }
        )
        text = _stream(text_map(list(self._codes)), packed)
        whole = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": b"[ %s ]" % document.Reference(descendant).format(document),
            "ToUnicode": document.Reference(text),
        }
        return document.Reference(PDFDictionary(whole))

    def _described(self, name: str, document: PDFDocument, packed: bool) -> PDFDictionary:
        head, hhea = self._outlines.head, self._outlines.hhea
        box = struct.unpack_from(">4h", head, 36)
        above, below = struct.unpack_from(">2h", hhea, 4)
        file = self.file()
        stream = _stream(file, packed)
        stream.dictionary["Length1"] = len(file)
        return PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": SYMBOLIC,
                "FontBBox": b"[ %d %d %d %d ]" % box,
                "ItalicAngle": 0,
                "Ascent": above,
                "Descent": below,
                "CapHeight": above,
                "StemV": 80,
                "FontFile2": document.Reference(stream),
            }
        )

    def file(self) -> bytes:
        """The TrueType file of these glyphs; a glyph's number is its character's code."""
        font, glyphs = self._outlines, list(self._codes.glyphs)
        glyf, places, total = bytearray(), [0], 0
        for glyph in glyphs:  # grows by the parts of those made of others
            raw, words, parts = font.glyph(glyph)
            if parts:
                raw = _renumbered(raw, parts, glyphs)
                words = _sum(raw)
            glyf += raw
            total += words
            places.append(len(glyf))
        head = bytearray(font.head)
        struct.pack_into(">I", head, HEAD_SUM, 0)
        measures = b"".join([font.measure(glyph) for glyph in glyphs])
        count = struct.pack(">H", len(glyphs))
        tables = {
            b"glyf": bytes(glyf),
            b"head": bytes(head),
            b"hhea": font.hhea[:34] + count,
            b"hmtx": measures,
            b"loca": struct.pack(f">{len(places)}I", *places),
            b"maxp": font.maxp[:4] + count + font.maxp[6:],
        }
        return _file_of(tables, total)


def _renumbered(raw: bytes, parts: Sequence[tuple[int, int]], glyphs: list[int]) -> bytes:
    """A glyph made of others, which are named by their numbers in the new file."""
    changed = bytearray(raw)
    for at, part in parts:
        if part not in glyphs:
            glyphs.append(part)
        struct.pack_into(">H", changed, at, glyphs.index(part))
    return bytes(changed)


def _file_of(tables: dict[bytes, bytes], glyf_sum: int) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    offset = 12 + 16 * count
    entries = [
        struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    ]
    bodies: list[bytes] = []
    total = 0
    for tag, table in tables.items():
        body = table + bytes(-len(table) % 4)
        words = glyf_sum & 0xFFFFFFFF if tag == b"glyf" else _sum(body)
        entries.append(struct.pack(">4sIII", tag, words, offset, len(table)))
        bodies.append(body)
        offset += len(body)
        total += words
    front = b"".join(entries)
    file = bytearray(front + b"".join(bodies))
    head = len(front) + len(bodies[0])
    struct.pack_into(">I", file, head + HEAD_SUM, (MAGIC - total - _sum(front)) & 0xFFFFFFFF)
    return bytes(file)


def _widths(advances: Sequence[int]) -> bytes:
    """Every advance that is not a whole em, in runs from a first code on."""
    told: list[str] = []
    for plain, run in groupby(enumerate(advances), lambda pair: pair[1] == EM):
        if not plain:
            (first, advance), *others = run
            told.append(f"{first} [{' '.join(map(str, (advance, *(one for _, one in others))))}]")
    return f"[{' '.join(told)}]".encode("ascii")


def _stream(content: bytes, packed: bool) -> PDFStream:
    stream = PDFStream(content=zlib.compress(content) if packed else content)
    if packed:
        stream.dictionary["Filter"] = "/FlateDecode"
    return stream


def text_map(characters: Sequence[str]) -> bytes:
    """The map from codes, which begin with 1, back to text; beyond the first plane UTF-16 pairs."""
    rows: list[str] = []
    first = 1
    while first <= len(characters):
        last = min(first | BLOCK - 1, len(characters))  # codes of a row share their first byte
        told = "".join([f"<{_utf16(one)}>" for one in characters[first - 1 : last]])
        rows.append(f"<{first:04X}> <{last:04X}> [{told}]")
        first = last + 1
    ranges = "\n".join([f"{len(rows)} beginbfrange", *rows, "endbfrange"]) if rows else ""
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode("ascii")


@cache
def _utf16(character: str) -> str:
    return character.encode("utf-16-be", "surrogatepass").hex().upper()

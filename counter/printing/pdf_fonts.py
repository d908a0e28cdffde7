"""Our fonts in a PDF: of each cut what stands on its sheets, in one piece, out of the font file.

Codes are numbers of two bytes, given to characters as they come, so that text is copied as it was
written in all planes. Outlines lose the mark that their strokes overlap: a reader then draws each
point sixteen times, and at the sizes of paper the picture is the same.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, groupby
from mmap import ACCESS_READ, mmap
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName

from counter.printing.metrics import FontTable
from counter.printing.pdf_archive import Stream

OVERLAP, OVERLAP_COMPOUND = 0x40, 0x0400
LONG, MORE, INSTRUCTIONS = 0x0001, 0x0020, 0x0100
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))  # flag of a part, bytes that follow its place
SYMBOLIC, STEM = 4, 80
EM = 1000
MAGIC = 0xB1B0AFBA  # what the sums of a whole font file come to
HEAD_SUM, HEAD_LONG = 8, 50
BLOCK = 256


class Glyph(NamedTuple):
    """An outline on whole words and the sum of those, its advance and bearing, and the parts of
    one that is made of others: where each is named, and which.
    """

    outline: bytes
    words: int
    measure: bytes
    parts: tuple[tuple[int, int], ...]


class Outlines:
    """The glyphs of one TrueType file, each read when it is first asked for."""

    def __init__(self, table: FontTable) -> None:
        """ValueError when the file has short places."""
        self.table = table
        with table.path.open("rb") as file:
            self._file = mmap(file.fileno(), 0, access=ACCESS_READ)
        entries = struct.iter_unpack(">4s4xII", self._file[12 : 12 + 16 * self._number(4)])
        self._places = {tag: (offset, length) for tag, offset, length in entries}
        self.head, self.hhea, self.maxp = map(self._table, (b"head", b"hhea", b"maxp"))
        if not struct.unpack_from(">H", self.head, HEAD_LONG)[0]:
            raise ValueError(f"{table.path.name}: short places of glyphs")
        self._measured: int = struct.unpack_from(">H", self.hhea, 34)[0]
        self._glyphs: dict[int, Glyph] = {}
        self._characters: dict[str, tuple[int, int]] = {}

    def glyph(self, number: int) -> Glyph:
        """A glyph by its number in the file."""
        kept = self._glyphs.get(number)
        if kept is None:
            kept = self._glyphs[number] = self._read(number)
        return kept

    def character(self, character: str) -> tuple[int, int]:
        """Which glyph draws a character, and its advance in thousandths of the em."""
        kept = self._characters.get(character)
        if kept is None:
            number = self.table.glyph(ord(character))
            kept = self._characters[character] = number, self.table.advance(number)
        return kept

    def _number(self, at: int) -> int:
        return struct.unpack_from(">H", self._file, at)[0]

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._places[tag]
        return self._file[offset : offset + length]

    def _read(self, number: int) -> Glyph:
        at, last = self._places[b"hmtx"][0], self._measured - 1
        bearing = at + 4 * number + 2 if number <= last else at + 4 + 2 * (number + last)
        advance = at + 4 * min(number, last)
        measure = self._file[advance : advance + 2] + self._file[bearing : bearing + 2]
        start, end = struct.unpack_from(">II", self._file, self._places[b"loca"][0] + 4 * number)
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
        return Glyph(bytes(raw), _sum(raw), measure, parts)


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
def _outlines(table: FontTable) -> Outlines:
    """The glyphs of a file, opened once in a process."""
    return Outlines(table)


class _Codes(dict[str, str]):
    """Character -> its code in this document, four hex digits; glyphs and advances by code."""

    def __init__(self, outlines: Outlines) -> None:
        super().__init__()
        self._character = outlines.character
        self.glyphs, self.advances = [0], [outlines.table.advance(0)]

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self.glyphs):04X}"
        glyph, advance = self._character(character)
        self.glyphs.append(glyph)
        self.advances.append(advance)
        return code


class Subset:
    """What one document shows of one cut."""

    def __init__(self, table: FontTable) -> None:
        """`table` maps its characters and measures them."""
        self._outlines = _outlines(table)
        self._name = PDFName(f"AAAAAA+{table.path.stem}")
        self._codes = _Codes(self._outlines)

    def coded(self, run: str) -> str:
        """Characters of this cut as the codes a PDF shows, in hex."""
        codes = self._codes
        return "".join([codes[character] for character in run])

    def put(self, document: PDFDocument, *, packed: bool) -> object:
        """Add the font to a document, deflated when `packed`; gives back its reference."""
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": self._name,
            "CIDSystemInfo": b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "FontDescriptor": document.Reference(self._described(document, packed)),
            "DW": EM,
            "W": _widths(self._codes.advances),
            "CIDToGIDMap": "/Identity",
        }
        only = document.Reference(PDFDictionary(descendant))
        whole = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": self._name,
            "Encoding": "/Identity-H",
            "DescendantFonts": b"[ %s ]" % only.format(document),
            "ToUnicode": document.Reference(Stream(text_map(list(self._codes)), packed=packed)),
        }
        return document.Reference(PDFDictionary(whole))

    def _described(self, document: PDFDocument, packed: bool) -> PDFDictionary:
        box = struct.unpack_from(">4h", self._outlines.head, 36)
        above, below = struct.unpack_from(">2h", self._outlines.hhea, 4)
        file = self.file()
        return PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": self._name,
                "Flags": SYMBOLIC,
                "FontBBox": b"[ %d %d %d %d ]" % box,
                "ItalicAngle": 0,
                "Ascent": above,
                "Descent": below,
                "CapHeight": above,
                "StemV": STEM,
                "FontFile2": document.Reference(Stream(file, packed=packed, Length1=len(file))),
            }
        )

    def file(self) -> bytes:
        """The TrueType file of these glyphs; a glyph's number is its character's code."""
        font = self._outlines
        glyphs = [font.glyph(number) for number in self._codes.glyphs]
        if any([glyph.parts for glyph in glyphs]):
            glyphs = _with_parts(font, list(self._codes.glyphs))
        places = [0, *accumulate([len(glyph.outline) for glyph in glyphs])]
        head = bytearray(font.head)
        struct.pack_into(">I", head, HEAD_SUM, 0)
        count = struct.pack(">H", len(glyphs))
        tables = {
            b"glyf": b"".join([glyph.outline for glyph in glyphs]),
            b"head": bytes(head),
            b"hhea": font.hhea[:34] + count,
            b"hmtx": b"".join([glyph.measure for glyph in glyphs]),
            b"loca": struct.pack(f">{len(places)}I", *places),
            b"maxp": font.maxp[:4] + count + font.maxp[6:],
        }
        return _file_of(tables, sum([glyph.words for glyph in glyphs]))


def _with_parts(font: Outlines, numbers: list[int]) -> list[Glyph]:
    """The glyphs and, behind them, what some are made of, named by its new number."""
    glyphs: list[Glyph] = []
    for number in numbers:  # grows by the parts
        glyph = font.glyph(number)
        if glyph.parts:
            outline = bytearray(glyph.outline)
            for at, part in glyph.parts:
                if part not in numbers:
                    numbers.append(part)
                struct.pack_into(">H", outline, at, numbers.index(part))
            glyph = glyph._replace(outline=bytes(outline), words=_sum(outline))
        glyphs.append(glyph)
    return glyphs


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

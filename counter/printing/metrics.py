"""How wide a text is and which cut of the family can draw it, read from the font files alone."""

import struct
from bisect import bisect_right
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from counter.printing.sheet import POINT, Face

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
CHAIN = {
    Face.MEDIUM: (Face.MEDIUM, Face.REGULAR),
    Face.BOLD: (Face.BOLD, Face.REGULAR),
    Face.REGULAR: (Face.REGULAR,),
}
UNSEEN = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


class FontTable:
    """Glyph numbers and advances of one TrueType file (tables `cmap` format 12, `hhea`, `hmtx`)."""

    def __init__(self, path: Path) -> None:
        """Read the three tables; ValueError when the file has no map of all planes or an odd em."""
        self.path = path
        with path.open("rb") as file:
            count = struct.unpack(">4xH6x", file.read(12))[0]
            places = {
                tag: (offset, length)
                for tag, offset, length in struct.iter_unpack(">4s4xII", file.read(16 * count))
            }

            def table(tag: bytes) -> bytes:
                file.seek(places[tag][0])
                return file.read(places[tag][1])

            if struct.unpack_from(">H", table(b"head"), 18)[0] != 1000:
                raise ValueError(f"{path.name}: the em is not 1000 units")
            self._groups = _groups(table(b"cmap"), path.name)
            metrics = struct.unpack_from(">H", table(b"hhea"), 34)[0]
            advances = struct.unpack_from(f">{2 * metrics}H", table(b"hmtx"))[::2]
        self._starts = [start for start, _, _ in self._groups]
        self._advances = advances

    def glyph(self, code: int) -> int:
        """The glyph number of a code point; 0 when the font does not have it."""
        at = bisect_right(self._starts, code) - 1
        if at < 0:
            return 0
        start, end, first = self._groups[at]
        return first + code - start if code <= end else 0

    def advance(self, glyph: int) -> int:
        """The advance of a glyph in thousandths of the em."""
        return self._advances[min(glyph, len(self._advances) - 1)]


def _groups(cmap: bytes, name: str) -> list[tuple[int, int, int]]:
    """The (first code, last code, first glyph) groups of the map of all planes."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    for platform, encoding, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count]):
        if (platform, encoding) in ((3, 10), (0, 4), (0, 6)):
            kind, groups = struct.unpack_from(">H10xI", cmap, offset)
            if kind == 12:
                start = offset + 16
                return list(struct.iter_unpack(">III", cmap[start : start + 12 * groups]))
    raise ValueError(f"{name}: no character map of all planes")


class _Drawn(dict[str, tuple[Face, str, int]]):
    """Character -> the cut that draws it, what it draws, and its advance in thousandths."""

    def __init__(self, tables: Mapping[Face, FontTable], face: Face) -> None:
        super().__init__()
        self._tables, self._face = tables, face

    def __missing__(self, character: str) -> tuple[Face, str, int]:
        cut, shown = self._shown(character)
        table = self._tables[cut]
        ems = sum(table.advance(table.glyph(ord(c))) for c in shown)
        self[character] = cut, shown, ems
        return self[character]

    def _shown(self, character: str) -> tuple[Face, str]:
        code = ord(character)
        if code in UNSEEN:
            return self._face, ""
        if character.isspace() and character != "\u3000":
            return self._face, " "
        for cut in CHAIN[self._face]:
            if self._tables[cut].glyph(code):
                return cut, character
        return self._face, f"[U+{code:04X}]"


class Metrics:
    """The three cuts of the family, and how a text is shared out among them."""

    def __init__(self, folder: Path = FONTS) -> None:
        """Read the tables of the fonts in `folder` (about 10 ms)."""
        self.paths = {face: folder / f"NotoSansSC-{face.value}.ttf" for face in Face}
        self.tables = {face: FontTable(path) for face, path in self.paths.items()}
        self._drawn = {face: _Drawn(self.tables, face) for face in Face}

    def ems(self, text: str, face: Face = Face.MEDIUM) -> int:
        """The width of `text` in thousandths of its size, as it is drawn."""
        drawn = self._drawn[face]
        return sum([drawn[c][2] for c in text])

    def width(self, text: str, size: float, face: Face = Face.MEDIUM) -> float:
        """The width of `text` in mm at `size` points."""
        return self.ems(text, face) * size * POINT / 1000

    def runs(self, text: str, face: Face) -> list[tuple[Face, str]]:
        """What to draw with which cut; what no cut has is named by its code point, `[U+1F50B]`."""
        drawn = self._drawn[face]
        pieces = [drawn[c] for c in text]
        if all([piece[0] is face for piece in pieces]):
            return [(face, "".join([piece[1] for piece in pieces]))]
        runs = groupby(pieces, key=itemgetter(0))
        return [(cut, "".join([piece[1] for piece in run])) for cut, run in runs]

    def has(self, character: str) -> bool:
        """Whether paper can show this character as itself."""
        return self._drawn[Face.MEDIUM][character][1] == character

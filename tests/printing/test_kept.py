"""What is saved, sent and laid in the folder of papers can be kept: PDF/A-2b, and still read."""

import io
import struct

import pikepdf
import pytest

from counter.printing import pdf_sheet, press
from counter.printing.metrics import FONTS, FontTable
from counter.printing.pdf_fonts import Subset
from counter.printing.sheet import Face, Sheet, Text
from tests.printing import keeping, reading
from tests.printing.media_samples import SAMPLES, printed
from tests.printing.samples import samples

BILINGUAL = [name for name in SAMPLES if name.endswith(".both")]
#: masked, reprinted in place of another, with its continuation, with the work done, long
SPECIAL = [
    "item_receipt.item.full.zh_CN",
    "item_receipt.file.full.en",
    "item_receipt.5_items.zh_CN",
    "repair_card.done.zh_CN",
    "settlement_statement.long.en",
]


@pytest.mark.parametrize("name", BILINGUAL)
def test_every_form_can_be_kept_on_every_medium(name: str):
    assert keeping.faults(printed(name)[1]) == []


@pytest.mark.parametrize("name", SPECIAL)
def test_a_special_paper_can_be_kept_too(name: str):
    form, papers = samples()[name]
    assert keeping.faults(press.pdf_of(form, *papers)) == []


def test_logos_strokes_rare_and_unknown_signs_can_be_kept():
    assert keeping.faults(keeping.drawn_by_hand()) == []


def test_what_cannot_be_kept_is_told():
    with pikepdf.open(io.BytesIO(keeping.drawn_by_hand())) as pdf:
        pdf.pages[0].obj["/Trans"] = pikepdf.Dictionary()
        changed = io.BytesIO()
        pdf.save(changed)
    assert keeping.faults(changed.getvalue())


def test_a_font_in_a_pdf_is_a_whole_font():
    text = "Åé㐀一𬱖王ự"  # some are made of others
    table = press.metrics().tables[Face.REGULAR]
    subset = Subset(table)
    assert subset.coded(text) == "".join(f"{code:04X}" for code in range(1, len(text) + 1))
    file = subset.file()
    tables = tables_of(file)
    assert sum(struct.unpack(f">{len(file) // 4}I", file)) & 0xFFFFFFFF == 0xB1B0AFBA
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    measures = list(struct.iter_unpack(">Hh", tables[b"hmtx"]))
    places = struct.unpack(f">{count + 1}I", tables[b"loca"])
    assert len(measures) == count
    assert places[-1] == len(tables[b"glyf"])
    wide = [table.advance(table.glyph(ord(sign))) for sign in text]
    assert [advance for advance, _ in measures[1 : len(text) + 1]] == wide


def tables_of(file: bytes) -> dict[bytes, bytes]:
    """The tables of a font file; each has the sum that is told."""
    (count,) = struct.unpack_from(">H", file, 4)
    found: dict[bytes, bytes] = {}
    for tag, told, offset, length in struct.iter_unpack(">4sIII", file[12 : 12 + 16 * count]):
        found[tag] = file[offset : offset + length]
        padded = found[tag] + bytes(-length % 4)
        changed = padded[:8] + bytes(4) + padded[12:] if tag == b"head" else padded
        assert sum(struct.unpack(f">{len(padded) // 4}I", changed)) & 0xFFFFFFFF == told
    return found


def test_signs_drawn_alike_are_copied_as_they_were_typed():
    """A radical and its character share a glyph; each is a code of its own."""
    table = FontTable(FONTS / "NotoSansSC-Regular.ttf")
    alike = "⼀一"
    assert len({table.glyph(ord(sign)) for sign in alike}) == 1
    sheet = Sheet(40, 20, (Text(4, 10, alike, 12, Face.REGULAR),))
    assert reading.text_of(pdf_sheet.draw([sheet], press.metrics())) == alike


def test_what_is_not_packed_is_the_same_picture():
    sheets, pdf, pages = printed("item_receipt.80mm.both")
    loose = pdf_sheet.draw(sheets, press.metrics(), packed=False)
    assert len(loose) > len(pdf)
    assert all((one == other).all() for one, other in zip(reading.burnt(loose), pages, strict=True))

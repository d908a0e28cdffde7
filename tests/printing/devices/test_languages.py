"""Our raster -> a printer language -> an interpreter of it: the same dots, and its codes decode."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.printing import press
from counter.printing.devices import escpos, escpos_text, moving
from counter.printing.devices.catalogue import Language, Printer
from counter.printing.devices.delivery import bytes_of, pages_of
from counter.printing.devices.device import Device, State
from counter.printing.devices.languages import ABLE, DEVICES
from counter.printing.raster import Dots
from counter.printing.sheet import Bars, Rule, Sheet, Square, Text
from tests.printing import reading, samples
from tests.printing.devices.burning import EscPosPrinter, TsplPrinter, ZplPrinter, bits
from tests.printing.devices.described import described

LABELS = [name for name in samples.samples() if "label" in name]


def burnt(of: Printer, stream: bytes) -> list[reading.Bytes]:
    match of.language:
        case Language.ZPL:
            return ZplPrinter().feed(stream)
        case Language.TSPL:
            return TsplPrinter(of.true_dpi / 25.4).feed(stream)
        case _:
            return EscPosPrinter().feed(stream)


def picture(page: Dots, *, whole_bytes: bool = False) -> reading.Bytes:
    drawn = bits(page.rows, -(-page.width // 8))
    return drawn if whole_bytes else drawn[:, : page.width]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("language", DEVICES)
@pytest.mark.parametrize("name", LABELS)
def test_what_a_printer_burns_is_our_raster_and_can_be_scanned(
    name: str, language: str, dpi: int
) -> None:
    form, papers = samples.samples()[name]
    of = described(language, dpi=dpi)
    pages = pages_of(of, press.pdf_of(form, *papers, dot=of.dot))
    came = burnt(of, bytes_of(of, pages))
    whole = language == Language.ESCPOS
    sheets = press.sheets_of(form, *papers)
    for page, sheet, seen in zip(pages, sheets, came, strict=True):
        assert np.array_equal(seen, picture(page, whole_bytes=whole))
        assert reading.codes_of(seen) == reading.codes_drawn(sheet)


@st.composite
def rasters(draw: st.DrawFn) -> Dots:
    """Any dots at all, also those that look like a command."""
    width, height = draw(st.integers(1, 70)), draw(st.integers(1, 40))
    length = -(-width // 8)
    rows = bytearray(draw(st.binary(min_size=length * height, max_size=length * height)))
    keep = 0xFF << (length * 8 - width) & 0xFF
    for last in range(length - 1, len(rows), length):
        rows[last] &= keep
    return Dots(width, height, bytes(rows))


@given(rasters(), st.sampled_from(list(DEVICES)))
def test_any_dots_come_out_as_they_are(page: Dots, language: Language) -> None:
    of = described(language, width_dots=80, gap_mm=0.0)
    (seen,) = burnt(of, bytes_of(of, [page]))
    assert np.array_equal(seen, picture(page, whole_bytes=language is Language.ESCPOS))


@given(rasters(), st.integers(-80, 80), st.integers(-50, 50))
def test_a_page_is_moved_by_whole_dots(page: Dots, across: int, down: int) -> None:
    moved = picture(moving.moved(page, across, down))
    wanted = np.full_like(moved, 255)
    high, wide = moved.shape
    for y in range(max(0, down), min(high, high + down)):
        for x in range(max(0, across), min(wide, wide + across)):
            wanted[y, x] = picture(page)[y - down, x - across]
    assert np.array_equal(moved, wanted)


@pytest.mark.parametrize("language", DEVICES)
def test_offset_and_darkness_are_said(language: str) -> None:
    page = Dots(16, 2, bytes([0xF0, 0, 0, 0]))
    dark = 9 if ABLE[Language(language)].darkest else None
    of = described(language, offset_x_mm=1.0, offset_y_mm=0.125, darkness=dark)
    stream = bytes_of(of, [page])
    (seen,) = burnt(of, stream)
    assert np.array_equal(seen == 0, [[False] * 16, [False] * 8 + [True] * 4 + [False] * 4])
    if language == "ZPL":
        label = ZplPrinter()
        label.feed(stream)
        assert label.darkness == 9
    elif language == "TSPL":
        other = TsplPrinter()
        other.feed(stream)
        assert other.darkness == 9


@pytest.mark.parametrize(("size", "dots"), [("80mm", 576), ("58mm", 384)])
@pytest.mark.parametrize("name", ["item_receipt.customer.typical.zh_CN", "item_receipt.2_items.en"])
def test_a_receipt_on_a_roll_is_our_raster_and_can_be_scanned(
    name: str, size: str, dots: int
) -> None:
    form, papers = samples.samples()[name]
    of = described("ESCPOS", width_dots=dots, cuts=True)
    pages = pages_of(of, press.pdf_of(form, *papers, size=size, dot=of.dot))
    roll = EscPosPrinter()
    came = roll.feed(bytes_of(of, pages))
    assert roll.cuts == len(pages)
    sheets = press.sheets_of(form, *papers, size=size)
    for page, sheet, seen in zip(pages, sheets, came, strict=True):
        assert np.array_equal(seen, picture(page))
        assert set(reading.codes_of(seen)) == set(reading.codes_drawn(sheet))
    said = EscPosPrinter()
    for sheet in sheets:
        said.feed(escpos_text.text_page(sheet, of))
    assert sorted(said.codes) == sorted(code for one in sheets for code in reading.codes_drawn(one))
    assert max(len(line.encode("gb18030")) for line in said.lines) <= dots // 12
    assert not said.pages


def test_a_long_page_goes_in_bands_and_is_cut_once() -> None:
    rows = bytes(range(256)) * 9 * 2
    page = Dots(16, len(rows) // 2, rows)
    roll = EscPosPrinter()
    (seen,) = roll.feed(bytes_of(described("ESCPOS", cuts=True), [page]))
    assert np.array_equal(seen, bits(rows, 2))
    assert roll.cuts == 1
    uncut = EscPosPrinter()
    uncut.feed(bytes_of(described("ESCPOS"), [page]))
    assert (uncut.cuts, len(uncut.pages)) == (0, 1)


def test_no_picture_opens_the_drawer_or_switches_the_printer_off() -> None:
    for obeyed in (b"\x10\x14\x01\x00\x01", b"\x10\x14\x02\x01\x08", b"\x10\x14\x08\x01\x03"):
        page = Dots(48, 2, bytes(6) + obeyed + b"\x00")
        stream = bytes_of(described("ESCPOS"), [page])
        assert obeyed not in stream
        (seen,) = EscPosPrinter().feed(stream)
        assert np.array_equal(seen, picture(moving.moved(page, 1, 0)))


def test_the_drawer_is_kicked() -> None:
    roll = EscPosPrinter()
    roll.feed(escpos.drawer() + escpos.drawer(1))
    assert roll.kicks == [0, 1]
    with pytest.raises(ValueError, match="2"):
        escpos.drawer(2)


def test_text_mode_says_what_the_sheet_says() -> None:
    number = "3000171260012349"
    sheet = Sheet(
        72,
        60,
        (
            Text(20, 6, "取件凭证", 16),
            Text(2, 12, "李文博", 9),
            Text(50, 12.4, "¥ 1,268.50", 9),
            Rule(1, 14, 70),
            Text(2, 19, "𬱖 㛃 \x1b@ 🔋 é“x”", 9),
            Bars(5, 22, number, 0.375, 10),
            Square(20, 35, "HTTPS://X.EXAMPLE/Q/1?a={b}", 0.5),
            Bars(5, 50, "SN-{1}", 0.25, 10),
        ),
    )
    roll = EscPosPrinter()
    roll.feed(escpos_text.text_page(sheet, described("ESCPOS", width_dots=576, cuts=True)))
    assert [" ".join(line.split()) for line in roll.lines] == [
        "取件凭证",
        "李文博 ￥ 1,268.50",
        "-" * 48,
        "[U+2CC56] [U+36C3] @ [U+1F50B] é“x”",
    ]
    assert roll.codes == [
        ("bars", number),
        ("square", "HTTPS://X.EXAMPLE/Q/1?a={b}"),
        ("bars", "SN-{1}"),
    ]
    assert roll.cuts == 1
    assert max(len(line.encode("gb18030")) for line in roll.lines) <= 48


@given(st.text(), st.integers(8, 48))
def test_text_is_folded_and_none_is_lost(text: str, width: int) -> None:
    lines = escpos_text.folded(text, width)
    assert max(map(len, lines)) <= width
    assert b"".join(lines).replace(b" ", b"") == escpos_text.encoded(text).replace(b" ", b"")
    for line in lines:
        line.decode("gb18030")


@given(st.text())
def test_no_text_brings_a_command(text: str) -> None:
    said = escpos_text.encoded(text)
    assert not any(byte < 0x20 or byte == 0x7F for byte in said)
    assert said.decode("gb18030").replace("\u3000", "").isprintable()
    assert escpos_text.encoded("打印\u3000a\u2003b\nc").decode("gb18030") == "打印\u3000a b c"


# states ---------------------------------------------------------------------------------------

ZPL_FINE = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n"
ZPL_SECOND = b"\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n"
ZPL_THIRD = b"\x021234,0\x03\r\n"


@pytest.mark.parametrize(
    ("answer", "state", "waiting"),
    [
        (ZPL_FINE + ZPL_SECOND + ZPL_THIRD, State.READY, 0),
        (ZPL_FINE.replace(b"030,0", b"030,1") + ZPL_SECOND + ZPL_THIRD, State.PAPER_OUT, 0),
        (ZPL_FINE.replace(b"030,0,0", b"030,0,1") + ZPL_SECOND + ZPL_THIRD, State.PAUSED, 0),
        (ZPL_FINE + ZPL_SECOND.replace(b"001,0,0", b"001,0,1") + ZPL_THIRD, State.COVER_OPEN, 0),
        (ZPL_FINE + ZPL_SECOND.replace(b"001,0,0,0", b"001,0,0,1") + ZPL_THIRD,
         State.RIBBON_OUT, 0),
        (ZPL_FINE.replace(b"1245,000", b"1245,003") + ZPL_SECOND + ZPL_THIRD, State.READY, 3),
        (ZPL_FINE + ZPL_SECOND.replace(b"00000000", b"00000012") + ZPL_THIRD, State.READY, 12),
        (b"\x021\x03\x022\x03\x023\x03", State.UNKNOWN, 0),
    ],
)  # fmt: skip
def test_zpl_tells_its_state(answer: bytes, state: State, waiting: int) -> None:
    said = read(DEVICES[Language.ZPL], answer)
    assert said is not None
    assert (said.state, said.waiting) == (state, waiting)
    assert read(DEVICES[Language.ZPL], answer[:-4]) is None or state is State.UNKNOWN


@pytest.mark.parametrize(
    ("byte", "state"),
    [(0, State.READY), (1, State.COVER_OPEN), (2, State.JAM), (4, State.PAPER_OUT),
     (5, State.COVER_OPEN), (8, State.RIBBON_OUT), (16, State.PAUSED), (32, State.PRINTING),
     (128, State.FAULT), (64, State.UNKNOWN)],
)  # fmt: skip
def test_tspl_tells_its_state(byte: int, state: State) -> None:
    said = read(DEVICES[Language.TSPL], bytes([byte]))
    assert said is not None
    assert said.state is state


@pytest.mark.parametrize(
    ("answer", "state", "low"),
    [
        ("12 12 12 12", State.READY, False),
        ("12 12 12 1e", State.READY, True),
        ("1a 32 12 72", State.PAPER_OUT, False),
        ("1a 16 12 12", State.COVER_OPEN, False),
        ("1a 52 1a 12", State.JAM, False),
        ("1a 52 32 12", State.FAULT, False),
        ("1a 12 12 12", State.OFFLINE, False),
        ("00 11 13 12 12 12 12", State.READY, False),
    ],
)
def test_escpos_tells_its_state(answer: str, state: State, low: bool) -> None:
    said = read(DEVICES[Language.ESCPOS], bytes.fromhex(answer))
    assert said is not None
    assert (said.state, said.is_paper_low) == (state, low)
    assert read(DEVICES[Language.ESCPOS], bytes.fromhex("12 12 12")) is None


@given(st.binary(max_size=200), st.sampled_from(list(DEVICES)))
def test_no_answer_breaks_a_reader(answer: bytes, language: Language) -> None:
    read(DEVICES[language], answer)


def read(device: Device, answer: bytes):
    assert device.read is not None
    return device.read(answer)


def test_a_page_for_another_head_is_refused_before_it_is_made() -> None:
    from counter.domain.refusals import RuleBroken

    label = Dots(480, 320, bytes(60 * 320))
    with pytest.raises(RuleBroken) as narrow:
        bytes_of(described("TSPL", width_dots=384), [label])
    assert narrow.value.rule == "printer.roll_too_narrow"
    assert (narrow.value.facts["page_mm"], narrow.value.facts["width_mm"]) == ("60", "48")
    with pytest.raises(RuleBroken) as other:
        bytes_of(described("ZPL", stock_width_mm=40.0, stock_height_mm=30.0), [label])
    assert other.value.rule == "printer.other_stock"
    assert bytes_of(described("ZPL", stock_width_mm=60.5, stock_height_mm=39.5), [label])
    with pytest.raises(RuleBroken) as driver:
        bytes_of(described("DRIVER"), [label])
    assert driver.value.rule == "printer.wrong_language"

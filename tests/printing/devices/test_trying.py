"""The test page: millimetres that are true, codes that scan, on every stock from 40 x 30 mm on."""

from datetime import datetime

import numpy as np
import pytest

from counter.language import Words
from counter.printing import pdf_sheet, press
from counter.printing.devices import trying
from counter.printing.devices.catalogue import Printer, read_printer
from counter.printing.devices.sending import Outcome
from counter.printing.forms import test_page
from counter.printing.sheet import Rule
from tests.printing import reading
from tests.printing.devices.burning import EscPosPrinter
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.printing.devices.test_over_the_network import PATIENT

AT = datetime(2026, 11, 22, 10, 18)
USUAL = {"name": "标签机 TSC TE244 in the storeroom, door 2", "language": "TSPL",
         "way": "TCP", "address": "192.168.100.150:9100", "darkness": 8}  # fmt: skip
STOCKS: list[dict[str, object]] = [
    {"stock_width_mm": 40, "stock_height_mm": 30, "width_dots": 320},
    {"stock_width_mm": 60, "stock_height_mm": 40},
    {"stock_width_mm": 100, "stock_height_mm": 150},
    {"stock_width_mm": 60, "stock_height_mm": 40, "dpi": 300},
    {"language": "ESCPOS", "darkness": None, "width_dots": 384},
    {"language": "ESCPOS", "darkness": None, "width_dots": 576},
    {"language": "DRIVER", "darkness": None, "way": "QUEUE", "address": "HP"},
]


def described(stock: dict[str, object]) -> Printer:
    return read_printer(USUAL | stock)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("stock", STOCKS, ids=str)
def test_the_page_is_whole_on_every_stock(stock: dict[str, object], language: str) -> None:
    of = described(stock)
    sheet = trying.sheet_of(of, Words(language), AT)
    assert list(reading.clashes(sheet, press.metrics(), test_page.EDGE)) == []
    (page,) = reading.burnt(pdf_sheet.draw([sheet], press.metrics(), dot=of.dot), of.true_dpi)
    zeros = test_page.CODE
    assert reading.codes_of(page) == [("bars", zeros), ("square", zeros)]


def test_ten_millimetres_are_eighty_dots() -> None:
    of = described({"stock_width_mm": 60, "stock_height_mm": 40})
    sheet = trying.sheet_of(of, Words("en"), AT)
    (page,) = reading.burnt(pdf_sheet.draw([sheet], press.metrics()))
    posts = [mark for mark in reading.marks_of([sheet], Rule) if mark.down == test_page.TALL]
    row = page[round(posts[0].y * 8) + 3] == 0
    edges = np.flatnonzero(np.diff(row.astype(np.int8)) == 1)
    ruler = edges[(edges > 2.5 * 8) & (edges < 55 * 8)]
    assert np.diff(ruler).tolist() == [80] * 5
    assert len(posts) == 6


@pytest.mark.parametrize("as_text", [False, True])
def test_a_printer_is_tried_as_dots_or_as_text(as_text: bool) -> None:
    with Printer9100(Manner("ESCPOS")) as there:
        of = described({"language": "ESCPOS", "darkness": None, "address": there.address,
                        "width_dots": 576, "as_text": as_text})  # fmt: skip
        came = trying.try_printer(of, Words("zh_CN"), AT, patience=PATIENT)
        assert came.outcome is Outcome.PRINTED
        roll = EscPosPrinter()
        roll.feed(bytes(there.got))
    zeros = test_page.CODE
    if as_text:
        assert sorted(roll.codes) == [("bars", zeros), ("square", zeros)]
        assert any("测试页" in line for line in roll.lines)
    else:
        (page,) = roll.pages
        assert reading.codes_of(page) == [("bars", zeros), ("square", zeros)]

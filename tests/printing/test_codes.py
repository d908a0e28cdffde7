"""Every code of every paper reads back from the dots a head burns, and says its number."""

import random
import string
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp

from counter.domain.choices import PaperCopy
from counter.domain.numbers import NumberKind, is_valid, plain
from counter.printing import codes, press, raster
from counter.printing.sheet import Bars, Square
from tests.printing import reading, samples

SAMPLES = samples.samples()


@pytest.mark.parametrize("name", SAMPLES)
def test_every_code_of_a_paper_reads_back(name: str):
    form, papers = SAMPLES[name]
    sheets = press.sheets_of(form, *papers)
    pages = reading.burnt(press.pdf_of(form, *papers))
    for sheet, page in zip(sheets, pages, strict=True):
        assert reading.codes_drawn(sheet)
        assert reading.codes_of(page) == reading.codes_drawn(sheet)


@pytest.mark.parametrize("name", [name for name in SAMPLES if "label" in name])
def test_labels_read_back_from_a_head_of_300_dpi(name: str):
    form, papers = SAMPLES[name]
    pdf = press.pdf_of(form, *papers, dot=25.4 / raster.HEAD_300)
    (page,) = reading.burnt(pdf, raster.HEAD_300)
    assert reading.codes_of(page) == [("bars", samples.CARD), ("square", samples.CARD)]


def test_only_the_customer_s_copy_carries_the_token():
    told = samples.TYPICAL["zh_CN"]
    for copy in (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM):
        paper = samples.receipt("zh_CN", told, copy)
        paper = replace(paper, token=samples.TOKEN, link=samples.LINK)
        (page,) = reading.burnt(press.pdf_of("item_receipt", paper))
        read = dict(reading.codes_of(page))
        assert read["bars"] == samples.RECEIPT
        if copy is PaperCopy.CUSTOMER:
            assert read["square"] == f"{samples.LINK}{samples.RECEIPT}/{samples.TOKEN.upper()}"
            assert plain(read["square"]) == samples.RECEIPT
        else:
            assert read["square"] == samples.RECEIPT


def test_a_shop_without_a_status_page_prints_the_bare_number():
    told = samples.TYPICAL["zh_CN"]
    paper = replace(samples.receipt("zh_CN", told, PaperCopy.CUSTOMER), link="")
    (page,) = reading.burnt(press.pdf_of("item_receipt", paper))
    assert {text for _, text in reading.codes_of(page)} == {samples.RECEIPT}


def test_a_code_that_does_not_fit_is_left_out():
    told = samples.TYPICAL["zh_CN"]
    link = "HTTPS://STATUS.EXAMPLE/" + "LONG/" * 60
    paper = replace(samples.receipt("zh_CN", told, PaperCopy.CUSTOMER), link=link)
    (sheet,) = press.sheets_of("item_receipt", paper)
    assert reading.codes_drawn(sheet) == [("bars", samples.RECEIPT)]


def test_each_line_of_the_register_carries_its_card():
    (page,) = reading.burnt(press.pdf_of("item_register", samples.register("zh_CN")))
    rows = samples.register("zh_CN").rows
    assert {text for _, text in reading.codes_of(page)} == {row.card_number for row in rows}


def test_a_batch_of_labels_is_one_document():
    told = samples.TYPICAL["zh_CN"]
    numbers = [samples.number(NumberKind.CARD, n) for n in range(1, 41)]
    label = samples.item_label("zh_CN", told)
    pdf = press.pdf_of("item_label", *(replace(label, number=number) for number in numbers))
    read = [reading.codes_of(page) for page in reading.burnt(pdf)]
    assert read == [[("bars", number), ("square", number)] for number in numbers]


def test_code_128_says_what_it_was_given():
    chance = random.Random(7)
    signs = string.digits * 4 + string.ascii_letters + " -/.:+"
    texts = ["".join(chance.choices(signs, k=chance.randint(1, 20))) for _ in range(250)]
    texts += ["99" + "".join(chance.choices(string.digits, k=2 * n % 16)) for n in range(50)]
    texts += ["99A", "9", "99", "9934461799240532", "0099", "A99", "99a99"]
    wrong = [text for text in texts if _scanned(codes.code128(text)) != text]
    assert wrong == []


def test_code_128_refuses_what_it_cannot_say():
    with pytest.raises(ValueError, match="no sign"):
        codes.code128("修护卡")


def test_a_number_takes_123_modules():
    numbers = [samples.number(kind, n) for kind in NumberKind for n in (1, 99_999)]
    assert all(is_valid(number) for number in numbers)
    assert {len(codes.code128(number)) for number in numbers} == {codes.NUMBER_MODULES}


@pytest.mark.parametrize("dot", [25.4 / 203.2, 25.4 / 300, 25.4 / 180])
def test_codes_stand_on_whole_dots_and_never_grow(dot: float):
    for mark in (
        Bars(139.013, 22.507, samples.CARD, 0.375, 11.5),
        Square(52.49, 1.51, samples.CARD, 0.5),
    ):
        moved = codes.on_dots(mark, dot)
        for length in (moved.x, moved.y, moved.module):
            assert length / dot == pytest.approx(round(length / dot), abs=1e-6)
        assert moved.module <= mark.module + 1e-9
        assert abs(moved.x - mark.x) <= dot / 2
        assert abs(moved.y - mark.y) <= dot / 2


def _scanned(modules: str) -> str:
    row = np.array([255 * (sign == "0") for sign in f"{'0' * 10}{modules}{'0' * 10}"], np.uint8)
    found = zxingcpp.read_barcode(
        np.pad(np.tile(np.repeat(row, 2), (30, 1)), 8, constant_values=255)
    )
    return found.text if found else ""

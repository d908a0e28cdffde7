"""Papers in every language of a printer, and the printers of a machine, by the command line."""

import io
import json
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.command_line.conftest import Call
from tests.printing import reading
from tests.printing.devices.burning import EscPosPrinter, TsplPrinter, ZplPrinter
from tests.printing.devices.printer_9100 import Manner, Printer9100

TSPL = {"name": "标签机", "language": "TSPL", "way": "FOLDER"}


@pytest.fixture
def receipt(call: Call) -> str:
    """A receipt of a shop with one case."""
    assert call("demo", "--cases", "1").code == 0
    return str(call("do", "receipts", "--as", "1009").answer["rows"][0]["receipt_number"])


def test_a_label_is_written_in_every_language(call: Call, receipt: str, place: Path) -> None:
    def written(kind: str, *more: str) -> bytes:
        out = place / f"label.{kind}"
        said = call("paper", "item_label", receipt, "--as", kind, "--out", str(out), *more)
        assert said.code == 0, said.lines
        assert said.answer == {"file": str(out), "bytes": out.stat().st_size}
        return out.read_bytes()

    (page,) = reading.burnt(written("pdf"))
    (zpl,) = ZplPrinter().feed(written("zpl"))
    (tspl,) = TsplPrinter().feed(written("tspl"))
    (escpos,) = EscPosPrinter().feed(written("escpos"))
    with Image.open(io.BytesIO(written("png"))) as picture:
        assert round(picture.info["dpi"][0]) == 203
        png = np.asarray(picture.convert("L"))
    for burnt in (zpl, tspl, escpos, png):
        assert np.array_equal(burnt, page)
    assert {kind for kind, _ in reading.codes_of(page)} == {"bars", "square"}
    (fine,) = TsplPrinter(300 / 25.4).feed(written("tspl", "--dpi", "300"))
    assert fine.shape == (472, 709)
    assert reading.codes_of(fine) == reading.codes_of(page)
    assert written("pdf", "--as", "1009", "--size", "60x40")  # a staff code does no harm


def test_pages_of_a_picture_are_files_of_their_own(call: Call, place: Path) -> None:
    assert call("demo", "--cases", "6").code == 0
    rows = call("do", "receipts", "--as", "1009").answer["rows"]
    whole, pages, number = place / "labels.pdf", 1, ""
    for row in rows:
        number = row["receipt_number"]
        if call("paper", "accessory_label", number, "--out", str(whole)).code == 0:
            pages = len(reading.burnt(whole.read_bytes()))
        if pages > 1:
            break
    assert pages > 1
    out = place / "labels.png"
    said = call("paper", "accessory_label", number, "--as", "png", "--out", str(out)).answer
    assert [Path(file).name for file in said["files"]] == [
        f"labels-{page}.png" for page in range(1, pages + 1)
    ]
    assert said["file"] == said["files"][0]
    assert sum(Path(file).stat().st_size for file in said["files"]) == said["bytes"]
    assert not out.exists()


@pytest.mark.parametrize(
    "bad",
    [
        (("--as", "pcl"), 64, ""),
        (("--as", "zpl", "--printer", "nowhere"), 2, "printer.unknown"),
        (("--as", "zpl", "--printer", "标签机"), 2, "printer.wrong_language"),
        (("--as", "tspl", "--printer", "标签机"), 2, "printer.roll_too_narrow"),
        (("--as", "tspl", "--size", "a0"), 2, "paper.unknown_medium"),
        (("--as", "tspl", "--size", "a4"), 2, "paper.medium"),
    ],
)
def test_what_cannot_be_written_is_refused(
    call: Call, receipt: str, place: Path, bad: tuple[tuple[str, ...], int, str]
) -> None:
    words, code, rule = bad
    narrow = TSPL | {"address": str(place), "width_dots": 384}
    assert call("printers", "add", json.dumps(narrow)).code == 0
    out = place / "label"
    said = call("paper", "item_label", receipt, *words, "--out", str(out))
    assert said.code == code
    assert not out.exists()
    if rule:
        assert said.answer["rule"] == rule
        assert said.answer["sentence"]


def test_a_printer_is_described_tried_and_forgotten(call: Call, place: Path) -> None:
    labels = TSPL | {"address": str(place / "labels"), "stock_width_mm": 60, "stock_height_mm": 40}
    said = call("printers", "add", json.dumps(labels))
    assert (said.code, said.answer["dpi"], said.answer["width_dots"]) == (0, 203, 832)
    again = call("printers", "add", json.dumps(labels | {"darkness": 9}))
    assert again.answer["darkness"] == 9
    listed = call("printers", "list").answer
    assert [one["name"] for one in listed["printers"]] == ["标签机"]
    assert set(listed["found"]) == {"queues", "devices", "ports"}
    for language in ("zh_CN", "en"):
        tried = call("printers", "test", "标签机", "--lang", language)
        assert (tried.code, tried.answer["outcome"]) == (0, "KEPT")
        burner = TsplPrinter()
        (page,) = burner.feed(Path(tried.answer["file"]).read_bytes())
        assert burner.darkness == 9
        assert reading.codes_of(page) == [("bars", "0" * 16), ("square", "0" * 16)]
    assert call("printers", "remove", "标签机").answer == {"printer": "标签机"}
    assert call("printers", "list").answer["printers"] == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("add", "{"), "input.not_json"),
        (("add", "[]"), "input.wrong_type"),
        (("add", '{"name": "x"}'), "printer.field_missing"),
        (("add", '{"name":"x","language":"PCL","way":"TCP","address":"h"}'), "printer.field_wrong"),
        (("test", "nobody"), "printer.unknown"),
        (("remove", "nobody"), "printer.unknown"),
    ],
)
def test_a_wrong_word_about_printers_is_refused(
    call: Call, words: tuple[str, ...], rule: str
) -> None:
    said = call("printers", *words)
    assert (said.code, said.answer["rule"]) == (2, rule)


def test_a_printer_that_is_off_is_told_with_what_was_sent(call: Call) -> None:
    off = {"name": "off", "language": "ZPL", "way": "DEVICE", "address": "/dev/usb/lp_none"}
    assert call("printers", "add", json.dumps(off)).code == 0
    said = call("printers", "test", "off", "--lang", "en")
    assert (said.code, said.answer["rule"]) == (2, "printer.not_reached")
    assert said.answer["facts"]["sent"] == "NOTHING"
    assert "nothing was sent" in said.answer["sentence"]


def test_a_printer_is_asked_and_its_drawer_opened(call: Call) -> None:
    with Printer9100(Manner("ESCPOS", state="paper out")) as there:
        roll = {"name": "roll", "language": "ESCPOS", "way": "TCP", "address": there.address}
        assert call("printers", "add", json.dumps(roll)).code == 0
        said = call("printers", "status", "roll").answer
        assert (said["state"], said["takes_pages"]) == ("PRINTER_PAPER_OUT", False)
        refused = call("printers", "test", "roll", "--lang", "en")
        assert refused.answer["sentence"].endswith(
            "is out of paper; nothing was sent. Put in paper."
        )
        opened = call("printers", "drawer", "roll")
        assert (opened.code, opened.answer["outcome"]) == (0, "TAKEN")
        until = time.monotonic() + 5
        while b"\x1bp\x00" not in there.got and time.monotonic() < until:
            time.sleep(0.01)
        assert b"\x1bp\x00" in there.got
        assert call("printers", "add", json.dumps(roll | {"language": "TSPL"})).code == 0
        assert call("printers", "drawer", "roll").answer["rule"] == "printer.no_drawer"

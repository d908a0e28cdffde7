"""The print queue by the command line: listed, printed then and there, and what a kill leaves."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from counter.printing.devices.routes import AS_PDF
from tests.command_line.conftest import PIN, PROJECT, Call
from tests.printing import reading
from tests.printing.devices.burning import TsplPrinter
from tests.printing.devices.printer_9100 import Manner, Printer9100

DESK, MANAGER = ("--as", "1001"), ("--as", "1009")
LABELS = ("repair_card", "item_label", "accessory_label")
ITEM = {
    "unit": {"kind": "kettle", "brand": "苏泊尔"},
    "fault_codes": ["LEAKS"],
    "no_marks": True,
    "no_accessories": True,
}


@pytest.fixture
def taken_in(call: Call) -> dict[str, Any]:
    """One kettle, taken in by the command line: nobody has printed its papers."""
    assert call("demo", "--cases", "1").code == 0
    facts = {"customer": {"phone": "13800135678", "name": "张伟"}, "items": [ITEM]}
    said = call("do", "check_in", json.dumps(facts | {"signed_on": "PAPER"}), *DESK)
    assert said.code == 0, said.lines
    return said.answer


def labels_go_to(place: Path, call: Call, address: str, **facts: Any) -> None:
    """Cards and labels go to a printer in the network; all else is kept as files."""
    labels = {"name": "标签机", "language": "TSPL", "way": "TCP", "address": address}
    stock = {"stock_width_mm": 60, "stock_height_mm": 40}
    assert call("printers", "add", json.dumps(labels | stock | facts)).code == 0
    file = place / "home" / "printers.json"
    routes = {form: {"printer": "标签机", "size": ""} for form in LABELS}
    routes["item_receipt"] = {"printer": AS_PDF, "size": ""}
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"papers": routes}), "utf-8")


def listed(call: Call) -> dict[str, dict[str, Any]]:
    """What stands in the queue, by form."""
    said = call("print-queue", "list", *DESK)
    assert said.code == 0
    return {paper["form"]: paper for paper in said.answer["papers"]}


def test_a_shop_without_a_window_prints(call: Call, place: Path, taken_in: dict[str, Any]) -> None:
    before = listed(call)
    assert list(before) == ["item_receipt", "repair_card", "item_label"]
    assert {paper["status"] for paper in before.values()} == {"QUEUED"}
    with Printer9100(Manner("TSPL")) as there:
        labels_go_to(place, call, there.address)
        said = call("print-queue", "run", *DESK)
        pages = TsplPrinter().feed(bytes(there.got))
    assert said.code == 0
    assert [one["form"] for one in said.answer["papers"] if one["printer"]] == list(LABELS[:2])
    assert {one["status"] for one in said.answer["papers"]} == {"PRINTED"}
    number = taken_in["items"][0]["card_number"]
    assert all(("bars", number) in reading.codes_of(page) for page in pages)
    assert len(list((place / "shop" / "papers").glob("item_receipt-*.pdf"))) == 3
    assert listed(call) == {}
    assert call("print-queue", "run", *DESK).answer == {"papers": []}


def test_what_waits_says_why_and_is_sent_elsewhere(
    call: Call, place: Path, taken_in: dict[str, Any]
) -> None:
    with Printer9100(Manner("TSPL", state="paper out")) as there:
        labels_go_to(place, call, there.address)
        said = call("print-queue", "run", *DESK, "--lang", "en")
        assert said.code == 2
        waits = next(one for one in said.answer["papers"] if one["status"] == "QUEUED")
        assert waits["reason"]["rule"] == "printer.not_ready"
        assert "out of paper" in waits["reason"]["sentence"]
        left = listed(call)
        assert {paper["tries"] for paper in left.values()} == {1}
        assert "缺纸" in left["item_label"]["reason"]["sentence"]
        places = [str(paper["place"]) for paper in left.values()]
        misspelt = call("print-queue", "retry", *places, "--printer", "标签鸡", *DESK)
        assert (misspelt.code, misspelt.answer["rule"]) == (2, "printer.unknown")
        said = call("print-queue", "retry", places[0], "--printer", AS_PDF, *DESK)
        assert (said.code, said.answer["papers"][0]["status"]) == (0, "PRINTED")
        said = call("print-queue", "cancel", places[1], *DESK)
        assert said.answer == {"marked": 1}
        assert not there.got.count(b"PRINT")
    assert listed(call) == {}


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("retry",), "paper.none_named"),
        (("retry", "9999"), "paper.not_open"),
        (("cancel", "9999"), "paper.not_open"),
        (("came-out", "9999"), "paper.not_in_doubt"),
        (("came-out", "1"), "paper.not_in_doubt"),
    ],
)
def test_what_is_not_possible_is_refused(
    call: Call, taken_in: dict[str, Any], words: tuple[str, ...], rule: str
) -> None:
    said = call("print-queue", *words, *DESK)
    assert (said.code, said.answer["rule"]) == (2, rule)
    assert said.answer["sentence"]
    assert {paper["status"] for paper in listed(call).values()} == {"QUEUED"}


def test_bad_words_and_nobody_are_refused(call: Call, taken_in: dict[str, Any]) -> None:
    assert call("print-queue", *DESK).code == 64
    assert call("print-queue", "retry", "first", *DESK).code == 64
    assert call("print-queue", "cancel", *DESK).code == 64
    said = call("print-queue", "list")
    assert (said.code, said.answer["rule"]) == (2, "person.none")


def test_who_is_killed_while_a_page_is_on_its_way_is_asked_about_it(
    call: Call, place: Path, taken_in: dict[str, Any]
) -> None:
    with Printer9100(Manner("TSPL", bite=256, pause_s=0.05)) as there:
        labels_go_to(place, call, there.address)
        words = ("print-queue", "run", "--shop", str(place / "shop"), *DESK)
        running = subprocess.Popen(
            [sys.executable, str(PROJECT / "main.py"), *words],
            env=os.environ | {"COUNTER_HOME": str(place / "home"), "COUNTER_PIN": PIN},
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + 30
        while len(there.got) < 2000:
            assert time.monotonic() < until
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
    left = listed(call)
    assert {form: paper["status"] for form, paper in left.items()} == {
        "repair_card": "UNSURE",
        "item_label": "QUEUED",
    }
    assert left["repair_card"]["reason"]["rule"] == "paper.cut_short"
    card = str(left["repair_card"]["place"])
    with Printer9100(Manner("TSPL")) as there:
        labels_go_to(place, call, there.address)
        said = call("print-queue", "retry", "--all", *DESK)
        assert (said.code, [one["form"] for one in said.answer["papers"]]) == (0, ["item_label"])
        said = call("print-queue", "run", *DESK)
        assert said.answer == {"papers": []}
        assert there.got.count(b"PRINT 1,1\r\n") == 1
        refused = call("print-queue", "retry", card, *DESK)
        assert (refused.code, refused.answer["rule"]) == (2, "paper.may_be_out")
        again = call("print-queue", "retry", card, "--again", *DESK)
        assert (again.code, again.answer["papers"][0]["status"]) == (0, "PRINTED")
        assert there.got.count(b"PRINT 1,1\r\n") == 2
    assert listed(call) == {}


@pytest.mark.parametrize("at_stop", ["reset", "close"])
def test_a_printer_that_vanishes_leaves_a_page_that_is_asked_about(
    call: Call, place: Path, taken_in: dict[str, Any], at_stop: str
) -> None:
    manner = Manner("TSPL", bite=1024, stops_after=6000, at_stop=at_stop)
    with Printer9100(manner) as there:
        labels_go_to(place, call, there.address)
        said = call("print-queue", "run", *DESK)
        assert said.code == 2
        card = next(one for one in said.answer["papers"] if one["form"] == "repair_card")
        assert card["status"] == "UNSURE"
        assert card["reason"]["rule"] in ("printer.broke_off", "printer.no_answer")
    said = call("print-queue", "came-out", str(card["place"]), *DESK)
    assert said.answer == {"marked": 1}
    assert "repair_card" not in listed(call)

"""Estimates, declarations, labels of shelves, parts and staff, and pre-printed paper as files."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.command_line.conftest import Call
from tests.printing import reading


@pytest.fixture
def receipt(call: Call) -> str:
    """The receipt of a shop that has been at work for a while."""
    assert call("demo", "--cases", "1").code == 0
    return str(call("do", "receipts", "--as", "1009").answer["rows"][0]["receipt_number"])


def read(call: Call, out: Path, *asked: str) -> str:
    said = call("paper", *asked, "--out", str(out), "--lang", "en")
    assert said.code == 0, said.lines
    return reading.text_of(out.read_bytes())


def test_shelves_parts_and_staff_are_named_as_people_do(
    call: Call, receipt: str, place: Path
) -> None:
    shelf = call("do", "shelf_list", "--as", "1009").answer["rows"][0]["name"]
    part = call("do", "parts", "--as", "1009").answer["rows"][0]["code"]
    out = place / "label.pdf"
    assert shelf in read(call, out, "shelf_label", shelf)
    assert part in read(call, out, "part_label", part)
    refused = call("paper", "staff_badge", "1001", "--out", str(out))
    assert (refused.code, refused.answer["rule"]) == (2, "person.no_badge")
    given = json.dumps({"code": "1001", "new_badge": True})
    badge = call("do", "change_person", given, "--as", "1009").answer["badge"]
    read(call, out, "staff_badge", "1001", "--size", "40x30")
    (page,) = reading.burnt(out.read_bytes())
    assert {text for _, text in reading.codes_of(page)} == {badge}


def test_a_declaration_is_printed_before_the_loss_is_declared(
    call: Call, receipt: str, place: Path
) -> None:
    said = read(call, place / "loss.pdf", "loss_declaration", receipt, "--language", "both")
    assert "收据挂失声明DeclarationofaLostReceipt" in said
    assert "本人声明" in said
    assert "Ideclarethatthisreceiptislost" in said


def test_boxes_are_drawn_once_and_filled_case_by_case(
    call: Call, receipt: str, place: Path
) -> None:
    asked = ("item_receipt", receipt, "--size", "241-half")
    boxes = read(call, place / "boxes.pdf", *asked, "--boxes")
    filled = read(call, place / "filled.pdf", *asked, "--preprinted")
    assert "Phone" in boxes
    assert "Phone" not in filled
    assert receipt[9:14] in filled
    assert receipt[9:14] not in boxes
    read(call, place / "moved.pdf", *asked, "--preprinted", "--shift=1.5,-2")
    straight, moved = (
        np.argwhere(reading.burnt((place / name).read_bytes())[0] == 0)
        for name in ("filled.pdf", "moved.pdf")
    )
    down, across = moved.min(axis=0) - straight.min(axis=0)
    assert (across / 8, down / 8) == pytest.approx((1.5, -2.0), abs=0.13)
    assert call("paper", *asked, "--boxes", "--preprinted", "--out", "x").code == 64
    assert call("paper", *asked, "--shift", "far", "--out", "x").code == 64

"""What goes wrong with papers, printers and pictures: a sentence in the asked language, exit code
2, no file, and the act before stays done.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from counter.app import BY_NAME
from counter.storage.blobs import Blobs
from tests.command_line.conftest import Call
from tests.command_line.test_bad_input import CUSTOMER, ITEM
from tests.pictures import a_bomb, a_picture

TSPL: dict[str, Any] = {"name": "标签机", "language": "TSPL", "way": "FOLDER"}
ROLL: dict[str, Any] = {"name": "小票机", "language": "ESCPOS", "way": "FOLDER", "width_dots": 384}


@dataclass(frozen=True)
class Shop:
    """A shop with one case, and its two printers."""

    receipt: str
    case: str
    digest: str


@pytest.fixture
def shop(call: Call, place: Path) -> Shop:
    assert call("do", "open_shop", json.dumps(BY_NAME["open_shop"].example)).code == 0
    facts = {"customer": CUSTOMER, "items": [ITEM], "signed_on": "PAPER"}
    taken = call("do", "check_in", json.dumps(facts), "--as", "1009").answer
    for printer in (
        TSPL | {"stock_width_mm": 40, "stock_height_mm": 30},
        TSPL | {"name": "窄头", "width_dots": 320},
        ROLL,
    ):
        described = json.dumps(printer | {"address": str(place)})
        assert call("printers", "add", described).code == 0
    digest = call("digest").answer["digest"]
    return Shop(taken["receipt_number"], taken["items"][0]["case_number"], digest)


#: what is asked for and the rule that refuses it
PAPERS: list[tuple[tuple[str, ...], str]] = [
    (("item_label", "--as", "tspl", "--printer", "没有"), "printer.unknown"),
    (("item_label", "--as", "zpl", "--printer", "标签机"), "printer.wrong_language"),
    (("item_label", "--as", "tspl", "--printer", "窄头"), "printer.roll_too_narrow"),
    (("item_label", "--as", "tspl", "--printer", "标签机"), "printer.other_stock"),
    (("item_receipt", "--as", "escpos", "--size", "80mm", "--printer", "小票机"),
     "printer.roll_too_narrow"),
    (("item_receipt", "--size", "60x40"), "paper.medium"),
    (("item_receipt", "--size", "b5"), "paper.unknown_medium"),
    (("item_receipt", "--copy", "ACCOUNTS"), "paper.no_such_copy"),
    (("item_receipt", "--shift", "30,0"), "paper.shift"),
    (("item_receipt", "--size", "80mm", "--preprinted"), "paper.no_boxes"),
    (("song",), "paper.unknown_form"),
    (("settlement_statement",), "settlement.none"),
    (("estimate",), "estimate.none"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "rule"), PAPERS, ids=[" ".join(one) for one, _ in PAPERS])
def test_a_paper_that_cannot_be_made_is_refused(
    call: Call, shop: Shop, place: Path, asked: tuple[str, ...], rule: str
) -> None:
    out = place / "paper.bin"
    form, *more = asked
    for language in ("zh_CN", "en"):
        said = call("paper", form, shop.receipt, *more, "--out", str(out), "--lang", language)
        check(said, rule, language)
        assert not out.exists()
    assert call("digest").answer["digest"] == shop.digest


PICTURES = {
    "text": (lambda path: path.write_text("no picture"), "photo.no_picture"),
    "half": (lambda path: path.write_bytes(a_picture(path).read_bytes()[:2000]), "photo.damaged"),
    "bomb": (lambda path: path.write_bytes(a_bomb()), "photo.too_many_dots"),
    "none": (lambda path: None, "file.cannot_read"),
}


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("act", ["add_photo", "change_setting"])
def test_a_file_that_is_no_picture_is_refused(
    call: Call, shop: Shop, place: Path, kind: str, act: str
) -> None:
    """As a photo of a case, and as the outlet's logo."""
    file = place / "picture.png"
    make, rule = PICTURES[kind]
    make(file)
    asked: dict[str, Any] = {
        "add_photo": {"number": shop.case, "what": "CHECK_IN", "file": str(file)},
        "change_setting": {"name": "logo", "value": {"file": str(file)}},
    }[act]
    for language in ("zh_CN", "en"):
        given = json.dumps(asked, ensure_ascii=False)
        said = call("do", act, given, "--as", "1009", "--lang", language)
        rules = (rule, "logo.too_many_dots") if kind == "bomb" else (rule,)
        assert said.answer["rule"] in rules
        check(said, said.answer["rule"], language)
    assert call("digest").answer["digest"] == shop.digest


def test_a_photo_of_forty_megapixels_is_taken_small(call: Call, shop: Shop, place: Path) -> None:
    photo = a_picture(place / "large.jpg", size=(7744, 5184))
    given = json.dumps({"number": shop.case, "what": "CHECK_IN", "file": str(photo)})
    assert call("do", "add_photo", given, "--as", "1009").code == 0
    seen = call("do", "case_photos", json.dumps({"number": shop.case}), "--as", "1009")
    (kept,) = seen.answer
    assert kept["size"] <= 200_000
    with Image.open(Blobs(place / "shop" / "blobs").path(kept["sha256"])) as small:
        assert small.size == (1600, 1071)


def check(said: Any, rule: str, language: str) -> None:
    """Refused by that rule, in whole words of that language."""
    assert (said.code, said.answer["rule"]) == (2, rule), said.lines
    assert set(said.answer) == {"rule", "facts", "sentence"}
    sentence = said.answer["sentence"]
    assert sentence.endswith(("。", ".", "！", "）"))
    assert "{" not in sentence
    assert any("\u4e00" <= sign <= "\u9fff" for sign in sentence) or language == "en"

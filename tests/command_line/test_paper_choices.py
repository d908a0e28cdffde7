"""What an outlet wants of its papers, by the command line: set, printed, refused."""

import json
from pathlib import Path

from PIL import Image

from counter.printing.raster import page_size
from tests.command_line.conftest import Call, Said
from tests.printing import reading
from tests.test_logos import a_logo

CHOSEN = {
    "size": "80mm",
    "copies": 1,
    "hidden": ["photos", "sketches"],
    "logo": True,
}


def test_papers_come_out_as_the_outlet_wants_them(call: Call, place: Path) -> None:
    assert call("demo", "--cases", "1").code == 0
    number = str(call("do", "receipts", "--as", "1009").answer["rows"][0]["receipt_number"])

    def sets(name: str, value: object) -> Said:
        return call("do", "change_setting", json.dumps({"name": name, "value": value}),
                    "--as", "1009")  # fmt: skip

    def drawn(*more: str) -> bytes:
        out = place / "paper.pdf"
        said = call("paper", "item_receipt", number, "--out", str(out), *more)
        assert said.code == 0, said.lines
        return out.read_bytes()

    before = drawn()
    assert page_size(before) == (210.0, 148.0)
    assert sets("paper_item_receipt", CHOSEN).answer["value"] == CHOSEN
    assert sets("logo", {"file": str(a_logo(place / "logo.png"))}).code == 0
    roll = drawn()
    assert page_size(roll)[0] == 72.0
    (page,) = reading.burnt(roll)
    assert (page[:80, :300] == 0).any()  # the logo stands at the head
    assert page_size(drawn("--size", "a5")) == (210.0, 148.0)
    kept = call("do", "outlet_view", "--as", "1009").answer["settings"]["logo"]
    assert sets("logo", kept).answer["value"] == kept

    Image.new("RGB", (300, 100), "white").save(place / "white.png")
    (place / "no.png").write_bytes(b"no picture")
    for name, value, rule in (
        ("logo", {"file": str(place / "white.png")}, "logo.blank"),
        ("logo", {"file": str(place / "no.png")}, "photo.no_picture"),
        ("logo", {"file": str(place / "gone.png")}, "file.cannot_read"),
        ("paper_item_receipt", CHOSEN | {"size": "60x40"}, "paper.medium"),
        ("paper_item_receipt", CHOSEN | {"hidden": ["number"]}, "paper.not_optional"),
        ("paper_item_receipt", {"size": "a4"}, "setting.bad_value"),
    ):
        said = sets(name, value)
        assert (said.code, said.answer["rule"]) == (2, rule)
        assert "{" not in said.answer["sentence"]
    assert drawn() == roll  # what was refused changed nothing

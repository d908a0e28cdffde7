"""Codes are read from what a camera sees, and believed when two pictures agree."""

from pathlib import Path

import pytest
import zxingcpp

from counter.camera.lens import Lens
from counter.camera.places import Place
from counter.camera.reading import LONGEST, CodeReader, plain_text
from tests.cameras import BLACK, a_film, a_hand, a_label, a_symbol, every_picture, held

NUMBER, OTHER = "1000171260012342", "3000171260012349"
Form = zxingcpp.BarcodeFormat


def test_a_label_in_a_moving_hand_is_read_from_a_film(tmp_path: Path):
    film = a_film(tmp_path / "film.avi", list(a_hand(a_label(NUMBER))))
    seen, _ended = every_picture(Lens(Place(str(film))))
    reader = CodeReader()
    found = [reader.read(picture) for picture in seen]
    assert found[0] is None  # far too blurred
    codes = [code for code in found if code]
    assert {code.text for code in codes} == {NUMBER}
    assert not codes[0].is_sure
    assert all(code.is_sure for code in codes[1:])
    assert len(codes) > len(found) // 3


@pytest.mark.parametrize("form", [Form.Code128, Form.QRCode, Form.DataMatrix, Form.Code39])
@pytest.mark.parametrize("turn", [0, 7, -90])
def test_makers_labels_are_read(form: Form, turn: int):
    reader, seen = CodeReader(), held(a_symbol("SN4711ABC", form), turn=turn)
    assert [code and code.text for code in (reader.read(seen), reader.read(seen))] == [
        "SN4711ABC"
    ] * 2


def test_goods_are_read():
    code = CodeReader().read(held(a_symbol("6901234567892", Form.EAN13), turn=5))
    assert code is not None
    assert code.text == "6901234567892"


def test_fields_of_a_gs1_code_stay_apart():
    symbol = a_symbol("0106901234567892\x1d21SN4711", Form.DataMatrix)
    code = CodeReader().read(held(symbol))
    assert code is not None
    assert code.text == "0106901234567892\x1d21SN4711"


def test_of_two_the_one_in_the_middle_is_meant():
    both = held(a_label(NUMBER), size=0.5, shift=(-40, -60))
    beside = held(a_label(OTHER), size=0.5, shift=(420, 180))
    both[480:, 900:] = beside[480:, 900:]
    reader = CodeReader()
    assert {one.text for one in zxingcpp.read_barcodes(both)} == {NUMBER, OTHER}
    assert [code and code.text for code in map(reader.read, (both, both))] == [NUMBER] * 2


def test_corners_stand_around_the_code():
    code = CodeReader().read(held(a_symbol(NUMBER, Form.QRCode), shift=(200, -100)))
    assert code is not None
    xs, ys = zip(*code.corners, strict=True)
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    assert middle == pytest.approx((0.5 + 200 / 1280, 0.5 - 100 / 720), abs=0.01)


def test_one_picture_alone_is_not_believed():
    reader, seen = CodeReader(), held(a_label(NUMBER))
    first = reader.read(seen)
    assert first is not None
    assert not first.is_sure
    reader.forget()
    again = reader.read(seen)
    assert again is not None
    assert not again.is_sure
    assert reader.read(BLACK) is None


def test_what_would_end_a_line_or_never_end_is_cut():
    assert plain_text("AB\r\n12\x1d3 ") == "AB 12\x1d3"
    assert len(plain_text("9" * 4000)) == LONGEST

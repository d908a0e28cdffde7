"""A printer as the outlet describes it: read, checked, kept, and refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.printing.devices.catalogue import (
    MOST_PRINTERS,
    Language,
    Printer,
    Way,
    as_json,
    host_and_port,
    printer_named,
    read_printer,
    serial_parts,
    with_printer,
)
from counter.printing.devices.kept import (
    FILE,
    keep_printers,
    keep_routes,
    kept_printers,
    kept_routes,
)
from counter.printing.devices.routes import AS_PDF, Route
from counter.wording import sentence

LABELS = {"name": "标签机", "language": "TSPL", "way": "TCP", "address": "192.168.1.50"}


def test_a_printer_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    first = read_printer(
        LABELS
        | {
            "dpi": 300,
            "width_dots": 1248,
            "darkness": 12,
            "offset_x_mm": -1.5,
            "stock_width_mm": 60,
        }
    )
    second = read_printer({"name": "A4", "language": "DRIVER", "way": "QUEUE", "address": "HP_1"})
    assert kept_printers(tmp_path) == []
    keep_printers(tmp_path / "home", [first, second])
    assert kept_printers(tmp_path / "home") == [first, second]
    assert isinstance(first.stock_width_mm, float)
    assert printer_named([first, second], "A4") is second
    again = read_printer(as_json(first) | {"darkness": None})
    assert with_printer([first, second], again) == [second, again]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 41},
        {"name": "a\nb"},
        {"name": 7},
        {"language": "PCL"},
        {"way": "PIGEON"},
        {"way": None},
        {"address": ""},
        {"address": "printer:0"},
        {"address": "printer:70000"},
        {"address": "printer:x"},
        {"address": "print er"},
        {"address": "-oops"},
        {"way": "QUEUE", "address": "-dangerous"},
        {"way": "QUEUE", "address": "a b"},
        {"way": "QUEUE", "address": "a/b"},
        {"way": "DEVICE", "address": "lp0"},
        {"way": "FOLDER", "address": "labels"},
        {"way": "SERIAL", "address": "/dev/ttyS0@1"},
        {"way": "SERIAL", "address": "/dev/ttyS0@9600/maybe"},
        {"way": "SERIAL", "address": "@9600"},
        {"dpi": 180},
        {"dpi": 203.2},
        {"dpi": True},
        {"width_dots": 63},
        {"width_dots": 10**9},
        {"darkness": 16},
        {"darkness": -1},
        {"darkness": 1.5},
        {"language": "ESCPOS", "darkness": 3},
        {"offset_x_mm": 10.5},
        {"offset_y_mm": float("nan")},
        {"offset_y_mm": "1"},
        {"stock_width_mm": -1},
        {"stock_height_mm": 1e9},
        {"gap_mm": float("inf")},
        {"cuts": 1},
        {"tells": "yes"},
        {"language": "DRIVER"},
        {"as_text": True},
        {"colour": "red"},
    ],
)
def test_what_no_printer_can_be_is_refused_in_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_printer(LABELS | wrong)
    for language in ("zh_CN", "en"):
        said = sentence(broken.value.rule, broken.value.facts, Words(language))
        assert broken.value.rule not in said
        assert "—" not in said


@pytest.mark.parametrize("name", LABELS)
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_printer({field: value for field, value in LABELS.items() if field != name})
    assert (broken.value.rule, broken.value.facts) == ("printer.field_missing", {"name": name})


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("10.0.0.9", ("10.0.0.9", 9100)),
        ("printer-2.shop:6101", ("printer-2.shop", 6101)),
        ("[fe80::1]:9101", ("fe80::1", 9101)),
        ("fe80::1", ("fe80::1", 9100)),
        ("[::1]", ("::1", 9100)),
    ],
)
def test_an_address_of_the_network(address: str, parts: tuple[str, int]) -> None:
    assert host_and_port(address) == parts
    assert read_printer(LABELS | {"address": address}).address == address


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("/dev/ttyUSB0", ("/dev/ttyUSB0", 9600, "")),
        ("COM3@115200", ("COM3", 115200, "")),
        ("/dev/ttyS0@19200/rtscts", ("/dev/ttyS0", 19200, "rtscts")),
    ],
)
def test_an_address_of_a_serial_line(address: str, parts: tuple[str, int, str]) -> None:
    assert serial_parts(address) == parts
    assert read_printer(LABELS | {"way": "SERIAL", "address": address}).way is Way.SERIAL


@given(st.dictionaries(st.sampled_from([*Printer.__dataclass_fields__, "x"]),
                       st.none() | st.booleans() | st.integers() | st.floats() | st.text()
                       | st.sampled_from([*Language, *Way])))  # fmt: skip
def test_whatever_is_given_is_a_printer_or_refused(given_facts: dict[str, Any]) -> None:
    try:
        printer = read_printer(LABELS | given_facts)
    except RuleBroken:
        return
    assert read_printer(json.loads(json.dumps(as_json(printer)))) == printer


def test_there_is_a_limit() -> None:
    many = [read_printer(LABELS | {"name": f"{n}"}) for n in range(MOST_PRINTERS)]
    with pytest.raises(RuleBroken) as broken:
        with_printer(many, read_printer(LABELS))
    assert broken.value.rule == "printer.too_many"
    assert len(with_printer(many, read_printer(LABELS | {"name": "0"}))) == MOST_PRINTERS
    with pytest.raises(RuleBroken) as unknown:
        printer_named(many, "none")
    assert unknown.value.rule == "printer.unknown"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"printers": [1]}', "{" * 5000, '{"printers": {}}', "\udc00"]
)
def test_a_damaged_list_is_told_and_left_alone(text: str, tmp_path: Path) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(RuleBroken) as broken:
        kept_printers(tmp_path)
    assert broken.value.rule == "printer.list_damaged"
    assert (tmp_path / FILE).read_bytes() == raw


def test_a_list_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    with pytest.raises(RuleBroken) as broken:
        keep_printers(tmp_path / "home", [])
    assert broken.value.rule == "file.cannot_write"


def test_routes_and_printers_are_kept_beside_each_other(tmp_path: Path) -> None:
    assert kept_routes(tmp_path) == {}
    keep_routes(tmp_path, {"item_receipt": Route(printer="Laser", size="a4"), "card": Route()})
    keep_printers(tmp_path, [read_printer(LABELS)])
    keep_routes(tmp_path, kept_routes(tmp_path) | {"item_label": Route(printer=AS_PDF)})
    assert kept_routes(tmp_path) == {
        "item_receipt": Route(printer="Laser", size="a4"),
        "item_label": Route(printer=AS_PDF),
    }
    assert kept_printers(tmp_path) == [read_printer(LABELS)]


@pytest.mark.parametrize(
    "papers",
    [[], 1, {"a": 1}, {"a": []}, {"a": {"printer": 1}}, {"a": {"x": ""}},
     {"a": {"size": "4" * 41}}],
)  # fmt: skip
def test_a_route_that_is_none_is_told(papers: Any, tmp_path: Path) -> None:
    text = json.dumps({"printers": [], "papers": papers})
    (tmp_path / FILE).write_text(text)
    with pytest.raises(RuleBroken) as broken:
        kept_routes(tmp_path)
    assert broken.value.rule == "printer.field_wrong"
    assert (tmp_path / FILE).read_text() == text

"""Printers described, renamed and forgotten: papers follow a name, a damaged list is kept aside."""

from datetime import datetime
from pathlib import Path

import pytest

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.printing.devices.catalogue import MOST_PRINTERS
from counter.printing.devices.describing import describe, forget
from counter.printing.devices.kept import (
    FILE,
    keep_routes,
    kept_printers,
    kept_routes,
    put_aside,
)
from counter.printing.devices.routes import Route
from counter.wording import sentence
from tests.printing.devices.described import described

NOON = datetime(2026, 11, 23, 12, 0)


def refused(*args: object, **more: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        describe(*args, **more)  # type: ignore[arg-type]
    for language in ("zh_CN", "en"):
        assert sentence(broken.value.rule, broken.value.facts, Words(language))
    return broken.value.rule


def test_papers_follow_a_printer_to_its_new_name(tmp_path: Path) -> None:
    describe(tmp_path, described("TSPL", "10.0.0.9"))
    describe(tmp_path, described("ESCPOS", "10.0.0.8", name="Till"))
    keep_routes(tmp_path, {"item_label": Route(printer="仓库", size="60x40"),
                           "item_receipt": Route(printer="Till")})  # fmt: skip
    describe(tmp_path, described("ZPL", "10.0.0.9", name="Store"), was="仓库")
    assert [one.name for one in kept_printers(tmp_path)] == ["Store", "Till"]
    assert kept_routes(tmp_path) == {
        "item_label": Route(printer="Store", size="60x40"),
        "item_receipt": Route(printer="Till"),
    }


def test_no_printer_takes_the_name_of_another(tmp_path: Path) -> None:
    describe(tmp_path, described("TSPL"))
    describe(tmp_path, described("ESCPOS", name="Till"))
    before = kept_printers(tmp_path)
    assert refused(tmp_path, described("ZPL", name="Till")) == "printer.name_taken"
    assert refused(tmp_path, described("ZPL", name="Till"), was="仓库") == "printer.name_taken"
    assert refused(tmp_path, described("ZPL", name="Other"), was="gone") == "printer.unknown"
    assert refused(tmp_path, described("ZPL", name="Other", dpi=1)) == "printer.field_wrong"
    assert kept_printers(tmp_path) == before


def test_a_paper_still_names_the_printer_that_was_taken_away(tmp_path: Path) -> None:
    describe(tmp_path, described("TSPL"))
    keep_routes(tmp_path, {"item_label": Route(printer="仓库")})
    forget(tmp_path, "仓库")
    assert kept_printers(tmp_path) == []
    assert kept_routes(tmp_path) == {"item_label": Route(printer="仓库")}
    with pytest.raises(RuleBroken):
        forget(tmp_path, "仓库")


def test_more_than_so_many_printers_are_not_kept(tmp_path: Path) -> None:
    for n in range(MOST_PRINTERS):
        describe(tmp_path, described("TSPL", name=f"P{n}"))
    assert refused(tmp_path, described("TSPL", name="one more")) == "printer.too_many"
    describe(tmp_path, described("ZPL", name="P0"), was="P0")


def test_a_damaged_list_is_kept_aside_when_it_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"printers": [{"name": "half', encoding="utf-8")
    with pytest.raises(RuleBroken):
        describe(tmp_path, described("TSPL"))
    aside = put_aside(tmp_path, NOON)
    assert aside.read_text(encoding="utf-8") == '{"printers": [{"name": "half'
    describe(tmp_path, described("TSPL"))
    assert kept_printers(tmp_path) == [described("TSPL")]
    with pytest.raises(RuleBroken):
        put_aside(tmp_path / "nowhere", NOON)

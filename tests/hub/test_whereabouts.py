"""Where the items of open cases are, as head office sees it; and days nothing was signed for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.all_tables import METADATA
from counter.hub.console import case_pages, figure_pages, outlet_pages
from counter.hub.console.answers import Office
from counter.hub.console.texts import share
from counter.hub.engines import open_sqlite
from counter.language import Words
from counter.wire.day_proofs import DayProof
from tests.hub.serving import Page
from tests.hub.test_reports import HERE, NOON, THERE, Rows, row_id, taken
from tests.hub.test_troubles import visit, words

NUMBERS = {
    "1000171260000120": ("IN_STORE", HERE), "1000171260000217": ("IN_TRANSIT", THERE),
    "1000171260000314": ("READY", THERE), "1000171260000411": ("IN_STORE", 90_001),
    "1000171260000508": ("IN_TRANSIT", HERE),
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    engine = open_sqlite(tmp_path / "hub.db")
    METADATA.create_all(engine)
    rows: Rows = {}
    for number, (state, custodian) in NUMBERS.items():
        case = {"number": number, "received_at": NOON, "unit_id": ""}
        rows["customer_item", row_id()] = case | {"custody_state": state, "custodian": custodian}
    guest = {"number": "1000181260000111", "received_at": NOON, "unit_id": ""}
    rows["customer_item", row_id(THERE)] = guest | {"custody_state": "READY", "custodian": HERE}
    with engine.begin() as db:
        db.execute(
            sa.insert(t.OUTLET), [{"no": HERE, "name": "一店"}, {"no": THERE, "name": "二店"}]
        )
    taken(engine, [rows])
    made: Any = Office
    yield made(engine, None, None, lambda: NOON)
    engine.dispose()


def cases(office: Office, **asked: str) -> str:
    return words(case_pages.cases_page(office, visit("outlets/17/cases", **asked), HERE))


def test_a_list_of_cases_says_where_the_items_are(office: Office) -> None:
    page = cases(office)
    assert "1 00017 1 26 00002 17 – Not hung yet on its way to 18 二店" in page
    assert "1 00017 1 26 00003 14 – Not hung yet at 18 二店" in page
    assert "1 00017 1 26 00005 08 – Not hung yet on its way to 17 一店" in page
    assert "1 00017 1 26 00001 20 – Not hung yet 2026" in page
    assert "1 00017 1 26 00004 11 – Not hung yet 2026" in page  # what it called itself alone


@pytest.mark.parametrize(
    ("state", "numbers"),
    [("away", {"00002 17", "00003 14", "00005 08"}), ("guest", {"00001 11"})],
)
def test_cases_elsewhere_and_guests_are_listed_alone(
    office: Office, state: str, numbers: set[str]
) -> None:
    page = cases(office, state=state)
    every = {number[9:14] + " " + number[14:] for number in NUMBERS} | {"00001 11"}
    assert {one for one in every if one in page} == numbers


def test_an_outlet_counts_what_is_elsewhere_and_what_it_keeps_for_others(office: Office) -> None:
    page = words(outlet_pages.outlet_page(office, visit("outlets/17"), HERE))
    assert "Open cases 5 3 elsewhere or on the way · and 1 of other outlets here" in page


def test_a_day_with_nothing_in_it_was_not_proven(office: Office) -> None:
    with office.engine.begin() as db:
        none = DayProof(HERE, "2026-11-21", (), b"", True, b"")
        said = {"outlet_no": HERE, "day": none.day, "said": msgspec.msgpack.encode(none)}
        db.execute(sa.insert(t.DAY_PROOF), [said])
    assert none.day not in words(outlet_pages.outlets_page(office, visit("outlets")))


def test_a_plot_of_nothing_is_a_sentence(office: Office) -> None:
    answer = figure_pages.figures_page(office, visit("figures", outlet="17"))
    assert answer is not None
    assert "<svg" not in answer.content
    told = Page(200, {}, answer.content).words
    assert "Nothing came or went in these days." in told
    assert told.count("Nothing went out in these days.") == 3


def test_a_share_is_all_or_nothing_only_where_it_is() -> None:
    shown = [share(Words("en"), part, 250) for part in (0, 1, 125, 249, 250)]
    assert shown == ["0 %", "1 %", "50 %", "99 %", "100 %"]
    assert share(Words("en"), 0, 0) == "–"

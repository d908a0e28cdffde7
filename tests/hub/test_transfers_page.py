"""Head office sees what goes from outlet to outlet: what stands still, what is lost, every step."""

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from counter.hub.all_tables import METADATA
from counter.hub.console import transfer_facts as ask
from counter.hub.console.answers import Office
from counter.hub.console.frame import PAGE
from counter.hub.console.people import People, Role
from counter.hub.console.reading import reading
from counter.hub.console.transfer_pages import transfers_page
from counter.hub.engines import open_sqlite
from counter.hub.home import database_of
from counter.hub.projecting import Projection
from counter.hub.report_tables import REPORT_TRANSFER
from counter.hub.tables import OUTLET
from counter.machine_home import now
from counter.storage.ids import make_id
from tests.builders import a_kettle, a_phone
from tests.desk import DAY, DESK, HOUR, SUPERVISOR, Case, Desk, opened
from tests.hub.conftest import BOSS, PASSWORD, gate_of
from tests.hub.serving import Visitor, served, syncs
from tests.hub.test_admitting import signed_in
from tests.hub.test_reports import HERE, NOON, THERE, Rows, emptied, everything, taken
from tests.hub.test_through_a_browser import SIDEWAYS, shown, types
from tests.hub.test_troubles import visit
from tests.ui.phone.browser import a_browser

NAMES = {HERE: "文三路店", THERE: "中央维修部"}
CHANCE = Random(11)
Sent = tuple[str, dict[str, str]]


def sends(desk: Desk, *cases: Case) -> str:
    """Packs and sends items to the workshop; the number of the note."""
    packed = desk.do(
        "pack_transfer", DESK, to_outlet=THERE, to_name=NAMES[THERE], customer_agreed=True,
        case_numbers=[one.case for one in cases], seal="F-001", carrier="顺丰",
    )  # fmt: skip
    desk.do("send_transfer", DESK, transfer_number=packed.transfer_number)
    return str(packed.transfer_number)


def receives(desk: Desk, number: str, case: Case) -> None:
    desk.do("receive_transfer", DESK, transfer_number=number, items=[{"number": case.card}])


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """A hub that has heard of three transfers: one forgotten on its way, one that is there, one of
    which an item was lost. Its address, and their numbers.
    """
    folder, start = tmp_path_factory.mktemp("sent"), now() - 6 * DAY
    hub, numbers = folder / "hub", dict[str, str]()
    with (
        opened(folder / "a", start, HERE, NAMES[HERE]) as here,
        opened(folder / "b", start, THERE, NAMES[THERE]) as there,
        served(hub) as url,
    ):
        codes = {no: gate_of(hub).code_for(no, 1, name).code for no, name in NAMES.items()}
        came, found = here.takes_in(a_phone()), here.takes_in(a_phone(serial="F-2"))
        numbers["forgotten"] = sends(here, here.takes_in(a_kettle()))
        here.wait(4 * DAY)
        numbers["there"] = sends(here, came)
        numbers["lost"] = sends(here, found, here.takes_in(a_kettle()))
        for no, desk in ((HERE, here), (THERE, there)):
            syncs(desk.counter.shop, url, codes[no], desk.counter.clock)
        there.at = here.at + HOUR
        receives(there, numbers["there"], came)
        receives(there, numbers["lost"], found)
        lost = {"transfer_number": numbers["lost"], "reason": "承运人找不到"}
        there.do("declare_transfer_lost", SUPERVISOR, **lost)
        syncs(there.counter.shop, url, codes[THERE], there.counter.clock)
        Projection(database_of(hub), now).follow()
        People(database_of(hub), now, os.urandom).add(BOSS, Role.ACT, PASSWORD)
        yield url, numbers


def listed(page: str, numbers: dict[str, str]) -> set[str]:
    return {name for name, number in numbers.items() if f"/{number}" in page}


def test_a_list_says_where_each_stands(sent: Sent) -> None:
    url, numbers = sent
    boss = signed_in(url, BOSS)
    page = boss.gets("/console/transfers")
    assert "1 transfer has not moved for more than three days." in page.words
    ends = f"{HERE} {NAMES[HERE]} {THERE} {NAMES[THERE]}"
    assert page.words.count(ends) == 3
    assert "On its way overdue" in page.words
    assert "Lost on the way 1 of 2 lost" in page.words
    assert "Taken over" in page.words
    for asked, names in (
        ("", {"there", "lost", "forgotten"}), ("open", {"forgotten"}), ("lost", {"lost"}),
        ("overdue", {"forgotten"}), ("done", {"there"}),
    ):  # fmt: skip
        for outlet in ("", str(HERE), str(THERE)):
            page = boss.gets(f"/console/transfers?state={asked}&outlet={outlet}")
            assert listed(page.text, numbers) == names, (asked, outlet)
    assert boss.gets("/console/transfers?outlet=99").status == 404
    rows = list(csv.reader(io.StringIO(boss.gets("/console/transfers?csv=1").text)))
    assert sorted((row[0], row[4], row[5], row[8]) for row in rows[1:]) == sorted([
        (numbers["there"], "1", "0", "no"), (numbers["lost"], "2", "1", "no"),
        (numbers["forgotten"], "1", "0", "yes"),
    ])  # fmt: skip


def test_one_is_told_step_by_step_from_both_ends(sent: Sent) -> None:
    url, numbers = sent
    boss = signed_in(url, BOSS)
    page = boss.gets(f"/console/outlets/{HERE}/transfers/{numbers['lost']}").words
    steps = page.partition("Step by step")[2]
    told = ("Packed for another outlet", "Sent to another outlet", "Taken over from another outlet",
            "Lost on the way")  # fmt: skip
    assert sorted(told, key=steps.index) == list(told)
    assert [steps.count(one) for one in told] == [1] * len(told)
    assert "F-001" in page
    assert "顺丰" in page
    assert "Lost 承运人找不到" in page
    case = boss.gets(f"/console/outlets/{HERE}/transfers/{numbers['there']}")
    assert boss.gets(next(one for one in case.links() if "/cases/" in one)).status == 200
    assert "张伟" not in page
    for place in (f"{HERE}/transfers/123", f"99/transfers/{numbers['lost']}"):
        assert boss.gets(f"/console/outlets/{place}").status == 404
    stranger = Visitor(url)
    for path in ("transfers", f"outlets/{HERE}/transfers/{numbers['lost']}"):
        assert stranger.gets(f"/console/{path}").headers["location"] == "/console/sign-in"


def test_head_office_looks_for_what_is_lost(sent: Sent, tmp_path: Path) -> None:
    url, numbers = sent
    with a_browser(tmp_path / "chromium", "zh-CN", scripts=False) as browser:
        browser.opens(f"{url}/console/transfers")
        shown(browser, "登录")
        types(browser, "#name", BOSS)
        types(browser, "#password", PASSWORD)
        browser.clicks("main button")
        browser.opens(f"{url}/console/transfers?lang=zh_CN")
        shown(browser, "有 1 单调拨超过三天没有动静")
        assert not browser.runs(SIDEWAYS)
        browser.clicks("main .chips a[href$='state=lost']")
        shown(browser, "2 件中遗失 1 件")
        browser.clicks(f"main a[href$='{numbers['lost']}']")
        shown(browser, "承运人找不到")
        assert not browser.runs(SIDEWAYS)
        assert browser.objections() == []


# as rows come -------------------------------------------------------------------------------------


def row_id(outlet: int = HERE) -> bytes:
    return make_id(NOON, outlet, 0, CHANCE.randbytes)


def some_rows(number: str = "0000171260000112") -> Rows:
    paper, lines = row_id(), (row_id(), row_id())
    of = {"transfer_id": paper.hex(), "item_id": row_id().hex()}
    return {
        ("transfer", paper): {"number": number, "from_outlet": HERE, "to_outlet": THERE,
            "status": "ON_THE_WAY", "packed_at": NOON, "status_at": NOON},
        ("transfer_line", lines[0]): of | {"status": "RECEIVED", "status_at": NOON + DAY},
        ("transfer_line", lines[1]): of | {"status": "MISSING", "status_at": NOON + DAY},
    }  # fmt: skip


def test_lines_that_come_before_their_paper_are_reckoned_alike(tmp_path: Path) -> None:
    engine = open_sqlite(tmp_path / "hub.db")
    METADATA.create_all(engine)
    rows = some_rows()
    taken(engine, [rows])
    at_once = everything(engine)
    assert "INCOMPLETE" in str(at_once)
    with reading(engine) as db:
        assert db.execute(sa.select(REPORT_TRANSFER.c.since_at)).scalar() == NOON + DAY
    for order in (list(rows.items()), list(rows.items())[::-1]):
        emptied(engine)
        taken(engine, [dict([one]) for one in order])
        assert everything(engine) == at_once
    emptied(engine)
    taken(engine, [dict(list(rows.items())[1:])])
    with reading(engine) as db:  # a line alone is nothing to be shown
        assert list(db.execute(ask.transfer_query(None, "", NOON))) == []
        assert db.execute(sa.select(REPORT_TRANSFER)).first() is not None
    engine.dispose()


def test_a_long_list_goes_on_from_page_to_page(tmp_path: Path) -> None:
    engine = open_sqlite(tmp_path / "hub.db")
    METADATA.create_all(engine)
    with engine.begin() as db:
        names = [{"no": no, "name": name} for no, name in NAMES.items()]
        db.execute(sa.insert(OUTLET), names)
    numbers = [make_number(n) for n in range(PAGE + 10)]
    taken(engine, [some_rows(number) for number in numbers])
    made: Any = Office
    office, seen = made(engine, None, None, lambda: NOON), list[str]()
    for page in ("1", "2", "3"):
        answer = transfers_page(office, visit("transfers", page=page))
        assert answer is not None
        found = re.findall(r"/transfers/(\d{16})", answer.content)
        assert len(found) == {"1": PAGE, "2": 10, "3": 0}[page]
        assert ('rel="next"' in answer.content) == (page == "1")
        seen += found
    assert sorted(seen) == sorted(numbers)
    engine.dispose()


def make_number(n: int) -> str:
    return f"00001712600{n:05}"

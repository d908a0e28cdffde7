"""What head office sees of its outlets, over real HTTP, without scripts."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa

from counter.domain.numbers import grouped
from counter.hub.console.look import DARK, LIGHT
from counter.hub.console.people import TRIES_OF_NAME
from counter.hub.console.site import HEADERS
from counter.hub.home import database_of
from counter.hub.tables import OUTLET, REPLICA
from counter.machine_home import now
from tests.desk import DAY
from tests.hub.conftest import BOSS, LOOKER, PASSWORD, Told
from tests.hub.serving import Page, Visitor
from ui import tokens

PAGES = (
    "outlets", "outlets/17", "outlets/17/cases", "figures", "figures?outlet=17", "takings",
    "takings?outlet=17&days=7", "conflicts", "held", "seats",
)  # fmt: skip
SECRETS = ("13800135678", "张伟", "356938035643809")


def walked(visitor: Visitor, first: str) -> dict[str, str]:
    """Every page that can be come to by links, and what it says."""
    seen, ahead = dict[str, str](), [first]
    while ahead:
        path = ahead.pop()
        if path in seen or not path.startswith("/console/") or "style.css" in path:
            continue
        page = visitor.gets(path)
        assert page.status == 200, path
        seen[path] = page.text
        links = [one for one in page.links() if "lang=" not in one]
        ahead += [f"{path.partition('?')[0]}{one}" if one[0] == "?" else one for one in links]
    return seen


def test_nothing_can_be_read_without_signing_in(console: str, heard: Told) -> None:
    stranger = Visitor(console)
    paths = [*PAGES, f"outlets/17/cases/{heard.gone.case}", "outlets?csv=1", "nothing/here"]
    for path in paths:
        page = stranger.gets(f"/console/{path}")
        assert (page.status, page.headers["location"]) == (303, "/console/sign-in"), path
        assert page.text == ""
    assert "17" not in stranger.gets("/console/sign-in").words
    page = stranger.fills("/console/sign-in", {"outlet": "17", "seat": "1"}, to="/console/seats")
    assert page.headers["location"] == "/console/sign-in"


def test_a_wrong_password_and_too_many_of_them(own_hub: tuple[str, Path]) -> None:
    visitor = Visitor(own_hub[0])
    for name in (BOSS, "nobody"):
        page = visitor.signs_in(name, "not the password")
        assert page.status == 403
        assert "Name or password is not right." in page.words
    for _ in range(TRIES_OF_NAME - 1):
        visitor.signs_in(BOSS, "not the password")
    assert "Too many tries" in visitor.signs_in(BOSS, PASSWORD).words
    assert visitor.signs_in(LOOKER, PASSWORD).status == 303


def test_a_form_of_another_page_does_nothing(own_hub: tuple[str, Path]) -> None:
    visitor = Visitor(own_hub[0])
    visitor.signs_in(BOSS, PASSWORD)
    asked = {"outlet": "18", "seat": "1"}
    assert visitor.sends("/console/seats", asked | {"csrf": "0" * 64}).status == 403
    proof = visitor.gets("/console/seats").proof
    page = visitor.sends(
        "/console/seats", asked | {"csrf": proof}, **{"sec-fetch-site": "cross-site"}
    )
    assert page.status == 403
    assert "18" not in visitor.gets("/console/outlets").words
    assert visitor.sends("/console/seats", asked | {"csrf": "x" * 30_000}).status == 400


def test_every_page_keeps_browsers_from_more(boss: Visitor) -> None:
    for path in PAGES:
        page = boss.gets(f"/console/{path}")
        assert {name: page.headers[name] for name in HEADERS} == HEADERS, path
        assert "<script" not in page.text
        assert not re.search(r"\son\w+=|\sstyle=|javascript:", page.text)
        assert len(re.findall("<h1>", page.text)) == 1
    visitor = Visitor(boss.url)
    before = visitor.gets("/console/sign-in").headers["set-cookie"].lower()
    assert "httponly" in before
    assert "samesite=strict" in before


@pytest.mark.parametrize(("language", "outlets"), [("zh-CN", "网点"), ("en-GB", "Outlets")])
def test_all_pages_hang_together_in_both_languages(
    console: str, heard: Told, language: str, outlets: str
) -> None:
    visitor = Visitor(console, language)
    visitor.signs_in(BOSS, PASSWORD)
    seen = walked(visitor, "/console/outlets")
    assert {f"/console/{path}" for path in PAGES if "days=7" not in path} <= seen.keys()
    assert f"/console/outlets/17/cases/{heard.kept.case}" in seen
    for path, text in seen.items():
        assert not any(secret in text for secret in SECRETS[:2]), path
        if "csv=1" not in path:
            assert outlets in text
            assert f'lang="{language[:2]}' in text
    other = visitor.gets(
        "/console/outlets?lang=en" if language == "zh-CN" else "/console/outlets?lang=zh_CN"
    )
    assert outlets not in other.words
    assert outlets not in visitor.gets("/console/figures").words  # it is kept


def test_an_outlet_tells_what_is_held_of_it(boss: Visitor, heard: Told) -> None:
    listed = boss.gets("/console/outlets").words
    assert "17 =文三路店" in listed
    assert f"{heard.sent:,}" in listed
    page = boss.gets("/console/outlets/17").words
    assert (
        f"Entries held {heard.sent} Looked through up to {heard.sent} Merged up to {heard.sent}"
        in page
    )
    assert "Open cases 2" in page
    assert "Seats" in page
    assert "till admitted" in page
    assert boss.gets("/console/outlets/18").status == 404


def test_lists_go_on_from_page_to_page_and_name_who_is_silent(own_hub: tuple[str, Path]) -> None:
    url, folder = own_hub
    engine = database_of(folder)
    seat = {"replica": b"r" * 16, "public_key": b"", "seat": 1, "machine": "", "enrolled_at": 1}
    numbers = range(101, 221)
    with engine.begin() as db:
        db.execute(sa.insert(OUTLET), [{"no": no, "name": f"店{no}"} for no in numbers])
        seen = now() - 3 * DAY
        db.execute(sa.insert(REPLICA), seat | {"outlet_no": 150, "seen_at": seen})
    engine.dispose()
    boss = Visitor(url)
    boss.signs_in(BOSS, PASSWORD)
    first, found = boss.gets("/console/outlets"), list[str]()
    assert "1 outlet was not heard for more than a day." in first.words
    page: Page | None = first
    while page is not None:
        found += re.findall(r"<a href=\"/console/outlets/(\d+)\"", page.text)
        ahead = re.search(r'href="([^"]+)" rel="next"', page.text)
        page = boss.gets(unescape(ahead[1])) if ahead else None
    assert found == [str(no) for no in (17, *numbers)]
    silent = boss.gets("/console/outlets?show=silent")
    assert "150 店150 3 days ago silent" in silent.words
    assert "17 =文三路店" not in silent.words
    assert "199 店199" in boss.gets("/console/outlets?q=199").words
    assert "No outlet is like that." in boss.gets("/console/outlets?q=%25").words


def test_a_case_tells_its_way_and_hides_whose_it_is(boss: Visitor, heard: Told) -> None:
    page = boss.gets(f"/console/outlets/17/cases/{heard.gone.case}").words
    assert f"Case {grouped(heard.gone.case)}" in page
    assert "张*" in page
    assert "138****5678" in page
    done = "Taken in", "Diagnosed", "Customer agreed", "Repaired", "Inspected", "Settled"
    places = [page.index(one, page.index("Timeline")) for one in (*done, "Handed back")]
    assert places == sorted(places)
    assert "1002 周建国 · 17 =文三路店 · seat 1" in page
    assert "¥ 60.00" in page
    again = boss.gets(f"/console/outlets/17/cases/{heard.again.case}").words
    assert "Came again within 90 days yes" in again
    assert boss.gets("/console/outlets/17/cases/1").status == 404


def test_lists_of_cases_are_narrowed_and_come_as_a_file(boss: Visitor, heard: Told) -> None:
    root = "/console/outlets/17/cases"
    opened = boss.gets(f"{root}?state=open").text
    assert heard.kept.case in opened
    assert heard.gone.case not in opened
    assert "No case is like that." in boss.gets(f"{root}?status=REWORK").words
    spaced = grouped(heard.kept.case).replace(" ", "%20")
    assert heard.kept.case in boss.gets(f"{root}?number={spaced}").text
    page = boss.gets(f"{root}?csv=1")
    assert page.headers["content-disposition"] == 'attachment; filename="cases.csv"'
    lines = list(csv.reader(io.StringIO(page.text.removeprefix("\ufeff"))))
    assert {line[0] for line in lines[1:]} == {heard.gone.case, heard.kept.case, heard.again.case}
    file = boss.gets("/console/outlets?csv=1").text
    assert "'=文三路店" in file  # no spreadsheet takes it for a formula
    assert ",=文三路店" not in file


def test_figures_lead_to_the_cases_behind_them(boss: Visitor, heard: Told) -> None:
    page = boss.gets("/console/figures?outlet=17&days=30")
    words = page.words
    assert "Taken in 3 Handed back 1 Open now 2" in words
    assert "Promise kept 100 % of 1 promised" in words
    assert "Again within 90 days 33 % 1 cases" in words
    days = [one for one in page.links() if "day_in=" in one]
    assert sum(heard.kept.case in boss.gets(one).text for one in days) == 1
    again = next(one for one in page.links() if "repeats=1" in one)
    assert heard.again.case in boss.gets(again).text
    assert heard.gone.case not in boss.gets(again).text
    everywhere = boss.gets("/console/figures?days=30").words
    assert "Taken in 3 Handed back 1 Open now 2" in everywhere
    assert "17 =文三路店 3 1 100 % 33 %" in everywhere


def test_takings_lead_to_the_payments_of_a_day(boss: Visitor, heard: Told) -> None:
    page = boss.gets("/console/takings?outlet=17")
    assert "WeChat" in page.words
    assert "All days ¥ 60.00 ¥ 60.00" in page.words
    day = next(one for one in page.links() if "/takings/2" in one)
    payments = boss.gets(day)
    assert heard.gone.case in payments.text
    assert "¥ 60.00" in payments.words
    assert "60.00" in boss.gets(f"{day}?csv=1").text
    assert (
        "Nothing was taken on this day."
        in boss.gets("/console/outlets/17/takings/2020-01-01").words
    )


def test_colours_are_those_of_the_window() -> None:
    for ours, theirs in ((LIGHT, tokens.LIGHT), (DARK, tokens.DARK)):
        assert {name: theirs[name] for name in ours} == ours

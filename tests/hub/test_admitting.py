"""Seats are admitted and revoked from the console; accounts are made on the command line."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import urllib3

from counter import commands
from counter.sync.http_line import NoHub
from tests.desk import opened
from tests.hub.conftest import BOSS, LOOKER, PASSWORD
from tests.hub.serving import Visitor, syncs

CODE = re.compile(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}")


def signed_in(url: str, name: str) -> Visitor:
    visitor = Visitor(url)
    assert visitor.signs_in(name, PASSWORD).status == 303
    return visitor


def test_a_seat_joins_by_the_code_that_is_shown_once(
    own_hub: tuple[str, Path], tmp_path: Path
) -> None:
    url, _ = own_hub
    boss = signed_in(url, BOSS)
    page = boss.fills("/console/seats", {"outlet": "17", "seat": "3", "name": ""})
    found = CODE.search(page.words)
    assert found
    assert "<svg" in page.text  # to be scanned
    assert "Outlet 17 =文三路店 Seat digit 3 Good until" in page.words
    assert found[0] not in boss.gets("/console/seats").text
    assert f"{BOSS} made a code for a seat 17 =文三路店 3" in boss.gets("/console/seats").words
    with opened(tmp_path / "till", 1_795_000_000_000) as desk:
        assert syncs(desk.counter.shop, url, found[0], desk.counter.clock).sent > 0
        seats = boss.gets("/console/outlets/17")
        asked = [one for one in seats.links() if one.endswith("/revoke")]
        assert len(asked) == 2
        mine = next(one for one in asked if boss.gets(one).words.count("Seat digit 3"))
        assert "It is undone by admitting it anew" in boss.gets(mine).words
        page = boss.fills(mine, {})
        assert page.headers["location"] == "/console/outlets/17"
        assert "revoked" in boss.gets("/console/outlets/17").words
        assert boss.gets(mine).status == 404
        with pytest.raises(NoHub, match="revoked"):
            again(desk.counter.shop, url, desk.counter.clock)


def withdrawals(page: Any) -> list[str]:
    return [one for one in page.links() if one.endswith("/withdraw")]


def test_a_code_nobody_used_is_withdrawn(own_hub: tuple[str, Path], tmp_path: Path) -> None:
    url, _ = own_hub
    boss, looker = signed_in(url, BOSS), signed_in(url, LOOKER)
    asked = {"outlet": "41", "seat": "1", "name": "新店"}
    codes = [CODE.search(boss.fills("/console/seats", asked).words) for _ in range(2)]
    assert "41 新店 invited, not joined yet" in boss.gets("/console/outlets").words
    page = boss.gets("/console/outlets/41")
    first, other = withdrawals(page)
    assert page.words.count("not used yet") == 2
    assert not withdrawals(looker.gets("/console/outlets/41"))
    assert looker.sends(first, {"csrf": looker.gets("/console/outlets").proof}).status == 403
    assert "No seat can join by this code any more" in boss.gets(first).words
    assert boss.fills(first, {}).headers["location"] == "/console/outlets/41"
    assert boss.gets(first).status == 404
    proof = boss.gets("/console/outlets").proof
    assert boss.sends(first, {"csrf": proof}).status == 404
    wrong = other.replace("/41/", "/17/")
    assert boss.sends(wrong, {"csrf": proof}).status == 404
    assert boss.fills(other, {}).headers["location"] == "/console/outlets"
    assert "新店" not in boss.gets("/console/outlets").words
    assert boss.gets("/console/seats").words.count(f"{BOSS} withdrew a code 41") == 2
    with opened(tmp_path / "till", 1_795_000_000_000, 41) as desk:
        for code in codes:
            assert code
            with pytest.raises(NoHub, match="code_unknown"):
                syncs(desk.counter.shop, url, code[0], desk.counter.clock)


def test_an_outlet_that_joined_stays_when_a_code_goes(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    boss = signed_in(url, BOSS)
    boss.fills("/console/seats", {"outlet": "17", "seat": "5", "name": ""})
    (only,) = withdrawals(boss.gets("/console/outlets/17"))
    assert boss.fills(only, {}).headers["location"] == "/console/outlets/17"
    page = boss.gets("/console/outlets/17")
    assert "Codes nobody has used" not in page.words
    boss.fills(next(one for one in page.links() if one.endswith("/revoke")), {})
    assert "every seat is revoked" in boss.gets("/console/outlets").words


def again(shop: Any, url: str, clock: Any) -> None:
    """One more round of a seat that has joined."""
    from counter.sync.http_line import HttpLine, SeatLine
    from counter.sync.seat import SeatBook
    from counter.wire.messages import Enrolled, Named

    line = HttpLine(url)
    who = Named(17, SeatBook(shop).replica)
    seat = SeatLine(line, who, Enrolled(17, b"", b"", 0), sign=shop.signer(), clock=clock)
    try:
        seat.hello(bytes(16))
    finally:
        line.close()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"outlet": "", "seat": "1"}, "An outlet has a number"),
        ({"outlet": "90000", "seat": "1"}, "An outlet has a number"),
        ({"outlet": "-3", "seat": "1"}, "An outlet has a number"),
        ({"outlet": "17", "seat": "12"}, "A seat has a digit"),
        ({"outlet": "17", "seat": "٣"}, "A seat has a digit"),
    ],
)
def test_what_is_no_seat_is_said_so(facts: dict[str, str], said: str, boss: Visitor) -> None:
    page = boss.fills("/console/seats", facts)
    assert page.status == 422
    assert said in page.words
    assert not CODE.search(page.words)


def test_who_may_only_look_cannot_admit(own_hub: tuple[str, Path]) -> None:
    url, _ = own_hub
    boss, looker = signed_in(url, BOSS), signed_in(url, LOOKER)
    assert "Your account may look" in looker.gets("/console/seats").words
    proof = looker.gets("/console/seats").proof
    facts = {"outlet": "17", "seat": "4", "csrf": proof}
    assert looker.sends("/console/seats", facts).status == 403
    revoke = next(one for one in boss.gets("/console/outlets/17").links() if "/revoke" in one)
    assert not [one for one in looker.gets("/console/outlets/17").links() if "/revoke" in one]
    assert looker.gets(revoke).status == 403
    assert looker.sends(revoke, {"csrf": proof}).status == 403
    assert "Nothing was done here yet." in boss.gets("/console/seats").words


def test_signing_out_ends_it(own_hub: tuple[str, Path]) -> None:
    boss = signed_in(own_hub[0], BOSS)
    kept = dict(boss.cookies)
    page = boss.fills("/console/outlets", {}, to="/console/sign-out")
    assert page.headers["location"] == "/console/sign-in"
    boss.cookies = kept  # a copy somebody took before
    assert boss.gets("/console/outlets").headers["location"] == "/console/sign-in"


# the command line --------------------------------------------------------------------------------


def asked(folder: Path, *words: str) -> tuple[int, Any]:
    out = io.StringIO()
    code = commands.main(["hub", *words, "--dir", str(folder)], out)
    return code, json.loads(out.getvalue())


def test_a_one_time_link_lets_somebody_choose_a_password(own_hub: tuple[str, Path]) -> None:
    url, folder = own_hub
    code, said = asked(folder, "person", "add", "new one", "--role", "act", "--link")
    assert (code, said["role"]) == (0, "act")
    visitor = Visitor(url)
    two = {"password": "a b c d e f g", "again": "a b c d e f"}
    assert "are not the same" in visitor.fills(said["link"], two).words
    assert "too short" in visitor.fills(said["link"], {"password": "abc", "again": "abc"}).words
    good = {"password": "a b c d e f g", "again": "a b c d e f g"}
    assert visitor.fills(said["link"], good).headers["location"] == "/console/outlets"
    assert visitor.gets("/console/outlets").status == 200
    assert "used up" in Visitor(url).gets(said["link"]).words
    assert Visitor(url).signs_in("new one", "a b c d e f g").status == 303
    assert asked(folder, "person", "link", "new one")[0] == 0  # forgotten: the old one is over
    assert visitor.gets("/console/outlets").status == 303
    assert Visitor(url).signs_in("new one", "a b c d e f g").status == 403
    assert Visitor(url).signs_in("new one", "").status == 403


def test_accounts_are_kept_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_HUB_PASSWORD", "123456789")
    code, said = asked(tmp_path, "person", "add", "王")
    assert (code, said["rule"]) == (2, "hub.person_short")
    monkeypatch.setenv("COUNTER_HUB_PASSWORD", "1234567890")
    assert asked(tmp_path, "person", "add", "王") == (0, {"person": "王", "role": "view"})
    assert asked(tmp_path, "person", "add", "王")[1]["rule"] == "hub.person_known"
    assert asked(tmp_path, "person", "add", " ")[1]["rule"] == "hub.person_name"
    listed = {"people": [{"person": "王", "role": "view"}]}
    assert asked(tmp_path, "person", "list")[1] == listed
    assert asked(tmp_path, "person", "remove", "王")[1] == {"removed": True}
    assert asked(tmp_path, "person", "link", "王")[1]["rule"] == "hub.person_name"
    with (tmp_path / "hub.db").open("rb") as file:
        assert b"1234567890" not in file.read()


def test_reports_can_be_made_anew(own_hub: tuple[str, Path]) -> None:
    url, folder = own_hub
    boss = signed_in(url, BOSS)
    before = boss.gets("/console/figures?outlet=17").words
    code, said = asked(folder, "rebuild")
    assert (code, said["entries"] > 20) == (0, True)
    assert boss.gets("/console/figures?outlet=17").words == before


# metrics -----------------------------------------------------------------------------------------


def test_metrics_are_for_this_machine_or_who_has_the_token(
    own_hub: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, _ = own_hub
    pool = urllib3.PoolManager()
    assert pool.request("GET", f"{url}/ready").json() == {"ready": True}
    pool.request("GET", f"{url}/nowhere/{'x' * 20}")
    told = pool.request("GET", f"{url}/metrics").data.decode()
    for line in (
        'hub_requests_total{call="/ready",method="GET",status="200"}',
        "hub_entries_held 26.0", "hub_silent_outlets 0.0", "hub_quarantined_changes 0.0",
        'hub_follower_lag{follower="projection"} 0.0', "hub_database_up 1.0",
        "hub_ingest_seconds_bucket",
    ):  # fmt: skip
        assert line in told, line
    assert "nowhere" not in told
    by_proxy = {"x-forwarded-for": "203.0.113.9"}
    assert pool.request("GET", f"{url}/metrics", headers=by_proxy).status == 403
    monkeypatch.setenv("COUNTER_HUB_METRICS_TOKEN", "let me")
    assert pool.request("GET", f"{url}/metrics").status == 403
    shown = {"authorization": "Bearer let me"}
    assert pool.request("GET", f"{url}/metrics", headers=shown).status == 200

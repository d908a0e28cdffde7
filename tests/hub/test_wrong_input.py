"""Addresses and forms as nobody's browser makes them: a sentence each time, never a fault."""

import io
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
import uvicorn

from counter import commands
from counter.hub.all_tables import METADATA
from counter.hub.console.answers import file_of
from counter.hub.console.people import TRIES_FROM_ADDRESS, TRIES_OF_NAME, NotLetIn, People, Role
from counter.hub.engines import open_sqlite
from counter.hub.home import database_of
from counter.hub.tables import OUTLET
from counter.machine_home import now
from tests.hub.conftest import BOSS, LOOKER, PASSWORD
from tests.hub.serving import Visitor, served
from tests.sync.postgres import Postgres
from tests.sync.test_server import asked

ODD = ("%00", "9" * 40, "-1", "abc", "%F0%9F%98%80", "'", "%ED%A0%80", "%EF%BC%92")
PLACES = (
    "outlets/{}", "outlets?q={}", "outlets?show={}&page={}", "outlets/{}/cases",
    "outlets/17/cases/{}", "outlets/17/takings/{}", "outlets/17/seats/{}/revoke",
    "figures?outlet={}&days={}", "takings?outlet={}", "conflicts?outlet={}", "held?outlet={}",
    "first/{}", "x{}?lang={}",
)  # fmt: skip
NARROWED = (
    "state", "status", "category", "repeats", "day_in", "in_to", "day_out", "out_from", "number",
)  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Any]:
    made = postgres.fresh() if request.param == "postgresql" else open_sqlite(tmp_path / "hub.db")
    METADATA.create_all(made)
    yield made
    made.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def boss(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Visitor]:
    """Somebody who may act at a hub that knows one outlet."""
    database = ""
    if request.param == "postgresql":
        database = postgres.fresh().url.render_as_string(hide_password=False)
    made = database_of(tmp_path, database)
    with served(tmp_path, database) as url:
        people(made).add(BOSS, Role.ACT, PASSWORD)
        with made.begin() as db:
            db.execute(sa.insert(OUTLET).values(no=17, name="和平里店"))
        visitor = Visitor(url)
        assert visitor.signs_in(BOSS, PASSWORD).status == 303
        yield visitor
    made.dispose()


def people(engine: sa.Engine) -> People:
    return People(engine, now, lambda size: bytes(range(size)))


def test_no_address_makes_the_hub_stumble(boss: Visitor) -> None:
    paths = [place.replace("{}", odd) for place in PLACES for odd in ODD]
    paths += [f"outlets/17/cases?{name}={odd}" for name in NARROWED for odd in ODD]
    for path in paths:
        assert boss.gets(f"/console/{path}").status in (200, 403, 404), path
    for path in ("outlets/17/takings/2026-02-30", "figures?outlet=abc", "takings?outlet=99999"):
        assert boss.gets(f"/console/{path}").status == 404, path


def test_no_form_makes_the_hub_stumble(boss: Visitor) -> None:
    proof = boss.gets("/console/seats").proof
    for odd in ("\0", "9" * 40, "-1", "'", "<b>", "\ufffd", "[" * 1_000):
        for path, facts in (
            ("seats", {"outlet": odd, "seat": "1", "name": odd}),
            ("seats", {"outlet": "18", "seat": odd, "name": odd}),
            ("published", {"text": odd, "from_on": odd, "note": odd}),
            (f"outlets/17/seats/{quote(odd)}/revoke", {}),
        ):
            page = boss.sends(f"/console/{path}", {"csrf": proof} | facts)
            assert page.status in (404, 422), (path, odd)
            assert "<b>" not in page.text
    page = boss.sends("/console/published", {"csrf": proof, "text": "x" * 2_000_001})
    assert (page.status, "too long" in page.words) == (400, True)
    page = boss.sends("/console/seats", {"csrf": proof, "outlet": "18", "seat": "1", "name": "\0"})
    assert page.status == 200
    assert Visitor(boss.url).signs_in("\0", "\0").status == 403


def test_many_tries_at_once_are_no_more_than_one_after_the_other(engine: sa.Engine) -> None:
    known, at_once = people(engine), 2 * TRIES_OF_NAME
    known.add(BOSS, Role.ACT, PASSWORD)
    known.add(LOOKER, Role.VIEW, PASSWORD)
    together = threading.Barrier(at_once)

    def tries(_: int) -> str:
        together.wait()
        with pytest.raises(NotLetIn) as refused:
            known.sign_in(BOSS, "not the password", "10.0.0.1")
        return refused.value.why

    with ThreadPoolExecutor(at_once) as threads:
        whys = sorted(threads.map(tries, range(at_once)))
    assert whys == ["too_many"] * TRIES_OF_NAME + ["wrong"] * TRIES_OF_NAME


def test_addresses_of_one_line_are_counted_together_and_who_is_let_in_is_not_counted(
    engine: sa.Engine,
) -> None:
    known = People(engine, now, iter_bytes())
    known.add(BOSS, Role.ACT, PASSWORD)
    for n in range(TRIES_FROM_ADDRESS + 1):
        assert known.sign_in(BOSS, PASSWORD, f"2001:db8::{n:x}")
    for n in range(TRIES_FROM_ADDRESS):
        with pytest.raises(NotLetIn, match="wrong"):
            known.sign_in(f"name {n}", PASSWORD, f"2001:db8::{n:x}")
    with pytest.raises(NotLetIn, match="too_many"):
        known.sign_in(BOSS, PASSWORD, "2001:db8::ffff")
    assert known.sign_in(BOSS, PASSWORD, "2001:db8:1::1")


def iter_bytes() -> Any:
    """Other bytes each time."""
    count = iter(range(10_000))
    return lambda size: next(count).to_bytes(size, "big")


def test_a_file_adds_up_and_no_cell_of_it_is_a_formula() -> None:
    told = file_of("x", ["a"], [["-12.00"], ["-1+1"], ["＝1+1"], ["\n=1"], [-3], [None]])
    cells = told.content.replace("\r\n", "\n").split("\n")
    assert cells[1:3] == ["-12.00", "'-1+1"]
    assert "'＝1+1" in cells
    assert "\"'" in cells


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("enrol-code", "90001", "1"), "outlet.number"),
        (("enrol-code", "17", "77"), "outlet.seat"),
        (("--host", "203.0.113.9"), "hub.no_host"),
    ],
)
def test_the_command_line_refuses_in_words(
    tmp_path: Path, words: tuple[str, ...], rule: str
) -> None:
    code, said = asked("hub", *words, "--dir", str(tmp_path / "hub"))
    assert (code, said["rule"]) == (2, rule)
    assert said["sentence"].endswith("。")


def test_a_place_that_cannot_be_had_is_told_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, said = asked("hub", "--dir", str(tmp_path / "hub"), "--port", port)
    assert (code, said["rule"]) == (2, "hub.port_taken")
    (tmp_path / "file").touch()
    code, said = asked("hub", "seats", "--dir", str(tmp_path / "file" / "hub"))
    assert (code, said["rule"]) == (2, "file.cannot_write")
    for words in (("hub", "--dir", str(tmp_path), "--port", "99999"), ("relay", "--port", "70000")):
        with pytest.raises(SystemExit) as wrong:
            asked(*words)
        assert wrong.value.code == 64


def test_the_language_may_be_said_before_and_after_a_step(tmp_path: Path) -> None:
    for words in (("hub", "--lang", "en", "revoke", "17", "zz"),
                  ("hub", "revoke", "17", "zz", "--lang", "en")):  # fmt: skip
        said = asked(*words, "--dir", str(tmp_path))[1]["sentence"]
        assert said.startswith("Outlet 17 has no seat zz")
    for words in (("bundle", "read", "x"), ("neighbours", "meet", "x")):
        said = asked(*words, "--lang", "en", "--shop", str(tmp_path))[1]["sentence"]
        assert "shop" in said


UNUSABLE = "\0not a database" * 2_000


@pytest.mark.parametrize(
    ("file", "words", "rule"),
    [
        ("", ("revoke", "17", "zz"), "hub.no_seat"),
        ("", ("revoke", "17", "00" * 16), "hub.no_seat"),
        ("", ("seats", "--database", "sqlite:///x.db"), "hub.no_address"),
        ("", ("seats", "--database", "postgresql+psycopg://x@127.0.0.1:1/x"), "hub.database"),
        ("hub.db", ("seats",), "hub.database"),
        ("hub.key", ("enrol-code", "17", "1"), "hub.key"),
        ("hub.key", ("--port", "0"), "hub.key"),
    ],
)
def test_a_hub_that_cannot_work_says_why_in_a_sentence(
    tmp_path: Path, file: str, words: tuple[str, ...], rule: str
) -> None:
    if file:
        (tmp_path / file).write_text(UNUSABLE)
    code, said = asked("hub", *words, "--dir", str(tmp_path))
    assert (code, said["rule"]) == (2, rule)
    assert said["sentence"].endswith("。")


def test_a_hub_says_which_port_it_has_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    taken: list[int] = []

    def run(server: uvicorn.Server) -> None:
        taken.append(server.config.port)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    assert commands.main(["hub", "--dir", str(tmp_path), "--port", "0"], io.StringIO()) == 0
    assert taken[0] > 0
    assert f"hub: 127.0.0.1:{taken[0]}," in capfd.readouterr().err

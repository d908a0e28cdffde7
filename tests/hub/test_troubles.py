"""Conflicts and what was kept back after a small world's misfortunes: in words, both sides told."""

import logging
import os
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from counter.hub import tables
from counter.hub.console import trouble_facts, trouble_pages, written
from counter.hub.console.answers import Office
from counter.hub.console.frame import PAGE, Visit
from counter.hub.console.people import People, Person, Role
from counter.hub.console.reading import many, reading
from counter.hub.console.texts import HELD, HELD_OTHER
from counter.hub.engines import open_sqlite
from counter.hub.held_rows import fields_of
from counter.language import Words
from counter.storage.catalogue import BY_NAME
from tests.hub.serving import Page
from tests.sync.sql_hub import SqlHub
from tests.sync.world import World

STEPS, SEED = 160, 3
WHYS = ("unsound", "master", "id", "scope", "unreadable", "of a newer hub")
NOW = 1_795_000_000_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Head office after some bad days."""
    folder = tmp_path_factory.mktemp("world")
    engine = open_sqlite(folder / "hub.db")
    logging.getLogger("counter").setLevel(logging.CRITICAL)
    world = World(folder, SEED, hub=lambda *given: SqlHub(engine, *given))
    with engine.begin() as db:
        db.execute(sa.insert(tables.OUTLET), [{"no": no, "name": f"店{no}"} for no in range(5)])
    for _ in range(STEPS):
        world.step()
    world.heal()
    world.hub.projection.follow()
    world.close()
    with engine.begin() as db:
        held = [{"outlet_no": 1, "pos": n, "n": 0, "why": why} for n, why in enumerate(WHYS, 1)]
        db.execute(sa.insert(tables.QUARANTINE), held)
    logging.getLogger("counter").setLevel(logging.NOTSET)
    yield Office(engine, People(engine, lambda: NOW, os.urandom), Any, lambda: NOW)
    engine.dispose()


def visit(path: str, language: str = "en", **query: str) -> Visit:
    person = Person("boss", Role.VIEW)
    return Visit(Words(language), person, "", f"/console/{path}", query, {}, NOW)


def words(answer: Any) -> str:
    return Page(answer.status, {}, answer.content).words


def test_both_sides_of_a_conflict_are_told(office: Office) -> None:
    with reading(office.engine) as db:
        listed = many(db, trouble_facts.trouble_query(None))
        fields = [one for one in listed if one["what"] == "FIELD"]
        assert fields
        for one in fields:
            sides = trouble_facts.sides(db, one)
            assert len(sides) > 1
            assert [side.stands for side in sides] == [True] + [False] * (len(sides) - 1)
            held = fields_of(db, one["outlet_no"], one["tbl"], one["id"]) or {}
            kind = BY_NAME[one["tbl"]]
            for name, value in sides[0].values.items():
                if name not in kind.personal and not kind.column(name).is_blob:
                    stands = held.get(name, kind.column(name).default)
                    assert value == ("" if stands is None else str(stands))
    page = words(trouble_pages.conflicts_page(office, visit("conflicts")))
    assert page.count("stands") >= min(len(fields), PAGE)
    assert "Two hands wrote past each other" in page
    file = trouble_pages.conflicts_page(office, visit("conflicts", csv="1"))
    assert file is not None
    assert len(file.content.splitlines()) == len(listed) + 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_was_kept_back_is_said_in_words(office: Office, language: str) -> None:
    page = words(trouble_pages.held_page(office, visit("held", language)))
    said = Words(language).say
    for why in WHYS:
        assert all(said(text) in page for text in HELD.get(why, HELD_OTHER))
        assert f" {why} " not in page
    assert trouble_pages.held_page(office, visit("held", outlet="99")) is None


def test_every_reason_to_keep_a_change_back_has_words() -> None:
    source = (Path(__file__).parents[2] / "counter" / "hub" / "routing.py").read_text()
    for why in WHYS[:-1]:
        assert f'"{why}"' in source
        assert why in HELD
    for text in (*HELD_OTHER, *(one for both in HELD.values() for one in both)):
        assert Words("zh_CN").say(text) != text


@pytest.mark.parametrize(
    ("record", "name", "text", "said"),
    [
        ("customer_item", "custody_state", "IN_TRANSIT", "On its way"),
        ("estimate", "status", "SENT", "Waits for the customer"),
        ("repair_card", "self_inspected", "1", "yes"),
        ("settlement", "net_fen", "-120050", "-1,200.50"),
        ("customer_item", "out_at", "1795320000000", "2026-11-22 12:00"),
        ("customer_item", "fault_codes_json", '["no_power", "noise"]', "no_power, noise"),
        ("customer_item", "fault", "", "–"),
        ("customer_item", "custody_state", "OF_A_NEWER_PROGRAM", "OF_A_NEWER_PROGRAM"),
    ],
)
def test_what_was_written_is_said_in_words(record: str, name: str, text: str, said: str) -> None:
    assert written.value(Words("en"), record, name, text, "Asia/Shanghai") == said

"""The tables for reports: the same in whatever order and pieces rows come, and cheap to ask."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from counter.hub import report_tables as t
from counter.hub import tables
from counter.hub.all_tables import METADATA
from counter.hub.console import (
    case_facts,
    figure_facts,
    outlet_facts,
    transfer_facts,
    trouble_facts,
)
from counter.hub.console.reading import many, reading, some
from counter.hub.engines import open_sqlite
from counter.hub.local_days import days_before
from counter.hub.reporting import PUBLISHED, Reports
from counter.storage.ids import make_id
from tests.sync.postgres import Postgres

DAY, HOUR = 86_400_000, 3_600_000
NOON = 1_795_320_000_000  # 2026-11-22 04:00 UTC, noon in Shanghai
HERE, THERE = 17, 18
CHANCE = Random(5)
Rows = dict[tuple[str, bytes], dict[str, Any]]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Any]:
    made = postgres.fresh() if request.param == "postgresql" else open_sqlite(tmp_path / "hub.db")
    METADATA.create_all(made)
    yield made
    made.dispose()


def row_id(outlet: int = HERE) -> bytes:
    return make_id(NOON, outlet, 0, CHANCE.randbytes)


def some_rows() -> Rows:
    """A phone mended in time and back after ten days; a kettle of another outlet; money; parts."""
    first, second, guest, unit = row_id(), row_id(), row_id(THERE), row_id()
    card, part, ready, back, used = row_id(), row_id(0), row_id(), row_id(), row_id()
    paper, came, gone = row_id(), row_id(), row_id()
    sent = {"transfer_id": paper.hex(), "item_id": second.hex(), "status_at": NOON + 13 * DAY}
    later = NOON + 12 * DAY

    def item(**said: Any) -> dict[str, Any]:
        return {"unit_id": unit.hex(), "custodian": HERE} | said

    return {
        ("customer_item", first): item(
            number="1000171260000120", received_at=NOON, promised_at=NOON + 3 * DAY,
            out_at=NOON + 2 * DAY + HOUR, out_how="SELF", custody_state="HANDED_BACK",
        ),
        ("customer_item", second): item(number="1000171260000217", received_at=later),
        ("customer_item", guest): item(number="1000181260000111", received_at=NOON, unit_id=""),
        ("customer_item", row_id()): item(number="1000171260000314", received_at=NOON,
            out_at=NOON + HOUR, out_how="NOT_TAKEN_IN"),
        ("repair_card", card): {"item_id": first.hex(), "status": "CLOSED", "category": "FREE",
            "number": "2000171260000117"},
        ("repair_card", row_id()): {"item_id": second.hex(), "status": "REPAIRING",
            "number": "2000171260000117"},
        ("custody_event", row_id()): {"item_id": first.hex(), "state": "READY",
            "at": NOON + 2 * DAY},
        ("custody_event", ready): {"item_id": first.hex(), "state": "READY",
            "at": NOON + 9 * DAY},
        ("payment", row_id()): {"item_id": first.hex(), "method": "CASH", "amount_fen": 5000,
            "at": NOON + 13 * HOUR},
        ("payment", back): {"item_id": first.hex(), "method": "CASH", "amount_fen": -500,
            "at": NOON + 2 * DAY},
        ("payment", row_id(THERE)): {"item_id": guest.hex(), "method": "CASH", "amount_fen": 1,
            "at": NOON},
        ("stock_entry", row_id()): {"part_id": part.hex(), "qty": 1},
        ("stock_entry", used): {"part_id": part.hex(), "qty": -3},
        ("transfer_line", gone): sent | {"status": "LOST"},
        ("transfer", paper): {"number": "0000171260000112", "from_outlet": HERE,
            "to_outlet": THERE, "status": "ON_THE_WAY", "packed_at": NOON, "status_at": NOON},
        ("transfer_line", came): sent | {"status": "RECEIVED", "n": 2},
        ("customer_answer", row_id(0)): {"item_id": first.hex(), "what": "RATING", "stars": 4,
            "at": NOON + 3 * DAY},
    }  # fmt: skip


def everything(engine: sa.Engine) -> list[Any]:
    with engine.begin() as db:
        return sorted(
            repr((table.name, *one)) for table in t.TABLES for one in db.execute(sa.select(table))
        )


def taken(engine: sa.Engine, pieces: list[Rows], outlet: int = HERE) -> None:
    """As the picture of the outlet is filled: the rows are there, then the reports take them in."""
    for piece in pieces:
        with engine.begin() as db:
            db.execute(sa.insert(tables.HELD_ROW), [
                {"outlet_no": outlet, "tbl": table, "id": one, "fields": json.dumps(said),
                 "erased": 0} for (table, one), said in piece.items()
            ])  # fmt: skip
            Reports(db, outlet).take({key: (None, row) for key, row in piece.items()})


def emptied(engine: sa.Engine) -> None:
    with engine.begin() as db:
        for table in (*t.TABLES, tables.HELD_ROW):
            db.execute(sa.delete(table))


def counts(engine: sa.Engine, outlet: int | None = HERE) -> Mapping[tuple[str, str], int]:
    with reading(engine) as db:
        return figure_facts.figures(db, outlet, "2026-12-05", 90).counts


def test_what_each_day_had(engine: sa.Engine) -> None:
    taken(engine, [some_rows()])
    assert dict(counts(engine)) == {
        ("in", "2026-11-22"): 1, ("in", "2026-12-04"): 1, ("repeat", "2026-12-04"): 1,
        ("out", "2026-11-24"): 1, ("out.FREE", "2026-11-24"): 1, ("turn.008", "2026-11-24"): 1,
        ("promised", "2026-11-24"): 1, ("kept", "2026-11-24"): 1, ("rated.4", "2026-11-25"): 1,
        ("taken.CNY.CASH", "2026-11-23"): 5000, ("taken.CNY.CASH", "2026-11-24"): -500,
    }  # fmt: skip
    with reading(engine) as db:
        assert figure_facts.open_cases(db, HERE, "2026-12-05") == {"REPAIRING": [1, 0, 0, 0, 0]}
        assert figure_facts.open_cases(db, None, "2027-12-05") == {"REPAIRING": [0, 0, 0, 0, 1]}
        listed = many(db, trouble_facts.trouble_query(None))
    assert [(one["what"], one["said"]) for one in listed] == [
        ("NEGATIVE_STOCK", "-2"), ("NUMBER_TWICE", "2000171260000117"),
    ]  # fmt: skip
    assert counts(engine, None) == counts(engine)


def test_order_and_pieces_never_matter(engine: sa.Engine) -> None:
    rows = some_rows()
    taken(engine, [rows])
    right = everything(engine)
    assert len(right) > 30
    for seed in range(6):
        emptied(engine)
        chance, keys = Random(seed), list(rows)
        chance.shuffle(keys)
        cut = chance.randrange(len(keys))
        taken(engine, [{key: rows[key]} for key in keys[:cut]] + [{k: rows[k] for k in keys[cut:]}])
        assert everything(engine) == right


def test_a_case_that_changes_leaves_nothing_behind(engine: sa.Engine) -> None:
    rows = some_rows()
    key = next(key for key, row in rows.items() if row.get("out_how") == "SELF")
    before = {name: value for name, value in rows[key].items() if not name.startswith("out_")}
    taken(engine, [rows | {key: before}])
    with engine.begin() as db:
        Reports(db, HERE).take({key: (before, rows[key])})
    changed = everything(engine)
    emptied(engine)
    taken(engine, [rows])
    assert everything(engine) == changed


@pytest.mark.parametrize("published", [False, True])
def test_days_are_those_of_the_outlets_clock(engine: sa.Engine, published: bool) -> None:
    rows = some_rows()
    zone: Rows = {("outlet", row_id(0 if published else HERE)): {
        "number": HERE, "name": "和平里店", "zone": "America/New_York"}}  # fmt: skip
    where = PUBLISHED if published else HERE
    taken(engine, [rows])
    taken(engine, [zone], where)
    late = everything(engine)
    emptied(engine)
    taken(engine, [zone], where)
    taken(engine, [rows])
    assert everything(engine) == late
    if not published:
        emptied(engine)
        taken(engine, [rows | zone])
        assert everything(engine) == late
    assert counts(engine)["in", "2026-11-21"] == 1
    assert ("in", "2026-11-22") not in counts(engine)
    with reading(engine) as db:
        assert outlet_facts.zones(db, [HERE]) == {}


# how much is read --------------------------------------------------------------------------------

OUTLETS = 1_000
#: of which a list may look at every row: there is one an outlet
SMALL = {"outlet", "report_outlet", "replica", "anon_1", "console_deed"}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """A thousand outlets with some cases and days each."""
    made = open_sqlite(tmp_path_factory.mktemp("network") / "hub.db")
    METADATA.create_all(made)
    days = [days_before("2026-11-28", n) for n in range(1_000)]
    whats = ["in", "out", "promised", "kept", "open.REPAIRING", "turn.004", "taken.CNY.CASH"]
    outlets = range(1, OUTLETS + 1)
    seat = {"seat": 1, "machine": "", "public_key": b"", "enrolled_at": 0}
    with made.begin() as db:
        db.execute(sa.insert(tables.OUTLET), [{"no": no, "name": f"店{no}"} for no in outlets])
        db.execute(sa.insert(tables.REPLICA), [
            seat | {"outlet_no": no, "replica": no.to_bytes(16, "big"), "seen_at": NOON - no * HOUR}
            for no in outlets
        ])  # fmt: skip
        db.execute(sa.insert(t.REPORT_DAY), [
            {"outlet_no": no, "what": what, "day_on": day, "n": 1}
            for no in outlets for what in whats for day in days[:3]
        ])  # fmt: skip
        db.execute(sa.insert(t.REPORT_NETWORK), [
            {"slot": slot, "what": what, "day_on": day, "n": 5}
            for slot in range(4) for what in whats for day in days
        ])  # fmt: skip
        db.exec_driver_sql("ANALYZE")
    yield made
    made.dispose()


def test_no_question_reads_more_for_more_outlets(network: sa.Engine) -> None:
    asked: list[tuple[str, Any]] = []

    @sa.event.listens_for(network, "before_cursor_execute")
    def note(_db: Any, _cursor: Any, said: str, given: Any, _context: Any, _many: Any) -> None:
        if said.lstrip().startswith("SELECT"):
            asked.append((said, given))

    with reading(network) as db:
        outlet_facts.outlets(db, NOON, page=20)
        outlet_facts.outlets(db, NOON, silent=True)
        outlet_facts.outlet(db, 7)
        outlet_facts.seats(db, 7)
        outlet_facts.last_proof(db, 7)
        for asks in (
            {"state": "open"},
            {"state": "out"},
            {"state": "away"},
            {"state": "guest"},
            {"day_in": "2026-11-03"},
            {"number": "1"},
            {"day_out": "2026-11-03"},
            {"status": "REPAIRING", "state": "open"},
            {},
        ):
            some(db, case_facts.case_query(7, asks), 1)
        case_facts.moved(db, 7)
        case_facts.timeline(db, bytes(16))
        for outlet in (None, 7):
            figure_facts.figures(db, outlet, "2026-11-28", 90)
            figure_facts.open_cases(db, outlet, "2026-11-28")
            some(db, trouble_facts.trouble_query(outlet), 1)
            some(db, trouble_facts.quarantine_query(outlet), 1)
            for state in ("", "open", "overdue", "lost", "done"):
                some(db, transfer_facts.transfer_query(outlet, state, NOON), 1)
        transfer_facts.overdue_count(db, NOON)
        transfer_facts.transfer(db, 7, "1")
        nothing = {"id": bytes(16), "parcels": [{"id": bytes(16)}]}
        transfer_facts.steps(db, nothing)
        figure_facts.compared(db, list(range(1, 51)), "2026-11-28", 90)
        questions, asked = asked, []
        for said, given in questions:
            plan = [str(one[3]) for one in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given)]
            for step in plan:
                is_whole = step.startswith("SCAN") and step.split()[1] not in SMALL
                in_order = "USING" in step and "INDEX" in step and "LIMIT" in said
                assert not is_whole or in_order, (said, plan)
            if "LIMIT" in said and "FROM outlet" not in said and "speaks" not in said:
                assert "USE TEMP B-TREE FOR ORDER BY" not in plan, (said, plan)
    assert len(questions) > 30

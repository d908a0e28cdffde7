"""Registers, till and shelves as the window leafs through them, after a day of real acts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.refusals import RuleBroken
from counter.domain.states import ReceiptStatus
from counter.storage import database
from counter.storage.database import Connection
from counter.storage.questions import sifting
from counter.storage.questions.days import day_list
from counter.storage.questions.register_pages import (
    PaperState,
    Stay,
    receipt_part,
    register_part,
)
from counter.storage.questions.shelf_views import shelf_list, shelf_view
from counter.storage.questions.till import till_day, till_days
from tests.builders import a_customer, a_kettle
from tests.desk import DAY, DESK, MANAGER, SUPERVISOR, Case, Desk, moment, opened

MONDAY = moment("2026-11-23 09:00")
OTHERS = 5


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[Case]]]:
    """Five kettles here, one gone home on its receipt; one of those here is ready and paid."""
    with opened(tmp_path_factory.mktemp("registers"), MONDAY - DAY) as desk:
        desk.at = MONDAY
        cases = [
            desk.takes_in(
                a_kettle(unit={"kind": "kettle", "model": f"SW-{n}", "serial": f"YS{n}77"}),
                a_customer(phone=f"1380000000{n}", name="张伟" if n else "李娜"),
            )
            for n in range(OTHERS + 1)
        ]
        desk.hands_back(desk.gives_up(cases[0]))
        desk.ready_to_go(cases[1])
        desk.do("reverse_payment", SUPERVISOR, case_number=cases[1].case, n=1, reason="刷错")
        desk.pays(cases[1], method="CASH")
        for case in cases[2:4]:
            facts = {"number": case.case, "to": "SHELF", "shelf": "A-01"}
            desk.do("move_item", DESK, **facts)
        yield desk, cases


@pytest.fixture
def db(lived: tuple[Desk, list[Case]]) -> Iterator[Connection]:
    found = database.open_reader(Path(lived[0].counter.shop.path))
    yield found
    found.close()


def numbers_of(db: Connection, **facts: object) -> list[str]:
    return [line.case_number for line in register_part(db, **facts).rows]  # type: ignore[arg-type]


def test_the_register_is_leafed_through_in_both_directions(db: Connection, lived):
    newest = [case.case for case in reversed(lived[1])]
    first = register_part(db, limit=4)
    rest = register_part(db, limit=4, after=first.next)
    assert [line.case_number for line in (*first.rows, *rest.rows)] == newest
    assert rest.next is None
    oldest = register_part(db, limit=4, oldest_first=True)
    assert [line.case_number for line in oldest.rows] == newest[::-1][:4]
    last = register_part(db, limit=4, oldest_first=True, after=oldest.next)
    assert ([line.case_number for line in last.rows], last.next) == (newest[::-1][4:], None)


@pytest.mark.parametrize(
    ("facts", "which"),
    [
        ({"stay": Stay.HERE}, [5, 4, 3, 2, 1]),
        ({"stay": Stay.OUT}, [0]),
        ({"stay": Stay.READY}, [1]),
        ({"stay": Stay.WORK}, [5, 4, 3, 2]),
        ({"stay": Stay.SENT_OUT}, []),
        ({"paper": PaperState.BACK}, [0]),
        ({"paper": PaperState.HELD, "text": "sw-3"}, [3]),
        ({"text": "李娜"}, [0]),
        ({"text": "张伟  ys4"}, [4]),
        ({"text": "A-01"}, [3, 2]),
        ({"text": "13800000005"}, [5]),
        ({"text": "nothing"}, []),
        ({"technician_code": "1002"}, [1]),
        ({"kind_code": "NONE"}, []),
        ({"received_to_at": MONDAY}, []),
        ({"received_from_at": MONDAY, "received_to_at": MONDAY + DAY}, [5, 4, 3, 2, 1, 0]),
    ],
)
def test_the_register_is_narrowed(facts, which: list[int], db: Connection, lived):
    assert numbers_of(db, **facts) == [lived[1][n].case for n in which]


def test_a_number_is_found_with_the_gaps_it_is_printed_with(db: Connection, lived):
    receipt = lived[1][3].receipt
    for text in (receipt, f"{receipt[7:9]} {receipt[9:14]}"):
        assert numbers_of(db, text=text) == [lived[1][3].case]


def test_names_in_the_register_are_masked(db: Connection):
    assert {line.customer_name for line in register_part(db).rows} == {"张*", "李*"}


def test_where_few_match_a_page_says_where_to_go_on(db: Connection, lived, monkeypatch):
    monkeypatch.setattr(sifting, "MOST_READ", 2)
    found: list[str] = []
    after, pages = None, 0
    while pages == 0 or after:
        part = register_part(db, text="李娜", after=after)
        found += [line.case_number for line in part.rows]
        after, pages = part.next, pages + 1
    assert found == [lived[1][0].case]
    assert pages == 4


def test_a_text_beyond_reason_is_refused(db: Connection):
    with pytest.raises(RuleBroken, match=r"input\.too_long"):
        register_part(db, text="x" * 61)
    with pytest.raises(RuleBroken, match=r"period\.reversed"):
        register_part(db, received_from_at=MONDAY, received_to_at=MONDAY)


def test_receipts_are_narrowed_too(db: Connection, lived):
    voided = receipt_part(db, status=ReceiptStatus.VOIDED).rows
    assert [one.receipt_number for one in voided] == [lived[1][0].receipt]
    assert voided[0].customer_name == "李*"
    found = receipt_part(db, text="SW-4").rows
    assert [one.receipt_number for one in found] == [lived[1][4].receipt]
    assert receipt_part(db, unsigned_only=True).rows == []
    oldest = receipt_part(db, oldest_first=True, limit=1)
    assert oldest.rows[0].receipt_number == lived[1][0].receipt
    assert oldest.next


def test_the_till_of_a_day(db: Connection, lived):
    shown = till_day(db, day="2026-11-23")
    assert {(one.method, one.in_fen, one.out_fen, one.balance_fen) for one in shown.takings} == {
        ("WECHAT", 6000, -6000, 0),
        ("CASH", 6000, 0, 6000),
    }
    lines = shown.lines.rows
    assert [(one.n, one.kind, one.amount_fen, one.is_reversed) for one in lines] == [
        (3, "PAYMENT", 6000, False),
        (2, "REVERSAL", -6000, False),
        (1, "PAYMENT", 6000, True),
    ]
    kept = {
        (one.method, one.amount_fen, one.lines) for one in day_list(db, day="2026-11-23").totals
    }
    assert kept == {(one.method, one.balance_fen, one.lines) for one in shown.takings}
    first = till_day(db, day="2026-11-23", limit=2)
    rest = till_day(db, day="2026-11-23", limit=2, after=first.lines.next)
    assert [*first.lines.rows, *rest.lines.rows] == lines
    assert till_day(db, day="2026-11-22").lines.rows == []


def test_the_days_of_the_till(db: Connection):
    (day,) = till_days(db).rows
    assert (day.day, day.balance_fen, day.cash_fen, day.lines) == ("2026-11-23", 6000, 6000, 3)
    assert till_days(db, before="2026-11-23").rows == []


def test_a_shelf_and_its_counts(db: Connection, lived):
    desk, cases = lived
    shelf = next(one for one in shelf_list(db).rows if one.name == "A-01")
    assert (shelf.items, shelf.counted_at) == (2, None)
    desk.do("take_stock_of_shelf", DESK, shelf="A-01", found=[cases[2].case, cases[5].card])
    view = shelf_view(db, shelf=shelf.number)
    assert (view.shelf.missing, view.shelf.extra) == (1, 1)
    assert [item.case_number for item in view.items.rows] == [cases[2].case, cases[3].case]
    (count,) = view.counts
    assert (count.found, count.missing, count.extra) == (
        [cases[2].case], [cases[3].case], [cases[5].case],
    )  # fmt: skip
    desk.do("change_shelf", MANAGER, shelf="A-02", active=False)
    assert [one.name for one in shelf_list(db).rows] == ["A-01"]
    with pytest.raises(RuleBroken, match=r"shelf\.unknown"):
        shelf_view(db, shelf=cases[0].case)

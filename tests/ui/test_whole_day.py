"""A whole day of four people at one window, without a mouse, in both languages; then the book."""

from pathlib import Path

import pytest

from counter.storage import building, checking, database, proving
from tests.desk import CASHIER, DESK, SECOND, SUPERVISOR, TECHNICIAN, Desk
from tests.ui import day_ends, day_stages
from tests.ui.day_stages import Day

WANG, CHEN = "13912345678", "13700001111"
CASH, WECHAT = "1", "2"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_day_without_a_mouse(language: str, open_window, shop: Desk, tmp_path: Path):
    clerk = open_window(language)
    day = day_stages.begin(clerk, shop)
    kettle = a_kettle_is_mended_at_the_second_try(day)
    first, second = two_items_come_on_one_receipt(day)
    the_kettle_is_fetched(day, kettle)
    one_of_two_is_fetched(day, first, second)
    the_other_goes_without_its_paper(day, second)
    again = the_customer_comes_back(day)
    the_shelves_are_counted(day, again)
    the_evening(day, [kettle, first, second, again])
    the_book_is_whole(shop, tmp_path)


def a_kettle_is_mended_at_the_second_try(day: Day) -> day_stages.Case:
    """Somebody new; estimate and yes; failed with a reason; a second technician; passed."""
    (kettle,) = day_stages.takes_in(day, WANG, "王芳", "kettle")
    day.sits_down(TECHNICIAN)
    day_stages.finds_and_estimates(day, kettle, "60")
    day.sits_down(DESK)
    day_stages.writes_down_the_yes(day, kettle)
    day.sits_down(TECHNICIAN)
    day_stages.repairs(day, kettle, "0.06")
    day.sits_down(SUPERVISOR)
    day_stages.fails_inspection(day, kettle)
    day.sits_down(SECOND)
    day_stages.repairs(day, kettle, "0.05")
    day.sits_down(SUPERVISOR)
    day_stages.passes_inspection(day, kettle, "A-01")
    assert [row["qty"] for row in day.shop.rows("part_used")] == [1, 1]
    return kettle


def two_items_come_on_one_receipt(day: Day) -> list[day_stages.Case]:
    day.sits_down(DESK)
    pair = day_stages.takes_in(day, CHEN, "陈晨", "kettle", "kettle")
    assert len({case.receipt for case in pair}) == 1
    day.sits_down(TECHNICIAN)
    day_stages.finds_no_fault(day, pair[0])
    return pair


def the_kettle_is_fetched(day: Day, kettle: day_stages.Case) -> None:
    """Put right, settled with a discount and rounded off, told, paid in two ways with change."""
    day.sits_down(DESK)
    day_stages.corrects(day, kettle)
    day_stages.settles(day, kettle, pays="55.50", rounding="0.50")
    assert day.shop.rows("settlement")[-1]["gross_fen"] == 5500
    day_stages.notifies(day, kettle)
    day_ends.shows_receipt(day, kettle)
    day_ends.hands_over(day, kettle, (WECHAT, "20"), (CASH, "50"))
    paid = [(row["method"], row["amount_fen"], row["tendered_fen"]) for row in money(day)]
    assert paid == [("WECHAT", 2000, None), ("CASH", 3500, 5000)]


def one_of_two_is_fetched(day: Day, first: day_stages.Case, second: day_stages.Case) -> None:
    """The one without a fault goes home; the rest gets a paper of its own."""
    day_stages.settles(day, first)
    day_ends.shows_receipt(day, first)
    day_ends.hands_over(day, first)
    assert day_ends.receipt_status(day, first) == "VOIDED"
    assert day.shop.row("customer_item", second.case)["out_at"] is None
    assert len(day.shop.rows("item_receipt", "replaces_number <> ''")) == 1


def the_other_goes_without_its_paper(day: Day, second: day_stages.Case) -> None:
    """Withdrawn, its paper lost, declared with the supervisor's word, handed back, reprinted."""
    (fresh,) = day.shop.rows("item_receipt", "status = 'ISSUED'")
    second = day_stages.Case(second.case, second.card, fresh["number"], "")
    day.sits_down(SUPERVISOR)
    day_stages.withdraws(day, second)
    day_ends.reprints(day, second)
    day_ends.reprints(day, second)
    day.clerk.sees("2")
    assert day.shop.alarms().count("paper.reprinted") == 2
    day.sits_down(DESK)
    day_stages.settles(day, second)
    day_ends.reports_lost(day, second)
    day_ends.declares_lost(day, second)
    day_ends.hands_over(day, second)
    (line,) = [row for row in day.shop.rows("receipt_line") if row["receipt_id"] == fresh["id"]]
    assert line["recovered_how"] == "LOST_DECLARED"


def the_customer_comes_back(day: Day) -> day_stages.Case:
    """The same phone and the same kettle: nobody types a name."""
    again = day_stages.brings_back(day, WANG)
    units = {row["number"]: row["unit_id"] for row in day.shop.rows("customer_item")}
    assert len(set(units.values())) == 3
    return again


def the_shelves_are_counted(day: Day, again: day_stages.Case) -> None:
    """One lies where it should not and one is gone: both are listed."""
    (other,) = day_stages.takes_in(day, CHEN, "", "kettle")
    day_ends.moves(day, again, "A-01")
    day_ends.moves(day, other, "A-02")
    assert day_ends.counts(day, "A-01", [other]) == ([again.case], [other.case])


def the_evening(day: Day, cases: list[day_stages.Case]) -> None:
    """The till adds up to what was paid, and the books show every case."""
    day.sits_down(CASHIER)
    rows = day_ends.reads_till(day)
    whole = sum(row["amount_fen"] for row in money(day))
    assert whole == 5500
    assert rows[-1][-1] == "55.00"
    assert sorted(row[-1] for row in rows[:-1]) == ["20.00", "35.00"]
    books = day_ends.reads_registers(day)
    assert {case.case for case in cases} < set(books["items"])
    assert {case.receipt for case in cases} <= set(books["receipts"])
    assert {case.case for case in cases} <= set(books["day"])


def the_book_is_whole(shop: Desk, tmp_path: Path) -> None:
    """Whole, sealed, and the same when it is read from its log alone."""
    own = shop.counter.shop
    assert own.db.execute("SELECT count(*) FROM sync_pending").fetchone() == (0,)
    verdict = checking.verify(own)
    assert verdict.is_whole, verdict.alterations
    assert [note for note in verdict.notes if "sealed" in note or "past the program" in note] == []
    again = database.open_writer(tmp_path / "again.db", create=True)
    building.build(again)
    proving.replay(own.db, again, "Asia/Shanghai")
    assert proving.digest(again) == proving.digest(own.db)
    again.close()


def money(day: Day) -> list[dict[str, object]]:
    """The payments so far."""
    return day.shop.rows("payment")

"""What two hands wrote past each other is listed at every seat, until somebody settles it."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState
from counter.services.conflicts import settle_conflict
from counter.storage.checking import verify
from counter.storage.contention import MOST_SAME
from counter.storage.deriving import derive_all
from counter.storage.proving import KEPT
from counter.storage.questions.conflicts import Conflict, ConflictKind, conflicts
from counter.storage.work import Work
from tests.sync.checks import ZONE, all_hold
from tests.sync.world import Seat, World


@pytest.fixture
def world(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    caplog.set_level(logging.CRITICAL, "counter")
    made = World(tmp_path, 1)
    made.act(seat_of(made, "1a"), "check_in", made.check_in)
    made.heal()
    yield made
    assert list(all_hold(made)) == []
    made.close()


def seat_of(world: World, name: str) -> Seat:
    return next(seat for seat in world.seats if seat.name == name)


def does(world: World, name: str, act: Callable[[Work], Any], kind: str = "act") -> None:
    """An act at a seat, a while after the last."""
    world.now += 60_000
    world.act(seat_of(world, name), kind, lambda work, _seat: act(work))


def renames(name: str) -> Callable[[Work], Any]:
    return lambda work: work.change(work.all(r.Customer)[0], name=name)


def moves(state: CustodyState) -> Callable[[Work], Any]:
    return lambda work: work.change(
        work.all(r.CustomerItem)[0], custody_state=state, custody_at=work.at
    )


def hands_back(work: Work) -> None:
    (item,) = work.all(r.CustomerItem)
    work.change(item, out_at=work.at, out_by=work.person.id, out_how="RECEIPT")


def settles(conflict: str, **choice: Any) -> Callable[[Work], Any]:
    return lambda work: settle_conflict(work, conflict=conflict, **choice)


def listed(world: World, name: str) -> list[Conflict]:
    return conflicts(seat_of(world, name).shop.db, masked=False)


def values(conflict: Conflict, field: str) -> list[Any]:
    """What each side wrote into a field, the one that stands first."""
    return [
        one.value for side in conflict.sides for one in side.fields if one.field == field
    ]  # fmt: skip


def test_both_values_are_listed_at_both_seats_and_settled_once_for_all(world: World) -> None:
    does(world, "1a", renames("张伟明"))
    does(world, "1b", renames("张卫"))
    assert listed(world, "1a") == []
    world.heal()
    (here,), (there,) = listed(world, "1a"), listed(world, "1b")
    assert here == there
    assert sorted(values(here, "name")) == ["张伟明", "张卫"]
    assert [side.stands for side in here.sides] == [True, False]
    assert {(side.outlet, side.by_code) for side in here.sides} == {(1, "1001")}
    assert len({side.seat for side in here.sides}) == 2
    lost = here.sides[1].n
    does(world, "1b", settles(here.conflict, keep=lost), "settle")
    assert listed(world, "1b") == []
    world.heal()
    assert listed(world, "1a") == []
    for name in ("1a", "1b"):
        db = seat_of(world, name).shop.db
        assert db.execute("SELECT name FROM customer").fetchall() == [(values(here, "name")[1],)]
        assert verify(seat_of(world, name).shop).is_whole


def test_to_keep_what_stands_settles_too(world: World) -> None:
    does(world, "1a", moves(CustodyState.AT_BENCH))
    does(world, "1b", moves(CustodyState.READY))
    world.heal()
    (found,) = listed(world, "1a")
    does(world, "1a", settles(found.conflict, keep=1), "settle")
    world.heal()
    assert listed(world, "1a") == listed(world, "1b") == []


def test_a_third_value_may_be_typed_but_no_state(world: World) -> None:
    does(world, "1a", renames("张伟明"))
    does(world, "1b", renames("张卫"))
    does(world, "1a", moves(CustodyState.AT_BENCH))
    does(world, "1b", moves(CustodyState.READY))
    world.heal()
    name, state = sorted(listed(world, "1a"), key=lambda one: one.record, reverse=False)
    assert (name.said, state.said) == ("name", "custody_state")
    for key, choice, rule in (
        (state, {"values": {"custody_state": "OUT"}}, "conflict.not_typed"),
        (name, {"values": {"phone": "1"}}, "conflict.other_field"),
        (name, {"values": {"name": 7}}, "conflict.wrong_value"),
        (name, {}, "conflict.no_choice"),
        (name, {"keep": 3}, "conflict.no_side"),
    ):
        with pytest.raises(RuleBroken) as refused:
            does(world, "1a", settles(key.conflict, **choice), "settle")
        assert refused.value.rule == rule
    does(world, "1a", settles(name.conflict, values={"name": "张伟"}), "settle")
    world.heal()
    assert [one.said for one in listed(world, "1b")] == ["custody_state"]
    found = seat_of(world, "1b").shop.db.execute("SELECT name FROM customer").fetchone()
    assert found == ("张伟",)


def test_two_who_settle_past_each_other_are_a_conflict_again(world: World) -> None:
    does(world, "1a", renames("张伟明"))
    does(world, "1b", renames("张卫"))
    world.heal()
    (found,) = listed(world, "1a")
    does(world, "1a", settles(found.conflict, keep=1), "settle")
    does(world, "1b", settles(found.conflict, keep=2), "settle")
    world.heal()
    (again,) = listed(world, "1b")
    assert again == listed(world, "1a")[0]
    assert {side.act for side in again.sides} == {"settle"}
    assert sorted(values(again, "name")) == ["张伟明", "张卫"]


def test_two_cut_off_seats_hand_back_one_item(world: World) -> None:
    does(world, "1a", hands_back)
    does(world, "1b", hands_back)
    world.heal()
    for name in ("1a", "1b"):
        (found,) = listed(world, name)
        assert found.what is ConflictKind.TWO_HAND_BACKS
        assert len(set(values(found, "out_at"))) == 2


def test_late_writes_of_the_old_holder_are_listed_and_lose(world: World) -> None:
    does(world, "1a", lambda work: work.change(work.all(r.CustomerItem)[0], custodian=2))
    world.sync(seat_of(world, "1a"))
    world.sync(seat_of(world, "2a"))
    does(world, "2a", moves(CustodyState.AT_BENCH))
    seat_of(world, "1b").off = 86_400_000  # however late its clock says it is
    for state in (CustodyState.READY, CustodyState.IN_STORE):
        does(world, "1b", moves(state))  # it has not heard that the item is gone
    world.heal()
    keys = set()
    for name in ("1a", "1b", "2a", "2b"):
        (found,) = listed(world, name)
        assert values(found, "custody_state") == ["AT_BENCH", "IN_STORE"]
        assert [side.outlet for side in found.sides] == [2, 1]
        keys.add(found.conflict)
    (key,) = keys
    with pytest.raises(RuleBroken) as refused:
        does(world, "1a", settles(key, keep=2), "settle")
    assert refused.value.rule == "conflict.held_elsewhere"
    does(world, "2b", settles(key, keep=2), "settle")
    world.heal()
    assert all(listed(world, name) == [] for name in ("1a", "1b", "2a", "2b"))


def test_what_is_there_twice_or_below_nothing_is_listed(world: World) -> None:
    def again(work: Work) -> None:
        (customer,) = work.all(r.Customer)
        work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial="SN7"))
        person = work.all(r.Person)[0]
        work.add(r.Person(id=work.new_id(), publisher=1, outlet_id=person.outlet_id, code="1010"))

    def uses(work: Work) -> None:
        part = work.all(r.Part, code="P7")[0]
        work.add(r.StockEntry(id=work.new_id(), part_id=part.id, qty=-1))

    def stocks(work: Work) -> None:
        part = work.add(r.Part(id=work.new_id(), publisher=1, code="P7"))
        work.add(r.StockEntry(id=work.new_id(), part_id=part.id, qty=1))

    does(world, "1a", stocks)
    world.heal()
    for name in ("1a", "1b"):
        does(world, name, again)
        does(world, name, uses)
        assert listed(world, name) == []
    world.heal()
    told = [(one.what.value, one.said) for one in listed(world, "1a")]
    assert told == [
        ("SERIAL_TWICE", "SN7"), ("SERIAL_TWICE", "SN7"), ("NEGATIVE_STOCK", "-1"),
        ("STAFF_CODE_TWICE", "2"),
    ]  # fmt: skip
    assert [(one.what.value, one.said) for one in listed(world, "1b")] == told

    def merges(work: Work) -> None:
        keep, other = work.all(r.Unit, serial="SN7")
        work.change(other, merged_into=keep.id)

    does(world, "1b", merges)
    world.heal()
    assert {one.what.value for one in listed(world, "1a")} == {
        "NEGATIVE_STOCK", "STAFF_CODE_TWICE"
    }  # fmt: skip


def test_a_word_for_no_serial_number_is_none(world: World) -> None:
    def again(work: Work) -> None:
        (customer,) = work.all(r.Customer)
        work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial="无"))

    for n in range(MOST_SAME + 1):
        does(world, "1a", again)
        assert len(listed(world, "1a")) == (n + 1 if 0 < n < MOST_SAME else 0)
    world.heal()


def test_a_paper_number_issued_twice_is_listed_while_the_paper_lives(world: World) -> None:
    def issues(work: Work) -> None:
        (customer,) = work.all(r.Customer)
        number = "3000010160000149"
        work.add(r.ItemReceipt(id=work.new_id(), customer_id=customer.id, number=number))

    does(world, "1a", issues)
    does(world, "1b", issues)
    world.heal()
    told = [(one.what.value, one.said) for one in listed(world, "1b")]
    assert told == [("NUMBER_TWICE", "3000010160000149")] * 2
    db = seat_of(world, "1b").shop.db
    kept = set(db.execute(KEPT["contended"]))
    db.execute("BEGIN")
    derive_all(db, ZONE)
    assert set(db.execute(KEPT["contended"])) == kept
    db.execute("ROLLBACK")


@pytest.mark.parametrize("turned", [False, True])
def test_a_seat_that_hears_all_at_once_in_any_order_lists_the_same(
    world: World, turned: bool
) -> None:
    """The later write of a hand comes before the earlier one: no conflict is left of that."""
    for name in ("张", "张伟明", "张卫"):
        does(world, "1a", renames(name))
    does(world, "1b", renames("王"))
    order = ("1b", "1a") if turned else ("1a", "1b")
    for name in order:
        world.sync(seat_of(world, name))
    world.heal()
    (found,) = listed(world, "1a")
    assert [found] == listed(world, "1b")
    assert sorted(values(found, "name")) == ["张卫", "王"]

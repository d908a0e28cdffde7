"""The same shop's file twice: restored, cloned, opened by two; numbers and chains never meet."""

from pathlib import Path

from counter.storage.backup import back_up, restore
from counter.storage.checking import verify
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from tests.storage.small_day import a_day


def numbers_of(shop: Shop) -> list[str]:
    """Every case number of a shop."""
    return [number for (number,) in shop.db.execute("SELECT number FROM customer_item ORDER BY k")]


def chains_of(shop: Shop) -> int:
    """How many lives the file has had."""
    return shop.db.execute("SELECT count(*) FROM sync_chain").fetchone()[0]


def test_a_restored_shop_opens_a_new_chain_and_repeats_no_number(
    shop: Shop, tmp_path: Path
) -> None:
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    a_day(shop)
    used = set(numbers_of(shop))
    restore(tmp_path / "copy.db", tmp_path / "again")
    again = Shop(tmp_path / "again", shop.machine)
    fresh = {item.number for item in a_day(again)}
    assert not fresh & used
    assert chains_of(again) == 2
    assert verify(again).is_whole
    again.close()


def test_a_clone_on_another_machine_takes_another_seat_digit(shop: Shop, tmp_path: Path) -> None:
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "clone")
    clone = Shop(tmp_path / "clone", Machine(tmp_path / "other machine"))
    a_day(shop)
    a_day(clone)
    assert (
        len({*numbers_of(shop), *numbers_of(clone)}) == 15
    )  # five they share, five each of their own
    assert {number[6] for number in numbers_of(clone)} - {"1"}
    assert verify(clone).is_whole
    assert verify(shop).is_whole
    clone.close()


def test_two_copies_on_one_machine_never_write_one_chain(shop: Shop, tmp_path: Path) -> None:
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "twin")
    twin = Shop(tmp_path / "twin", shop.machine)
    for _ in range(3):
        a_day(shop, cases=1)
        a_day(twin, cases=1)
    assert len({*numbers_of(shop), *numbers_of(twin)}) == 5 + 3 + 3
    assert verify(twin).is_whole
    assert verify(shop).is_whole
    twin.close()

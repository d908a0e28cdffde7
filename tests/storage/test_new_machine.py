"""A shop that comes to another machine: nobody is locked out, no seat is burnt, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from counter.app import Counter
from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.storage.backup import back_up, restore
from counter.storage.checking import verify
from counter.storage.machine import Machine
from counter.storage.proving import digest_of_everything
from counter.storage.shop import FILE, Shop
from tests.storage.conftest import NOON, first_person, found
from tests.storage.small_day import a_day, takes_in


@pytest.fixture
def moved(shop: Shop, tmp_path: Path) -> tuple[Path, Path]:
    """A backup restored for a machine that never saw the shop; its manager had a PIN before."""
    with shop.act("set_pin", NOON, first_person) as work:
        work.set_pin(work.person.id, "4711")
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "moved")
    return tmp_path / "moved", tmp_path / "new machine"


def test_a_manager_sets_the_first_pin_and_it_is_on_record(moved: tuple[Path, Path]) -> None:
    counter = Counter.open(*moved, lambda: NOON + 60_000)
    with pytest.raises(RuleBroken, match=r"pin\.none_here"):
        counter.sign_in("1001", "4711")
    assert counter.set_first_pin("1001", "8523").code == "1001"
    assert counter.sign_in("1001", "8523").code == "1001"
    with pytest.raises(RuleBroken, match=r"pin\.some_here"):
        counter.set_first_pin("1001", "0000")
    assert counter.shop.db.execute("SELECT rule FROM alarm").fetchall() == [("pin.first_set",)]
    assert verify(counter.shop).is_whole
    counter.close()


def test_a_refused_sign_in_takes_no_seat_and_changes_nothing(moved: tuple[Path, Path]) -> None:
    counter = Counter.open(*moved, lambda: NOON + 60_000)
    before = digest_of_everything(counter.shop.db)
    for _ in range(3):
        with pytest.raises(RuleBroken, match=r"pin\.none_here"):
            counter.sign_in("1001", "4711")
    assert digest_of_everything(counter.shop.db) == before
    counter.close()


def test_taking_turns_between_machines_burns_no_seat(shop: Shop, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    back_up(shop, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", folder)
    numbers: list[str] = []
    for turn in range(12):
        here = Shop(folder, Machine(tmp_path / f"machine {turn % 2}"))
        with here.act("check_in", NOON + turn * 60_000, first_person) as work:
            numbers.append(takes_in(work).number)
        here.close()
    assert len(set(numbers)) == len(numbers)
    assert len({number[6] for number in numbers}) == 2
    again = Shop(folder, Machine(tmp_path / "machine 0"))
    assert verify(again).is_whole
    again.close()


def test_a_restore_is_not_mixed_with_what_stood_there(shop: Shop, tmp_path: Path) -> None:
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    folder = tmp_path / "again"
    folder.mkdir()
    (folder / f"{FILE}-wal").write_bytes(shop.path.with_name(f"{FILE}-wal").read_bytes())
    restore(tmp_path / "copy.db", folder)
    again = Shop(folder, shop.machine)
    assert verify(again).is_whole
    again.close()


def test_a_file_replaced_under_an_open_shop_is_told(shop: Shop, tmp_path: Path) -> None:
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    (tmp_path / "copy.db").replace(shop.path)
    with pytest.raises(RuleBroken, match=r"shop\.replaced"):
        a_day(shop, cases=1)


def test_a_backup_never_goes_over_the_shop_itself(shop: Shop) -> None:
    with pytest.raises(RuleBroken, match=r"file\.cannot_write"):
        back_up(shop, shop.path)


def test_no_act_begins_while_the_lease_cannot_be_written(shop: Shop) -> None:
    leases = shop.machine.folder / "leases"
    kept = leases.with_name("elsewhere")
    leases.rename(kept)
    leases.write_text("a file where the folder should be", "utf-8")
    a_day(shop, cases=0)
    with shop.act("check_in", NOON, first_person) as work:
        takes_in(work)
    with (
        pytest.raises(RuleBroken, match=r"lease\.cannot_write"),
        shop.act("check_in", NOON, first_person) as work,
    ):
        takes_in(work)
    leases.unlink()
    kept.rename(leases)
    a_day(shop, cases=1)
    assert verify(shop).is_whole


def test_a_second_founder_does_not_harm_the_first(shop: Shop, tmp_path: Path) -> None:
    (shop.folder / "shop.db.mine").write_text("mine", "utf-8")
    with pytest.raises(RuleBroken, match=r"shop\.exists"):
        Shop.create(shop.folder, shop.machine, found)
    assert (shop.folder / "shop.db.mine").exists()
    assert verify(shop).is_whole


def test_what_is_erased_is_in_no_file_of_the_shop(shop: Shop) -> None:
    with shop.act("check_in", NOON, first_person) as work:
        customer = work.add(r.Customer(id=work.new_id(), name="欧阳隐秘", phone="13977776666"))
    shop.checkpoint(everything=True)
    with shop.act("erase_customer", NOON + 1000, first_person) as work:
        work.erase(work.change(customer, name="欧阳改名", erased_at=work.at))
    shop.checkpoint(everything=True)
    for path in shop.folder.iterdir():
        content = path.read_bytes()
        for trace in ("欧阳", "隐秘", "改名", "13977776666", "p7777"):
            assert trace.encode() not in content, (path.name, trace)
    assert verify(shop).is_whole


def forge(shop: Shop) -> None:
    """The current chain's key is exchanged, as somebody would who signs everything anew."""
    shop.db.execute("UPDATE sync_chain SET public_key = ?", (Machine(shop.folder).chance(32),))


def polish_the_day(shop: Shop) -> None:
    """A total of the day is made to look better."""
    shop.db.execute("UPDATE day_total SET amount_fen = amount_fen + 1")


def lead_astray(shop: Shop) -> None:
    """One number leads to another's row."""
    shop.db.execute("UPDATE paper_number SET id = x'00'")


def blank_a_name(shop: Shop) -> None:
    """A name is taken away without an act that says so."""
    shop.db.execute("DELETE FROM sync_personal")
    shop.db.execute("UPDATE sync_gate SET applying = 1")
    shop.db.execute("UPDATE customer SET name = ''")
    shop.db.execute("UPDATE sync_gate SET applying = 0")


@pytest.mark.parametrize("harm", [forge, polish_the_day, lead_astray, blank_a_name])
def test_quieter_alterations_are_found_too(shop: Shop, harm: Callable[[Shop], None]) -> None:
    a_day(shop)
    harm(shop)
    assert not verify(shop).is_whole


def test_rows_of_another_publisher_do_not_stop_the_shop(shop: Shop) -> None:
    shop.db.execute("INSERT INTO shelf(id, publisher, name) VALUES (x'0011', 0, 'HQ')")
    a_day(shop, cases=1)
    notes = verify(shop).notes
    assert any("past the program" in note for note in notes)


def test_a_torn_key_file_is_told(shop: Shop) -> None:
    for path in (shop.machine.folder / "keys").iterdir():
        path.write_text("{", "utf-8")
    with pytest.raises(RuleBroken, match=r"shop\.no_keys"):
        a_day(shop, cases=1)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / FILE).write_bytes(b"no database at all" * 500)
    with pytest.raises(RuleBroken, match=r"shop\.damaged"):
        Shop(tmp_path / "shop", Machine(tmp_path / "machine"))

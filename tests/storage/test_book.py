"""The book: what an act writes is sealed whole, can be rebuilt from the log alone, and no change
goes unseen.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState
from counter.storage import database, entries, proving
from counter.storage.checking import verify
from counter.storage.logbook import Logbook, number_of
from counter.storage.machine import DAY_MS
from counter.storage.shop import Shop
from tests.storage.conftest import NOON, first_person
from tests.storage.small_day import a_day, takes_in

Empty = Callable[[], Any]
#: the fourth entry of the shop's one chain
FOURTH = number_of(1, 4)


def test_a_shop_rebuilt_from_its_log_alone_has_the_same_digest(shop: Shop, empty: Empty) -> None:
    a_day(shop)
    again = empty()
    proving.replay(shop.db, again, "Asia/Shanghai")
    assert proving.digest(again) == proving.digest(shop.db)
    for table in ("search_row", "open_item", "day_total", "stock_balance", "paper_number"):
        rows = [set(db.execute(f"SELECT * FROM {table}").fetchall()) for db in (shop.db, again)]
        if table == "search_row":
            rows = [{row[1:] for row in found} for found in rows]
        assert rows[0] == rows[1], table


def test_an_act_is_one_entry(shop: Shop) -> None:
    before = shop.db.execute("SELECT max(n) FROM sync_log").fetchone()[0]
    a_day(shop, cases=1)
    assert shop.db.execute("SELECT max(n) FROM sync_log").fetchone()[0] == before + 2
    assert verify(shop).is_whole


def test_insert_or_replace_does_not_slip_past_the_capture(shop: Shop) -> None:
    item = a_day(shop, cases=1)[0]
    with pytest.raises(database.DatabaseError, match="never deleted"):
        shop.db.execute(
            "INSERT OR REPLACE INTO customer_item(id, number) VALUES (?, 'x')", (item.id,)
        )


def test_a_ledger_is_only_added_to(shop: Shop) -> None:
    a_day(shop, cases=1)
    with pytest.raises(database.DatabaseError, match="only ever added to"):
        shop.db.execute("UPDATE payment SET amount_fen = 1")


def test_a_refused_act_leaves_no_trace(shop: Shop) -> None:
    a_day(shop, cases=1)
    before = proving.digest_of_everything(shop.db)

    def tries() -> None:
        with shop.act("check_in", NOON + 9000, first_person) as work:
            takes_in(work)
            work.queue_paper("item_receipt", "3")
            raise RuleBroken("input.too_long")

    with pytest.raises(RuleBroken):
        tries()
    assert proving.digest_of_everything(shop.db) == before


def test_an_alarm_stays_when_its_act_is_refused(shop: Shop) -> None:
    def tries() -> None:
        with shop.act("hand_back", NOON, first_person) as work:
            takes_in(work)
            work.count("receipt.voided", "3000170260000100")
            raise RuleBroken("receipt.voided")

    with pytest.raises(RuleBroken, match="voided"):
        tries()
    assert shop.db.execute("SELECT rule FROM alarm").fetchall() == [("receipt.voided",)]
    assert shop.db.execute("SELECT count(*) FROM customer").fetchone()[0] == 0
    assert verify(shop).is_whole


# -- what somebody else did to the file
# --------------------------------------------------------------------------


def cut_a_byte(shop: Shop) -> None:
    """One byte of one body, as a disk or a hand might do it."""
    (body,) = shop.db.execute("SELECT body FROM sync_log WHERE n = ?", (FOURTH,)).fetchone()
    wrong = body[:-3] + bytes([body[-3] ^ 1]) + body[-2:]
    shop.db.execute("UPDATE sync_log SET body = ? WHERE n = ?", (wrong, FOURTH))


def rewrite_an_entry(shop: Shop) -> None:
    """A body that reads well: only the signature tells."""
    (stored,) = shop.db.execute("SELECT body FROM sync_log WHERE n = ?", (FOURTH,)).fetchone()
    wrong = entries.compressed(entries.expanded(stored).replace(b'"check_in"', b'"check_up"'))
    shop.db.execute("UPDATE sync_log SET body = ? WHERE n = ?", (wrong, FOURTH))


def swap_two_entries(shop: Shop) -> None:
    """Two entries change places, each with its own signature."""
    places = {FOURTH: -1, FOURTH + 2: FOURTH, -1: FOURTH + 2}
    for old, new in places.items():
        shop.db.execute("UPDATE sync_log SET n = ? WHERE n = ?", (new, old))


def change_a_row(shop: Shop) -> None:
    """A row changed with the triggers held off."""
    shop.db.execute("UPDATE sync_gate SET applying = 1")
    shop.db.execute("UPDATE payment SET amount_fen = 1 WHERE k = 2")
    shop.db.execute("UPDATE sync_gate SET applying = 0")


def change_a_name(shop: Shop) -> None:
    """A personal value changed in the row only."""
    shop.db.execute("UPDATE sync_gate SET applying = 1")
    shop.db.execute("UPDATE customer SET name = '李四' WHERE k = 2")
    shop.db.execute("UPDATE sync_gate SET applying = 0")


def change_a_kept_value(shop: Shop) -> None:
    """A personal value changed beside the log."""
    shop.db.execute("UPDATE sync_personal SET value = '李四' WHERE value = '张伟'")


def drop_a_row(shop: Shop) -> None:
    """A row taken away."""
    shop.db.execute("UPDATE sync_gate SET applying = 1")
    shop.db.execute("DELETE FROM payment WHERE k = 2")
    shop.db.execute("UPDATE sync_gate SET applying = 0")


def take_out_an_entry(shop: Shop) -> None:
    """An entry from the middle."""
    shop.db.execute("DELETE FROM sync_log WHERE n = ?", (FOURTH,))


def cut_the_tail(shop: Shop) -> None:
    """The last two entries, with the kept head made to fit; the lease remembers."""
    shop.db.execute("DELETE FROM sync_log WHERE n > (SELECT max(n) - 2 FROM sync_log)")
    prev, seq = entries.NO_HASH, 0
    for one in Logbook(shop.db).rows():
        prev, seq = replace(one.place, prev=prev).hash_of(one.body), one.place.seq
    state = (("seq", seq.to_bytes(8, "big")), ("head", prev))
    shop.db.executemany("INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)", state)


@pytest.mark.parametrize(
    "harm",
    [cut_a_byte, rewrite_an_entry, swap_two_entries, change_a_row, change_a_name,
     change_a_kept_value, drop_a_row,
     take_out_an_entry, cut_the_tail],
)  # fmt: skip
def test_an_alteration_is_found(shop: Shop, harm: Callable[[Shop], None]) -> None:
    a_day(shop)
    assert verify(shop).is_whole
    harm(shop)
    assert not verify(shop).is_whole


def test_the_altered_entry_is_named(shop: Shop) -> None:
    a_day(shop)
    cut_a_byte(shop)
    assert verify(shop).alterations[0].seq == 4


def test_rows_written_past_the_program_are_sealed_as_nobody_known(shop: Shop) -> None:
    item = a_day(shop, cases=1)[0]
    shop.db.execute("UPDATE customer_item SET fault = '改' WHERE id = ?", (item.id,))
    with shop.act("move_item", NOON + 5000, first_person) as work:
        work.change(work.one(r.CustomerItem, id=item.id), custody_state=CustodyState.AT_BENCH)
    read = [one.read() for one in Logbook(shop.db).rows()][:-3:-1]
    assert [(entry.kind, entry.actor == "unknown") for entry in read] == [
        ("move_item", False),
        ("outside", True),
    ]
    assert verify(shop).is_whole


def _values_beside(shop: Shop) -> int:
    return shop.db.execute("SELECT count(*) FROM sync_personal").fetchone()[0]


def test_erasing_a_person_leaves_the_book_whole(shop: Shop, empty: Empty) -> None:
    a_day(shop)
    before = _values_beside(shop)
    with shop.act("erase_customer", NOON + 9000, first_person) as work:
        customer = work.all(r.Customer)[1]
        work.erase(work.change(customer, erased_at=work.at))
    assert shop.db.execute(
        "SELECT name, phone FROM customer WHERE id = ?", (customer.id,)
    ).fetchone() == ("", "")
    assert _values_beside(shop) == before - 2  # a name and a phone
    assert (
        shop.db.execute(
            "SELECT s.k FROM search_row s JOIN customer c ON c.k = s.k WHERE c.id = ?",
            (customer.id,),
        ).fetchall()
        == []
    )
    assert verify(shop).is_whole
    again = empty()
    proving.replay(shop.db, again, "Asia/Shanghai")
    assert proving.digest(again) == proving.digest(shop.db)


def test_a_clock_set_back_by_days_is_refused(shop: Shop) -> None:
    a_day(shop)

    def tries(at: int) -> None:
        with shop.act("check_in", at, first_person) as work:
            takes_in(work)

    tries(NOON - DAY_MS + 60_000)
    with pytest.raises(RuleBroken, match=r"clock\.before_last_entry"):
        tries(NOON - 2 * DAY_MS)


def test_numbers_end_with_the_year(shop: Shop) -> None:
    shop.db.execute("INSERT INTO number_counter VALUES (1, 1, 26, 99999)")

    def tries() -> None:
        with shop.act("check_in", NOON, first_person) as work:
            takes_in(work)

    with pytest.raises(RuleBroken, match=r"number\.exhausted"):
        tries()


def test_a_pin_is_checked_counted_and_slowed_down(shop: Shop) -> None:
    at = NOON
    shop.machine.clock = lambda: at  # whatever clock an act is told

    def tries(pin: str) -> bool:
        with shop.act("sign_in", NOON, first_person) as work:
            return work.check_pin(work.person.id, pin)

    with shop.act("set_pin", NOON, first_person) as work:
        work.set_pin(work.person.id, "4711")
    assert tries("4711")
    assert [tries("0000") for _ in range(3)] == [False, False, False]
    with pytest.raises(RuleBroken, match=r"pin\.wait"):
        tries("4711")
    at += 6_000
    assert tries("4711")


def test_secrets_stand_in_no_entry_and_not_in_the_clear(shop: Shop) -> None:
    with shop.act("check_in", NOON, first_person) as work:
        item = takes_in(work)
        work.keep_passcode(item.id, "geheim-9731")
        work.set_pin(work.person.id, "geheim-4711")
    for one in Logbook(shop.db).rows():
        assert b"geheim" not in one.body
    shop.checkpoint()
    assert b"geheim" not in shop.path.read_bytes()
    with shop.act("reveal", NOON, first_person) as work:
        assert work.passcode(item.id) == "geheim-9731"
        work.wipe_passcode(item.id)
        assert work.passcode(item.id) is None


def test_records_and_catalogue_speak_of_the_same_fields() -> None:
    from counter.storage.rows import check_fields

    check_fields()


def test_a_locked_file_is_told_in_words(shop: Shop) -> None:
    other = database.open_writer(shop.path)
    other.execute("BEGIN IMMEDIATE")
    shop.db.execute("PRAGMA busy_timeout=50")

    def tries() -> None:
        with shop.act("check_in", NOON, first_person) as work:
            takes_in(work)

    with pytest.raises(RuleBroken, match=r"shop\.locked"):
        tries()
    other.execute("ROLLBACK")
    tries()
    other.close()


def test_a_full_disk_is_told_in_words_and_nothing_is_half_done(shop: Shop) -> None:
    a_day(shop, cases=1)
    before = proving.digest(shop.db)
    (pages,) = shop.db.execute("PRAGMA page_count").fetchone()
    shop.db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(RuleBroken, match=r"disk\.full"):
        a_day(shop, cases=300)
    shop.db.execute("PRAGMA max_page_count=1073741823")
    assert verify(shop).is_whole
    shop.db.execute("SELECT 1")
    a_day(shop, cases=1)
    assert proving.digest(shop.db) != before


def test_a_record_survives_the_trip_through_the_file(shop: Shop) -> None:
    item = a_day(shop, cases=1)[0]
    with shop.act("look", NOON + 9000, first_person) as work:
        assert work.one(r.CustomerItem, number=item.number) == item
        assert work.find(r.CustomerItem, number="1") is None
        assert work.kind_of_number(item.number) == ("customer_item", item.id)
        assert replace(item, fault="x") == work.change(item, fault="x")

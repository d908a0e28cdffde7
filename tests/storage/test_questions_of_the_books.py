"""Register, receipts, day, timeline, unit history and the search box, asked of real shops."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from counter.domain import records as r
from counter.domain.periods import months_after
from counter.domain.refusals import RuleBroken
from counter.domain.states import ReceiptStatus
from counter.storage import database
from counter.storage.database import Connection
from counter.storage.questions.days import day_list
from counter.storage.questions.finding import find
from counter.storage.questions.history import ChangeKind, timeline
from counter.storage.questions.receipts import receipts
from counter.storage.questions.registers import item_register
from counter.storage.questions.unit_cases import unit_history
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, first_person


@pytest.fixture
def reader(shop: Shop) -> Iterator[Connection]:
    day.furnish(shop)
    db = database.open_reader(shop.path)
    yield db
    db.close()


def test_the_register_shows_what_came_and_how_it_went(shop: Shop, reader: Connection) -> None:
    first = day.take_in(shop)[0]
    day.whole_repair(shop, first)
    second = day.take_in(shop, phone="13900001111", name="Emily Carter", at=NOON + 3 * day.DAY)[0]
    shown = item_register(reader).rows
    assert [one.case_number for one in shown] == [second.case, first.case]
    newest, oldest = shown
    assert (newest.customer_name, newest.paid_fen, newest.out_at) == ("E*", None, None)
    assert (oldest.customer_name, oldest.phone_tail) == ("张*", "5678")
    assert (oldest.paid_fen, oldest.out_how, oldest.collector_id_tail) == (57_800, "DEPUTY", "302X")
    assert oldest.receipt_status is ReceiptStatus.VOIDED
    assert oldest.notified_how == "SMS"
    assert [one.case_number for one in item_register(reader, open_only=True).rows] == [second.case]
    until = item_register(reader, received_to_at=NOON + 2 * day.DAY, masked=False).rows
    assert [one.customer_name for one in until] == ["张伟"]


def test_the_register_comes_in_pages(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop, items=7)
    seen, after = [], None
    while True:
        shown = item_register(reader, limit=3, after=after)
        seen += [one.case_number for one in shown.rows]
        if (after := shown.next) is None:
            break
    assert seen == [one.case for one in reversed(made)]


def test_the_receipts_by_status(shop: Shop, reader: Connection) -> None:
    first = day.take_in(shop)[0]
    day.whole_repair(shop, first)
    second = day.take_in(shop, at=NOON + 4 * day.DAY, items=2)[0]
    assert [one.receipt_number for one in receipts(reader).rows] == [second.receipt, first.receipt]
    (issued,) = receipts(reader, status=ReceiptStatus.ISSUED).rows
    assert (issued.items, issued.open_items, issued.product) == (2, 2, "笔记本电脑")


def test_a_day_has_its_items_and_its_money(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)

    def local_day(at: int) -> str:
        zone = ZoneInfo("Asia/Shanghai")
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date().isoformat()

    first = day_list(reader, day=local_day(NOON + day.HOUR))
    assert [one.case_number for one in first.taken_in.rows] == [made.case]
    assert [(one.method, one.amount_fen) for one in first.totals] == [("CASH", 10_000)]
    paid = day_list(reader, day=local_day(NOON + day.DAY + day.HOUR))
    assert [(one.method, one.amount_fen, one.lines) for one in paid.totals] == [
        ("WECHAT", 47_800, 1)
    ]
    assert paid.payments.rows[0].settlement_number
    last = day_list(reader, day=local_day(NOON + 2 * day.DAY))
    assert (last.taken_in_count, last.handed_back_count) == (0, 1)
    with pytest.raises(RuleBroken, match=r"input\.bad_date"):
        day_list(reader, day="22.11.2026")


def test_the_timeline_is_read_from_the_log(shop: Shop, reader: Connection) -> None:
    other = day.take_in(shop, phone="13900002222", name="李四")[0]
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)
    told = timeline(reader, number=made.case).rows
    assert [one.act for one in told] == [
        "check_in", "repair", "settle", "take_payment", "hand_back",
    ]  # fmt: skip
    assert {one.by_name for one in told} == {"孙丽"}
    last = {one.kind: one for one in told[-1].changes}
    assert last["item_receipt"].number == made.receipt
    assert last["item_receipt"].change is ChangeKind.CHANGED
    fields = {one.field: one.value for one in last["customer_item"].fields}
    assert (fields["custody_state"], fields["collector_name"]) == ("HANDED_BACK", "李*")
    assert fields["out_by"] == "1001 孙丽"
    said = repr(told)
    assert "13800135678" not in said
    assert other.case not in said


def test_the_timeline_goes_back_page_by_page(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)
    acts, after = list[str](), None
    while True:
        shown = timeline(reader, number=made.receipt, limit=2, after=after)
        acts = [one.act for one in shown.rows] + acts
        if (after := shown.next) is None:
            break
    assert acts == ["check_in", "repair", "settle", "take_payment", "hand_back"]


def test_an_erased_customer_leaves_empty_names_in_the_timeline(
    shop: Shop, reader: Connection
) -> None:
    made = day.take_in(shop)[0]
    with shop.act("erase_customer", NOON + 9 * day.DAY, first_person) as work:
        customer = work.one(r.Customer, number=made.customer)
        work.change(customer, erased_at=work.at)
        work.erase(customer)
    told = timeline(reader, number=made.case).rows
    said = {one.field: one.value for change in told[0].changes for one in change.fields}
    assert (said["name"], said["phone"]) == ("", "")
    assert ChangeKind.ERASED in {change.change for change in told[-1].changes}


def test_a_unit_has_all_its_cases(shop: Shop, reader: Connection) -> None:
    first = day.take_in(shop)[0]
    day.whole_repair(shop, first)
    second = day.take_in(shop, at=NOON + 40 * day.DAY)[0]
    sold_on = day.take_in(shop, phone="13900003333", name="王五", at=NOON + 80 * day.DAY)[0]
    told = unit_history(reader, serial=" ys14p5k2290071 ")
    assert [one.case_number for one in told.rows] == [sold_on.case, second.case, first.case]
    assert told.rows[-1].parts == ["电池组 72 Wh"]
    assert (told.rows[-1].charged_fen, told.rows[-1].minutes) == (57_800, 46)
    by_number = unit_history(reader, number=second.card)
    assert [one.case_number for one in by_number.rows] == [one.case_number for one in told.rows]
    with pytest.raises(RuleBroken, match=r"unit\.unknown"):
        unit_history(reader, serial="NOBODY")


def test_maintenance_is_due_after_the_last_repair(shop: Shop, reader: Connection) -> None:
    first = day.take_in(shop)[0]
    unit = unit_history(reader, number=first.case).unit
    assert unit_history(reader, number=first.case).maintenance_on == ""
    with shop.act("publish", NOON, first_person) as work:
        named = {"brand": unit.brand, "name": unit.model.upper(), "kind_code": unit.kind_code}
        work.add(r.Model(id=work.new_id(), maintenance_months=6, **named))
        work.change(work.one(r.Unit, serial=unit.serial), bought_on="2026-08-31")
    assert unit_history(reader, number=first.case).maintenance_on == "2027-02-28"
    day.whole_repair(shop, first)
    (visit,) = unit_history(reader, number=first.case).rows
    out_on = datetime.fromtimestamp((visit.out_at or 0) / 1000, ZoneInfo("Asia/Shanghai")).date()
    due = months_after(out_on, 6).isoformat()
    assert unit_history(reader, number=first.case).maintenance_on == due > "2027-02-28"


def test_a_merged_unit_keeps_its_cases(shop: Shop, reader: Connection) -> None:
    first = day.take_in(shop, serial="A-1111")[0]
    second = day.take_in(shop, serial="B-2222")[0]
    with shop.act("merge_units", NOON + day.DAY, first_person) as work:
        into = work.one(r.Unit, serial="B-2222")
        work.change(work.one(r.Unit, serial="A-1111"), merged_into=into.id)
    for serial in ("A-1111", "B-2222"):
        cases = {one.case_number for one in unit_history(reader, serial=serial).rows}
        assert cases == {first.case, second.case}


@pytest.mark.parametrize(
    "typed", ["5678", "678", "0013", "13800135678", "138 0013 5678", "张", "张伟", "zw", "p5k2290"]
)
def test_the_search_box_finds_a_customer(shop: Shop, reader: Connection, typed: str) -> None:
    day.take_in(shop, phone="13911112222", name="王芳", serial="OTHER0001")
    made = day.take_in(shop)[0]
    (customer,) = find(reader, text=typed).customers
    assert (customer.number, customer.cases) == (made.customer, 1)
    assert [one.case_number for one in customer.open_cases] == [made.case]


def test_the_search_box_finds_numbers_units_and_sequences(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop, items=2)
    for number in (made[0].case, made[0].card, made[0].receipt):
        told = find(reader, text=f"https://anxu.example/q/{number}/abc").number
        assert told is not None
        assert (told.number, told.case_number) == (number, made[0].case)
    whole = find(reader, text=made[0].customer)
    assert [one.number for one in whole.customers] == [made[0].customer]
    (unit,) = find(reader, text="YS14P5K2290071-2").units
    assert unit.open_case_number == made[1].case
    assert made[1].case in [one.case_number for one in find(reader, text="00002").cases]
    day.whole_repair(shop, made[0])
    assert [one.case_number for one in find(reader, text="1").cases] == [made[1].case]
    assert find(reader, text="张伟", masked=True).customers[0].phone == "138****5678"


def test_a_slip_in_a_whole_number_is_told(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    with pytest.raises(RuleBroken, match=r"number\.(digit_wrong|check_failed)"):
        find(reader, text=made.case[:-1] + str((int(made.case[-1]) + 1) % 10))
    nothing = find(reader, text="  ")
    assert (nothing.number, nothing.customers, nothing.units) == (None, [], [])


def test_a_false_hit_of_the_grams_is_not_shown(shop: Shop, reader: Connection) -> None:
    day.take_in(shop, name="伟张伟", phone="12341235123")
    assert find(reader, text="张伟张").customers == []
    assert find(reader, text="123412341").customers == []


def test_a_merged_customer_is_found_once(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    other = day.take_in(shop, phone="13800135679")[0]
    with shop.act("merge_customers", NOON + day.DAY, first_person) as work:
        into = work.one(r.Customer, number=other.customer)
        work.change(work.one(r.Customer, number=made.customer), merged_into=into.id)
    assert [one.number for one in find(reader, text="张伟").customers] == [other.customer]
    assert [one.number for one in find(reader, text="13800135678").customers] == [other.customer]

"""Board, case and the lists that check-in stands on, asked of real shops."""

from collections.abc import Iterator

import pytest

from counter.domain.refusals import RuleBroken
from counter.domain.states import ELSEWHERE, CardStatus, CustodyState
from counter.storage import database
from counter.storage.database import Connection
from counter.storage.deriving import SHOWN_BY_CUSTODY
from counter.storage.questions.board import OpenState, board
from counter.storage.questions.cases import case
from counter.storage.questions.customers import customer_by_phone
from counter.storage.questions.hand_back import hand_back_view
from counter.storage.questions.lists import (
    item_kinds,
    outlet_view,
    parts,
    people,
    print_queue,
    shelves,
)
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, first_person


@pytest.fixture
def reader(shop: Shop) -> Iterator[Connection]:
    """A connection that only reads, beside the one that writes."""
    day.furnish(shop)
    db = database.open_reader(shop.path)
    yield db
    db.close()


def test_the_board_knows_every_state_an_open_item_can_show() -> None:
    assert {*OpenState} == {*CardStatus} | {*SHOWN_BY_CUSTODY} | {ELSEWHERE}


def test_the_board_shows_what_was_promised_first_in_front(shop: Shop, reader: Connection) -> None:
    late = day.take_in(shop, promised_at=NOON + 5 * day.DAY)[0]
    soon = day.take_in(shop, phone="13800135679", name="欧阳晓岚", promised_at=NOON + day.DAY)[0]
    shown = board(reader, now_at=NOON + 2 * day.DAY)
    assert [one.case_number for one in shown.rows] == [soon.case, late.case]
    assert shown.overdue == 1
    assert [(one.state, one.count) for one in shown.counts] == [(OpenState.HUNG, 2)]
    first = shown.rows[0]
    assert (first.customer_name, first.phone_tail, first.card_number) == (
        "欧阳晓岚",
        "5679",
        soon.card,
    )
    assert first.receipt_number == soon.receipt
    assert board(reader, now_at=NOON, masked=True).rows[0].customer_name == "欧阳**"


def test_the_board_comes_in_pages_by_key(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop, items=5)
    seen, after = [], None
    while True:
        shown = board(reader, now_at=NOON, limit=2, after=after)
        seen += [one.case_number for one in shown.rows]
        after = shown.next
        if after is None:
            break
    assert sorted(seen) == sorted(one.case for one in made)


def test_the_board_narrows_to_a_state_a_technician_and_a_time(
    shop: Shop, reader: Connection
) -> None:
    made = day.take_in(shop, items=2)
    day.repair(shop, made[0])
    ready = board(reader, now_at=NOON, state=OpenState.READY)
    assert [one.case_number for one in ready.rows] == [made[0].case]
    assert len(board(reader, now_at=NOON, technician_code="1002").rows) == 1
    assert board(reader, now_at=NOON, promised_before_at=NOON).rows == []


def test_a_page_nobody_gave_is_refused(reader: Connection) -> None:
    for after in ("", "x", "1", "1.zz"):
        with pytest.raises(RuleBroken, match=r"page\.unknown"):
            board(reader, now_at=NOON, after=after or "?")


def test_every_number_of_a_case_leads_to_it(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.repair(shop, made)
    statement = day.settle(shop, made)
    numbers = [made.case, made.card, made.receipt, statement]
    numbers.append(case(reader, number=made.case).estimates[0].number)
    assert {case(reader, number=number).case_number for number in numbers} == {made.case}


def test_a_case_tells_everything(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    before = case(reader, number=made.case)
    assert (before.due_fen, before.settlements, before.state) == (-10_000, [], OpenState.HUNG)
    day.repair(shop, made)
    day.settle(shop, made)
    assert case(reader, number=made.case).due_fen == 47_800
    day.pay(shop, made)
    day.hand_back(shop, made)
    view = case(reader, number=made.case)
    assert view.state is None
    assert view.custody_state is CustodyState.HANDED_BACK
    assert view.due_fen == 0
    assert view.card is not None
    assert (view.card.minutes, view.card.technician_name) == (46, "陈立")
    assert [(one.is_corrected, one.corrects_n) for one in view.steps] == [(True, None), (False, 1)]
    assert [one.is_back for one in view.accessories] == [True, True]
    assert view.estimates[0].consents[0].lines == [1]
    assert [one.n for one in view.payments] == [1, 2]
    assert view.receipts[0].status.value == "VOIDED"
    assert view.parts[0].part_number
    assert view.custody[0].shelf
    assert (len(view.notices), len(view.photos), view.alarms) == (1, 1, 0)


def test_a_masked_case_shows_no_name_and_no_phone(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)
    view = case(reader, number=made.case, masked=True)
    said = repr(view)
    for secret in ("张伟", "13800135678", "李雷"):
        assert secret not in said


def test_the_number_of_something_else_is_told_apart(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    with pytest.raises(RuleBroken) as refused:
        case(reader, number=made.customer)
    assert (refused.value.rule, refused.value.facts["found"]) == ("number.wrong_kind", "customer")
    with pytest.raises(RuleBroken, match=r"case\.unknown"):
        case(reader, number="1000171260000411")
    with pytest.raises(RuleBroken, match=r"number\."):
        case(reader, number=made.case[:-1] + str((int(made.case[-1]) + 1) % 10))


def test_check_in_knows_the_customer_of_a_phone(shop: Shop, reader: Connection) -> None:
    first = day.take_in(shop)[0]
    day.whole_repair(shop, first)
    again = day.take_in(shop, at=NOON + 9 * day.DAY, items=2)
    known = customer_by_phone(reader, phone="138 0013 5678")
    assert known is not None
    assert (known.name, known.visits, known.last_visit_at) == ("张伟", 2, NOON + 9 * day.DAY)
    unit = next(one for one in known.units if one.serial == "YS14P5K2290071")
    assert (unit.visits, unit.open_case_number) == (2, again[0].case)
    assert customer_by_phone(reader, phone="13900000000") is None


def test_the_lists_of_the_shop(shop: Shop, reader: Connection) -> None:
    with shop.act("set_pin", NOON + day.HOUR, first_person) as work:
        work.set_pin(work.person.id, "1234")
        work.queue_paper("item_receipt", "3000171260000127")
    day.take_in(shop)
    assert [(one.code, one.has_pin) for one in people(reader).rows] == [
        ("1001", True), ("1002", False), ("1003", False),
    ]  # fmt: skip
    (kind,) = item_kinds(reader).rows
    assert [one.zh for one in kind.conditions] == ["划痕", "磕碰"]
    assert ([one.low for one in kind.tests], [one.code for one in kind.checks]) == (
        ["0.8"],
        ["HINGE"],
    )
    assert {one.name: one.items for one in shelves(reader).rows} == {"A-01": 0, "B-07": 1}
    assert [one.in_stock for one in parts(reader, text="bat").rows] == [5]
    assert parts(reader, text="none").rows == []
    outlet = outlet_view(reader)
    assert (outlet.number, outlet.seat_digit) == (17, 1)
    assert (outlet.settings["tax_permille"], outlet.settings["guarantee_days"]) == (60, 30)
    assert [one.form for one in print_queue(reader, status="QUEUED").rows] == ["item_receipt"]


def test_hand_back_shows_what_is_out_and_what_is_in_the_way(shop: Shop, reader: Connection) -> None:
    first, second = day.take_in(shop, items=2)
    day.repair(shop, first)
    view = hand_back_view(reader, number=first.receipt)
    assert [one.case_number for one in view.lines] == [first.case, second.case]
    assert view.blocks == []
    ready, hung = view.lines
    assert [one.rule for one in hung.blocks] == ["handback.work_not_over", "custody.not_now"]
    assert [one.rule for one in ready.blocks] == ["handback.not_settled"]
    assert (ready.shelf, ready.card_status, len(ready.old_parts)) == ("B-07", CardStatus.PASSED, 1)
    assert hand_back_view(reader, number=second.card).receipt_number == first.receipt


def test_a_void_receipt_is_told_at_once(shop: Shop, reader: Connection) -> None:
    made = day.take_in(shop)[0]
    day.whole_repair(shop, made)
    view = hand_back_view(reader, number=made.receipt)
    assert [one.rule for one in view.blocks] == ["receipt.voided"]
    assert view.lines == []
    assert [one.recovered_how for one in view.closed] == ["PRESENTED"]

"""What the bench and the supervisor's desk are told of the cards that wait there."""

import pytest

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus
from counter.storage.questions.bench import Whose, bench_card, bench_queue
from counter.storage.questions.inspection import inspection_queue, inspection_view
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, first_person

AT = NOON + day.DAY


def turn(shop: Shop, made: day.Made, status: CardStatus, *, technician: str = "") -> None:
    """Give a card a state and somebody who works on it."""
    with shop.act("turn", AT, first_person) as work:
        card = work.one(r.RepairCard, number=made.card)
        person = work.one(r.Person, code=technician) if technician else None
        work.change(card, status=status, status_at=AT, technician_id=person and person.id)


def starts_clock(shop: Shop, made: day.Made, technician: str, at: int = AT) -> None:
    with shop.act("start", at, first_person) as work:
        card, person = work.one(r.RepairCard, number=made.card), work.one(r.Person, code=technician)
        work.add(
            r.WorkStep(id=work.new_id(), card_id=card.id, technician_id=person.id, started_at=at)
        )


def shown(shop: Shop, whose: Whose, technician: str = "1002") -> list[str]:
    return [
        row.card_number
        for row in bench_queue(shop.db, technician_code=technician, whose=whose).rows
    ]


def test_each_filter_shows_its_cards_the_overdue_first(shop: Shop) -> None:
    day.furnish(shop)
    free = day.take_in(shop, serial="A1", promised_at=NOON + 3 * day.DAY)[0]
    mine = day.take_in(shop, serial="A2", promised_at=NOON - day.DAY)[0]
    waits = day.take_in(shop, serial="A3", promised_at=NOON + day.DAY)[0]
    over = day.take_in(shop, serial="A4")[0]
    turn(shop, mine, CardStatus.REPAIRING, technician="1002")
    turn(shop, waits, CardStatus.AWAIT_PARTS, technician="1003")
    turn(shop, over, CardStatus.PASSED, technician="1002")
    assert shown(shop, Whose.MINE) == [mine.card]
    assert shown(shop, Whose.FREE) == [free.card]
    assert shown(shop, Whose.WAITING) == [waits.card]
    assert shown(shop, Whose.ALL) == [mine.card, waits.card, free.card]
    counts = {one.whose: one.count for one in bench_queue(shop.db, technician_code="1002").counts}
    assert counts == {Whose.MINE: 1, Whose.FREE: 1, Whose.WAITING: 1, Whose.ALL: 3}


def test_pages_of_the_queue_follow_each_other(shop: Shop) -> None:
    day.furnish(shop)
    made = [day.take_in(shop, serial=f"B{n}", promised_at=NOON + n)[0] for n in range(5)]
    seen, after = list[str](), None
    while True:
        page = bench_queue(shop.db, whose=Whose.FREE, after=after, limit=2)
        seen += [row.card_number for row in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == [one.card for one in made]


def test_a_running_clock_is_told_with_its_card(shop: Shop) -> None:
    day.furnish(shop)
    made = day.take_in(shop)[0]
    turn(shop, made, CardStatus.DIAGNOSING, technician="1002")
    starts_clock(shop, made, "1002")
    queue = bench_queue(shop.db, technician_code="1002")
    assert queue.running is not None
    assert (queue.running.card_number, queue.running.started_at) == (made.card, AT)
    assert [row.running_since for row in queue.rows] == [AT]
    assert bench_queue(shop.db, technician_code="1003").running is None


def test_the_open_card_tells_all_and_masks_the_customer(shop: Shop) -> None:
    day.furnish(shop)
    before = day.take_in(shop)[0]
    day.whole_repair(shop, before)
    made = day.take_in(shop, at=NOON + 5 * day.DAY)[0]
    day.repair(shop, made, at=NOON + 6 * day.DAY)
    view = bench_card(shop.db, number=made.card)
    assert view == bench_card(shop.db, number=made.case)
    assert (view.customer_name, view.phone) == ("张*", "138****5678")
    assert [visit.case_number for visit in view.visits] == [before.case]
    assert view.visits[0].parts == ["电池组 72 Wh"]
    assert (len(view.steps), len(view.measurements), len(view.parts)) == (2, 1, 1)
    assert view.card.minutes == 46
    assert view.estimates[0].consents[0].given_by_name == "张*"
    assert view.estimates[0].consents[0].called_phone == "138****5678"


def test_a_number_that_is_no_card_is_refused(shop: Shop) -> None:
    day.furnish(shop)
    with pytest.raises(RuleBroken) as broken:
        bench_card(shop.db, number="3000171260012349")
    assert broken.value.rule == "card.unknown" or broken.value.rule.endswith("unknown")


def test_the_supervisor_sees_what_waits_and_what_failed_before(shop: Shop) -> None:
    day.furnish(shop)
    first = day.take_in(shop, serial="C1", promised_at=NOON + 2 * day.DAY)[0]
    again = day.take_in(shop, serial="C2", promised_at=NOON + day.DAY)[0]
    for made in (first, again):
        starts_clock(shop, made, "1002")
        turn(shop, made, CardStatus.AWAIT_INSPECTION, technician="1002")
    with shop.act("fail", AT, first_person) as work:
        work.change(work.one(r.RepairCard, number=again.card), inspection_result="FAILED")
    queue = inspection_queue(shop.db)
    assert [(row.card_number, row.is_second) for row in queue.rows] == [
        (again.card, True),
        (first.card, False),
    ]
    assert queue.count == 2
    view = inspection_view(shop.db, number=first.card)
    assert (view.worker_codes, view.self_inspection) == (["1002"], False)
    assert view.guarantee_days == 30
    assert [one.en for one in view.work.usual_tests] == ["Charging current"]
    assert [one.code for one in view.work.usual_checks] == ["HINGE"]

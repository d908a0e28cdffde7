"""The least of a day in the book: an item taken in with its money, and some of them put away."""

from counter.domain import records as r
from counter.domain.numbers import NumberKind
from counter.domain.states import CustodyState
from counter.storage.shop import Shop
from counter.storage.work import Work
from tests.storage.conftest import NOON, first_person


def takes_in(work: Work, name: str = "张伟") -> r.CustomerItem:
    """A customer with one item, the least of a check-in."""
    customer = work.add(r.Customer(id=work.new_id(), name=name, phone="13800135678"))
    unit = work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial="SN0042"))
    number = work.next_number(NumberKind.CASE)
    item = work.add(
        r.CustomerItem(
            id=work.new_id(), number=number, customer_id=customer.id, unit_id=unit.id, custodian=17
        )
    )
    work.add(r.RepairCard(id=work.new_id(), item_id=item.id))
    work.add(
        r.Payment(id=work.new_id(), item_id=item.id, amount_fen=500, method="CASH", at=work.at)
    )
    return item


def a_day(shop: Shop, cases: int = 5) -> list[r.CustomerItem]:
    """Some cases, each taken in and put on a shelf."""
    items: list[r.CustomerItem] = []
    for n in range(cases):
        with shop.act("check_in", NOON + n * 1000, first_person) as work:
            item = takes_in(work)
        with shop.act("move_item", NOON + n * 1000 + 500, first_person) as work:
            items.append(
                work.change(item, custody_state=CustodyState.IN_STORE, custody_reason="架上")
            )
    return items

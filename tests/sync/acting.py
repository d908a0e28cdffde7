"""What a seat does all day, for tests that need work and not its meaning."""

from collections.abc import Callable
from random import Random

from counter.domain import records as r
from counter.domain.states import CustodyState
from counter.machine_home import now
from counter.storage.shop import Shop
from counter.storage.work import Work

STATES = (CustodyState.IN_STORE, CustodyState.AT_BENCH, CustodyState.READY)


def act(shop: Shop, chance: Random, at: Callable[[], int] = now) -> None:
    """One act of one kind or another."""

    def who(work: Work) -> r.Person:
        return work.all(r.Person)[0]

    with shop.act("act", at(), who) as work:
        (number,) = shop.db.execute("SELECT outlet FROM sync_gate").fetchone()
        held = work.all(r.CustomerItem, custodian=number)
        if held and chance.random() < 0.7:
            _work_on(work, chance.choice(held), chance)
        else:
            _check_in(work, number, chance)


def _check_in(work: Work, outlet: int, chance: Random) -> None:
    customer = work.add(
        r.Customer(id=work.new_id(), name="张伟", phone=f"138{chance.randrange(10**8):08d}")
    )
    unit = work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial=work.new_id().hex()))
    item = work.add(
        r.CustomerItem(id=work.new_id(), customer_id=customer.id, unit_id=unit.id,
                       custodian=outlet, received_at=work.at)
    )  # fmt: skip
    work.add(r.RepairCard(id=work.new_id(), item_id=item.id))


def _work_on(work: Work, item: r.CustomerItem, chance: Random) -> None:
    work.change(item, custody_state=chance.choice(STATES), custody_at=work.at)
    amount = chance.randint(1, 9_999)
    work.add(r.Payment(id=work.new_id(), item_id=item.id, amount_fen=amount, at=work.at))

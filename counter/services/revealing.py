"""A customer's name and phone, shown where they stand masked: every look is put on record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.personal import cleaned
from counter.domain.records import Customer
from counter.domain.refusals import RuleBroken
from counter.services.lookups import customer_of, followed, past_case_of

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerShown:
    """Who it is and how he is reached."""

    customer_number: str
    name: str
    phone: str


def reveal_customer(
    work: "Work", *, case_number: str = "", customer_number: str = "", reason: str = ""
) -> CustomerShown:
    """Show a customer's name and phone, of a case or by his own number; who looked is kept.

    Raises RuleBroken "customer.erased", "input.missing" when neither number is given, "case.…" or
    "number.…".
    """
    reason = cleaned(reason, "reason")
    if case_number:
        item = past_case_of(work, case_number)
        customer = _present(followed(work, work.one(Customer, id=item.customer_id)))
        work.count("customer.shown", item.number, item.id, reason)
    elif customer_number:
        customer = _present(customer_of(work, customer_number))
        work.count("customer.shown", customer.number, None, reason)
    else:
        raise RuleBroken("input.missing", field="customer_number")
    return CustomerShown(customer_number=customer.number, name=customer.name, phone=customer.phone)


def _present(customer: Customer) -> Customer:
    if customer.erased_at is not None:
        raise RuleBroken("customer.erased", number=customer.number)
    return customer

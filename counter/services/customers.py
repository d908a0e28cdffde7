"""Customers: known by their phone, corrected, merged, erased."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.choices import NameDiffers
from counter.domain.custody import GONE
from counter.domain.numbers import NumberKind
from counter.domain.personal import (
    cleaned,
    email_address,
    masked_name,
    phone_digits,
    required,
)
from counter.domain.records import (
    Alarm,
    Consent,
    CustodyEvent,
    Customer,
    CustomerAnswer,
    CustomerItem,
    Draft,
    Estimate,
    ItemReceipt,
    LossDeclaration,
    Notice,
    Payment,
    RepairCard,
    Settlement,
    Signature,
    Unit,
)
from counter.domain.refusals import RuleBroken
from counter.services.lookups import customer_of
from counter.services.photos import forget_photos
from counter.services.settings import checked_language

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """Who brings the item.

    A known phone finds the customer; `customer_number` picks one where several share the phone.
    `name_differs` says what another name than the known one means.
    """

    phone: str
    name: str = ""
    customer_number: str = ""
    name_differs: NameDiffers = NameDiffers.ASK
    phone_2: str = ""
    address: str = ""
    email: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerNow:
    """A customer as he stands; `cases` is how many he has had here."""

    customer_number: str
    name: str
    phone: str
    cases: int


def known_or_new(work: "Work", facts: CustomerFacts) -> Customer:
    """The customer of a check-in: known by phone, or made new.

    Raises RuleBroken "phone.…", "customer.other_name", "customer.which_one", "customer.erased",
    "customer.other_phone" or "input.…".
    """
    phone = phone_digits(facts.phone)
    known = _known(work, facts, phone)
    if known is None:
        return _make(work, facts, phone)
    given = {
        "phone_2": phone_digits(facts.phone_2) if facts.phone_2 else "",
        "address": cleaned(facts.address, "address"),
        "email": email_address(facts.email),
        "language": checked_language(facts.language) if facts.language else "",
        "note": cleaned(facts.note, "note", lines=True),
        "name": cleaned(facts.name, "name"),
    }
    return work.change(known, **{field: value for field, value in given.items() if value})


def correct_customer(
    work: "Work",
    *,
    customer_number: str,
    name: str | None = None,
    phone: str | None = None,
    phone_2: str | None = None,
    address: str | None = None,
    email: str | None = None,
    language: str | None = None,
    note: str | None = None,
) -> CustomerNow:
    """Correct what is known of a customer; what is not named stays.

    Raises RuleBroken "customer.erased", "phone.…", "input.…".
    """
    customer = _present(customer_of(work, customer_number))
    given = {
        "name": required(name, "name") if name is not None else None,
        "phone": phone_digits(phone) if phone is not None else None,
        "phone_2": phone_digits(phone_2) if phone_2 else phone_2,
        "address": cleaned(address, "address") if address is not None else None,
        "email": email_address(email) if email is not None else None,
        "language": checked_language(language) if language is not None else None,
        "note": cleaned(note, "note", lines=True) if note is not None else None,
    }
    customer = work.change(
        customer, **{field: value for field, value in given.items() if value is not None}
    )
    for other in with_phone(work, customer.phone):
        if other.id != customer.id:
            work.warn("customer.same_phone", number=customer.number, other=other.number)
    return _customer_now(work, customer)


def merge_customers(work: "Work", *, keep_number: str, other_number: str) -> CustomerNow:
    """Make two entries of one person one: units, cases and receipts go to the one that is kept.

    Raises RuleBroken "customer.same" or "customer.erased".
    """
    keep = _present(customer_of(work, keep_number))
    other = _present(customer_of(work, other_number))
    if keep.id == other.id:
        raise RuleBroken("customer.same", number=keep.number)
    for unit in work.all(Unit, customer_id=other.id):
        work.change(unit, customer_id=keep.id)
    for item in work.all(CustomerItem, customer_id=other.id):
        if item.custodian == work.outlet.number:
            work.change(item, customer_id=keep.id)
    for receipt in work.all(ItemReceipt, customer_id=other.id):
        if receipt.outlet_id == work.outlet.id:
            work.change(receipt, customer_id=keep.id)
    if not keep.phone_2 and other.phone != keep.phone:
        keep = work.change(keep, phone_2=other.phone)
    work.change(other, merged_into=keep.id)
    return _customer_now(work, keep)


def erase_customer(work: "Work", *, customer_number: str, reason: str) -> CustomerNow:
    """Erase a person: names, phones and addresses go for good; money, items and custody stay.

    Refused while one of his items is here (domain.md §9.2; decisions 5). Raises RuleBroken
    "customer.has_open_case" or "customer.erased".
    """
    customer = _present(customer_of(work, customer_number))
    reason = required(reason, "reason")
    everybody = [customer, *_merged_into(work, customer)]
    items = [item for one in everybody for item in work.all(CustomerItem, customer_id=one.id)]
    here = next((item for item in items if item.custody_state not in GONE), None)
    if here is not None:
        raise RuleBroken("customer.has_open_case", number=customer.number, case_number=here.number)
    _drop_drafts_about(work, everybody)
    for item in items:
        _erase_item(work, item)
    for one in everybody:
        for receipt in work.all(ItemReceipt, customer_id=one.id):
            work.erase(receipt)
            declared = work.all(LossDeclaration, receipt_id=receipt.id)
            for record in (*declared, *work.all(Alarm, number=receipt.number)):
                work.erase(record)
        work.erase(work.change(one, note="", erased_at=work.at))
    work.count("customer.erased_now", customer.number, reason=reason)
    return CustomerNow(customer_number=customer.number, name="", phone="", cases=len(items))


def _erase_item(work: "Work", item: CustomerItem) -> None:
    """Whatever words were written down about a person with one of his items: names, what was said,
    why it moved or failed, whose payment it was, the strokes of his name, and pictures.
    """
    estimates = work.all(Estimate, item_id=item.id)
    for estimate in estimates:
        for consent in work.all(Consent, estimate_id=estimate.id):
            work.erase(consent)
    words = Notice, CustodyEvent, RepairCard, Settlement, Payment, Signature, Alarm, CustomerAnswer
    for kind in words:
        for record in work.all(kind, item_id=item.id):
            work.erase(record)
    for record in (*estimates, item):
        work.erase(record)
    forget_photos(work, item)


def with_phone(work: "Work", phone: str) -> list[Customer]:
    """Everybody known by a phone, first or second; merged and erased ones are gone."""
    found = work.all(Customer, phone=phone) + work.all(Customer, phone_2=phone)
    return [one for one in found if one.merged_into is None and one.erased_at is None]


def _known(work: "Work", facts: CustomerFacts, phone: str) -> Customer | None:
    if facts.customer_number:
        known = _present(customer_of(work, facts.customer_number))
        if phone not in (known.phone, known.phone_2):
            raise RuleBroken("customer.other_phone", number=known.number)
    else:
        known = _by_phone_and_name(work, facts, phone)
    name = cleaned(facts.name, "name")
    if known is None or not name or name == known.name:
        return known
    if facts.name_differs is NameDiffers.NEW_CUSTOMER:
        return None
    if facts.name_differs is NameDiffers.ASK:
        raise RuleBroken(
            "customer.other_name", number=known.number, known_as=masked_name(known.name)
        )
    return known


def _by_phone_and_name(work: "Work", facts: CustomerFacts, phone: str) -> Customer | None:
    found = with_phone(work, phone)
    name = cleaned(facts.name, "name")
    of_that_name = [one for one in found if one.name == name]
    if of_that_name:
        return of_that_name[0]
    if len(found) > 1 and facts.name_differs is not NameDiffers.NEW_CUSTOMER:
        raise RuleBroken(
            "customer.which_one", names=", ".join(masked_name(one.name) for one in found)
        )
    return found[0] if found else None


def _make(work: "Work", facts: CustomerFacts, phone: str) -> Customer:
    return work.add(
        Customer(
            id=work.new_id(),
            number=work.next_number(NumberKind.CUSTOMER),
            outlet_id=work.outlet.id,
            name=required(facts.name, "name"),
            phone=phone,
            phone_2=phone_digits(facts.phone_2) if facts.phone_2 else "",
            address=cleaned(facts.address, "address"),
            email=email_address(facts.email),
            language=checked_language(facts.language or work.outlet.language),
            note=cleaned(facts.note, "note", lines=True),
            created_at=work.at,
        )
    )


def _present(customer: Customer) -> Customer:
    if customer.erased_at is not None:
        raise RuleBroken("customer.erased", number=customer.number)
    return customer


def _merged_into(work: "Work", customer: Customer) -> list[Customer]:
    found: list[Customer] = []
    for one in work.all(Customer, merged_into=customer.id):
        found += [one, *_merged_into(work, one)]
    return found


def _drop_drafts_about(work: "Work", customers: list[Customer]) -> None:
    """A form left half filled in must not keep what was erased (decisions 5)."""
    phones = {phone for one in customers for phone in (one.phone, one.phone_2) if phone}
    for draft in work.all(Draft):
        if any(phone in draft.body_json for phone in phones):
            work.drop_draft(draft.id)


def _customer_now(work: "Work", customer: Customer) -> CustomerNow:
    return CustomerNow(
        customer_number=customer.number,
        name=customer.name,
        phone=customer.phone,
        cases=len(work.all(CustomerItem, customer_id=customer.id)),
    )

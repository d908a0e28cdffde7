"""A shop opens: its outlet, its first seat, its first person (decisions 34)."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.domain.numbers import LAST_OUTLET, LAST_SEAT
from counter.domain.personal import cleaned, phone_digits, required
from counter.domain.records import Id, Outlet, Person, Seat
from counter.domain.refusals import RuleBroken
from counter.domain.setting_values import checked_currency
from counter.domain.states import Role
from counter.services.item_kinds import add_default_kinds
from counter.services.people import add_person
from counter.services.settings import checked_language, checked_zone

if TYPE_CHECKING:
    from counter.storage.work import Work

#: from here on an outlet has chosen its number itself (decisions 9)
FIRST_SELF_CHOSEN = 90_000
TAILS = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """The first person of a shop; he manages it until he says otherwise."""

    code: str
    name: str
    pin: str
    role: Role = Role.MANAGER


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopOpened:
    """A shop that has just been opened."""

    outlet: int
    seat: int
    person_code: str


def open_shop(
    work: "Work",
    *,
    outlet: int,
    name: str,
    person: PersonFacts,
    seat: int = 1,
    seat_name: str = "",
    name_en: str = "",
    address: str = "",
    service_phone: str = "",
    complaint_phone: str = "",
    zone: str = "Asia/Shanghai",
    currency: str = "CNY",
    language: str = "zh_CN",
) -> ShopOpened:
    """Open a shop: who it is, at which seat, and the first person with his PIN.

    `outlet` is the number head office gave, or one of 90000-99999 chosen by oneself. Raises
    RuleBroken "outlet.number", "outlet.seat", "outlet.…", "person.…", "pin.form".
    """
    if not 1 <= outlet <= LAST_OUTLET:
        raise RuleBroken("outlet.number", outlet=outlet)
    if not 0 <= seat <= LAST_SEAT:
        raise RuleBroken("outlet.seat", seat=seat)
    # The outlet's number and tail stand inside every id, its own too.
    tail = int(work.token(), 16) % TAILS if outlet >= FIRST_SELF_CHOSEN else 0
    work.outlet = Outlet(id=Id(b""), number=outlet, tail=tail)
    work.outlet = work.add(
        replace(
            work.outlet,
            id=work.new_id(),
            publisher=outlet,
            name=required(name, "name"),
            name_en=cleaned(name_en, "name"),
            address=cleaned(address, "address"),
            service_phone=phone_digits(service_phone) if service_phone else "",
            complaint_phone=phone_digits(complaint_phone) if complaint_phone else "",
            zone=checked_zone(zone),
            currency=checked_currency(currency),
            language=checked_language(language),
            opened_at=work.at,
        )
    )
    work.seat = _first_seat(work, seat, seat_name)
    work.person = _first_person(work, person)
    add_default_kinds(work)
    return ShopOpened(outlet=outlet, seat=seat, person_code=work.person.code)


def _first_seat(work: "Work", digit: int, name: str) -> Seat:
    return work.add(
        Seat(
            id=work.new_id(),
            publisher=work.outlet.number,
            outlet_id=work.outlet.id,
            digit=digit,
            name=cleaned(name, "name"),
            since_at=work.at,
        )
    )


def _first_person(work: "Work", facts: PersonFacts) -> Person:
    if facts.role is not Role.MANAGER:
        raise RuleBroken("person.first_manages", code=facts.code[:20])
    added = add_person(work, code=facts.code, name=facts.name, role=facts.role, pin=facts.pin)
    return work.one(Person, code=added.code)

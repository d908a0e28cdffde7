"""The staff: who they are, what they may do, and the PIN they sign in with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.numbers import NumberKind
from counter.domain.personal import cleaned, required
from counter.domain.records import Person, WorkStep
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.services.lookups import person_of

if TYPE_CHECKING:
    from counter.storage.work import Work

CODE_MOST = 8
PIN_LEAST, PIN_MOST = 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNow:
    """A member of staff as he stands."""

    code: str
    name: str
    role: Role
    badge: str
    active: bool


def add_person(
    work: "Work", *, code: str, name: str, role: Role, pin: str = "", badge: bool = False
) -> PersonNow:
    """Add a member of staff; with `badge` he gets a number for a badge to scan.

    Raises RuleBroken "person.code", "person.code_taken", "pin.form".
    """
    code = cleaned(code, "code")
    if not (code.isascii() and code.isdigit() and 1 <= len(code) <= CODE_MOST):
        raise RuleBroken("person.code", code=code, most=CODE_MOST)
    if work.find(Person, code=code) is not None:
        raise RuleBroken("person.code_taken", code=code)
    person = work.add(
        Person(
            id=work.new_id(),
            publisher=work.outlet.number,
            outlet_id=work.outlet.id,
            code=code,
            name=required(name, "name"),
            role=role,
            badge=work.next_number(NumberKind.BADGE) if badge else "",
        )
    )
    if pin:
        work.set_pin(person.id, checked_pin(pin))
    return _person_now(person)


def change_person(
    work: "Work",
    *,
    code: str,
    name: str | None = None,
    role: Role | None = None,
    active: bool | None = None,
    new_badge: bool = False,
) -> PersonNow:
    """Change a member of staff; what is not named stays. Nobody is ever deleted, only not active.

    Raises RuleBroken "person.published", "person.last_manager" or "person.at_work".
    """
    person = person_of(work, code)
    if person.publisher != work.outlet.number:
        raise RuleBroken("person.published", code=person.code)
    changed = {
        "name": required(name, "name") if name is not None else person.name,
        "role": person.role if role is None else role,
        "active": person.active if active is None else int(active),
        "badge": work.next_number(NumberKind.BADGE) if new_badge else person.badge,
    }
    stays_manager = changed["role"] is Role.MANAGER and changed["active"]
    if person.role is Role.MANAGER and person.active and not stays_manager:
        _check_other_manager(work, person)
    if not changed["active"] and work.find(WorkStep, technician_id=person.id, ended_at=None):
        raise RuleBroken("person.at_work", code=person.code)
    return _person_now(work.change(person, **changed))


def set_pin(work: "Work", *, code: str, pin: str, own_pin: str = "") -> PersonNow:
    """Set a PIN: one's own with the PIN so far, anybody's by whoever manages people.

    Raises RuleBroken "pin.form", "pin.not_entitled", "pin.wrong".
    """
    person = person_of(work, code)
    checked_pin(pin)
    if not may(work.person.role, "manage_people"):
        if person.id != work.person.id:
            raise RuleBroken("pin.not_entitled", code=person.code)
        if not work.check_pin(person.id, own_pin):
            work.count("pin.wrong", person.code)
            raise RuleBroken("pin.wrong", code=person.code)
    work.set_pin(person.id, pin)
    return _person_now(person)


def checked_pin(pin: str) -> str:
    """A PIN of digits; raises "pin.form"."""
    if not (pin.isascii() and pin.isdigit() and PIN_LEAST <= len(pin) <= PIN_MOST):
        raise RuleBroken("pin.form", least=PIN_LEAST, most=PIN_MOST)
    return pin


def _check_other_manager(work: "Work", person: Person) -> None:
    managers = work.all(Person, role=Role.MANAGER, active=1)
    if all(other.id == person.id for other in managers):
        raise RuleBroken("person.last_manager", code=person.code)


def _person_now(person: Person) -> PersonNow:
    return PersonNow(
        code=person.code,
        name=person.name,
        role=person.role,
        badge=person.badge,
        active=bool(person.active),
    )

"""Shelves, and the count of what really lies on one."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.custody import GONE
from counter.domain.numbers import NumberKind
from counter.domain.personal import required
from counter.domain.records import CustomerItem, Shelf, ShelfCount
from counter.domain.refusals import RuleBroken
from counter.services.lookups import case_of, shelf_of

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_SCANNED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfNow:
    """A shelf and how many items lie on it by the book."""

    shelf_number: str
    name: str
    items: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A stock-take: case numbers found, missing, and found here though booked elsewhere."""

    shelf: str
    found: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def add_shelf(work: "Work", *, name: str) -> ShelfNow:
    """Add a shelf; its number is printed on its label. Raises RuleBroken "shelf.name_taken"."""
    shelf = work.add(
        Shelf(
            id=work.new_id(),
            publisher=work.outlet.number,
            outlet_id=work.outlet.id,
            number=work.next_number(NumberKind.SHELF),
            name=_free_name(work, name),
        )
    )
    return _shelf_now(work, shelf)


def change_shelf(
    work: "Work", *, shelf: str, name: str | None = None, active: bool | None = None
) -> ShelfNow:
    """Rename a shelf, or close it when it is empty.

    Raises RuleBroken "shelf.unknown", "shelf.name_taken", "shelf.not_empty".
    """
    found = _any_shelf(work, shelf)
    new_name = found.name if name is None else _free_name(work, name, but=found)
    if active is False and _items_on(work, found):
        raise RuleBroken("shelf.not_empty", shelf=found.name, items=len(_items_on(work, found)))
    changed = work.change(
        found, name=new_name, active=found.active if active is None else int(active)
    )
    return _shelf_now(work, changed)


def take_stock_of_shelf(work: "Work", *, shelf: str, found: tuple[str, ...]) -> Counted:
    """Compare what was scanned on a shelf with the book; nothing is moved by it.

    `found` are case numbers, or the numbers on the items' labels. Raises RuleBroken "shelf.…",
    "number.…", "case.…".
    """
    place = shelf_of(work, shelf)
    if len(found) > MOST_SCANNED:
        raise RuleBroken("shelf.too_many_scanned", scanned=len(found), most=MOST_SCANNED)
    scanned = dict.fromkeys(case_of(work, number).number for number in found)
    booked = [item.number for item in _items_on(work, place)]
    counted = Counted(
        shelf=place.name,
        found=tuple(number for number in booked if number in scanned),
        missing=tuple(number for number in booked if number not in scanned),
        extra=tuple(number for number in scanned if number not in booked),
    )
    work.add(
        ShelfCount(
            id=work.new_id(),
            shelf_id=place.id,
            found_json=json.dumps(counted.found),
            missing_json=json.dumps(counted.missing),
            extra_json=json.dumps(counted.extra),
            at=work.at,
            by=work.person.id,
        )
    )
    return counted


def _any_shelf(work: "Work", named: str) -> Shelf:
    """A shelf in use or closed: a closed one may be opened again."""
    found = work.find(Shelf, name=named.strip(), outlet_id=work.outlet.id)
    return found or shelf_of(work, named)


def _free_name(work: "Work", name: str, but: Shelf | None = None) -> str:
    name = required(name, "code")
    for other in work.all(Shelf, outlet_id=work.outlet.id):
        if other.name.casefold() == name.casefold() and (but is None or other.id != but.id):
            raise RuleBroken("shelf.name_taken", shelf=name)
    return name


def _items_on(work: "Work", shelf: Shelf) -> list[CustomerItem]:
    items = work.all(CustomerItem, shelf_id=shelf.id)
    return [item for item in items if item.custody_state not in GONE]


def _shelf_now(work: "Work", shelf: Shelf) -> ShelfNow:
    return ShelfNow(
        shelf_number=shelf.number,
        name=shelf.name,
        items=len(_items_on(work, shelf)),
        active=bool(shelf.active),
    )

"""The price list of parts, and parts that come in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.money import checked
from counter.domain.numbers import NumberKind
from counter.domain.personal import cleaned, required
from counter.domain.records import Part
from counter.domain.refusals import RuleBroken
from counter.services.lookups import part_of
from counter.services.part_use import book_stock, in_stock

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_PIECES = 99_999


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStock:
    """A part of the price list and how many are here."""

    part_number: str
    code: str
    name: str
    price_fen: int
    low_fen: int
    high_fen: int
    in_stock: int
    active: bool


def add_part(
    work: "Work",
    *,
    code: str,
    name: str,
    spec: str = "",
    unit: str = "",
    price_fen: int,
    low_fen: int | None = None,
    high_fen: int | None = None,
) -> PartStock:
    """Add a part to the price list, with the range of prices that is published (domain.md §7.13).

    Raises RuleBroken "part.code_taken", "part.range", "money.…", "input.…".
    """
    code = required(code, "code")
    if work.find(Part, code=code) is not None:
        raise RuleBroken("part.code_taken", part=code)
    low, high = (price_fen if fen is None else fen for fen in (low_fen, high_fen))
    _check_range(code, price_fen, low, high)
    part = work.add(
        Part(
            id=work.new_id(),
            publisher=work.outlet.number,
            number=work.next_number(NumberKind.PART),
            code=code,
            name=required(name, "line_name"),
            spec=cleaned(spec, "spec"),
            unit=cleaned(unit, "value"),
            price_fen=price_fen,
            low_fen=low,
            high_fen=high,
            currency=work.outlet.currency,
        )
    )
    return _part_stock(part, in_stock(work, part))


def change_part(
    work: "Work",
    *,
    part: str,
    name: str | None = None,
    spec: str | None = None,
    unit: str | None = None,
    price_fen: int | None = None,
    low_fen: int | None = None,
    high_fen: int | None = None,
    active: bool | None = None,
) -> PartStock:
    """Change a part of the price list; what is not named stays.

    Raises RuleBroken "part.unknown", "part.published", "part.range".
    """
    found = part_of(work, part)
    if found.publisher != work.outlet.number:
        raise RuleBroken("part.published", part=found.code)
    price = found.price_fen if price_fen is None else price_fen
    low = found.low_fen if low_fen is None else low_fen
    high = found.high_fen if high_fen is None else high_fen
    _check_range(found.code, price, low, high)
    changed = work.change(
        found,
        name=found.name if name is None else required(name, "line_name"),
        spec=found.spec if spec is None else cleaned(spec, "spec"),
        unit=found.unit if unit is None else cleaned(unit, "value"),
        price_fen=price,
        low_fen=low,
        high_fen=high,
        active=found.active if active is None else int(active),
    )
    return _part_stock(changed, in_stock(work, changed))


def receive_parts(work: "Work", *, part: str, qty: int, reason: str = "") -> PartStock:
    """Book parts that came in; a negative count takes out what is broken or miscounted.

    Raises RuleBroken "part.qty", "part.not_that_many" or "input.missing" without a reason for
    taking out.
    """
    found = part_of(work, part)
    if qty == 0 or abs(qty) > MOST_PIECES:
        raise RuleBroken("part.qty", part=found.code, qty=qty, most=MOST_PIECES)
    here = in_stock(work, found)
    if here + qty < min(here, 0):
        raise RuleBroken("part.not_that_many", part=found.code, qty=-qty, in_stock=here)
    why = required(reason, "reason") if qty < 0 else cleaned(reason, "reason") or "RECEIVED"
    return _part_stock(found, book_stock(work, found, qty, why))


def _check_range(code: str, price: int, low: int, high: int) -> None:
    for fen, field in ((price, "price_fen"), (low, "low_fen"), (high, "high_fen")):
        checked(fen, field)
    if not low <= price <= high:
        raise RuleBroken("part.range", part=code, price_fen=price, low_fen=low, high_fen=high)


def _part_stock(part: Part, pieces: int) -> PartStock:
    return PartStock(
        part_number=part.number,
        code=part.code,
        name=part.name,
        price_fen=part.price_fen,
        low_fen=part.low_fen,
        high_fen=part.high_fen,
        in_stock=pieces,
        active=bool(part.active),
    )

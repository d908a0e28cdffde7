"""Parts that go into an item, and those taken out again; stock moves with them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.cards import check_at_work
from counter.domain.money import checked
from counter.domain.personal import cleaned, required, serial_number
from counter.domain.records import Part, PartUsed, RepairCard, StockEntry
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import CardStatus, Coverage, OldPartChoice
from counter.services.lookups import card_of, item_by_id, part_of

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_PIECES = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNow:
    """A line of parts: `n` is its place on the card, `in_stock` what is left at the outlet."""

    card_number: str
    n: int
    code: str
    name: str
    qty: int
    price_fen: int
    in_stock: int


def use_part(
    work: "Work",
    *,
    card_number: str,
    part: str,
    qty: int = 1,
    coverage: Coverage = Coverage.CUSTOMER,
    serial: str = "",
    refurbished: bool = False,
    old_part: OldPartChoice | None = None,
    price_fen: int | None = None,
    reason: str = "",
) -> PartNow:
    """Book a part into the item; `part` is its code or number.

    A price outside the published range needs a supervisor and a reason (domain.md §7.13). What
    becomes of the old part follows the customer's choice at check-in unless said otherwise.
    Raises RuleBroken "card.not_at_work", "part.…", "money.…".
    """
    card = card_of(work, card_number)
    check_at_work(card.status, card.number)
    found = part_of(work, part)
    _check_pieces(found, qty)
    reason = cleaned(reason, "reason")
    used = work.add(
        PartUsed(
            id=work.new_id(),
            card_id=card.id,
            part_id=found.id,
            code=found.code,
            name=found.name,
            qty=qty,
            price_fen=_price(work, found, price_fen, reason),
            currency=found.currency,
            coverage=coverage,
            serial=serial_number(serial),
            refurbished=int(refurbished),
            old_part_disposition=old_part or _old_part(work, card, coverage),
            at=work.at,
            by=work.person.id,
            reason=reason,
        )
    )
    left = book_stock(work, found, -qty, "USED", card)
    if left < 0:
        work.warn("part.stock_below_zero", part=found.code, in_stock=left)
    return _part_now(work, card, used, left)


def take_back_part(work: "Work", *, card_number: str, n: int, reason: str) -> PartNow:
    """Take line `n` of a card's parts out again: a new line with the opposite quantity.

    Raises RuleBroken "card.not_at_work", "part.unknown_line" or "part.already_taken_back".
    """
    card = card_of(work, card_number)
    if card.status is not CardStatus.AWAIT_INSPECTION:
        check_at_work(card.status, card.number)
    lines = work.all(PartUsed, card_id=card.id)
    if not 1 <= n <= len(lines):
        raise RuleBroken("part.unknown_line", number=card.number, n=n, lines=len(lines))
    wrong = lines[n - 1]
    if wrong.corrects is not None or any(line.corrects == wrong.id for line in lines):
        raise RuleBroken("part.already_taken_back", number=card.number, n=n)
    if card.status is CardStatus.AWAIT_INSPECTION and not card.no_parts_used:
        _check_parts_remain(card, sum(line.qty for line in lines) - wrong.qty)
    back = work.add(
        PartUsed(
            id=work.new_id(),
            card_id=card.id,
            part_id=wrong.part_id,
            code=wrong.code,
            name=wrong.name,
            qty=-wrong.qty,
            price_fen=wrong.price_fen,
            currency=wrong.currency,
            coverage=wrong.coverage,
            serial=wrong.serial,
            refurbished=wrong.refurbished,
            old_part_disposition=wrong.old_part_disposition,
            at=work.at,
            by=work.person.id,
            corrects=wrong.id,
            reason=required(reason, "reason"),
        )
    )
    part = work.find(Part, id=wrong.part_id) or work.find(Part, code=wrong.code)
    if part is None:  # put in where the item came from, and no part of this outlet's price list
        return _part_now(work, card, back, 0)
    left = book_stock(work, part, wrong.qty, "TAKEN_BACK", card)
    return _part_now(work, card, back, left)


def book_stock(work: "Work", part: Part, qty: int, why: str, card: RepairCard | None = None) -> int:
    """Add a line to the parts ledger, once an act and part; the balance after it."""
    before = in_stock(work, part)
    work.add(
        StockEntry(
            id=work.new_id(),
            outlet_id=work.outlet.id,
            part_id=part.id,
            qty=qty,
            why=why,
            card_id=card.id if card else None,
            at=work.at,
            by=work.person.id,
        )
    )
    return before + qty


def in_stock(work: "Work", part: Part) -> int:
    """The balance of a part at this outlet before what this act books."""
    return work.balance(part.id)


def _check_pieces(part: Part, qty: int) -> None:
    if not part.active:
        raise RuleBroken("part.closed", part=part.code)
    if not 1 <= qty <= MOST_PIECES:
        raise RuleBroken("part.qty", part=part.code, qty=qty, most=MOST_PIECES)


def _price(work: "Work", part: Part, price_fen: int | None, reason: str) -> int:
    price = checked(part.price_fen if price_fen is None else price_fen, "price_fen")
    outside = part.high_fen and not part.low_fen <= price <= part.high_fen
    if outside and not (may(work.person.role, "exceed_price_range") and reason):
        raise RuleBroken(
            "part.price_outside_range",
            part=part.code,
            price_fen=price,
            low_fen=part.low_fen,
            high_fen=part.high_fen,
        )
    return price


def _old_part(work: "Work", card: RepairCard, coverage: Coverage) -> OldPartChoice:
    """Covered parts go back to the maker, the customer's own as he chose (domain.md §7.9)."""
    if coverage is Coverage.WARRANTY_MANUFACTURER:
        return OldPartChoice.RETURN_TO_MANUFACTURER
    return item_by_id(work, card.item_id).old_part_choice


def _check_parts_remain(card: RepairCard, pieces: int) -> None:
    if pieces <= 0:
        raise RuleBroken("card.no_parts_no_word", number=card.number)


def _part_now(work: "Work", card: RepairCard, used: PartUsed, left: int) -> PartNow:
    return PartNow(
        card_number=card.number,
        n=len(work.all(PartUsed, card_id=card.id)),
        code=used.code,
        name=used.name,
        qty=used.qty,
        price_fen=used.price_fen,
        in_stock=left,
    )

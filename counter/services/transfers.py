"""Items leave for another outlet with a transfer paper: packed, sent, or given up unsent.

Sending gives the right to write away: whoever has it can hand it over, and nobody has to take it
(decision 0037). From then on the receiving outlet is the item's custodian.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import transfers as rules
from counter.domain.custody import CustodyStep
from counter.domain.numbers import NumberKind, grouped, parse, parse_kind
from counter.domain.personal import cleaned, required
from counter.domain.records import (
    CustomerItem,
    Id,
    Part,
    Transfer,
    TransferLine,
    TransferPart,
)
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState, ParcelStatus, TransferStatus
from counter.domain.transfers import TransferEvent
from counter.services.custody import pass_on
from counter.services.lookups import (
    card_of_item,
    case_of,
    item_by_id,
    open_step,
    part_of,
)
from counter.services.paper_settings import queue
from counter.services.part_use import MOST_PIECES, book_stock, in_stock

if TYPE_CHECKING:
    from counter.storage.work import Work

COPIES = 2  # 存根, 随货


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPart:
    """Parts from stock that go along; `case_number` may be left out where one item goes alone."""

    part: str
    qty: int = 1
    case_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredItem:
    """One item of a transfer and where it stands."""

    case_number: str
    card_number: str
    status: ParcelStatus
    custody_state: CustodyState


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferNow:
    """A transfer as it stands. `missing` and `extra` are numbers of items: on the paper and not
    there, there and not on the paper. `is_waiting`: it came before its cases did, and what was
    `scanned` is kept until they are here.
    """

    transfer_number: str
    status: TransferStatus | None
    from_outlet: int
    from_name: str
    to_outlet: int
    to_name: str
    items: tuple[TransferredItem, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    scanned: tuple[str, ...] = ()
    is_waiting: bool = False


def pack_transfer(
    work: "Work",
    *,
    to_outlet: int,
    to_name: str = "",
    case_numbers: tuple[str, ...],
    parts: tuple[PackedPart, ...] = (),
    seal: str = "",
    carrier: str = "",
    note: str = "",
    customer_agreed: bool = False,
) -> TransferNow:
    """Pack items for another outlet or the central workshop, with their cards and parts.

    `to_outlet` is its number, `to_name` what it is called where it is not known here. The item
    stays this outlet's until it is sent. Away from the outlet that took it in it goes only with
    the customer's consent (民法典 772, 894). Raises RuleBroken "transfer.…", "custody.…", "part.…".
    """
    rules.check_destination(to_outlet, work.own_outlets())
    items = _packable(work, case_numbers)
    abroad = [item for item in items if parse(item.number).outlet != to_outlet]
    if abroad and not customer_agreed:
        raise RuleBroken("transfer.needs_consent", number=abroad[0].number)
    transfer = work.add(
        Transfer(
            id=work.new_id(),
            number=work.next_number(NumberKind.TRANSFER),
            from_outlet=work.outlet.number,
            from_name=work.outlet.name,
            to_outlet=to_outlet,
            to_name=cleaned(to_name, "name") or work.outlet_called(to_outlet),
            seal=cleaned(seal, "reference"),
            carrier=cleaned(carrier, "name"),
            note=cleaned(note, "note"),
            packed_at=work.at,
            packed_by=work.person.id,
            status_at=work.at,
            status_by=work.person.id,
        )
    )
    for n, item in enumerate(items, start=1):
        work.add(_line(work, transfer, item, n))
    for part in parts:
        _pack_part(work, transfer, part, items)
    queue(work, "transfer", transfer.number, copies=COPIES)
    return transfer_now(work, transfer)


def send_transfer(
    work: "Work", *, transfer_number: str, seal: str = "", carrier: str = ""
) -> TransferNow:
    """Hand a packed transfer to its carrier: from now on only the receiving outlet may write.

    A passcode that was kept for an item is forgotten: it never travels. Raises RuleBroken
    "transfer.…", "custody.…", "case.…".
    """
    transfer = transfer_of(work, transfer_number)
    check_sender(work, transfer)
    status = rules.after(transfer.status, TransferEvent.SEND, transfer.number)
    for line in lines_of(work, transfer):
        item = item_by_id(work, line.item_id)
        worked_on = open_step(work, card_of_item(work, item)) is not None
        rules.check_may_go(item.number, item.custody_state, is_worked_on=worked_on)
        if work.passcode(item.id) is not None:
            work.warn("transfer.passcode_forgotten", number=item.number)
            work.wipe_passcode(item.id)
        hand_over(work, item, transfer.to_outlet, _whereto(transfer))
        set_line(work, line, ParcelStatus.ON_THE_WAY)
    move_stock(work, transfer, lines_of(work, transfer), -1)
    transfer = work.change(
        transfer,
        sent_at=work.at,
        sent_by=work.person.id,
        seal=cleaned(seal, "reference") or transfer.seal,
        carrier=cleaned(carrier, "name") or transfer.carrier,
    )
    return transfer_now(work, set_status(work, transfer, status))


def cancel_transfer(work: "Work", *, transfer_number: str, reason: str) -> TransferNow:
    """Give up a transfer that was not sent yet: its items are unpacked and stay.

    Raises RuleBroken "transfer.…", "input.missing".
    """
    transfer = transfer_of(work, transfer_number)
    check_sender(work, transfer)
    status = rules.after(transfer.status, TransferEvent.CANCEL, transfer.number)
    reason = required(reason, "reason")
    for line in lines_of(work, transfer):
        set_line(work, line, ParcelStatus.CANCELLED)
    return transfer_now(work, set_status(work, transfer, status, reason=reason))


# -- what the other side of the road needs too ----------------------------------------------------


def find_transfer(work: "Work", number: str) -> Transfer | None:
    """The transfer with the number, None where this seat has not heard of it. Raises RuleBroken
    "number.…", "number.wrong_kind".
    """
    read = parse_kind(number, NumberKind.TRANSFER)
    known = work.kind_of_number(read.digits)
    if known is not None and known[0] != "transfer":
        raise RuleBroken(
            "number.wrong_kind", number=read.digits, expected="transfer", found=known[0]
        )
    return work.one(Transfer, id=known[1]) if known else None


def transfer_of(work: "Work", number: str) -> Transfer:
    """The transfer with the number; raises as `find_transfer`, and "transfer.unknown"."""
    found = find_transfer(work, number)
    if found is None:
        raise RuleBroken("transfer.unknown", number=parse_kind(number, NumberKind.TRANSFER).digits)
    return found


def lines_of(work: "Work", transfer: Transfer) -> list[TransferLine]:
    """The lines of a transfer in their order."""
    return sorted(work.all(TransferLine, transfer_id=transfer.id), key=lambda line: line.n)


def parts_with(work: "Work", line: TransferLine) -> list[TransferPart]:
    """The parts that go with an item of a transfer."""
    return work.all(TransferPart, item_id=line.item_id, transfer_id=line.transfer_id)


def check_sender(work: "Work", transfer: Transfer) -> None:
    """Raises RuleBroken "transfer.other_sender"."""
    if transfer.from_outlet not in work.own_outlets():
        holder = f"{transfer.from_outlet} {transfer.from_name}".strip()
        raise RuleBroken("transfer.other_sender", number=transfer.number, holder=holder)


def hand_over(work: "Work", item: CustomerItem, outlet: int, note: str) -> CustomerItem:
    """The item is on its way, and an outlet has the right to write from now on."""
    item = pass_on(work, item, CustodyStep.SEND_OVER, note=note)
    return work.change(item, custodian=outlet)


def set_line(
    work: "Work", line: TransferLine, status: ParcelStatus, *, reason: str = ""
) -> TransferLine:
    """Give a line its new state."""
    return work.change(
        line, status=status, status_at=work.at, status_by=work.person.id, status_reason=reason
    )


def set_status(
    work: "Work", transfer: Transfer, status: TransferStatus, *, reason: str = ""
) -> Transfer:
    """Give a transfer a state that `counter.domain.transfers` allowed."""
    return work.change(
        transfer, status=status, status_at=work.at, status_by=work.person.id, status_reason=reason
    )


def move_stock(work: "Work", transfer: Transfer, lines: Sequence[TransferLine], sign: int) -> None:
    """Book the parts that go with these items out of this outlet's stock (-1) or into it (1)."""
    pieces: dict[Id, int] = {}
    for one in (part for line in lines for part in parts_with(work, line)):
        part = work.find(Part, id=one.part_id) or work.find(Part, code=one.code)
        if part is None:
            work.warn("transfer.part_unknown", part=one.code, number=transfer.number)
        else:
            pieces[part.id] = pieces.get(part.id, 0) + one.qty
    for part_id, qty in pieces.items():
        part = work.one(Part, id=part_id)
        left = book_stock(work, part, sign * qty, "TRANSFER")
        if left < 0:
            work.warn("part.stock_below_zero", part=part.code, in_stock=left)


def transfer_now(
    work: "Work", transfer: Transfer, *, missing: Sequence[str] = (), extra: Sequence[str] = ()
) -> TransferNow:
    """A transfer as it stands."""
    items: list[TransferredItem] = []
    lines = lines_of(work, transfer)
    for line in lines:
        item = work.find(CustomerItem, id=line.item_id)
        if item is not None:
            items.append(_item_now(work, line, item))
    return TransferNow(
        transfer_number=transfer.number,
        status=rules.stands(transfer.status, lines),
        from_outlet=transfer.from_outlet,
        from_name=transfer.from_name,
        to_outlet=transfer.to_outlet,
        to_name=transfer.to_name,
        items=tuple(items),
        missing=tuple(missing),
        extra=tuple(extra),
    )


def _item_now(work: "Work", line: TransferLine, item: CustomerItem) -> TransferredItem:
    return TransferredItem(
        case_number=item.number,
        card_number=card_of_item(work, item).number,
        status=line.status,
        custody_state=item.custody_state,
    )


def _packable(work: "Work", numbers: Sequence[str]) -> list[CustomerItem]:
    if not 1 <= len(numbers) <= rules.MOST_ITEMS:
        raise RuleBroken("transfer.how_many", items=len(numbers), most=rules.MOST_ITEMS)
    items: list[CustomerItem] = []
    for number in numbers:
        item = case_of(work, number)
        worked_on = open_step(work, card_of_item(work, item)) is not None
        rules.check_may_go(item.number, item.custody_state, is_worked_on=worked_on)
        if any(item.id == other.id for other in items):
            raise RuleBroken("transfer.named_twice", number=item.number)
        for line in work.all(TransferLine, item_id=item.id, status=ParcelStatus.PACKED):
            packed = work.one(Transfer, id=line.transfer_id)
            raise RuleBroken(
                "transfer.already_packed", number=item.number, transfer=grouped(packed.number)
            )
        items.append(item)
    return items


def _line(work: "Work", transfer: Transfer, item: CustomerItem, n: int) -> TransferLine:
    return TransferLine(
        id=work.new_id(),
        transfer_id=transfer.id,
        item_id=item.id,
        n=n,
        status_at=work.at,
        status_by=work.person.id,
    )


def _pack_part(
    work: "Work", transfer: Transfer, facts: PackedPart, items: Sequence[CustomerItem]
) -> None:
    part = part_of(work, facts.part)
    if not 1 <= facts.qty <= MOST_PIECES:
        raise RuleBroken("part.qty", part=part.code, qty=facts.qty, most=MOST_PIECES)
    if facts.case_number:
        wanted = case_of(work, facts.case_number).id
        item = next((one for one in items if one.id == wanted), None)
    else:
        item = items[0] if len(items) == 1 else None
    if item is None:
        raise RuleBroken("transfer.part_for_which", part=part.code)
    if in_stock(work, part) < facts.qty:
        work.warn("part.stock_below_zero", part=part.code, in_stock=in_stock(work, part))
    work.add(
        TransferPart(
            id=work.new_id(),
            transfer_id=transfer.id,
            item_id=item.id,
            part_id=part.id,
            code=part.code,
            name=part.name,
            qty=facts.qty,
            at=work.at,
            by=work.person.id,
        )
    )


def _whereto(transfer: Transfer) -> str:
    return f"{grouped(transfer.number)} → {transfer.to_outlet} {transfer.to_name}".strip()

"""Items come from another outlet: the paper is scanned, then every item; or they are sent back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import transfers as rules
from counter.domain.custody import CustodyStep
from counter.domain.numbers import NumberKind, parse, parse_kind
from counter.domain.personal import cleaned, required
from counter.domain.records import (
    CustomerItem,
    RepairCard,
    Transfer,
    TransferArrival,
    TransferLine,
)
from counter.domain.refusals import RuleBroken
from counter.domain.states import ParcelStatus, TransferStatus
from counter.domain.transfers import TransferEvent
from counter.services.custody import pass_on
from counter.services.lookups import card_of_item
from counter.services.transfers import (
    TransferNow,
    find_transfer,
    hand_over,
    lines_of,
    move_stock,
    set_line,
    transfer_now,
    transfer_of,
)

if TYPE_CHECKING:
    from counter.storage.work import Work

#: labels that lead to an item
LABELS = (NumberKind.CARD, NumberKind.CASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedItem:
    """An item taken out of the bag, by the number on its label; what is `damaged`, if anything."""

    number: str
    damaged: str = ""


def receive_transfer(
    work: "Work",
    *,
    transfer_number: str,
    items: tuple[ArrivedItem, ...] = (),
    extra: tuple[str, ...] = (),
    seal: str = "",
    note: str = "",
    as_counted: bool = False,
) -> TransferNow:
    """Take over the items of a transfer: the paper is scanned, then the label of every item.

    What stands on the paper and was not scanned is missing, what was in the bag and is not on the
    paper is `extra`: both are written down with an alarm, damage and another seal too. Where this
    seat has not heard of the transfer yet, what was scanned is kept (`is_waiting`), and
    `as_counted` takes it over once the cases are here. The outlet that sent it takes over what
    comes back. Raises RuleBroken "transfer.…", "number.…".
    """
    transfer = find_transfer(work, transfer_number)
    if transfer is None:
        return _wait_for_cases(work, transfer_number, items, seal, note)
    is_sender = is_sender_of(work, transfer)
    event = TransferEvent.COME_BACK if is_sender else TransferEvent.ARRIVE
    lines = lines_of(work, transfer)
    now = rules.stands(transfer.status, lines)
    rules.after(now, event, transfer.number)
    if as_counted:
        items += _counted(work, transfer)
    damages = _scanned(work, transfer, lines, items)
    found = rules.found(lines, damages, is_sender=is_sender)
    if not found.here:
        raise RuleBroken("transfer.nothing_scanned", number=transfer.number)
    for line in found.here:
        take_over(work, line, is_sender=is_sender)  # before its line says where it is
        _note_state(work, transfer, line, damages[line.item_id], is_sender=is_sender)
    # of what was not refused nothing is expected back
    expected = not is_sender or now is TransferStatus.REFUSED
    missing = [_note_missing(work, transfer, line) for line in found.missing if expected]
    unknown = _note_extra(work, transfer, lines, extra)
    _check_seal(work, transfer, seal)
    move_stock(work, transfer, found.here, 1)
    if not is_sender:
        transfer = work.change(
            transfer,
            arrived_at=work.at,
            arrived_by=work.person.id,
            seal_found=cleaned(seal, "reference"),
            arrived_note="; ".join(text for text in (cleaned(note, "note"), *unknown) if text),
        )
    return transfer_now(work, transfer, missing=missing, extra=unknown)


def refuse_transfer(work: "Work", *, transfer_number: str, reason: str) -> TransferNow:
    """Do not take a transfer over: all of it goes back to the outlet that sent it.

    The right to write goes back with it. Raises RuleBroken "transfer.…", "input.missing".
    """
    transfer = transfer_of(work, transfer_number)
    if is_sender_of(work, transfer):
        raise RuleBroken("transfer.own", number=transfer.number)
    lines = lines_of(work, transfer)
    rules.after(rules.stands(transfer.status, lines), TransferEvent.REFUSE, transfer.number)
    reason = required(reason, "reason")
    for line in lines:
        item = work.one(CustomerItem, id=line.item_id)
        hand_over(work, item, transfer.from_outlet, reason)
        set_line(work, line, ParcelStatus.REFUSED, reason=reason)
    return transfer_now(work, transfer)


def is_sender_of(work: "Work", transfer: Transfer) -> bool:
    """Whether it comes back to this outlet; raises RuleBroken "transfer.other_receiver"."""
    own = work.own_outlets()
    if transfer.to_outlet in own:
        return False
    if transfer.from_outlet in own:
        return True
    holder = f"{transfer.to_outlet} {transfer.to_name}".strip()
    raise RuleBroken("transfer.other_receiver", number=transfer.number, holder=holder)


def _scanned(
    work: "Work",
    transfer: Transfer,
    lines: Sequence[TransferLine],
    items: Sequence[ArrivedItem],
) -> dict[bytes, str]:
    """The items that were scanned and what is damaged on each; all of them stand on the paper."""
    damages: dict[bytes, str] = {}
    on_it = {line.item_id for line in lines}
    for one in items:
        item = _item_of(work, one.number)
        if item is None or item.id not in on_it:
            raise RuleBroken(
                "transfer.not_on_it", number=parse(one.number).digits, transfer=transfer.number
            )
        damages[item.id] = cleaned(one.damaged, "condition_note") or damages.get(item.id, "")
    return damages


def _item_of(work: "Work", number: str) -> CustomerItem | None:
    """The item a label leads to, whoever holds it; None for one this seat has not heard of."""
    read = parse(number)
    if read.kind not in LABELS:
        found = read.kind.value if read.kind else "other"
        raise RuleBroken("number.wrong_kind", number=read.digits, expected="card", found=found)
    if read.kind is NumberKind.CASE:
        return work.find(CustomerItem, number=read.digits)
    card = work.find(RepairCard, number=read.digits)
    return work.find(CustomerItem, id=card.item_id) if card else None


def take_over(work: "Work", line: TransferLine, *, is_sender: bool) -> None:
    """Whoever holds item and paper has the item; the outlet that sent it writes so even where
    nobody has refused it: the carrier brought it back (decision 0037). So does whoever finds what
    the other end had said was lost.
    """
    item = work.one(CustomerItem, id=line.item_id)
    if is_sender or line.status is ParcelStatus.LOST:
        item = hold(work, item)
    step: CustodyStep = rules.step_of_arrival(card_of_item(work, item).status)
    pass_on(work, item, step)


def hold(work: "Work", item: CustomerItem) -> CustomerItem:
    """This outlet has the right to write to the item's case from now on."""
    if item.custodian in work.own_outlets():
        return item
    return work.change(item, custodian=work.outlet.number)


def _note_state(
    work: "Work", transfer: Transfer, line: TransferLine, damage: str, *, is_sender: bool
) -> None:
    status = ParcelStatus.RETURNED if is_sender else ParcelStatus.RECEIVED
    if damage:
        status = status if is_sender else ParcelStatus.DAMAGED
        alarm(work, "transfer.item_damaged", transfer, line, damage)
    set_line(work, line, status, reason=damage)


def _note_missing(work: "Work", transfer: Transfer, line: TransferLine) -> str:
    number = work.one(CustomerItem, id=line.item_id).number
    if line.status is not ParcelStatus.MISSING:
        alarm(work, "transfer.item_missing", transfer, line, "")
        set_line(work, line, ParcelStatus.MISSING)
    return number


def alarm(work: "Work", rule: str, transfer: Transfer, line: TransferLine, reason: str) -> None:
    """Something is wrong with an item of a transfer: it is counted, and told."""
    item = work.one(CustomerItem, id=line.item_id)
    work.count(rule, transfer.number, item.id, reason)
    work.warn(rule, number=transfer.number, case_number=item.number)


def _note_extra(
    work: "Work", transfer: Transfer, lines: Sequence[TransferLine], numbers: Sequence[str]
) -> list[str]:
    """Numbers of what was in the bag and does not stand on the paper."""
    on_it = {line.item_id for line in lines}
    extra: list[str] = []
    for number in numbers:
        item = _item_of(work, number)
        digits = parse(number).digits
        if (item is None or item.id not in on_it) and digits not in extra:
            work.count("transfer.item_extra", transfer.number, item.id if item else None, digits)
            work.warn("transfer.item_extra", number=transfer.number, found=digits)
            extra.append(digits)
    return extra


def _check_seal(work: "Work", transfer: Transfer, seal: str) -> None:
    read = cleaned(seal, "reference")
    if read and transfer.seal and read != transfer.seal:
        work.count("transfer.seal_differs", transfer.number, None, read)
        work.warn("transfer.seal_differs", number=transfer.number, seal=transfer.seal, read=read)


def _wait_for_cases(
    work: "Work", number: str, items: Sequence[ArrivedItem], seal: str, note: str
) -> TransferNow:
    """The bag is here and its cases are not: what can be known without them is kept.

    The paper's number says who sent it, each label's which outlet took the item in.
    """
    read = parse_kind(number, NumberKind.TRANSFER)
    if read.outlet in work.own_outlets():
        raise RuleBroken("transfer.unknown", number=read.digits)
    if not items:
        raise RuleBroken("transfer.nothing_scanned", number=read.digits)
    scanned: list[dict[str, str]] = []
    for one in items:
        item = _item_of(work, one.number)
        if item is not None and item.custodian in work.own_outlets():
            raise RuleBroken(
                "transfer.not_on_it", number=parse(one.number).digits, transfer=read.digits
            )
        damaged = cleaned(one.damaged, "condition_note")
        scanned.append({"number": parse(one.number).digits, "damaged": damaged})
    work.add(
        TransferArrival(
            id=work.new_id(),
            outlet_id=work.outlet.id,
            transfer_number=read.digits,
            scanned_json=json.dumps(scanned, ensure_ascii=False),
            seal_found=cleaned(seal, "reference"),
            note=cleaned(note, "note"),
            at=work.at,
            by=work.person.id,
        )
    )
    work.warn("transfer.waits", number=read.digits, outlet=read.outlet)
    return TransferNow(
        transfer_number=read.digits,
        status=None,
        from_outlet=read.outlet,
        from_name="",
        to_outlet=work.outlet.number,
        to_name=work.outlet.name,
        scanned=tuple(one["number"] for one in scanned),
        is_waiting=True,
    )


def _counted(work: "Work", transfer: Transfer) -> tuple[ArrivedItem, ...]:
    """What was scanned before the cases were here."""
    arrivals = work.all(TransferArrival, transfer_number=transfer.number)
    if not arrivals:
        raise RuleBroken("transfer.not_counted", number=transfer.number)
    return tuple(
        ArrivedItem(number=one["number"], damaged=one["damaged"])
        for arrival in arrivals
        for one in json.loads(arrival.scanned_json)
    )

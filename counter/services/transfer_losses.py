"""Items that were sent and never came: somebody says that they are lost on the way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter.domain import transfers as rules
from counter.domain.custody import CustodyStep
from counter.domain.numbers import parse
from counter.domain.personal import required
from counter.domain.records import CustomerItem, Transfer, TransferLine
from counter.domain.refusals import RuleBroken
from counter.domain.states import ParcelStatus
from counter.domain.transfers import TransferEvent
from counter.services.custody import pass_on
from counter.services.transfer_arrivals import alarm, hold, is_sender_of
from counter.services.transfers import (
    TransferNow,
    lines_of,
    set_line,
    transfer_now,
    transfer_of,
)

if TYPE_CHECKING:
    from counter.storage.work import Work


def declare_transfer_lost(
    work: "Work", *, transfer_number: str, case_numbers: tuple[str, ...] = (), reason: str
) -> TransferNow:
    """Say that items of a transfer are lost on the way: all that are awaited, or those named.

    Either end may say so, with an alarm, and answers to the customer from then on (decision 0041);
    what is found later is taken over as ever. Raises RuleBroken "transfer.…", "number.…",
    "input.missing".
    """
    transfer = transfer_of(work, transfer_number)
    is_sender = is_sender_of(work, transfer)
    lines = lines_of(work, transfer)
    rules.after(rules.stands(transfer.status, lines), TransferEvent.LOSE, transfer.number)
    awaited = rules.losable(lines, is_sender=is_sender)
    lost = _named(work, transfer, awaited, case_numbers) if case_numbers else awaited
    if not lost:
        raise RuleBroken("transfer.nothing_awaited", number=transfer.number)
    reason = required(reason, "reason")
    for line in lost:
        item = hold(work, work.one(CustomerItem, id=line.item_id))
        pass_on(work, item, CustodyStep.LOSE_OR_DAMAGE, note=reason)
        set_line(work, line, ParcelStatus.LOST, reason=reason)
        alarm(work, "transfer.item_lost", transfer, line, reason)
    return transfer_now(work, transfer)


def _named(
    work: "Work", transfer: Transfer, awaited: Sequence[TransferLine], numbers: Sequence[str]
) -> list[TransferLine]:
    lines = {work.one(CustomerItem, id=line.item_id).number: line for line in awaited}
    found = [parse(number).digits for number in numbers]
    for number in found:
        if number not in lines:
            raise RuleBroken("transfer.not_awaited", number=number, transfer=transfer.number)
    return [lines[number] for number in dict.fromkeys(found)]

"""Items of the small world that travel between outlets on a paper: sent, received, refused, taken
back; by the acts' own code, two seats of an outlet past each other.
"""

from random import Random

from counter.domain import records as r
from counter.domain.states import CustodyState, ParcelStatus, TransferStatus
from counter.services.transfer_arrivals import take_over
from counter.services.transfers import hand_over, set_line, set_status
from counter.storage.work import Work

TRAVELS = CustodyState.IN_TRANSIT


def send(work: Work, chance: Random, item: r.CustomerItem, to: int) -> None:
    """The item goes to another outlet, with a part from stock, on a paper of its own."""
    transfer = work.add(
        r.Transfer(id=work.new_id(), from_outlet=item.custodian, to_outlet=to, packed_at=work.at)
    )
    line = work.add(r.TransferLine(id=work.new_id(), transfer_id=transfer.id, item_id=item.id))
    if chance.random() < 0.5:
        work.add(r.TransferPart(id=work.new_id(), transfer_id=transfer.id, item_id=item.id))
    hand_over(work, item, to, "")
    set_line(work, line, ParcelStatus.ON_THE_WAY)
    set_status(work, transfer, TransferStatus.ON_THE_WAY)


def arrive(work: Work, chance: Random, outlet: int) -> None:
    """One that is on its way is received or refused where it goes, or brought back whence it came,
    whatever this seat has not heard yet.
    """
    lines = work.all(r.TransferLine, status=ParcelStatus.ON_THE_WAY)
    chance.shuffle(lines)
    for line in lines:
        item = work.find(r.CustomerItem, id=line.item_id)
        transfer = work.find(r.Transfer, id=line.transfer_id)
        if item is None or transfer is None or item.custody_state is not TRAVELS:
            continue
        if transfer.to_outlet == outlet and chance.random() < 0.2:
            hand_over(work, item, transfer.from_outlet, "外箱破损")
            set_line(work, line, ParcelStatus.REFUSED)
        elif outlet in (transfer.to_outlet, transfer.from_outlet):
            is_sender = transfer.from_outlet == outlet
            take_over(work, line, is_sender=is_sender)
            came = ParcelStatus.RETURNED if is_sender else ParcelStatus.RECEIVED
            set_line(work, line, came)
            if not is_sender:
                work.change(transfer, arrived_at=work.at, seal_found=f"{work.at}")
        else:
            continue
        return

"""Items that go to another outlet: what may go, what becomes of the paper, what came (domain.md
§6.5; one custodian at a time).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter.domain import custody
from counter.domain.cards import WORK_OVER
from counter.domain.custody import CustodyStep
from counter.domain.numbers import LAST_OUTLET
from counter.domain.records import TransferLine
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus, CustodyState, ParcelStatus, TransferStatus

MOST_ITEMS = 50


class TransferEvent(StrEnum):
    """What happens to a transfer as a whole."""

    SEND = "send_over"
    ARRIVE = "arrive"
    REFUSE = "refuse"
    COME_BACK = "come_back"
    CANCEL = "cancel"
    LOSE = "lose"


T, E = TransferStatus, TransferEvent

#: where each event is allowed; where a transfer stands once items came says `stands`
WAYS: dict[TransferStatus, dict[TransferEvent, TransferStatus]] = {
    T.PACKED: {E.SEND: T.ON_THE_WAY, E.CANCEL: T.CANCELLED},
    T.ON_THE_WAY: {
        E.ARRIVE: T.ARRIVED,
        E.REFUSE: T.REFUSED,
        E.COME_BACK: T.RETURNED,
        E.LOSE: T.LOST,
    },
    # what was missing may be found in a second bag, or have stayed where it was packed
    T.INCOMPLETE: {E.ARRIVE: T.ARRIVED, E.COME_BACK: T.ARRIVED, E.LOSE: T.LOST},
    T.REFUSED: {E.COME_BACK: T.RETURNED, E.LOSE: T.LOST},
    T.LOST: {E.ARRIVE: T.ARRIVED, E.COME_BACK: T.RETURNED},
    T.ARRIVED: {},
    T.RETURNED: {},
    T.CANCELLED: {},
}

#: lines that may be received by the outlet the transfer goes to: what was lost may be found
AWAITED = frozenset({ParcelStatus.ON_THE_WAY, ParcelStatus.MISSING, ParcelStatus.LOST})
#: lines that may come back to the outlet that sent them
COMING_BACK = AWAITED | {ParcelStatus.REFUSED}


def after(status: TransferStatus, event: TransferEvent, number: str) -> TransferStatus:
    """The state after the event; raises RuleBroken "transfer.not_now"."""
    try:
        return WAYS[status][event]
    except KeyError:
        raise RuleBroken("transfer.not_now", number=number, status=status, event=event) from None


def stands(sent: TransferStatus, lines: Iterable[TransferLine]) -> TransferStatus:
    """Where a transfer stands: as its sender wrote, and once it was sent as its items do."""
    if sent is not T.ON_THE_WAY:
        return sent
    return standing({line.status for line in lines})


def standing(there: Collection[ParcelStatus]) -> TransferStatus:
    """Where a transfer that was sent stands by the states of its items."""
    for waits, status in (
        (ParcelStatus.ON_THE_WAY, T.ON_THE_WAY),
        (ParcelStatus.MISSING, T.INCOMPLETE),
        (ParcelStatus.REFUSED, T.REFUSED),
        (ParcelStatus.LOST, T.LOST),
        (ParcelStatus.RETURNED, T.RETURNED),
    ):
        if waits in there and not (waits is ParcelStatus.RETURNED and set(there) - {waits}):
            return status
    return T.ARRIVED


def check_destination(to_outlet: int, own: Collection[int]) -> None:
    """Another outlet, by a number that can be; raises "transfer.to_itself" or "…no_outlet"."""
    if to_outlet in own:
        raise RuleBroken("transfer.to_itself", outlet=to_outlet)
    if not 1 <= to_outlet <= LAST_OUTLET:
        raise RuleBroken("transfer.no_outlet", outlet=to_outlet, most=LAST_OUTLET)


def check_may_go(case_number: str, state: CustodyState, *, is_worked_on: bool) -> None:
    """Raises RuleBroken "custody.…" or "case.handed_back" for an item that has to stay."""
    if is_worked_on:
        raise RuleBroken("transfer.clock_runs", number=case_number)
    custody.after(state, CustodyStep.SEND_OVER, case_number)


def step_of_arrival(card: CardStatus) -> CustodyStep:
    """Whoever comes repaired waits to be fetched; all else waits on a shelf."""
    return CustodyStep.ARRIVE_READY if card in WORK_OVER else CustodyStep.ARRIVE


@dataclass(frozen=True, slots=True)
class Found:
    """What was in the bag, line by line: those that came, and those that were expected."""

    here: tuple[TransferLine, ...]
    missing: tuple[TransferLine, ...]


def found(lines: Sequence[TransferLine], scanned: Iterable[bytes], *, is_sender: bool) -> Found:
    """Splits the lines that are still awaited by the items that were scanned."""
    awaited = COMING_BACK if is_sender else AWAITED
    items = set(scanned)
    open_lines = [line for line in lines if line.status in awaited]
    return Found(
        tuple(line for line in open_lines if line.item_id in items),
        tuple(line for line in losable(lines, is_sender=is_sender) if line.item_id not in items),
    )


def losable(lines: Sequence[TransferLine], *, is_sender: bool) -> tuple[TransferLine, ...]:
    """The lines that an outlet expects, and may give up as lost on the way."""
    awaited = (COMING_BACK if is_sender else AWAITED) - {ParcelStatus.LOST}
    return tuple(line for line in lines if line.status in awaited)

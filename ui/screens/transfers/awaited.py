"""Which items of a transfer can be taken over here, and which are expected."""

from counter.domain.states import ParcelStatus, TransferStatus
from counter.domain.transfers import AWAITED, COMING_BACK
from counter.storage.questions.transfers import TransferLineView, TransferView

#: items of such a transfer can be taken over; what was lost may be found
COMING = (
    TransferStatus.ON_THE_WAY,
    TransferStatus.INCOMPLETE,
    TransferStatus.REFUSED,
    TransferStatus.LOST,
)


def is_coming(view: TransferView | None) -> bool:
    """Whether items of a transfer can be taken over here; what was refused goes back."""
    if view is None or view.status not in COMING:
        return False
    return view.is_ours or view.status is not TransferStatus.REFUSED


def is_awaited(view: TransferView | None, line: TransferLineView) -> bool:
    """Whether this item of it can be."""
    if view is None or not is_coming(view):
        return False
    return line.status in (COMING_BACK if view.is_ours else AWAITED)


def expected(view: TransferView | None) -> list[TransferLineView]:
    """The items of it that somebody waits for: those that may be given up as lost."""
    lines = view.lines if view else []
    lost = ParcelStatus.LOST
    return [one for one in lines if is_awaited(view, one) and one.status is not lost]

"""The order in which papers leave: act by act, and of one act the receipt first."""

from collections.abc import Iterable

from counter.storage.questions.lists import PrintRow

#: of one act's papers; what is not named goes with the first
RANKS = {"repair_card": 1, "item_label": 2, "accessory_label": 3}
#: seconds until a paper of which nothing went out is tried again, and from then on the last
PAUSES_S = (5, 15, 60, 300)


def in_order(rows: Iterable[PrintRow]) -> list[PrintRow]:
    """Papers as they leave; those of one act were queued at one moment."""
    return sorted(rows, key=_rank)


def _rank(row: PrintRow) -> tuple[int, int, int]:
    return row.queued_at, RANKS.get(row.form, 0), row.place


def pause_s(tries: int) -> int:
    """How long a paper waits that was tried so often before."""
    return PAUSES_S[min(tries, len(PAUSES_S) - 1)]

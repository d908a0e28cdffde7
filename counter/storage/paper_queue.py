"""The print queue of this seat as acts write it: what became of papers, where they go, when."""

import json
from collections.abc import Sequence

from counter.domain.states import PrintStatus
from counter.storage.database import Connection

KIND = "print_job"
THESE = "k IN (SELECT value FROM json_each(?))"


class PaperQueue:
    """Papers by their places; `local_kinds` learns that something changed."""

    def __init__(self, db: Connection, local_kinds: set[str]) -> None:
        """`db` is within the act's transaction."""
        self._db = db
        self._local_kinds = local_kinds

    def statuses(self, places: Sequence[int]) -> dict[int, PrintStatus]:
        """How it stands with each of these that there is."""
        found = self._db.execute(f"SELECT k, status FROM print_job WHERE {THESE}", _list(places))
        return {place: PrintStatus(status) for place, status in found}

    def mark(self, places: Sequence[int], status: PrintStatus, reason: str, *, at: int) -> int:
        """Says what became of papers; how many were still open to it."""
        if status is PrintStatus.PRINTING:
            where = "status IN ('QUEUED', 'FAILED')"
        else:
            where = "status NOT IN ('PRINTED', 'CANCELLED')"
        return self._set(
            f"status = ?, reason = ?, printed_at = ? WHERE {THESE} AND {where}",
            status.value,
            reason,
            at if status is PrintStatus.PRINTED else None,
            *_list(places),
        )

    def postpone(self, places: Sequence[int], reason: str, *, until: int) -> int:
        """Lets papers of which nothing went out wait until a moment; how many do."""
        return self._set(
            "status = 'QUEUED', reason = ?, tries = tries + 1, next_at = ? "
            f"WHERE {THESE} AND status IN ('QUEUED', 'PRINTING', 'FAILED')",
            reason,
            until,
            *_list(places),
        )

    def let_go(self, places: Sequence[int], *, at: int) -> int:
        """Lets papers be printed from now on, as if for the first time."""
        return self._set(
            "status = 'QUEUED', reason = '', tries = 0, next_at = ? "
            f"WHERE {THESE} AND status IN ('QUEUED', 'FAILED', 'UNSURE')",
            at,
            *_list(places),
        )

    def send_to(self, places: Sequence[int], printer: str) -> int:
        """Names the printer of papers that are still open."""
        return self._set(
            f"printer = ? WHERE {THESE} AND status NOT IN ('PRINTED', 'CANCELLED')",
            printer,
            *_list(places),
        )

    def queue_again(self, form: str, number: str) -> int:
        """Lets the first print of a paper that failed wait once more; how many there were."""
        return self._set(
            "status = 'QUEUED', reason = '' "
            "WHERE form = ? AND number = ? AND NOT reprint AND status = 'FAILED'",
            form,
            number,
        )

    def forget(self, before: int, most: int) -> int:
        """Drops papers from before a moment, the oldest first."""
        return self._db.execute(
            "DELETE FROM print_job WHERE queued_at < ? "
            "AND k IN (SELECT k FROM print_job ORDER BY k LIMIT ?)",
            (before, most),
        ).rowcount

    def _set(self, what: str, *given: object) -> int:
        self._local_kinds.add(KIND)
        return self._db.execute(f"UPDATE print_job SET {what}", given).rowcount


def _list(places: Sequence[int]) -> tuple[str]:
    return (json.dumps(list(places)),)

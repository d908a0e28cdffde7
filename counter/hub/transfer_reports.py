"""Transfers for head office's list: where each stands and since when, reckoned from its paper and
its lines, the same in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from counter.domain.states import ParcelStatus, TransferStatus
from counter.domain.transfers import standing
from counter.hub.report_rows import Row, Rows
from counter.hub.report_tables import REPORT_PARCEL, REPORT_TRANSFER
from counter.storage.catalogue import BY_NAME

TRANSFER, LINE = "transfer", "transfer_line"
#: how far a transfer is: somebody waits for it, something of it is lost, it is over
OPEN, LOST, DONE = "OPEN", "LOST", "DONE"
WAITED_FOR = frozenset({
    TransferStatus.PACKED, TransferStatus.ON_THE_WAY, TransferStatus.INCOMPLETE,
    TransferStatus.REFUSED,
})  # fmt: skip
Told = Mapping[bytes, tuple[Row | None, Row]]


def take(
    rows: Rows, outlet: int, is_home: Callable[[bytes], bool], *, papers: Told, lines: Told
) -> None:
    """Takes in papers and lines of transfers that changed, as an outlet holds them."""
    parcels = [_parcel(outlet, row_id, now) for row_id, (_, now) in lines.items()]
    rows.put(REPORT_PARCEL, [one for one in parcels if one["transfer_id"]])
    touched = {one["transfer_id"] for one in parcels if one["transfer_id"]} | set(papers)
    if not touched:
        return
    kept = rows.transfers(touched)
    there: dict[bytes, list[Row]] = defaultdict(list)
    for one in rows.parcels(touched):
        there[one["transfer_id"]].append(one)
    fresh = list[Row]()
    for row_id in sorted(touched):
        one = kept.get(row_id) or _empty(outlet, row_id, home=int(is_home(row_id)))
        if row_id in papers:
            one |= _paper(papers[row_id][1])
        fresh.append(one | _stands(one, there[row_id]))
    rows.put(REPORT_TRANSFER, fresh)


def _parcel(outlet: int, row_id: bytes, now: Row) -> Row:
    return {
        "outlet_no": outlet, "id": row_id, "transfer_id": _bytes(now, "transfer_id"),
        "item_id": _bytes(now, "item_id"), "n": _said(LINE, now, "n"),
        "status": str(_said(LINE, now, "status")), "since_at": _said(LINE, now, "status_at"),
    }  # fmt: skip


def _empty(outlet: int, row_id: bytes, *, home: int) -> Row:
    blank = {one.name: None for one in REPORT_TRANSFER.c}
    return blank | {"outlet_no": outlet, "id": row_id, "home": home, "number": "", "to_no": 0,
                    "sent_as": "", "n": 0, "lost": 0, "seal": "", "carrier": ""}  # fmt: skip


def _paper(now: Row) -> Row:
    names = "number", "seal", "carrier", "packed_at"
    return {name: _said(TRANSFER, now, name) for name in names} | {
        "to_no": _said(TRANSFER, now, "to_outlet"),
        "sent_as": str(_said(TRANSFER, now, "status")),
        "written_at": _said(TRANSFER, now, "status_at") or _said(TRANSFER, now, "packed_at"),
    }  # fmt: skip


def _stands(one: Row, lines: list[Row]) -> Row:
    """What follows from all of it; a state of a newer program is shown as it was written."""
    status, states = one["sent_as"], {line["status"] for line in lines}
    if status == TransferStatus.ON_THE_WAY and states <= {*ParcelStatus}:
        status = str(standing({ParcelStatus(state) for state in states})) if states else status
    lost = sum(line["status"] == ParcelStatus.LOST for line in lines)
    stage = LOST if lost else OPEN if status in WAITED_FOR else DONE
    since = max((line["since_at"] for line in lines), default=0) or one["written_at"] or 0
    return {"status": status, "stage": stage, "since_at": since, "n": len(lines), "lost": lost}


def _said(table: str, said: Row, name: str) -> Any:
    return said[name] if name in said else BY_NAME[table].column(name).default


def _bytes(said: Row, name: str) -> bytes | None:
    return bytes.fromhex(said[name]) if said.get(name) else None

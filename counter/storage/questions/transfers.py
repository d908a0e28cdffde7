"""What is packed, on its way from here or to here, and one transfer with its items."""

import json
from dataclasses import dataclass, field

from counter.domain import masking
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState, ParcelStatus, TransferStatus
from counter.domain.transfers import standing
from counter.storage.database import Connection
from counter.storage.issued import record_of_number
from counter.storage.own_outlets import own_outlets
from counter.storage.questions.numbered import lookup
from counter.storage.questions.parts_of_sql import CUSTOMER, who
from counter.storage.questions.reading import Page, Row, at_one_moment, made, row, rows

#: items somebody still has to do something about
OPEN = "status IN ('PACKED', 'ON_THE_WAY', 'MISSING', 'REFUSED')"
#: bags that came before their cases: so many of the last ones are looked through
LAST_ARRIVALS = 100


@dataclass(frozen=True, kw_only=True)
class TransferRow:
    """A transfer somebody has to do something about; `is_ours`: this outlet has sent it.

    `status` None = the bag is here and its cases are not (`is_waiting`). `is_counted`: items of it
    were scanned before its cases were here, `scanned` their numbers while it waits. `since_at` is
    when it came to stand so.
    """

    transfer_number: str
    status: TransferStatus | None
    is_ours: bool
    from_outlet: int
    from_name: str
    to_outlet: int
    to_name: str
    items: int
    open_items: int
    seal: str
    carrier: str
    since_at: int
    is_counted: bool = False
    is_waiting: bool = False
    scanned: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, kw_only=True)
class TransferLineView:
    """One item of a transfer; `case_number` is empty while its case has not come."""

    n: int
    case_number: str
    card_number: str
    product: str
    brand: str
    model: str
    customer_name: str
    status: ParcelStatus
    status_reason: str
    custody_state: CustodyState | None
    accessories: list[str]
    parts: list[str]


@dataclass(frozen=True, kw_only=True)
class TransferView:
    """A transfer with its items; `counted` are numbers scanned before its cases were here."""

    transfer_number: str
    status: TransferStatus
    status_at: int
    status_reason: str
    is_ours: bool
    from_outlet: int
    from_name: str
    to_outlet: int
    to_name: str
    seal: str
    seal_found: str
    carrier: str
    note: str
    arrived_note: str
    packed_at: int
    packed_by_code: str
    packed_by_name: str
    sent_at: int | None
    arrived_at: int | None
    lines: list[TransferLineView]
    counted: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, kw_only=True)
class OutletChoice:
    """An outlet one can send to."""

    number: int
    name: str


_ROWS = f"""
SELECT t.id AS _id, t.number AS transfer_number, t.status AS _status, t.from_outlet, t.from_name,
  t.to_outlet, t.to_name, t.seal, t.carrier,
  (SELECT max(l.status_at) FROM transfer_line l WHERE l.transfer_id = t.id) AS since_at,
  (SELECT group_concat(DISTINCT l.status) FROM transfer_line l WHERE l.transfer_id = t.id)
    AS _states,
  (SELECT count(*) FROM transfer_line l WHERE l.transfer_id = t.id) AS items,
  (SELECT count(*) FROM transfer_line l WHERE l.transfer_id = t.id AND l.{OPEN}) AS open_items,
  EXISTS (SELECT 1 FROM transfer_arrival a WHERE a.transfer_number = t.number) AS is_counted
FROM (SELECT DISTINCT l.transfer_id AS id FROM transfer_line l WHERE l.{OPEN} LIMIT 500) o
  JOIN transfer t ON t.id = o.id ORDER BY t.packed_at DESC
"""
_WAITING = f"""
SELECT a.transfer_number, a.seal_found AS seal, a.at AS since_at, a.scanned_json
FROM transfer_arrival a WHERE a.k > (SELECT max(k) FROM transfer_arrival) - {LAST_ARRIVALS}
ORDER BY a.k DESC
"""
_ONE = f"""
SELECT t.number AS transfer_number, t.status AS _status, t.status_at, t.status_reason,
  t.from_outlet, t.from_name, t.to_outlet, t.to_name, t.seal, t.seal_found, t.carrier, t.note,
  t.arrived_note, t.packed_at, {who("t.packed_by", "packed_by")}, t.sent_at, t.arrived_at
FROM transfer t WHERE t.id = ?
"""
_LINES = f"""
SELECT l.item_id AS _item, i.accessories_json AS _accessories, l.n, i.number AS case_number,
  c.number AS card_number, u.product, u.brand, u.model, cu.name AS customer_name, l.status,
  l.status_reason, i.custody_state
FROM transfer_line l LEFT JOIN customer_item i ON i.id = l.item_id LEFT {CUSTOMER}
  LEFT JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
WHERE l.transfer_id = ? ORDER BY l.n, l.k
"""
_PARTS = "SELECT name, qty FROM transfer_part WHERE item_id = ? AND transfer_id = ? ORDER BY k"
_COUNTED = "SELECT scanned_json FROM transfer_arrival WHERE transfer_number = ? ORDER BY k"
_OUTLETS = """
SELECT number, name FROM outlet WHERE number <> 0
UNION ALL SELECT * FROM (SELECT iif(way, t.to_outlet, t.from_outlet),
    iif(way, t.to_name, t.from_name)
  FROM transfer t CROSS JOIN (SELECT 1 AS way UNION ALL SELECT 0)
  WHERE t.k > (SELECT max(k) FROM transfer) - 200 ORDER BY t.k DESC)
"""


@at_one_moment
def transfers(db: Connection) -> Page[TransferRow]:
    """Everything packed, on its way, refused or incomplete, the newest first.

    Before it stand the bags whose cases have not come yet.
    """
    own = own_outlets(db)
    found = [_row(one, own) for one in rows(db, _ROWS)]
    waiting: dict[str, list[Row]] = {}
    for one in rows(db, _WAITING):
        if record_of_number(db, one["transfer_number"]) is None:
            waiting.setdefault(one["transfer_number"], []).append(one)
    return Page(rows=[*(_waiting(told, own) for told in waiting.values()), *found])


@at_one_moment
def transfer_view(db: Connection, *, number: str) -> TransferView:
    """One transfer by its number. Raises RuleBroken "number.…", "transfer.unknown"."""
    table, row_id = lookup(db, number)
    found = row(db, _ONE, (row_id,)) if table == "transfer" else None
    if found is None:
        raise RuleBroken("transfer.unknown", number=number)
    lines = [_line(db, row_id, one) for one in rows(db, _LINES, (row_id,))]
    counted = [
        one["number"]
        for (told,) in db.execute(_COUNTED, (found["transfer_number"],)).fetchall()
        for one in json.loads(told)
    ]
    is_ours = found["from_outlet"] in own_outlets(db)
    status = _stands(found["_status"], {line.status for line in lines})
    return made(TransferView, found, status=status, is_ours=is_ours, lines=lines, counted=counted)


@at_one_moment
def outlet_choices(db: Connection) -> list[OutletChoice]:
    """The outlets one can send to, as far as they are known here, by number."""
    own = own_outlets(db)
    names: dict[int, str] = {}
    for number, name in db.execute(_OUTLETS).fetchall():
        if number not in own and not names.get(number):
            names[number] = name
    return [OutletChoice(number=number, name=names[number]) for number in sorted(names)]


def _row(found: Row, own: frozenset[int]) -> TransferRow:
    states = {ParcelStatus(one) for one in (found["_states"] or "").split(",") if one}
    status = _stands(found["_status"], states)
    return made(TransferRow, found, status=status, is_ours=found["from_outlet"] in own)


def _stands(sent: str, states: set[ParcelStatus]) -> TransferStatus:
    status = TransferStatus(sent)
    return standing(states) if status is TransferStatus.ON_THE_WAY else status


def _waiting(told: list[Row], own: frozenset[int]) -> TransferRow:
    """A bag scanned once or more often, the last time first."""
    found, number = told[0], told[0]["transfer_number"]
    read = [one["number"] for row in reversed(told) for one in json.loads(row["scanned_json"])]
    scanned = list(dict.fromkeys(read))
    return TransferRow(
        transfer_number=number,
        status=None,
        is_ours=False,
        from_outlet=int(number[1:6]),
        from_name="",
        to_outlet=max(own),
        to_name="",
        items=len(scanned),
        open_items=len(scanned),
        seal=found["seal"],
        carrier="",
        since_at=found["since_at"],
        is_counted=True,
        is_waiting=True,
        scanned=scanned,
    )


def _line(db: Connection, transfer: bytes, found: Row) -> TransferLineView:
    listed = json.loads(found["_accessories"] or "[]")
    parts = db.execute(_PARTS, (found["_item"], transfer)).fetchall()
    found["customer_name"] = masking.masked_name(found["customer_name"] or "")
    return made(
        TransferLineView,
        found,
        accessories=[f"{one['name']} ×{one['qty']}" if one.get("qty", 1) > 1 else one["name"]
                     for one in listed],
        parts=[f"{name} ×{qty}" for name, qty in parts],
    )  # fmt: skip

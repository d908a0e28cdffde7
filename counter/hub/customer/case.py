"""What the code on a receipt opens, read from the rows the hub holds: never a name, a phone, a
serial number or a word of the customer's.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sqlalchemy as sa

from counter.domain import records as r
from counter.domain.choices import RecoveredHow
from counter.domain.states import EstimateStatus, ReceiptStatus
from counter.hub import tables as t
from counter.hub.customer.tokens import lines_of
from counter.hub.held_rows import fields_of
from counter.storage.catalogue import BY_NAME, BY_RECORD
from counter.storage.rows import record_of

R = TypeVar("R")
PUBLISHED = -1
DAY_MS = 86_400_000
TAIL = 4
OPEN, GOING = (ReceiptStatus.ISSUED,), (ReceiptStatus.RECOVERED, ReceiptStatus.VOIDED)
#: what hangs on an item and may be told
TOLD = (
    "customer_item", "unit", "repair_card", "work_step", "estimate", "consent", "custody_event",
    "customer_answer", "answer_taken",
)  # fmt: skip
MOST_MERGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCase:
    """One item on the receipt and what hangs on it, each list in the order it was written; `keeper`
    is the outlet that has it or gets it next, where that is not the one that issued the receipt.
    """

    item: r.CustomerItem
    unit: r.Unit | None
    card: r.RepairCard | None
    steps: list[r.WorkStep]
    estimates: list[r.Estimate]
    consents: list[r.Consent]
    custody: list[r.CustodyEvent]
    answers: list[r.CustomerAnswer]
    taken: list[r.AnswerTaken]
    keeper: r.Outlet | None = None

    @property
    def waiting(self) -> r.Estimate | None:
        """The estimate that the customer is asked about, when there is one."""
        sent = [one for one in self.estimates if one.status is EstimateStatus.SENT]
        return sent[-1] if sent and self.item.out_at is None else None

    def outcomes_of(self, answer: r.CustomerAnswer) -> set[str]:
        """What the outlet has said of an answer so far."""
        return {one.outcome for one in self.taken if one.answer_id == answer.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The outlet that issued the receipt, its settings by name, kinds of item by code."""

    outlet: r.Outlet
    settings: dict[str, Any]
    kinds: dict[str, r.ItemKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A receipt whose code still opens something; `outlet` is the one whose rows were read."""

    outlet: int
    receipt: r.ItemReceipt
    items: list[ItemCase]
    shop: Shop


def opened(
    db: sa.Connection, place: tuple[int, bytes], number: str, now: int, days: int
) -> Opened | None:
    """The receipt at a place, while its code is good: not after the paper was replaced, voided or
    lost, and so many days after the last item went out. None otherwise, whatever the reason.
    """
    outlet, receipt_id = place
    receipt = _one(db, outlet, r.ItemReceipt, receipt_id)
    if receipt is None or receipt.number != number or receipt.status not in OPEN + GOING:
        return None
    lines = [_one(db, outlet, r.ReceiptLine, one) for one in lines_of(db, outlet, receipt_id)]
    shop = _shop(db, outlet, receipt)
    days = int(shop.settings.get("customer_page_days", days))
    items = [
        found
        for line in sorted((one for one in lines if one), key=_place)
        if _is_good(line) and (found := _item(db, outlet, line.item_id)) is not None
    ]
    went = [one.item.out_at for one in items]
    if receipt.status in GOING and any(at is None for at in went):
        items = [one for one in items if one.item.out_at is not None]
    if not items or all(at is not None and at + days * DAY_MS < now for at in went):
        return None
    if _is_erased(db, outlet, items[0].item):
        return None
    own = {outlet, shop.outlet.number, int(number[1:6])}
    kept = [replace(one, keeper=_keeper(db, own, one.item)) for one in items]
    return Opened(outlet=outlet, receipt=receipt, items=kept, shop=shop)


def tails_of(db: sa.Connection, outlet: int, item: r.CustomerItem) -> set[str]:
    """The last four digits of the customer's phones."""
    customer = _customer(db, outlet, item)
    phones = (customer.phone, customer.phone_2) if customer else ()
    return {one[-TAIL:] for one in phones if len(one) >= TAIL and one[-TAIL:].isdigit()}


def _keeper(db: sa.Connection, own: set[int], item: r.CustomerItem) -> r.Outlet | None:
    """Who else has an item that is still out, as he calls himself or head office calls him."""
    number = item.custodian
    if item.out_at is not None or number in own:
        return None
    found = [one for one in _rows(db, number, ("outlet",))["outlet"] if one.number == number]
    named = sa.select(t.OUTLET.c.name).where(t.OUTLET.c.no == number)
    name = str(db.execute(named).scalar() or "")
    return found[-1] if found else r.Outlet(id=item.id, number=number, name=name)


def _place(line: r.ReceiptLine) -> tuple[int, bytes]:
    return line.n, line.id


def _is_good(line: r.ReceiptLine) -> bool:
    """An item that is still out on the paper, or went out against it."""
    return line.recovered_at is None or line.recovered_how == RecoveredHow.PRESENTED


def _item(db: sa.Connection, outlet: int, item: bytes) -> ItemCase | None:
    held, hangs = t.HELD_ROW.c, t.WITH_ITEM.c
    query = (
        sa.select(held.tbl, held.id, held.fields)
        .join(t.WITH_ITEM, sa.and_(hangs.tbl == held.tbl, hangs.id == held.id))
        .where(hangs.item == item, hangs.tbl.in_(TOLD), held.outlet_no == outlet)
        .where(held.fields.is_not(None))
    )
    rows: dict[str, list[Any]] = defaultdict(list)
    for table, _, fields in sorted(db.execute(query).all(), key=_written):
        rows[table].append(_record(table, json.loads(fields)))
    if not rows["customer_item"]:
        return None
    found: r.CustomerItem = rows["customer_item"][0]
    units = {one.id: one for one in rows["unit"]}
    return ItemCase(
        item=found,
        unit=units.get(found.unit_id),
        card=rows["repair_card"][-1] if rows["repair_card"] else None,
        steps=[one for one in rows["work_step"] if one.corrected_by is None],
        estimates=[one for one in rows["estimate"] if one.status is not EstimateStatus.REPLACED],
        consents=rows["consent"],
        custody=rows["custody_event"],
        answers=rows["customer_answer"],
        taken=rows["answer_taken"],
    )


def _written(row: Any) -> tuple[str, bytes]:
    return row.tbl, bytes(row.id)


def _rows(db: sa.Connection, outlet: int, tables: Sequence[str]) -> dict[str, list[Any]]:
    """Records of an outlet and those that are published, by table, the published ones first."""
    held = t.HELD_ROW.c
    query = sa.select(held.outlet_no, held.tbl, held.fields).where(
        held.outlet_no.in_((outlet, PUBLISHED)), held.tbl.in_(tables), held.fields.is_not(None)
    )
    rows: dict[str, list[Any]] = defaultdict(list)
    for one in sorted(db.execute(query).all(), key=_published_first):
        rows[one.tbl].append(_record(one.tbl, json.loads(one.fields)))
    return rows


def _shop(db: sa.Connection, outlet: int, receipt: r.ItemReceipt) -> Shop:
    rows = _rows(db, outlet, ("outlet", "setting", "item_kind"))
    outlets = {one.id: one for one in rows["outlet"]}
    return Shop(
        outlet=outlets.get(receipt.outlet_id, r.Outlet(id=receipt.outlet_id)),
        settings=dict(_values(rows["setting"])),
        kinds={one.code: one for one in rows["item_kind"]},
    )


def _published_first(row: Any) -> int:
    return int(row.outlet_no)


def _values(settings: Iterable[r.Setting]) -> Iterable[tuple[str, Any]]:
    for one in settings:
        yield one.name, json.loads(one.value_json)


def _is_erased(db: sa.Connection, outlet: int, item: r.CustomerItem) -> bool:
    customer = _customer(db, outlet, item)
    return customer is not None and customer.erased_at is not None


def _customer(db: sa.Connection, outlet: int, item: r.CustomerItem) -> r.Customer | None:
    """Whose item it is; one that was merged is whoever he was merged into."""
    found = _one(db, outlet, r.Customer, item.customer_id)
    for _ in range(MOST_MERGES):
        if found is None or found.merged_into is None:
            return found
        found = _one(db, outlet, r.Customer, found.merged_into)
    return None


def _one(db: sa.Connection, outlet: int, kind: type[R], row_id: bytes) -> R | None:
    table = BY_RECORD[kind].name
    fields = fields_of(db, outlet, table, row_id)
    return None if fields is None else _record(table, fields)


def _record(table: str, fields: dict[str, Any]) -> Any:
    """A row as its record: what was not said is at its default."""
    kind = BY_NAME[table]
    values: list[Any] = []
    for column in kind.columns:
        value = fields.get(column.name, column.default)
        is_hex = column.is_blob and isinstance(value, str)
        values.append(bytes.fromhex(value) if is_hex else value)
    return record_of(kind, tuple(values))

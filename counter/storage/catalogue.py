"""Every kind of record that is kept, said once: how it merges, which fields go together, which are
personal.

Capture triggers, SQLAlchemy tables, versions, digest and replay all follow from this list; nothing
here imports SQLAlchemy, so that the first board can be painted before it is loaded.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from functools import cache
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from counter.domain import records as r


class Merge(StrEnum):
    """How two replicas agree about a row (sync.md §3)."""

    LEDGER = "ledger"  # only ever added to
    OWNED = "owned"  # fields change, the holder of the item writes
    MASTER = "master"  # fields change, the publisher writes
    LOCAL = "local"  # never leaves this file


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `sql` is INTEGER, TEXT or BLOB (decisions 1); `make` turns what is stored into
    the field's type.
    """

    name: str
    sql: str
    nullable: bool
    default: int | str | bytes | None
    make: type[Enum] | None

    @property
    def is_blob(self) -> bool:
        """Whether the value enters an entry as lower-case hex."""
        return self.sql == "BLOB"


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each: compared and hashed as such
class Kind:
    """A kind of record. `item_path` leads from a row to the item it belongs to: the names of the
    reference columns. `within` names the parent's column for kinds whose rows are only ever looked
    for among their parent's: they need no index of their ids. An index names its columns, or what
    is computed of them, with brackets and no spaces, and, last, the condition of the rows it holds
    where it does not hold all.
    """

    name: str
    record: type[Any]
    merge: Merge
    columns: tuple[Column, ...]
    groups: tuple[tuple[str, ...], ...]
    personal: tuple[str, ...] = ()
    item_path: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    within: str = ""

    @property
    def where(self) -> str:
        """The test that finds one row: by its id, and its parent's where `within` says so."""
        return f"id = ? AND {self.within} = ?" if self.within else "id = ?"

    def key(self, row_id: bytes, values: Mapping[str, Any]) -> tuple[bytes, ...]:
        """What `where` asks for; `values` are a change's, ids in hex."""
        if not self.within:
            return (row_id,)
        return row_id, bytes.fromhex(values.get(self.within) or "")

    @property
    def travels(self) -> bool:
        """Whether rows enter the log."""
        return self.merge is not Merge.LOCAL

    @property
    def has_versions(self) -> bool:
        """Whether fields may change and so carry versions."""
        return self.merge in (Merge.OWNED, Merge.MASTER)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        return _by_name(self)[name]

    def group_of(self, column: str) -> int:
        """The number of the group a column merges with: the place of its first column among the
        fields.
        """
        return _group_numbers(self)[column]

    def columns_of(self, group: int) -> tuple[str, ...]:
        """All columns of a group."""
        return tuple(name for name, number in _group_numbers(self).items() if number == group)


@cache
def _by_name(kind: Kind) -> dict[str, Column]:
    return {column.name: column for column in kind.columns}


@cache
def _group_numbers(kind: Kind) -> dict[str, int]:
    place = {column.name: n for n, column in enumerate(kind.columns)}
    together = {name: place[group[0]] for group in kind.groups for name in group}
    return {name: together.get(name, n) for name, n in place.items()}


def _column(name: str, hint: Any, default: Any) -> Column:
    nullable, make = False, None
    if get_origin(hint) in (types.UnionType, Union):
        nullable, hint = True, next(arg for arg in get_args(hint) if arg is not type(None))
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    if isinstance(hint, type) and issubclass(hint, Enum):
        make, hint, default = hint, str, default.value if default is not None else None
    sql = {int: "INTEGER", str: "TEXT", bytes: "BLOB"}[hint]
    return Column(name, sql, nullable, None if nullable else default, make)


def _kind(
    name: str,
    record: type[Any],
    merge: Merge,
    *,
    groups: tuple[tuple[str, ...], ...] = (),
    personal: tuple[str, ...] = (),
    item_path: tuple[str, ...] = (),
    indexes: tuple[tuple[str, ...], ...] = (),
    within: str = "",
) -> Kind:
    hints = get_type_hints(record)
    columns = tuple(
        _column(f.name, hints[f.name], b"" if f.name == "id" else f.default) for f in fields(record)
    )
    if within:
        indexes = ((within,), *indexes)
    return Kind(name, record, merge, columns, groups, personal, item_path, indexes, within)


STATUS = ("status", "status_at", "status_by", "status_reason")

KINDS: tuple[Kind, ...] = (
    _kind("outlet", r.Outlet, Merge.MASTER),
    _kind("seat", r.Seat, Merge.MASTER),
    _kind("person", r.Person, Merge.MASTER, personal=("name",), indexes=(("code",), ("badge",))),
    _kind("item_kind", r.ItemKind, Merge.MASTER),
    _kind("model", r.Model, Merge.MASTER,
          indexes=(("lower(name)",), ("lower(brand||char(32)||name)",))),
    _kind("part", r.Part, Merge.MASTER, groups=(("price_fen", "low_fen", "high_fen", "currency"),),
          indexes=(("code",),)),
    _kind("part_price", r.PartPrice, Merge.MASTER, indexes=(("part_id", "from_on"),)),
    _kind("publication", r.Publication, Merge.MASTER),
    _kind("shelf", r.Shelf, Merge.MASTER),
    _kind("setting", r.Setting, Merge.MASTER),
    _kind("customer", r.Customer, Merge.OWNED,
          personal=("name", "phone", "phone_2", "address", "email", "note"),
          indexes=(("phone",), ("phone_2",), ("merged_into",))),
    _kind("unit", r.Unit, Merge.OWNED, groups=(("product", "brand", "model", "kind_code"),),
          indexes=(("customer_id",), ("serial",), ("merged_into",))),
    _kind("customer_item", r.CustomerItem, Merge.OWNED,
          groups=(("custody_state", "custody_at", "custody_by", "custody_reason", "shelf_id"),
                  ("quoted_fen", "diagnosis_fee_fen", "currency"),
                  ("out_at", "out_by", "out_how", "collector_name", "collector_id_type",
                   "collector_id_tail", "accessories_back_json", "condition_changed")),
          personal=("custody_reason", "collector_name", "collector_id_tail", "condition_changed"),
          item_path=("id",),
          indexes=(("unit_id",), ("customer_id", "out_at"), ("received_at",),
                   ("out_at", "received_at"), ("shelf_id", "shelf_id IS NOT NULL"))),
    _kind("item_receipt", r.ItemReceipt, Merge.OWNED, groups=(STATUS, ("signed_on", "signed_at")),
          personal=("status_reason",),
          indexes=(("customer_id",), ("issued_at",), ("status", "issued_at"))),
    _kind("receipt_line", r.ReceiptLine, Merge.OWNED,
          groups=(("recovered_at", "recovered_by", "recovered_how"),), item_path=("item_id",),
          indexes=(("receipt_id",), ("item_id",))),
    _kind("loss_declaration", r.LossDeclaration, Merge.LEDGER,
          personal=("declarant_name", "id_tail", "item_knowledge"), indexes=(("receipt_id",),)),
    _kind("repair_card", r.RepairCard, Merge.OWNED,
          groups=(STATUS, ("hung_at", "hung_by"),
                  ("diagnosis", "fault_code", "cause", "no_fault_found"),
                  ("inspected_by", "inspected_at", "inspection_result", "inspection_checks_json",
                   "self_inspected")),
          personal=("status_reason",), item_path=("item_id",),
          indexes=(("item_id",), ("inspected_at", "self_inspected = 1"))),
    _kind("work_step", r.WorkStep, Merge.OWNED,
          groups=(("started_at", "ended_at", "minutes"), ("corrects", "corrected_by", "reason")),
          item_path=("card_id", "item_id"),
          indexes=(("card_id",), ("technician_id", "ended_at IS NULL"))),
    _kind("measurement", r.Measurement, Merge.LEDGER, item_path=("card_id", "item_id"),
          within="card_id"),
    _kind("part_used", r.PartUsed, Merge.LEDGER, item_path=("card_id", "item_id"),
          within="card_id"),
    _kind("stock_entry", r.StockEntry, Merge.LEDGER, item_path=("card_id", "item_id"),
          indexes=(("part_id",),)),
    _kind("estimate", r.Estimate, Merge.OWNED, groups=(STATUS,),
          personal=("note", "status_reason"), item_path=("item_id",), indexes=(("item_id",),)),
    _kind("consent", r.Consent, Merge.LEDGER,
          personal=("given_by_name", "called_phone", "conditions"),
          item_path=("estimate_id", "item_id"), within="estimate_id"),
    _kind("settlement", r.Settlement, Merge.OWNED, groups=(STATUS,), personal=("status_reason",),
          item_path=("item_id",), indexes=(("item_id",),)),
    _kind("settlement_line", r.SettlementLine, Merge.LEDGER, item_path=("settlement_id", "item_id"),
          within="settlement_id"),
    _kind("payment", r.Payment, Merge.LEDGER, personal=("reference", "reason"),
          item_path=("item_id",),
          indexes=(("item_id",), ("at",))),
    _kind("custody_event", r.CustodyEvent, Merge.LEDGER, personal=("note",), item_path=("item_id",),
          within="item_id"),
    _kind("transfer", r.Transfer, Merge.OWNED,
          groups=(STATUS, ("sent_at", "sent_by"),
                  ("arrived_at", "arrived_by", "seal_found", "arrived_note")),
          indexes=(("from_outlet",), ("to_outlet",))),
    _kind("transfer_line", r.TransferLine, Merge.OWNED, groups=(STATUS,), item_path=("item_id",),
          indexes=(("transfer_id",), ("item_id",), ("status",))),
    _kind("transfer_part", r.TransferPart, Merge.LEDGER, item_path=("item_id",), within="item_id"),
    _kind("transfer_arrival", r.TransferArrival, Merge.LEDGER, indexes=(("transfer_number",),)),
    _kind("notice", r.Notice, Merge.LEDGER, personal=("said",), item_path=("item_id",),
          within="item_id"),
    _kind("photo", r.Photo, Merge.LEDGER, item_path=("item_id",), within="item_id"),
    _kind("signature", r.Signature, Merge.LEDGER, personal=("strokes_json",),
          item_path=("item_id",), within="item_id"),
    _kind("shelf_count", r.ShelfCount, Merge.LEDGER, indexes=(("shelf_id",),)),
    _kind("till_count", r.TillCount, Merge.LEDGER, personal=("note",), indexes=(("day_on",),)),
    _kind("alarm", r.Alarm, Merge.LEDGER, personal=("reason",), item_path=("item_id",),
          indexes=(("at",), ("item_id",), ("number",))),
    _kind("customer_answer", r.CustomerAnswer, Merge.LEDGER, personal=("said",),
          item_path=("item_id",), within="item_id", indexes=(("at",),)),
    _kind("answer_taken", r.AnswerTaken, Merge.LEDGER, item_path=("item_id",), within="item_id"),
    _kind("draft", r.Draft, Merge.LOCAL, indexes=(("person_id",),)),
    _kind("print_job", r.PrintJob, Merge.LOCAL, indexes=(("status",),)),
)  # fmt: skip

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
BY_RECORD: dict[type[Any], Kind] = {kind.record: kind for kind in KINDS}
TRAVELLING: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.travels)
#: kinds whose `number` is a paper number (decisions 11)
NUMBERED: tuple[Kind, ...] = tuple(
    kind
    for kind in KINDS
    if any(column.name == "number" and column.sql == "TEXT" for column in kind.columns)
    and kind.name not in ("alarm", "print_job", "signature")
)

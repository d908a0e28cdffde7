"""What must hold once every seat has talked to the hub (sync.md §8), each told in words."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from counter.domain.records import HEAD_OFFICE
from counter.storage import applying, database, entries, erasing, proving, versions
from counter.storage.catalogue import BY_NAME, TRAVELLING, Merge
from counter.storage.checking import verify
from counter.storage.deriving import derive
from counter.storage.ids import outlet_of
from tests.sync import conflict_checks
from tests.sync.founding import blank
from tests.sync.world import World

ZONE = "Asia/Shanghai"
REPLAYED = 3
Row = tuple[str, bytes]


@dataclass(frozen=True)
class Told:
    """An entry as its seat sealed it."""

    outlet: int
    entry: entries.Entry
    hlc: int
    personal: dict[int, tuple[bytes, str]]
    held: tuple[int, ...]


def told_to(world: World) -> list[Told]:
    """Every entry the hub was told by a seat."""
    found: list[Told] = []
    for (outlet, chain), kept in world.hub.chains.items():
        if kept.facts.outlet == HEAD_OFFICE != outlet:
            continue  # what the hub handed on
        for one in kept.packets:
            eid = entries.Place(chain, one.seq, one.hlc, one.sv, b"").eid
            personal = {n: (salt, value) for n, salt, value in one.personal}
            entry = entries.read_body(one.body, eid)
            found.append(Told(outlet, entry, one.hlc, personal, one.held))
    return found


def all_hold(world: World) -> Iterator[str]:
    """Everything that is wrong; nothing where all is well."""
    told = told_to(world)
    yield from _chains_verify(world)
    yield from _nothing_is_lost(world, told)
    with_all = _merged(world, told, "all")
    yield from _order_never_matters(world, told, with_all)
    yield from _each_holds_its_own(world, told, with_all)
    yield from _money_adds_up(told, with_all)
    yield from _each_counts_its_own(world)
    yield from _who_saw_wins(told, with_all)
    yield from conflict_checks.agree(world, told, _visible(told, with_all))
    with_all.close()


def _chains_verify(world: World) -> Iterator[str]:
    # a whole replay of each file would cost as much as all the rest; its rows are held against
    # what it should see below
    replayed = Random(world.seed).sample(world.seats, REPLAYED)
    for seat in world.seats:
        for one in verify(seat.shop, quick=seat not in replayed).alterations:
            yield f"seat {seat.name}: {one}"


def _nothing_is_lost(world: World, told: list[Told]) -> Iterator[str]:
    there = {(one.outlet, one.entry.eid) for one in told}
    for outlet, eid in world.confirmed - there:
        yield f"an act of outlet {outlet} was confirmed and is gone: {eid.hex()}"
    for seat in world.seats:
        for one in world.acts_in(seat):
            if (seat.outlet, one) not in there:
                yield f"an act of seat {seat.name} never reached the hub: {one.hex()}"


def _merged(world: World, told: list[Told], name: str) -> Any:
    path = world.folder / f"{name}.db"
    shutil.copy(blank(), path)
    db = database.open_writer(path)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("BEGIN IMMEDIATE")
    with erasing.capture_off(db):
        for one in told:
            done = applying.apply_entry(db, one.entry, one.hlc, one.personal, one.held)
            derive(db, done.touched, done.new, ZONE)
    db.execute("COMMIT")
    return db


def _rows(db: Any) -> dict[Row, bytes]:
    return {
        (kind.name, row_id): link
        for kind in TRAVELLING
        for row_id, link in proving.row_digests(db, kind)
    }


def _order_never_matters(world: World, told: list[Told], with_all: Any) -> Iterator[str]:
    expected = _rows(with_all)
    for n in range(2):
        order = [*told, *Random(world.seed + n).choices(told, k=len(told) // 4)]
        Random(world.seed * 7 + n).shuffle(order)
        db = _merged(world, order, f"order{n}")
        if _rows(db) != expected:
            yield f"order {n} of the same entries gives other tables"
        db.close()


#: of what belongs to an item, the column that leads there, parents first
WAYS = (
    ("repair_card", "item_id"),
    ("payment", "item_id"),
    ("receipt_line", "item_id"),
    ("transfer_line", "item_id"),
    ("transfer_part", "item_id"),
    ("custody_event", "item_id"),
    ("work_step", "card_id"),
)


def _holders(told: list[Told]) -> dict[bytes, set[int]]:
    """Who has ever held each item."""
    holders: dict[bytes, set[int]] = defaultdict(set)
    for one in told:
        for n, change in enumerate(one.entry.changes):
            if change.table == "customer_item" and n not in one.held:
                holders[change.id].add(outlet_of(change.id))
                if isinstance(held_by := change.values.get("custodian"), int):
                    holders[change.id].add(held_by)
    return holders


def _of_items(db: Any) -> Iterator[tuple[Row, bytes]]:
    """Rows, and the items they go with."""
    item_of: dict[bytes, bytes] = {}
    for row_id, customer, unit in db.execute("SELECT id, customer_id, unit_id FROM customer_item"):
        yield ("customer_item", row_id), row_id
        yield ("customer", customer), row_id
        yield ("unit", unit), row_id
    for table, column in WAYS:
        for row_id, parent in db.execute(f"SELECT id, {column} FROM {table}"):
            item_of[row_id] = item_of.get(parent, parent)
            yield (table, row_id), item_of[row_id]
    for receipt, item in db.execute("SELECT receipt_id, item_id FROM receipt_line"):
        yield ("item_receipt", receipt), item
    for table in ("transfer_line", "transfer_part"):
        for transfer, item in db.execute(f"SELECT transfer_id, item_id FROM {table}"):
            yield ("transfer", transfer), item


def _visible(told: list[Told], db: Any) -> dict[int, set[Row]]:
    """What each outlet may see, worked out from the finished tables alone."""
    holders, seen = _holders(told), defaultdict[int, set[Row]](set)
    for row, item in _of_items(db):
        for outlet in holders[item]:
            seen[outlet].add(row)
    for kind in TRAVELLING:
        for (row_id,) in db.execute(f"SELECT id FROM {kind.name}"):
            home = outlet_of(row_id)
            is_for_all = kind.merge is Merge.MASTER and home == HEAD_OFFICE
            for outlet in range(10) if is_for_all else (home,):
                seen[outlet].add((kind.name, row_id))
    return seen


def _each_holds_its_own(world: World, told: list[Told], with_all: Any) -> Iterator[str]:
    rows = _rows(with_all)
    seen = _visible(told, with_all)
    for seat in world.seats:
        expected = {row: rows[row] for row in seen[seat.outlet] if row in rows}
        found = _rows(seat.shop.db)
        for row in expected.keys() - found.keys():
            yield f"seat {seat.name} lacks {row[0]} {row[1].hex()}"
        for row in found.keys() - expected.keys():
            yield f"seat {seat.name} holds {row[0]} {row[1].hex()} of others"
        for row in expected.keys() & found.keys():
            if expected[row] != found[row]:
                yield f"seat {seat.name} has another {row[0]} {row[1].hex()}"


def _money_adds_up(told: list[Told], db: Any) -> Iterator[str]:
    paid = {
        change.id: change.values.get("amount_fen", 0)
        for one in told
        for n, change in enumerate(one.entry.changes)
        if change.table == "payment" and change.op == "I" and n not in one.held
    }
    (total,) = db.execute("SELECT coalesce(sum(amount_fen), 0) FROM payment").fetchone()
    (days,) = db.execute("SELECT coalesce(sum(amount_fen), 0) FROM day_total").fetchone()
    said = sum(int(str(one)) for one in paid.values())
    if not said == total == days:
        yield f"payments say {said}, the table {total}, the days {days}"


def _each_counts_its_own(world: World) -> Iterator[str]:
    """The money that came with another outlet's cases lies in that outlet's drawer."""
    for seat in world.seats:
        paid = seat.shop.db.execute("SELECT id, amount_fen FROM payment").fetchall()
        own = sum(amount for row_id, amount in paid if outlet_of(row_id) == seat.outlet)
        query = "SELECT coalesce(sum(amount_fen), 0) FROM day_total"
        (days,) = seat.shop.db.execute(query).fetchone()
        if own != days:
            yield f"seat {seat.name} took {own}, its days say {days}"


def _who_saw_wins(told: list[Told], db: Any) -> Iterator[str]:
    """No group stands at a write that a later one had seen, nor at an earlier holder's."""
    writes: dict[tuple[str, bytes, str], list[tuple[int, str, str]]] = defaultdict(list)
    for one in told:
        for n, change in enumerate(one.entry.changes):
            if change.op == "U" and n not in one.held:
                for column, base in (change.base or {}).items():
                    generation = versions.generation_in(base) + 1
                    name = f"{generation:x}.{one.entry.eid[:4].hex()}"
                    writes[change.table, change.id, column].append((change.term, base, name))
    for (table, row_id, column), known in writes.items():
        kind = BY_NAME[table]
        found = db.execute(f"SELECT ver FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if found is None:
            continue
        stands = versions.read(found[0], kind.group_of(column))
        name, term = versions.name_of(stands), versions.term_of(stands)
        if any(name in base.split("+") for _, base, _ in known):
            yield f"{table}.{column} of {row_id.hex()} stands at a write that another had seen"
        if term < max(one for one, _, _ in known):
            yield f"{table}.{column} of {row_id.hex()} stands at an earlier holder's write"

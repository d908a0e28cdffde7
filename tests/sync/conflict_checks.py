"""What must hold of conflicts: every seat that sees a row lists the same ones, with the same
sides, and none goes away unless somebody has settled it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from counter.storage import contention, versions
from counter.storage.catalogue import BY_NAME
from counter.storage.questions.conflicts import conflicts
from counter.storage.settling import key_of

if TYPE_CHECKING:
    from tests.sync.checks import Told
    from tests.sync.world import Seat, World

SETTLE = "settle"
Place = tuple[str, bytes, int]


def sides_of(told: Sequence["Told"]) -> dict[Place, set[str]]:
    """By contended group, the names of the writes that no other one has seen: worked out from what
    the hub was told, whatever any file says.
    """
    named: dict[Place, set[str]] = defaultdict(set)
    seen: dict[Place, set[str]] = defaultdict(set)
    for one in told:
        for n, change in enumerate(one.entry.changes):
            if change.op != "U" or n in one.held:
                continue
            for column, base in (change.base or {}).items():
                place = change.table, change.id, BY_NAME[change.table].group_of(column)
                bases = base.split("+")
                generation = max(int(each.split(".")[0], 16) for each in bases) + 1
                named[place].add(f"{generation:x}.{one.entry.eid[:4].hex()}")
                seen[place] |= set(bases)
    left = {place: known - seen[place] for place, known in named.items()}
    return {place: sides for place, sides in left.items() if len(sides) > 1}


def only_settling_closes(told: Sequence["Told"]) -> Iterator[str]:
    """A write that names more than the one it replaced is a settling act's."""
    for one in told:
        for change in one.entry.changes:
            for column, base in (change.base or {}).items():
                if "+" in base and one.entry.kind != SETTLE:
                    yield f"{one.entry.kind} has closed {base} of {change.table}.{column}"


def agree(
    world: "World", told: Sequence["Told"], seen: dict[int, set[tuple[str, bytes]]]
) -> Iterator[str]:
    """Every seat lists what the entries say of the rows it sees."""
    yield from only_settling_closes(told)
    expected = sides_of(told)
    for seat in world.seats:
        mine = {place: one for place, one in expected.items() if place[:2] in seen[seat.outlet]}
        yield from _lists(seat, mine)


def _lists(seat: "Seat", expected: dict[Place, set[str]]) -> Iterator[str]:
    db = seat.shop.db
    found = {
        (table, row_id, group): {
            versions.name_of(one.version)
            for one in contention.leaves_of(db, (table, row_id, group))
        }
        for table, row_id, group in db.execute(
            "SELECT tbl, id, grp FROM contended WHERE what = 'FIELD'"
        ).fetchall()
    }
    for place in found.keys() | expected.keys():
        if found.get(place) != expected.get(place):
            table, row_id, group = place
            column = BY_NAME[table].columns[group].name
            said, right = found.get(place, set()), expected.get(place, set())
            yield f"seat {seat.name} lists {said} of {table}.{column} {row_id.hex()}, not {right}"
    keys = {one.conflict: len(one.sides) for one in conflicts(db) if one.conflict}
    for place, sides in expected.items():
        if keys.pop(key_of("FIELD", *place), 0) not in (0, len(sides)):
            yield f"seat {seat.name} shows other sides of {place[0]} {place[1].hex()}"
    for key in keys:
        yield f"seat {seat.name} shows a conflict {key} that is none"

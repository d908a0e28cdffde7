"""What one real case left in a shop, taken apart into what stays and what differs from copy to
copy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from counter.storage import entries, versions
from counter.storage.catalogue import TRAVELLING, Kind
from counter.storage.database import Connection
from counter.storage.schema import column_list

ID, NUMBER, TIME, DATE, EID, HASH, FRESH, TOKEN, VERSIONS, HASHES, SERIAL = range(11)
SLOTS = re.compile(
    r'"(?P<id>[0-9a-f]{32})"'
    r'|"(?P<number>[0-8][0-9]{15})"'
    r"|(?<=[:\[,])(?P<time>1[0-9]{12})(?=[,\]}])"
    r'|"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"'
    r'|"(?P<base>[0-9a-f]+\.[0-9a-f]{16})"'
    r'|"serial":"(?P<serial>[^"]+)"'
    r'|"e":"(?P<eid>[0-9a-f]{16})"'
    r'|\[(?P<personal>[0-9]+),"[0-9a-f]{64}"\]'
)
IS_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: what takes a slot's place: which kind of thing, and which of them
Slot = tuple[int, Any]


@dataclass(slots=True)
class EntryTemplate:
    """One entry: pieces of its body with slots between, and whom it speaks of."""

    at: int
    pieces: list[str | Slot]
    personal: list[tuple[int, str, int]]  # number in the entry, value, place of the row's id
    subjects: list[bytes | int]


@dataclass(slots=True)
class RowTemplate:
    """One row as it stands when the case is over; columns in the order of the table."""

    table: str
    values: list[Any]
    slots: list[tuple[int, Slot]]


@dataclass(slots=True)
class Template:
    """A story of one customer, from the first check-in to the last hand-back."""

    begins_at: int
    entries: list[EntryTemplate]
    rows: list[RowTemplate]
    ids: list[bytes] = field(default_factory=list[bytes])
    numbers: list[str] = field(default_factory=list[str])
    eids: list[bytes] = field(default_factory=list[bytes])
    tokens: set[str] = field(default_factory=set[str])


class Taker:
    """Takes templates out of a scratch shop. `shared` maps its staff, parts, shelves and kinds to
    those of the shop that is filled.
    """

    def __init__(self, db: Connection, shared: dict[bytes, bytes]) -> None:
        """`db` reads the scratch shop."""
        self._db, self._shared = db, shared

    def take(self, first_seq: int, last_seq: int) -> Template:
        """The story that the entries of this stretch of the log tell."""
        found = self._db.execute(
            "SELECT n, hlc, body FROM sync_log WHERE seq BETWEEN ? AND ? ORDER BY seq",
            (first_seq, last_seq),
        ).fetchall()
        bodies = [(n, entries.expanded(body).decode()) for n, _, body in found]
        read = [entries.read_body(body.encode()) for _, body in bodies]
        made = Template(read[0].at, [], [])
        made.eids = [entry.eid for entry in read]
        for entry in read:
            made.ids += [change.id for change in entry.changes if change.op == "I"]
        place = {row_id: n for n, row_id in enumerate(made.ids)}
        cut = _Cutter(made, place, self._shared)
        for (n, body), entry in zip(bodies, read, strict=True):
            made.entries.append(
                EntryTemplate(
                    entry.at,
                    cut.body(body),
                    self._personal(entry.eid, place),
                    self._subjects(n, place),
                )
            )
        made.rows = list(self._rows(place, cut))
        return made

    def _personal(self, eid: bytes, place: dict[bytes, int]) -> list[tuple[int, str, int]]:
        rows = self._db.execute(
            "SELECT n, value, subject FROM sync_personal WHERE eid = ? ORDER BY n", (eid,)
        )
        return [(n, value, place[subject]) for n, value, subject in rows]

    def _subjects(self, n: int, place: dict[bytes, int]) -> list[Any]:
        rows = self._db.execute("SELECT subject_id FROM log_subject WHERE entry = ?", (n,))
        return [place[one] if one in place else self._shared.get(one, one) for (one,) in rows]

    def _rows(self, place: dict[bytes, int], cut: "_Cutter") -> Iterator[RowTemplate]:
        for kind in TRAVELLING:
            hidden = [*(["ver"] if kind.has_versions else []), *(["ph"] if kind.personal else [])]
            names = ", ".join([column_list(kind.name), *hidden])
            for row_id in place:
                row = self._db.execute(
                    f"SELECT {names} FROM {kind.name} WHERE id = ?", (row_id,)
                ).fetchone()
                if row:
                    yield cut.row(kind, list(row))


class _Cutter:
    """Finds what differs between copies in bodies and rows of one story."""

    def __init__(self, made: Template, place: dict[bytes, int], shared: dict[bytes, bytes]) -> None:
        self._made, self._place, self._shared = made, place, shared
        self._number: dict[str, int] = {}
        self._eid = {eid: n for n, eid in enumerate(made.eids)}
        self._entry_of_hash: dict[str, tuple[int, int]] = {}

    def body(self, body: str) -> list[str | Slot]:
        pieces: list[str | Slot] = []
        done = 0
        entry = len(self._made.entries)
        for found in SLOTS.finditer(body):
            kind = str(found.lastgroup)
            start, end = found.span()
            pieces.append(body[done:start])
            pieces += self._slot(kind, found[kind], found[0], entry)
            done = end
        pieces.append(body[done:])
        return pieces

    def _slot(self, kind: str, value: str, whole: str, entry: int) -> list[str | Slot]:
        before, slot, after = '"', whole, '"'
        match kind:
            case "id":
                slot = self._id_slot(bytes.fromhex(value))
            case "number":
                slot = (NUMBER, self._number_place(value))
            case "time":
                before, slot, after = "", (TIME, int(value)), ""
            case "date":
                slot = (DATE, value)
            case "serial":
                before, slot = '"serial":"', (SERIAL, value)
            case "eid":
                before, slot = '"e":"', (EID, self._eid[bytes.fromhex(value)])
            case "base":
                generation, _, eid = value.partition(".")
                known = self._eid.get(bytes.fromhex(eid))
                before, slot = (
                    (f'"{generation}.', (EID, known)) if known is not None else ('"', value)
                )
            case _:
                self._entry_of_hash[whole[-66:-2]] = (entry, int(value))
                before, slot, after = f'[{value},"', (HASH, (entry, int(value))), '"]'
        return [before, slot, after]

    def _id_slot(self, value: bytes) -> str | Slot:
        if value in self._place:
            return (ID, self._place[value])
        if value in self._shared:
            return self._shared[value].hex()
        self._made.tokens.add(value.hex())
        return (TOKEN, value.hex())

    def _number_place(self, number: str) -> int:
        if number not in self._number:
            self._number[number] = len(self._made.numbers)
            self._made.numbers.append(number)
        return self._number[number]

    def row(self, kind: Kind, values: list[Any]) -> RowTemplate:
        """A row; personal columns are filled with what the copy's people are called."""
        slots: list[tuple[int, Slot]] = []
        for at, column in enumerate(kind.columns):
            value = values[at]
            if not value:
                continue
            if column.name in kind.personal:
                slots.append((at, (FRESH, value)))
            elif isinstance(value, bytes) and value not in self._place:
                values[at] = self._shared.get(value, value)
            elif slot := self._column_slot(column.name, value):
                slots.append((at, slot))
        slots += self._hidden(kind, values)
        return RowTemplate(kind.name, values, slots)

    def _column_slot(self, column: str, value: Any) -> Slot | None:
        if isinstance(value, bytes):
            return (ID, self._place[value])
        if isinstance(value, int):
            return (TIME, value) if column.endswith("at") else None
        if column.endswith("number"):
            return (NUMBER, self._number_place(value))
        if IS_DATE.fullmatch(value):
            return (DATE, value)
        kind = {"serial": SERIAL, "token": TOKEN}.get(column)
        return None if kind is None else (kind, value)

    def _hidden(self, kind: Kind, values: list[Any]) -> Iterator[tuple[int, Slot]]:
        at = len(kind.columns)
        if kind.has_versions:
            yield at, (VERSIONS, self._versions(values[at]))
            at += 1
        if kind.personal:
            links = values[at] or b""
            chunks = [links[n : n + 32] for n in range(0, len(links), 32)]
            yield at, (HASHES, [self._entry_of_hash.get(chunk.hex()) for chunk in chunks])

    def _versions(self, blob: bytes) -> list[tuple[bytes, bytes, int]]:
        """(group number or nothing, term and generation, entry) of each version in a row's blob."""
        step = [(b"", blob[: versions.SIZE])]
        for at in range(versions.SIZE, len(blob), versions.STEP):
            step.append((blob[at : at + 1], blob[at + 1 : at + versions.STEP]))
        return [(group, version[:6], self._eid[version[14:]]) for group, version in step]

"""What one real case left in a shop, taken apart into what stays and what differs from copy to
copy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from counter.storage import entries, shortening, versions
from counter.storage.catalogue import TRAVELLING, Kind
from counter.storage.database import Connection
from counter.storage.entries import Change
from counter.storage.logbook import Logbook
from counter.storage.schema import column_list

ID, NUMBER, TIME, DATE, MARK, HASH, FRESH, TOKEN, VERSIONS, HASHES, SERIAL = range(11)
ALONE = -1
SLOTS = re.compile(
    r'"(?P<id>[0-9a-f]{32})"'
    r'|"(?P<number>[0-8][0-9]{15})"'
    r"|(?<=[:\[,])(?P<time>1[0-9]{12})(?=[,\]}])"
    r'|"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"'
    r'|"(?P<base>[0-9a-f]+\.[0-9a-f]{8})"'
    r'|"serial":"(?P<serial>[^"]+)"'
    r'|\[(?P<personal>[0-9]+),"(?P<link>[0-9a-f]{32})"\]'
)
IS_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: what takes a slot's place: which kind of thing, and which of them
Slot = tuple[int, Any]


@dataclass(slots=True)
class EntryTemplate:
    """One entry: pieces of its body with slots between, whom it speaks of, and which entry of the
    story it leans on, or ALONE.
    """

    at: int
    pieces: list[str | Slot]
    personal: list[tuple[int, str]]  # number in the entry, value
    subjects: list[int]
    leans_on: int


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
    marks: list[bytes] = field(default_factory=list[bytes])
    tokens: set[str] = field(default_factory=set[str])


class Taker:
    """Takes templates out of a scratch shop. `shared` maps its staff, parts, shelves and kinds to
    those of the shop that is filled.
    """

    def __init__(self, db: Connection, shared: dict[bytes, bytes]) -> None:
        """`db` reads the scratch shop, whose log has one chain."""
        self._db, self._shared = db, shared
        self._told = {one.place.seq: one for one in Logbook(db).rows()}
        self._subjects: dict[int, set[bytes]] = {}
        for subject, steps in db.execute("SELECT subject_id, entries FROM log_subject"):
            for n in shortening.unpacked(steps):
                self._subjects.setdefault(n, set()).add(subject)

    def take(self, first_seq: int, last_seq: int) -> Template:
        """The story that the entries of this stretch of the log tell."""
        logged = [self._told[seq] for seq in range(first_seq, last_seq + 1)]
        read = [one.read() for one in logged]
        made = Template(read[0].at, [], [])
        made.marks = [one.place.eid[: versions.MARK_BYTES] for one in logged]
        new = [one for entry in read for one in entry.changes if one.op == "I"]
        made.ids = [one.id for one in new]
        place = {row_id: n for n, row_id in enumerate(made.ids)}
        cut = _Cutter(made, place, self._shared)
        for one, entry in zip(logged, read, strict=True):
            made.entries.append(
                EntryTemplate(
                    entry.at,
                    cut.body(one.body.decode()),
                    self._personal(one.n),
                    [place[row_id] for row_id in sorted(self._subjects[one.n])],
                    self._leans_on(one.n, logged[0].n),
                )
            )
        made.rows = list(self._rows(new, cut))
        return made

    def _leans_on(self, n: int, first: int) -> int:
        (back,) = self._db.execute("SELECT base FROM sync_log WHERE n = ?", (n,)).fetchone()
        return n - back - first if back and n - back >= first else ALONE

    def _personal(self, n: int) -> list[tuple[int, str]]:
        return self._db.execute(
            "SELECT n, value FROM sync_personal WHERE entry = ? ORDER BY n", (n,)
        ).fetchall()

    def _rows(self, new: list[Change], cut: "_Cutter") -> Iterator[RowTemplate]:
        for kind in TRAVELLING:
            hidden = [*(["ver"] if kind.has_versions else []), *(["ph"] if kind.personal else [])]
            names = ", ".join([column_list(kind.name), *hidden])
            for change in new:
                if change.table == kind.name:
                    row = self._db.execute(
                        f"SELECT {names} FROM {kind.name} WHERE {kind.where}",
                        kind.key(change.id, change.values),
                    ).fetchone()
                    yield cut.row(kind, list(row))


class _Cutter:
    """Finds what differs between copies in bodies and rows of one story."""

    def __init__(self, made: Template, place: dict[bytes, int], shared: dict[bytes, bytes]) -> None:
        self._made, self._place, self._shared = made, place, shared
        self._number: dict[str, int] = {}
        self._mark = {mark: n for n, mark in enumerate(made.marks)}
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
            case "base":
                generation, _, mark = value.partition(".")
                known = self._mark.get(bytes.fromhex(mark))
                before, slot = (
                    (f'"{generation}.', (MARK, known)) if known is not None else ('"', value)
                )
            case _:
                number, link = whole[1:-2].split(',"')
                self._entry_of_hash[link] = (entry, int(number))
                before, slot, after = f'[{number},"', (HASH, (entry, int(number))), '"]'
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
            links = entries.read_links(values[at], len(kind.personal))
            yield at, (HASHES, [self._entry_of_hash.get(link.hex()) for link in links])

    def _versions(self, blob: bytes | None) -> list[tuple[bytes, int]]:
        """(group number, term and generation; entry) of each version in a row's blob."""
        steps = range(0, len(blob or b""), versions.STEP)
        found = [(blob or b"")[at : at + versions.STEP] for at in steps]
        return [
            (one[: -versions.CLOCK_BYTES - versions.MARK_BYTES], self._mark[one[-4:]])
            for one in found
        ]

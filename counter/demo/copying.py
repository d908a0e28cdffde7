"""Fills a shop with copies of real cases: new ids, numbers, people and times, every entry hashed
and signed anew, so that `verify` and a replay agree as they do for real ones (decisions 44).
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from counter.demo import people
from counter.demo.templates import (
    ALONE,
    DATE,
    FRESH,
    HASH,
    HASHES,
    ID,
    MARK,
    NUMBER,
    SERIAL,
    TIME,
    TOKEN,
    VERSIONS,
    RowTemplate,
    Slot,
    Template,
)
from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.records import Id, Outlet, Seat
from counter.storage import contention, entries, issued, search, shortening
from counter.storage.catalogue import BY_NAME, NUMBERED, Kind
from counter.storage.database import Connection
from counter.storage.ids import make_id, next_id
from counter.storage.logbook import Logbook, number_of
from counter.storage.sealing import Head, read_head, write_head
from counter.storage.versions import CLOCK_BYTES, MARK_BYTES

DAY_MS = 86_400_000
CHUNK = 400
KIND_OF_DIGIT = {kind.digit: kind for kind in NumberKind}
VOID = ("VOIDED", "VOIDED_ERROR")


@dataclass(slots=True)
class Copy:
    """One copy of a template: what takes the place of each slot."""

    template: Template
    shift_ms: int
    ids: list[bytes]
    numbers: list[str]
    marks: list[bytes]
    fresh: dict[str, str]
    salts: dict[tuple[int, int], tuple[bytes, str, bytes]]
    tokens: dict[str, str]
    serial: str
    hlcs: list[int]
    spoken: dict[bytes, list[int]] = field(default_factory=dict[bytes, list[int]])
    near: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])
    numbers_of_entries: list[int] = field(default_factory=list[int])

    @property
    def shift_days(self) -> int:
        """Whole days the copy lies from its template; the time of day stays."""
        return self.shift_ms // DAY_MS


class Copier:
    """Writes copies into the file of one seat, in the order of their time."""

    def __init__(
        self,
        db: Connection,
        sign: Callable[[bytes], bytes],
        *,
        outlet: Outlet,
        seat: Seat,
        seed: int,
    ) -> None:
        """`db` stands inside a transaction with capture off; `seed` makes the same shop again."""
        self._db, self._sign = db, sign
        self._outlet, self._seat = outlet, seat
        self._chance = Random(seed)
        self._zone = ZoneInfo(outlet.zone)
        self._head = read_head(db)
        self._counters: dict[tuple[int, int], int] = {}
        self._totals: dict[tuple[str, str, str], list[int]] = {}
        self._stock: dict[bytes, int] = {}
        self._book = Logbook(db)
        self._log: list[tuple[Any, ...]] = []
        self._personal: list[tuple[Any, ...]] = []
        self._subjects: list[tuple[bytes, bytes]] = []
        self._rows: dict[str, list[list[Any]]] = {}
        self._derived: dict[str, list[tuple[Any, ...]]] = {"paper_number": [], "search_row": []}

    # -- order ----------------------------------------------------------------------------------

    def write(self, templates: list[Template], begins: Iterator[int]) -> Iterator[int]:
        """Writes one copy for each moment of `begins` (ascending ms) and yields how many are done.

        Entries of cases that overlap in time interleave in the log as they would have.
        """
        waiting: list[tuple[int, int, int, Copy]] = []
        done = 0
        for begin in begins:
            copy = self._copy(self._chance.choice(templates), begin)
            self._drain(waiting, begin)
            for place, entry in enumerate(copy.template.entries):
                heapq.heappush(waiting, (entry.at + copy.shift_ms, done, place, copy))
            done += 1
            if done % CHUNK == 0:
                self._flush()
                yield done
        self._drain(waiting, None)
        self._flush()
        self._finish()
        yield done

    def _drain(self, waiting: list[tuple[int, int, int, Copy]], until: int | None) -> None:
        while waiting and (until is None or waiting[0][0] < until):
            at, _, place, copy = heapq.heappop(waiting)
            self._entry(copy, place, at)
            if place == len(copy.template.entries) - 1:
                self._settle(copy)

    # -- one copy -------------------------------------------------------------------------------

    def _copy(self, template: Template, begin: int) -> Copy:
        shift = (begin - template.begins_at) // DAY_MS * DAY_MS
        at = template.begins_at + shift
        noise = self._chance.randbytes
        ids = self._ids(template, shift)
        fresh = people.somebody_else(self._chance, template)
        salts = {
            (place, n): (salt := noise(16), fresh[value], entries.personal_hash(salt, fresh[value]))
            for place, entry in enumerate(template.entries)
            for n, value in entry.personal
        }
        year = datetime.fromtimestamp(at / 1000, self._zone).year % 100
        fresh_numbers = [self._number(int(number[0]), year) for number in template.numbers]
        tokens = {token: noise(16).hex() for token in template.tokens}
        return Copy(
            template,
            shift,
            ids,
            fresh_numbers,
            [b""] * len(template.entries),
            fresh,
            salts,
            tokens,
            f"{self._chance.randrange(10**6):06d}",
            [0] * len(template.entries),
        )

    def _ids(self, template: Template, shift_ms: int) -> list[bytes]:
        """New ids at the copy's times; those that followed one another in an act still do."""
        made: list[bytes] = []
        before = b""
        for old in template.ids:
            at = int.from_bytes(old[:6], "big") + shift_ms
            outlet = self._outlet
            if before and old == next_id(Id(before)):
                made.append(next_id(Id(made[-1])))
            else:
                made.append(make_id(at, outlet.number, outlet.tail, self._chance.randbytes))
            before = old
        return made

    def _number(self, digit: int, year: int) -> str:
        last = self._counters[digit, year] = self._counters.get((digit, year), 0) + 1
        kind = KIND_OF_DIGIT[digit]
        seat = self._seat.digit
        return numbers.make(kind, outlet=self._outlet.number, seat=seat, year=year, sequence=last)

    def _entry(self, copy: Copy, place: int, at: int) -> None:
        template = copy.template.entries[place]
        body = "".join(
            piece if isinstance(piece, str) else self._text(copy, piece)
            for piece in template.pieces
        ).encode()
        head, hlc = self._head, max(self._head.hlc + 1, at << 16)
        spot = entries.Place(head.chain, head.seq + 1, hlc, entries.SCHEMA_VERSION, head.hash)
        copy.hlcs[place], copy.marks[place] = hlc, spot.eid[:MARK_BYTES]
        link, n = spot.hash_of(body), number_of(head.n, spot.seq)
        self._head = Head(head.n, head.chain, spot.seq, link, hlc)
        copy.numbers_of_entries.append(n)
        base, near = 0, list[bytes]()
        if template.leans_on == ALONE:
            copy.near[place] = shortening.near_ids(body)
        else:
            base = n - copy.numbers_of_entries[template.leans_on]
            near = copy.near[template.leans_on]
        stored = self._book.kept(body, near)
        self._log.append((n, spot.sv, hlc - (at << 16), base, stored, self._sign(link)))
        for value_n, _ in template.personal:
            salt, value, _ = copy.salts[place, value_n]
            self._personal.append((n, value_n, salt, value))
        for one in template.subjects:
            copy.spoken.setdefault(copy.ids[one], []).append(n)

    def _text(self, copy: Copy, slot: Slot) -> str:
        value = self._value(copy, slot)
        return value.hex() if isinstance(value, bytes) else str(value)

    def _value(self, copy: Copy, slot: Slot) -> Any:
        kind, what = slot
        return copy.ids[what] if kind == ID else _VALUES[kind](copy, what)

    # -- rows and what is derived from them ------------------------------------------------------

    def _settle(self, copy: Copy) -> None:
        """Writes the rows once the case is over: only then all versions are known."""
        names: dict[bytes, tuple[str, tuple[str, str]]] = {}
        serials: dict[bytes, list[str]] = {}
        for template in copy.template.rows:
            row = self._row(copy, template)
            kind = BY_NAME[template.table]
            self._rows.setdefault(kind.name, []).append(row)
            self._derive(kind, row, names, serials)
        self._subjects += [(one, shortening.packed(told)) for one, told in copy.spoken.items()]
        for customer, (name, phones) in names.items():
            tokens = search.customer_tokens(name, phones, serials.get(customer, []))
            self._derived["search_row"].append((tokens, customer))

    def _row(self, copy: Copy, template: RowTemplate) -> list[Any]:
        row = template.values.copy()
        for at, slot in template.slots:
            row[at] = self._value(copy, slot)
        return row

    def _derive(
        self,
        kind: Kind,
        row: list[Any],
        names: dict[bytes, tuple[str, tuple[str, str]]],
        serials: dict[bytes, list[str]],
    ) -> None:
        value = dict(zip((column.name for column in kind.columns), row, strict=False))
        if kind in NUMBERED and value["number"]:
            state = issued.VOID if value.get("status") in VOID else issued.ISSUED
            number, code = issued.as_kept(value["number"]), issued.TABLES[kind.name]
            self._derived["paper_number"].append((number, code, value["id"], state))
        if kind.name == "customer":
            names[value["id"]] = (value["name"], (value["phone"], value["phone_2"]))
        elif kind.name == "unit":
            serials.setdefault(value["customer_id"], []).append(value["serial"])
        elif kind.name == "payment":
            moment = datetime.fromtimestamp(value["at"] / 1000, UTC).astimezone(self._zone)
            key = (moment.date().isoformat(), value["method"], value["currency"])
            total = self._totals.setdefault(key, [0, 0])
            total[0] += value["amount_fen"]
            total[1] += 1
        elif kind.name == "stock_entry":
            self._stock[value["part_id"]] = self._stock.get(value["part_id"], 0) + value["qty"]

    def _flush(self) -> None:
        many = self._db.executemany
        many("INSERT INTO sync_log(n, sv, late, base, body, sig) VALUES (?,?,?,?,?,?)", self._log)
        many("INSERT INTO sync_personal(entry, n, salt, value) VALUES (?,?,?,?)", self._personal)
        many("INSERT INTO log_subject(subject_id, entries) VALUES (?,?)", self._subjects)
        for table, rows in self._rows.items():
            many(_insert(BY_NAME[table]), rows)
        many(
            "INSERT INTO paper_number(number, tbl, id, state) VALUES (?,?,?,?)",
            self._derived["paper_number"],
        )
        many(
            "INSERT INTO search_row(k, tokens) SELECT k, ? FROM customer WHERE id = ?",
            self._derived["search_row"],
        )
        for full in (self._log, self._personal, self._subjects, *self._derived.values()):
            full.clear()
        self._rows.clear()

    def _finish(self) -> None:
        write_head(self._db, self._head)
        self._db.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
        self._db.executemany(
            "INSERT INTO day_total(day, method, currency, amount_fen, lines) VALUES (?,?,?,?,?) "
            "ON CONFLICT DO UPDATE SET amount_fen = amount_fen + excluded.amount_fen, "
            "lines = lines + excluded.lines",
            [(*key, *total) for key, total in self._totals.items()],
        )
        self._db.executemany(
            "INSERT INTO stock_balance(part_id, qty) VALUES (?,?) "
            "ON CONFLICT DO UPDATE SET qty = qty + excluded.qty",
            list(self._stock.items()),
        )
        contention.note_all_serials(self._db)
        seat = self._seat.digit
        self._db.executemany(
            "INSERT OR REPLACE INTO number_counter(kind, seat, year, last) VALUES (?,?,?,?)",
            [(digit, seat, year, last) for (digit, year), last in self._counters.items()],
        )


def _insert(kind: Kind) -> str:
    names = [f'"{column.name}"' for column in kind.columns]
    names += ["ver"] if kind.has_versions else []
    names += ["ph"] if kind.personal else []
    return f"INSERT INTO {kind.name}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _versions(copy: Copy, what: list[tuple[bytes, int]]) -> bytes | None:
    found = (
        start + (copy.hlcs[entry] >> 16).to_bytes(CLOCK_BYTES, "big") + copy.marks[entry]
        for start, entry in what
    )
    return b"".join(found) or None


def _date(copy: Copy, what: str) -> str:
    return (date.fromisoformat(what) + timedelta(days=copy.shift_days)).isoformat()


def _hashes(copy: Copy, what: list[tuple[int, int] | None]) -> bytes | None:
    return entries.packed_links([copy.salts[one][2] if one else b"" for one in what])


def _moved_on(digits: str, by: str) -> str:
    """Two units of one case stay two."""
    return f"{(int(digits) + int(by)) % 1_000_000:06d}"


#: what takes the place of each kind of slot but the commonest
_VALUES: dict[int, Callable[[Copy, Any], Any]] = {
    NUMBER: lambda copy, what: copy.numbers[what],
    TIME: lambda copy, what: what + copy.shift_ms,
    DATE: _date,
    MARK: lambda copy, what: copy.marks[what],
    HASH: lambda copy, what: copy.salts[what][2],
    FRESH: lambda copy, what: copy.fresh[what],
    SERIAL: lambda copy, what: what[:-6] + _moved_on(what[-6:], copy.serial),
    TOKEN: lambda copy, what: copy.tokens[what],
    VERSIONS: _versions,
    HASHES: _hashes,
}

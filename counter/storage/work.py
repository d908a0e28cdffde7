"""What an act is handed: the records of one transaction, numbers, secrets and the clerk's
warnings.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from counter.domain import numbers
from counter.domain import records as r
from counter.domain.numbers import NumberKind
from counter.domain.records import Id
from counter.domain.refusals import RuleBroken
from counter.storage.blobs import blobs_of
from counter.storage.catalogue import BY_RECORD, NUMBERED, Kind
from counter.storage.database import Connection
from counter.storage.ids import make_id, next_id, outlet_of
from counter.storage.in_force import settings_kept
from counter.storage.issued import record_of_number
from counter.storage.machine import Keys, Machine
from counter.storage.own_outlets import outlet_called, own_outlets
from counter.storage.paper_queue import PaperQueue
from counter.storage.rows import record_of, stored, values_of
from counter.storage.schema import column_list
from counter.storage.settling import Settling
from counter.storage.statements import insert_sql, update_sql
from counter.storage.subjects import Erased

R = TypeVar("R")
T = TypeVar("T")
LAST_NUMBER = 99999
#: after this many wrong PINs in a row each further try waits, doubling up to five minutes
FREE_TRIES, FIRST_WAIT_MS, LONGEST_WAIT_MS = 3, 5_000, 300_000


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the clerk should know although the act was done; worded like a refusal."""

    rule: str
    facts: dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class AlarmCall:
    """An alarm that is kept even when the act it belongs to is refused."""

    rule: str
    number: str
    item_id: Id | None
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the seat holds outside the file."""

    machine: Machine
    keys: Keys


class Work:
    """One act's transaction. Everything read is as of its BEGIN IMMEDIATE; nothing is cached
    between acts.
    """

    def __init__(
        self, db: Connection, held: Held, *, at: int, outlet: r.Outlet, seat: r.Seat
    ) -> None:
        """Made by `Shop.act`; `at` is milliseconds since 1970 UTC."""
        self._db, self._machine, self._keys = db, held.machine, held.keys
        self.at, self.outlet, self.seat = at, outlet, seat
        self.person = r.Person(id=Id(b""))
        self.warnings: list[Warning] = []
        self.alarms: list[AlarmCall] = []
        self.erased: list[Erased] = []
        self._last_id: Id | None = None
        self.local_kinds: set[str] = set()
        self.wrong_pins: list[tuple[Id, int, int]] = []
        self.papers = PaperQueue(db, self.local_kinds)
        self.conflicts = Settling(db)

    # -- records ----------------------------------------------------------------------------------

    def new_id(self) -> Id:
        """A time-sorted id with this outlet inside; those of one act follow one another."""
        last, outlet = self._last_id, self.outlet
        self._last_id = (
            make_id(self.at, outlet.number, outlet.tail, self._machine.chance)
            if last is None
            else next_id(last)
        )
        return self._last_id

    def id_after(self, row_id: Id) -> Id:
        """The id that follows from another: who makes it at another seat makes the same. A new one
        where the other is not of this outlet, whose ids are not ours to make.
        """
        return next_id(row_id) if outlet_of(row_id) == self.outlet.number else self.new_id()

    def token(self) -> str:
        """128 random bits in hex, for the customer's page."""
        return self._machine.chance(16).hex()

    def _read(self, kind: Kind, where: dict[str, Any], rest: str) -> list[Any]:
        tests = [f'"{n}" IS NULL' if v is None else f'"{n}" = ?' for n, v in where.items()]
        given = [stored(v) for v in where.values() if v is not None]
        clause = f" WHERE {' AND '.join(tests)}" if tests else ""
        return self._db.execute(
            f"SELECT {column_list(kind.name)} FROM {kind.name}{clause}{rest}", given
        ).fetchall()

    def find(self, kind: type[R], **where: object) -> R | None:
        """The first record whose fields equal `where`, or None."""
        of = BY_RECORD[kind]
        if of in NUMBERED and "number" in where:
            # numbers have one index for all tables
            named = self.kind_of_number(str(where["number"]))
            if named is None or named[0] != of.name:
                return None
            where = where | {"id": named[1]}
        rows = self._read(of, where, " ORDER BY k LIMIT 1" if "id" not in where else "")
        return record_of(of, rows[0]) if rows else None

    def one(self, kind: type[R], **where: object) -> R:
        """The record whose fields equal `where`. Raises RuleBroken("record.unknown"), and
        "record.gone" where it was sought by an id, which is no word for people.
        """
        found = self.find(kind, **where)
        if found is None:
            name, said = (
                BY_RECORD[kind].name,
                [v for v in where.values() if not isinstance(v, bytes)],
            )
            if not said:
                raise RuleBroken("record.gone", kind=name)
            raise RuleBroken("record.unknown", kind=name, sought=", ".join(map(str, said)))
        return found

    def all(self, kind: type[R], **where: object) -> list[R]:
        """All records whose fields equal `where`, in order of insertion."""
        of = BY_RECORD[kind]
        return [record_of(of, row) for row in self._read(of, where, " ORDER BY k")]

    def add(self, record: R) -> R:
        """Inserts a record and gives it back."""
        kind = BY_RECORD[type(record)]
        self._db.execute(insert_sql(kind), values_of(kind, record))
        if not kind.travels:
            self.local_kinds.add(kind.name)
        return record

    def change(self, record: R, **changed: object) -> R:
        """Updates the named fields where they differ and gives the new record."""
        differing = {
            name: value for name, value in changed.items() if getattr(record, name) != value
        }
        if not differing:
            return record
        kind = BY_RECORD[type(record)]
        values: dict[str, object] = {name: stored(value) for name, value in differing.items()}
        statement = update_sql(kind, tuple(sorted(differing)))
        self._db.execute(statement, values | {"row_id": getattr(record, "id")})  # noqa: B009
        # fields are named by the caller; the catalogue's test keeps the names true
        return replace(record, **differing)  # pyright: ignore

    def erase(self, record: object) -> None:
        """Blanks the personal columns of a record for good, once the act is sealed; hashes, money
        and custody stay (decisions 5).
        """
        kind, row_id = BY_RECORD[type(record)], getattr(record, "id")  # noqa: B009
        parent = getattr(record, kind.within) if kind.within else None
        self.erased.append(Erased(kind.name, row_id, parent))

    def keep_blob(self, content: bytes, item_id: Id) -> str:
        """Keeps bytes of an item beside the file, now; gives their hash. Should the act be refused
        they go again.
        """
        blobs = blobs_of(self._db)
        name = sha256(content).hexdigest()
        blobs.doubt(name, item_id)
        return blobs.put(content)

    def doubt_blob(self, name: str, item_id: Id) -> None:
        """After this act the bytes with that hash go, unless the book still names them."""
        blobs_of(self._db).doubt(name, item_id)

    # -- numbers ----------------------------------------------------------------------------------

    def next_number(self, kind: NumberKind) -> str:
        """The next 16-digit number of a kind for this seat and the outlet's local year.

        Raises RuleBroken("number.exhausted") when the 99,999 numbers of the year are used up.
        """
        year = self.local_date(self.at).year % 100
        row = self._db.execute(
            "INSERT INTO number_counter(kind, seat, year, last) VALUES (?, ?, ?, 1) "
            "ON CONFLICT(kind, seat, year) DO UPDATE SET last = last + 1 RETURNING last",
            (kind.digit, self.seat.digit, year),
        ).fetchone()
        if row[0] > LAST_NUMBER:
            raise RuleBroken(
                "number.exhausted", kind=kind.name, seat=self.seat.digit, year=2000 + year
            )
        return numbers.make(
            kind, outlet=self.outlet.number, seat=self.seat.digit, year=year, sequence=row[0]
        )

    def kind_of_number(self, number: str) -> tuple[str, Id] | None:
        """Table and id behind a number that was issued, or None."""
        found = record_of_number(self._db, number)
        return (found[0], Id(found[1])) if found else None

    # -- the outlet

    def local_date(self, at: int) -> date:
        """The outlet's calendar day of a moment."""
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(self.outlet.zone)).date()

    def setting(self, name: str, default: T) -> T:
        """A setting that is in force today, or `default` where none is kept."""
        kept = settings_kept(self._db, self.local_date(self.at), name)
        return kept.get(name, default)

    def own_outlets(self) -> frozenset[int]:
        """The numbers that mean this outlet: its own, and those its shops had that began alone."""
        return own_outlets(self._db)

    def outlet_called(self, number: int) -> str:
        """What an outlet is called; "" where nobody here has heard its name."""
        return outlet_called(self._db, number)

    def others_heard_at(self) -> int | None:
        """As of when the outlet's other seats were last heard of; None where there is no other, or
        where this one has always been alone.
        """
        found = self._db.execute(
            "SELECT value FROM sync_state WHERE name = 'note:heard_at' AND EXISTS(SELECT 1 "
            "FROM sync_chain c JOIN sync_state s ON s.name = 'replica' AND s.value <> c.replica "
            "WHERE c.outlet = ? AND c.why <> 'handed over')",
            (self.outlet.number,),
        ).fetchone()
        return int.from_bytes(found[0], "big") if found else None

    def balance(self, part_id: Id) -> int:
        """Pieces of a part in stock as `derive` keeps them: without what this act books."""
        found = self._db.execute(
            "SELECT qty FROM stock_balance WHERE part_id = ?", (part_id,)
        ).fetchone()
        return found[0] if found else 0

    def taken(self, day: date, method: str, currency: str) -> int:
        """What a local day brought by a way of paying, without what this act books."""
        found = self._db.execute(
            "SELECT amount_fen FROM day_total WHERE day = ? AND method = ? AND currency = ?",
            (day.isoformat(), str(method), currency),
        ).fetchone()
        return found[0] if found else 0

    # -- beside the records

    def warn(self, rule: str, **facts: str | int | None) -> None:
        """Something to tell the clerk beside the answer."""
        self.warnings.append(Warning(rule, facts))

    def count(self, rule: str, number: str, item_id: Id | None = None, reason: str = "") -> None:
        """Records an alarm that stays even when the act is refused afterwards."""
        self.alarms.append(AlarmCall(rule, number, item_id, reason))

    def queue_paper(
        self, form: str, number: str, *, copies: int = 1, reprint: bool = False
    ) -> None:
        """Queues a paper in this transaction; it is printed in the background."""
        job = r.PrintJob(
            id=self.new_id(),
            form=form,
            number=number,
            copies=copies,
            reprint=int(reprint),
            queued_at=self.at,
        )
        self.add(job)

    def save_draft(self, draft: r.Draft) -> r.Draft:
        """Keeps what a form holds, replacing what was kept under its id."""
        self._db.execute("DELETE FROM draft WHERE id = ?", (draft.id,))
        return self.add(draft)

    def drop_draft(self, draft_id: Id) -> None:
        """Forgets a draft; one that is gone already is no fault."""
        self._db.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
        self.local_kinds.add("draft")

    # -- secrets ----------------------------------------------------------------------------------

    def keep_passcode(self, item_id: Id, passcode: str) -> None:
        """Keeps a device's passcode encrypted in this file alone (decisions 6)."""
        nonce = self._machine.chance(12)
        sealed = nonce + self._cipher().encrypt(nonce, passcode.encode(), item_id)
        self._db.execute(
            "INSERT OR REPLACE INTO passcode(item_id, sealed) VALUES (?, ?)", (item_id, sealed)
        )

    def passcode(self, item_id: Id) -> str | None:
        """The passcode kept for an item, or None when there is none."""
        found = self._db.execute(
            "SELECT sealed FROM passcode WHERE item_id = ?", (item_id,)
        ).fetchone()
        if found is None:
            return None
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher().decrypt(found[0][:12], found[0][12:], item_id).decode()
        except InvalidTag as sealed_elsewhere:
            raise RuleBroken("passcode.other_machine") from sealed_elsewhere

    def wipe_passcode(self, item_id: Id) -> None:
        """Forgets a passcode; the page it stood on is overwritten (`secure_delete`)."""
        self._db.execute("DELETE FROM passcode WHERE item_id = ?", (item_id,))

    def _cipher(self) -> Any:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        return ChaCha20Poly1305(self._keys.passcodes)

    def _peppered(self, person_id: Id, pin: str) -> bytes:
        """Bound to the person: another one's verifier is of no use to anybody."""
        return hmac.new(self._keys.pepper, person_id + pin.encode(), sha256).digest()

    def has_pins(self) -> bool:
        """Whether anybody can sign in at this seat; after a restore elsewhere nobody can."""
        return bool(self._db.execute("SELECT EXISTS(SELECT 1 FROM pin_verifier)").fetchone()[0])

    def set_pin(self, person_id: Id, pin: str) -> None:
        """Keeps the verifier of a PIN on this seat, peppered with a key outside the file."""
        from argon2 import PasswordHasher

        verifier = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(
            self._peppered(person_id, pin)
        )
        self._db.execute(
            "INSERT OR REPLACE INTO pin_verifier(person_id, verifier, failed, wait_until_at) "
            "VALUES (?, ?, 0, 0)",
            (person_id, verifier),
        )

    def check_pin(self, person_id: Id, pin: str) -> bool:
        """Whether the PIN is right; counts wrong ones. Raises RuleBroken("pin.wait") while a delay
        runs, by the machine's own clock: a standing one that is told would end every delay.
        """
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        found = self._db.execute(
            "SELECT verifier, failed, wait_until_at FROM pin_verifier WHERE person_id = ?",
            (person_id,),
        ).fetchone()
        if found is None:
            return False
        verifier, failed, wait_until_at = found
        # a clock set back must not lock anybody out for longer than the longest wait
        at = self._machine.clock()
        wait_ms = min(wait_until_at - at, LONGEST_WAIT_MS)
        if wait_ms > 0:
            self.count_tries(person_id, failed, at + wait_ms)
            raise RuleBroken("pin.wait", seconds=-(-wait_ms // 1000))
        try:
            is_right = PasswordHasher().verify(verifier, self._peppered(person_id, pin))
        except VerificationError:
            is_right = False
        if is_right:
            failed, wait = 0, 0
        else:
            failed += 1
            over = failed - FREE_TRIES
            wait = at + min(FIRST_WAIT_MS << min(over, 10), LONGEST_WAIT_MS) if over >= 0 else 0
        if failed or found[1]:
            self.count_tries(person_id, failed, wait)
        if not is_right:
            self.wrong_pins.append((person_id, failed, wait))
        return is_right

    def count_tries(self, person_id: Id, failed: int, wait_until_at: int) -> None:
        """Notes how many wrong PINs in a row there were, and until when the next one waits."""
        self._db.execute(
            "UPDATE pin_verifier SET failed = ?, wait_until_at = ? WHERE person_id = ?",
            (failed, wait_until_at, person_id),
        )

"""Proofs over a file: digest, replay and verify (decisions 17, 18, 45)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter.storage import applying, entries
from counter.storage.catalogue import TRAVELLING, Kind
from counter.storage.database import Connection
from counter.storage.deriving import derive
from counter.storage.machine import Lease
from counter.storage.schema import column_list
from counter.storage.sealing import read_head

MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class Alteration:
    """Where the book and the file disagree: chain id in hex, the entry's place, and why."""

    chain: str
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: the first alteration of each kind, entries read, and what is no
    alteration but worth saying.
    """

    entries: int
    alterations: tuple[Alteration, ...]
    notes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was altered."""
        return not self.alterations


# -- digest ---------------------------------------------------------------------------------------
# ---------------


def _row_digest(kind: Kind, row: tuple[Any, ...], ph: bytes | None) -> bytes:
    values: dict[str, Any] = {}
    for column, value in zip(kind.columns, row, strict=True):
        values[column.name] = value.hex() if isinstance(value, bytes) else value
    for place, name in enumerate(kind.personal):
        link = (ph or b"")[place * 32 : place * 32 + 32]
        values[name] = link.hex() if any(link) else ""
    row_id = values.pop("id")
    pairs = [values[name] for name in sorted(values)]
    return hashlib.sha256(
        json.dumps([row_id, pairs], ensure_ascii=False, separators=(",", ":")).encode()
    ).digest()


def row_digests(db: Connection, kind: Kind) -> Iterator[tuple[bytes, bytes]]:
    """(id, SHA-256) of each row of a travelling table, personal columns by their hash (decisions
    18).
    """
    hidden = "ph" if kind.personal else "NULL"
    for *row, ph in db.execute(f"SELECT {column_list(kind.name)}, {hidden} FROM {kind.name}"):
        yield row[0], _row_digest(kind, tuple(row), ph)


def digest(db: Connection) -> dict[str, Any]:
    """Per travelling table the count of rows and the sum of their digests mod 2^256, and one hash
    over all of it.
    """
    tables: dict[str, Any] = {}
    for kind in TRAVELLING:
        count, total = 0, 0
        for _, link in row_digests(db, kind):
            count, total = count + 1, (total + int.from_bytes(link, "big")) % MODULUS
        tables[kind.name] = {"count": count, "sum": f"{total:064x}"}
    whole = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
    return {"digest": whole, "tables": tables}


def digest_of_everything(db: Connection) -> str:
    """SHA-256 over every row of every table, local and secret ones too: what a refused act must
    leave as it was.
    """
    whole = hashlib.sha256()
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        whole.update(f"\n{table}\n".encode())
        for row in db.execute(f"SELECT * FROM {table}"):
            whole.update(repr(row).encode())
    return whole.hexdigest()


# -- replay ---------------------------------------------------------------------------------------
# ---------------


def log_rows(db: Connection) -> Iterator[tuple[bytes, int, int, bytes]]:
    """(chain id, seq, hlc, body) in the order they were written or received."""
    for chain, seq, hlc, body in db.execute(
        "SELECT c.chain, l.seq, l.hlc, l.body "
        "FROM sync_log l JOIN sync_chain c ON c.n = l.chain ORDER BY l.n"
    ):
        yield chain, seq, hlc, entries.expanded(body)


def personal_of(db: Connection, eid: bytes) -> dict[int, tuple[bytes, str]]:
    """The personal values that stand beside one entry."""
    rows = db.execute("SELECT n, salt, value FROM sync_personal WHERE eid = ?", (eid,)).fetchall()
    return {n: (salt, value) for n, salt, value in rows}


def replay(
    source: Connection, into: Connection, zone: str
) -> dict[tuple[str, bytes], tuple[bytes, int]]:
    """Rebuilds the tables of `into`, an empty shop, from the log of `source` alone.

    Gives for each row the entry (chain id, seq) that spoke of it last. Raises ValueError on a body
    that cannot be read.
    """
    last: dict[tuple[str, bytes], tuple[bytes, int]] = {}
    into.execute("BEGIN IMMEDIATE")
    with applying.capture_off(into):
        for chain, seq, hlc, body in log_rows(source):
            entry = entries.read_body(body)
            done = applying.apply_entry(into, entry, hlc, personal_of(source, entry.eid))
            for change in entry.changes:
                last[change.table, change.id] = (chain, seq)
            derive(into, done.touched, done.new, zone)
    into.execute("COMMIT")
    return last


# -- verify ---------------------------------------------------------------------------------------
# ---------------


def verify_chains(db: Connection) -> Verdict:
    """Checks that every chain is gapless, hashed and signed from its first entry to its head.

    Hashes are not kept: each is made again from the entry before, and its signature must fit.
    """
    head = read_head(db)
    count, wrong = 0, list[Alteration]()
    chains = db.execute(
        "SELECT n, chain, public_key, parent_hash FROM sync_chain ORDER BY n"
    ).fetchall()
    for n, chain, public_key, parent_hash in chains:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        start = parent_hash or entries.NO_HASH
        seen, last, why = _verify_chain(db, n, chain, key, start)
        count += seen
        if why:
            wrong.append(Alteration(chain.hex(), seen, why))
        elif n == head.n and (seen, last) != (head.seq, head.hash):
            why = "the tail of the chain is not the head that was kept"
            wrong.append(Alteration(chain.hex(), head.seq, why))
    return Verdict(count, tuple(wrong), ())


def _verify_chain(
    db: Connection, n: int, chain: bytes, key: Ed25519PublicKey, prev: bytes
) -> tuple[int, bytes, str]:
    """How many entries were read, the hash of the last good one, what is wrong with the next."""
    seen = 0
    rows = db.execute(
        "SELECT seq, hlc, sv, body, sig FROM sync_log WHERE chain = ? ORDER BY seq", (n,)
    )
    for seq, hlc, sv, stored, sig in rows:
        seen += 1
        if seq != seen:
            return seen, prev, "an entry is missing"
        try:
            body = entries.expanded(stored)
            entries.read_body(body)
            link = entries.Place(chain, seq, hlc, sv, prev).hash_of(body)
            key.verify(sig, link)
        except InvalidSignature:
            return seen, prev, "the entry is not what the seat has signed"
        except (ValueError, KeyError, TypeError, IndexError):
            return seen, prev, "the entry cannot be read"
        prev = link
    return seen, prev, ""


def verify_personal(db: Connection) -> list[Alteration]:
    """Checks the personal values beside the log against the hashes in it; erased ones are simply
    not there.
    """
    wrong: list[Alteration] = []
    for chain, seq, _, body in log_rows(db):
        entry = entries.read_body(body)
        kept = personal_of(db, entry.eid)
        for change in entry.changes:
            for value in change.values.values():
                if not isinstance(value, list) or value[0] not in kept:
                    continue
                if entries.personal_hash(*kept[value[0]]).hex() != value[1]:
                    wrong.append(
                        Alteration(
                            chain.hex(), seq, f"a personal value of {change.table} was changed"
                        )
                    )
    return wrong


def verify_rows(db: Connection, empty: Connection, zone: str) -> list[Alteration]:
    """Compares every row with what the log says of it, by a replay into `empty`."""
    last = replay(db, empty, zone)
    head = read_head(db)
    wrong: list[Alteration] = []
    for kind in TRAVELLING:
        there, said = dict(row_digests(db, kind)), dict(row_digests(empty, kind))
        personal = _personal_columns(db, kind), _personal_columns(empty, kind)
        for row_id in there.keys() | said.keys():
            same = there.get(row_id) == said.get(row_id) and personal[0].get(row_id) == personal[
                1
            ].get(row_id)
            if not same:
                chain, seq = last.get((kind.name, row_id), (head.chain, head.seq))
                why = _difference(kind.name, row_id in there, row_id in said)
                wrong.append(Alteration(chain.hex(), seq, why))
    return sorted(wrong, key=lambda one: (one.seq, one.why))


def _personal_columns(db: Connection, kind: Kind) -> dict[bytes, tuple[Any, ...]]:
    if not kind.personal:
        return {}
    names = ", ".join(kind.personal)
    return {
        row_id: tuple(rest) for row_id, *rest in db.execute(f"SELECT id, {names} FROM {kind.name}")
    }


def _difference(table: str, is_there: bool, is_said: bool) -> str:
    if is_there and is_said:
        return f"a row of {table} is not what the log says"
    return (
        f"a row of {table} is in the file but not in the log"
        if is_there
        else f"a row of {table} is gone"
    )


def verify_lease(db: Connection, lease: Lease | None) -> list[Alteration]:
    """A chain that ends before what this machine has seen of it was cut (or the file is an older
    copy).
    """
    head = read_head(db)
    if lease and lease.chain == head.chain.hex() and lease.seq > head.seq:
        why = f"the tail was cut: this machine has seen entry {lease.seq}"
        return [Alteration(lease.chain, head.seq + 1, why)]
    return []

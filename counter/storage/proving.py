"""Proofs over a file: digest, replay and verify (decisions 17, 18, 45)."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter.storage import applying, contention, entries, erasing
from counter.storage.alterations import Alteration
from counter.storage.catalogue import TRAVELLING, Kind
from counter.storage.chains import add_chain, chain_row
from counter.storage.database import Connection
from counter.storage.deriving import derive
from counter.storage.former_lives import stood_there
from counter.storage.logbook import Logbook, Logged
from counter.storage.machine import Lease
from counter.storage.schema import column_list
from counter.storage.sealing import read_head
from counter.storage.subjects import Touched

MODULUS = 1 << 256
#: hears how many entries of how many were read
Told = Callable[[int, int], None]
ENTRIES_A_STEP = 256
#: entries that are applied and derived together in a replay
TOGETHER = 500
#: by table and row the entry that spoke of it last: chain id and place
Spoke = dict[tuple[str, bytes], tuple[bytes, int]]
#: what follows from the log and is compared after a replay, by the columns that matter
KEPT = {
    "paper_number": "SELECT number, tbl, id, state FROM paper_number",
    "open_item": "SELECT id, promised_at, state FROM open_item",
    "stock_balance": "SELECT part_id, qty FROM stock_balance",
    "day_total": "SELECT day, method, currency, amount_fen, lines FROM day_total",
    "search_row": "SELECT c.id, s.tokens FROM search_row s LEFT JOIN customer c ON c.k = s.k",
    "contended": "SELECT what, tbl, id, grp, said FROM contended",
} | {kind.name: f"SELECT id, ver FROM {kind.name}" for kind in TRAVELLING if kind.has_versions}


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


def row_digest(kind: Kind, row: tuple[Any, ...], ph: bytes | None) -> bytes:
    """SHA-256 of a row: its columns in the catalogue's order, ids as bytes or in hex, `ph` its
    hashes of the personal ones.
    """
    values: dict[str, Any] = {}
    for column, value in zip(kind.columns, row, strict=True):
        values[column.name] = value.hex() if isinstance(value, bytes) else value
    links = entries.read_links(ph, len(kind.personal))
    for place, name in enumerate(kind.personal):
        values[name] = links[place].hex()
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
        yield row[0], row_digest(kind, tuple(row), ph)


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


def personal_of(db: Connection, entry: int) -> dict[int, tuple[bytes, str]]:
    """The personal values that stand beside the entry of that number in this file."""
    rows = db.execute(
        "SELECT n, salt, value FROM sync_personal WHERE entry = ?", (entry,)
    ).fetchall()
    return {n: (salt, value) for n, salt, value in rows}


def held_of(db: Connection, entry: int) -> list[int]:
    """The places of the changes of an entry that were not applied."""
    rows = db.execute("SELECT n FROM sync_held WHERE entry = ?", (entry,)).fetchall()
    return [n for (n,) in rows]


def _replay_some(
    source: Connection, into: Connection, told: list[Logged], last: Spoke, zone: str
) -> set[applying.Group]:
    """Applies entries and derives what follows; answers where two hands may have met."""
    applier, doubtful = applying.Applier(into), set[applying.Group]()
    touched, new = list[Touched](), list[Touched]()
    read = [(one, one.read()) for one in told]
    applier.read_ahead(entry for _, entry in read)
    for one, entry in read:
        held, personal = held_of(source, one.n), personal_of(source, one.n)
        try:
            done = applier.apply(entry, one.place.hlc, personal, held)
        except KeyError:
            continue
        for change in entry.changes:
            last[change.table, change.id] = (one.place.chain, one.place.seq)
        doubtful |= done.doubtful
        touched += done.touched
        new += done.new
    applier.flush()
    derive(into, touched, new, zone)
    return doubtful


def replay(
    source: Connection, into: Connection, zone: str
) -> dict[tuple[str, bytes], tuple[bytes, int]]:
    """Rebuilds the tables of `into`, an empty shop, from the log of `source` alone.

    Gives for each row the entry (chain id, seq) that spoke of it last. Raises ValueError on a body
    that cannot be read.
    """
    last: Spoke = {}
    doubtful: set[applying.Group] = set()
    into.execute("BEGIN IMMEDIATE")
    _is_the_same_outlets(source, into)
    book = Logbook(source)
    aside = book.set_aside()  # of a newer program: it is not in the tables either
    rows = (one for one in book.rows() if one.n not in aside)
    with erasing.capture_off(into):
        while together := list(islice(rows, TOGETHER)):
            doubtful |= _replay_some(source, into, together, last, zone)
    contention.weigh(into, doubtful, source)
    into.execute("COMMIT")
    return last


def _is_the_same_outlets(source: Connection, into: Connection) -> None:
    """Whose file it is says what waits to be done in it, and whose money and stock it counts."""
    gate = source.execute("SELECT outlet FROM sync_gate").fetchone()
    into.execute("UPDATE sync_gate SET outlet = ?", gate)
    for (n,) in source.execute("SELECT n FROM sync_chain ORDER BY n").fetchall():
        add_chain(into, chain_row(source, n))


# -- verify ---------------------------------------------------------------------------------------


def verify_chains(db: Connection, told: Told | None = None) -> Verdict:
    """Checks that every chain is gapless, hashed and signed from its first entry to its head, and
    stands on its parent as it was, or as it was in a life that has moved.

    Hashes are not kept: each is made again from the entry before, and its signature must fit.
    """
    head = read_head(db)
    count, wrong = 0, list[Alteration]()
    step = _Steps(db, told)
    hashes: dict[bytes, list[bytes]] = {}
    aside = Logbook(db).set_aside()
    for n, chain, public_key, parent, parent_seq, parent_hash in db.execute(
        "SELECT n, chain, public_key, parent, parent_seq, parent_hash FROM sync_chain ORDER BY n"
    ).fetchall():
        log = step.through(Logbook(db).rows(n))
        links, why = _verify_chain(log, public_key, parent_hash or entries.NO_HASH, aside)
        hashes[chain] = links
        count += len(links) - 1
        if why:
            wrong.append(Alteration(chain.hex(), len(links), why))
        elif n == head.n and (len(links) - 1, links[-1]) != (head.seq, head.hash):
            wrong.append(Alteration(chain.hex(), head.seq, "tail_moved"))
        is_there = hashes.get(parent, [])[parent_seq:][:1] == [parent_hash]
        if parent_hash and not (is_there or stood_there(db, parent, parent_seq, parent_hash)):
            wrong.append(Alteration((parent or chain).hex(), parent_seq or 0, "parent_other"))
    if count != step.of and not wrong:
        wrong.append(Alteration(head.chain.hex(), head.seq, "chain_gone"))
    return Verdict(count, tuple(wrong), ())


class _Steps:
    """Counts the entries that go by and tells of it now and then."""

    def __init__(self, db: Connection, told: Told | None) -> None:
        self._told, self._done = told, 0
        (self.of,) = db.execute("SELECT count(*) FROM sync_log").fetchone()

    def through(self, rows: Iterator[Logged]) -> Iterator[Logged]:
        for row in rows:
            self._done += 1
            if self._told is not None and self._done % ENTRIES_A_STEP == 0:
                self._told(min(self._done, self.of), self.of)
            yield row


def _verify_chain(
    log: Iterator[Logged], public_key: bytes, prev: bytes, aside: set[int]
) -> tuple[list[bytes], str]:
    """The hash before the first entry and of every good one, and the code of what is wrong with the
    next; those set aside need not be read.
    """
    links = [prev]
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
    except ValueError:
        return links, "key_unread"
    try:
        for logged in log:
            if logged.place.seq != len(links):
                return links, "entry_missing"
            if logged.n not in aside:
                logged.read()
            link = replace(logged.place, prev=links[-1]).hash_of(logged.body)
            key.verify(logged.sig, link)
            links.append(link)
    except InvalidSignature:
        return links, "entry_unsigned"
    except (ValueError, KeyError, TypeError, IndexError, OverflowError):
        return links, "entry_unread"
    return links, ""


def verify_personal(db: Connection) -> list[Alteration]:
    """Checks the personal values beside the log against the hashes in it; one that is not there
    must belong to a row that an entry has erased.
    """
    wrong: list[Alteration] = []
    missing: list[tuple[bytes, Alteration]] = []
    erased: set[bytes] = set()
    book = Logbook(db)
    aside = book.set_aside()
    for logged in book.rows():
        if logged.n in aside:
            continue
        kept, chain, seq = personal_of(db, logged.n), logged.place.chain, logged.place.seq
        held = held_of(db, logged.n)
        for n, change in enumerate(logged.read().changes):
            if n in held:
                continue  # its writer had no right to it: nobody keeps what stands beside it
            if change.op == "E":
                erased.add(change.id)
            for value in change.values.values():
                if not isinstance(value, list):
                    continue
                of: dict[str, str | int] = {"table": change.table}
                if value[0] not in kept:
                    gone = Alteration(chain.hex(), seq, "personal_gone", of)
                    missing.append((change.id, gone))
                elif entries.personal_hash(*kept[value[0]]).hex() != value[1]:
                    wrong.append(Alteration(chain.hex(), seq, "personal_changed", of))
    return wrong + [one for row_id, one in missing if row_id not in erased]


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
                code = _difference(row_id in there, row_id in said)
                wrong.append(Alteration(chain.hex(), seq, code, {"table": kind.name}))
    for table, query in KEPT.items():
        if set(db.execute(query)) != set(empty.execute(query)):
            wrong.append(Alteration(head.chain.hex(), head.seq, "kept_other", {"table": table}))
    return sorted(wrong, key=lambda one: (one.seq, one.why))


def _personal_columns(db: Connection, kind: Kind) -> dict[bytes, tuple[Any, ...]]:
    if not kind.personal:
        return {}
    names = ", ".join(kind.personal)
    return {
        row_id: tuple(rest) for row_id, *rest in db.execute(f"SELECT id, {names} FROM {kind.name}")
    }


def _difference(is_there: bool, is_said: bool) -> str:
    if is_there and is_said:
        return "row_changed"
    return "row_added" if is_there else "row_gone"


def verify_lease(db: Connection, lease: Lease | None, public_key: bytes | None) -> list[Alteration]:
    """Holds the chain against what this machine knows of it: how far it came, and its own key."""
    head = read_head(db)
    wrong: list[Alteration] = []
    (key,) = db.execute("SELECT public_key FROM sync_chain WHERE n = ?", (head.n,)).fetchone()
    if public_key is not None and key != public_key:
        wrong.append(Alteration(head.chain.hex(), 1, "key_other"))
    if lease and lease.chain == head.chain.hex():
        if lease.seq > head.seq:
            wrong.append(Alteration(lease.chain, head.seq + 1, "tail_cut", {"seen": lease.seq}))
        elif lease.seq == head.seq and lease.head != head.hash.hex():
            wrong.append(Alteration(lease.chain, head.seq, "tail_other"))
    return wrong


def verify_pages(db: Connection) -> list[Alteration]:
    """SQLite's own check of the file; its first complaint."""
    (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    head = read_head(db)
    if said == "ok":
        return []
    return [Alteration(head.chain.hex(), head.seq, "file", {"said": str(said)})]

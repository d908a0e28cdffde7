"""The log as it lies in the file: entries by chain and place, bodies kept short, and which entries
speak of a record (decisions 7, 17, 19).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counter.storage import entries, shortening
from counter.storage.catalogue import BY_NAME, Merge
from counter.storage.database import Connection
from counter.storage.entries import Entry, Place
from counter.storage.ids import SEQ_BITS

LAST_CHAIN = 1 << 20
#: the place of `base` where a body lies as it came, and `late` is its hybrid clock
RAW, CLOCKS = -1, 1 << 64
#: cases whose ids are remembered while one reads on
REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as it was sealed. `n` is its number in this file; `place` lacks the hash before
    it: those are made again by whoever reads a chain from its start.
    """

    n: int
    place: Place
    body: bytes
    sig: bytes

    def read(self) -> Entry:
        """What it says. Raises ValueError, KeyError or TypeError on a body that is none."""
        return entries.read_body(self.body, self.place.eid)


def number_of(chain: int, seq: int) -> int:
    """The number of an entry in this file: the chain's number, then the place in it."""
    return chain << SEQ_BITS | seq


class Logbook:
    """Reads and keeps entries through one connection. What it remembers is never changed in the
    file, so a reader's may live as long as its connection; a writer's ends with its transaction,
    which may be rolled back.
    """

    def __init__(self, db: Connection) -> None:
        """`db` may be a reader's; `keep` needs the writer's, inside its transaction."""
        self._db = db
        self._chains: dict[int, bytes] = {}
        self._near: dict[int, list[bytes]] = {}
        self._numbers: dict[bytes, int] = {}
        self._lasting: dict[int, bytes] = {}

    # -- reading

    def entry(self, n: int) -> Logged:
        """The entry of a number in this file. Raises KeyError when there is none, ValueError when
        it cannot be read.
        """
        found = self._db.execute(
            "SELECT n, sv, late, base, body, sig FROM sync_log WHERE n = ?", (n,)
        ).fetchone()
        if found is None:
            raise KeyError(n)
        return self._logged(found)

    def rows(self, chain: int | None = None, after: int = 0) -> Iterator[Logged]:
        """All entries, or those of one chain behind place `after`, in the order of chain and place.
        Raises ValueError at one that cannot be read.
        """
        first, last = 0, number_of(LAST_CHAIN, 0)
        if chain is not None:
            first, last = number_of(chain, after + 1), number_of(chain + 1, 0)
        for found in self._db.execute(
            "SELECT n, sv, late, base, body, sig FROM sync_log WHERE n >= ? AND n < ? ORDER BY n",
            (first, last),
        ):
            yield self._logged(found)

    def set_aside(self) -> set[int]:
        """The numbers of the entries that were not applied: a newer program wrote them."""
        query = "SELECT c.n, f.seq FROM sync_future f JOIN sync_chain c ON c.chain = f.chain"
        return {number_of(chain, seq) for chain, seq in self._db.execute(query)}

    def speaking_of(self, subject: bytes) -> list[int]:
        """The numbers of the entries that speak of a record, oldest first as they came here."""
        found = self._db.execute(
            "SELECT entries FROM log_subject WHERE subject_id = ?", (subject,)
        ).fetchone()
        return shortening.unpacked(found[0]) if found else []

    def _logged(self, found: tuple[int, int, int, int, bytes, bytes]) -> Logged:
        n, sv, late, base, stored, sig = found
        chain, seq = self._chain(n >> SEQ_BITS), n & (1 << SEQ_BITS) - 1
        if base == RAW:
            place = Place(chain, seq, late % CLOCKS, sv, entries.NO_HASH)
            return Logged(n, place, entries.expanded(stored), sig)
        body = self._full(n, base, stored)
        place = Place(chain, seq, (shortening.moment_of(body) << 16) + late, sv, entries.NO_HASH)
        return Logged(n, place, body, sig)

    def _full(self, n: int, base: int, stored: bytes) -> bytes:
        near = self._near_of(n - base) if base else []
        try:
            return shortening.lengthen(entries.expanded(stored), near, self._lasting_id)
        except (IndexError, KeyError) as unknown:
            raise ValueError("a body that names an id which is not known here") from unknown

    def _near_of(self, n: int) -> list[bytes]:
        if n not in self._near:
            found = self._db.execute("SELECT base, body FROM sync_log WHERE n = ?", (n,)).fetchone()
            if found is None or found[0]:  # it leans itself, or lies as it came
                raise ValueError("the entry a case began with is missing")
            if len(self._near) >= REMEMBERED:
                self._near.clear()
            self._near[n] = shortening.near_ids(self._full(n, 0, found[1]))
        return self._near[n]

    def _chain(self, n: int) -> bytes:
        if n not in self._chains:
            found = self._db.execute("SELECT chain FROM sync_chain WHERE n = ?", (n,)).fetchone()
            if found is None:
                raise ValueError("an entry of a chain that is not known here")
            self._chains[n] = found[0]
        return self._chains[n]

    # -- lasting ids

    def _lasting_id(self, number: int) -> bytes:
        if number not in self._lasting:
            found = self._db.execute(
                "SELECT id FROM sync_lasting WHERE n = ?", (number,)
            ).fetchone()
            if found is None:
                raise KeyError(number)
            self._lasting[number] = found[0].hex().encode()
        return self._lasting[number]

    def _lasting_number(self, hexed: bytes) -> int | None:
        if hexed not in self._numbers:
            found = self._db.execute(
                "SELECT n FROM sync_lasting WHERE id = ?", (bytes.fromhex(hexed.decode()),)
            ).fetchone()
            if found is None:
                return None
            self._numbers[hexed] = found[0]
        return self._numbers[hexed]

    # -- keeping

    def keep(
        self,
        n: int,
        place: Place,
        entry: Entry,
        sig: bytes,
        subjects: Iterable[bytes],
        *,
        body: bytes = b"",
    ) -> None:
        """Adds a sealed entry, `n` being `number_of` its chain and place; `body` as it came, where
        another program has written it: a newer one says more than is read here.
        """
        spoken = {subject: self.speaking_of(subject) for subject in sorted(subjects)}
        base, near = self._leaning(n, list(spoken.values()))
        stored = self.kept(body or entry.body(), near)
        self._db.execute(
            "INSERT INTO sync_log(n, sv, late, base, body, sig) VALUES (?, ?, ?, ?, ?, ?)",
            (n, place.sv, place.hlc - (entry.at << 16), base, stored, sig),
        )
        for subject, told in spoken.items():
            more = shortening.packed([n], told[-1] if told else 0)
            self._db.execute(
                "INSERT INTO log_subject(subject_id, entries) VALUES (?, ?) "
                "ON CONFLICT(subject_id) DO UPDATE "
                "SET entries = CAST(entries || excluded.entries AS BLOB)",
                (subject, more),
            )
        for change in entry.changes:
            known = BY_NAME.get(change.table)  # a newer program may keep more tables
            if change.op == "I" and known and known.merge is Merge.MASTER:
                self._db.execute("INSERT OR IGNORE INTO sync_lasting(id) VALUES (?)", (change.id,))

    def keep_raw(self, n: int, place: Place, body: bytes, sig: bytes) -> None:
        """Adds an entry that cannot be read here, as it came."""
        stored = entries.compressed(body)
        late = place.hlc - CLOCKS if place.hlc >= CLOCKS // 2 else place.hlc
        self._db.execute(
            "INSERT INTO sync_log(n, sv, late, base, body, sig) VALUES (?, ?, ?, ?, ?, ?)",
            (n, place.sv, late, RAW, stored, sig),
        )

    def _leaning(self, n: int, spoken: list[list[int]]) -> tuple[int, list[bytes]]:
        """How far back the entry lies that this one leans on, and its ids; 0 = it stands alone."""
        base = _base_among(n, spoken)
        try:
            return base, self._near_of(n - base) if base else []
        except ValueError:
            # somebody has altered that entry: `verify` says so, and the day goes on
            return 0, []

    def kept(self, body: bytes, near: Sequence[bytes]) -> bytes:
        """The kept form of a body; `near` are the ids of the entry it leans on."""
        return entries.compressed(shortening.shorten(body, near, self._lasting_number))


def _base_among(n: int, spoken: list[list[int]]) -> int:
    """How far back the entry lies that this one leans on: the youngest of the first entries of what
    it speaks of, before it in the same chain. 0, standing alone, where it is itself the first of
    something: so nothing ever leans on what leans.
    """
    if not all(spoken):
        return 0
    start = number_of(n >> SEQ_BITS, 0)
    near = [told[0] for told in spoken if start <= told[0] < n]
    return n - max(near) if near else 0

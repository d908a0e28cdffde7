"""Takes entries of other chains into a shop's file: kept as they were sealed, applied, derived."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from counter.storage import contention, shortening
from counter.storage.applying import Applied, Applier, Group, Personal
from counter.storage.asking import among
from counter.storage.chains import ChainRow, add_chain
from counter.storage.database import Connection
from counter.storage.deriving import derive
from counter.storage.entries import Entry, Place, read_body
from counter.storage.keeping import Keeper, Kept, Near
from counter.storage.logbook import number_of
from counter.storage.subjects import Touched

#: under which name the file keeps how things stood when it last heard all there was to hear
HEARD_AT = "note:heard_at"


def keep_beside(db: Connection, n: int, personal: Personal, held: Collection[int]) -> None:
    """Keeps what stands beside entry number `n`: personal values, changes not to be applied."""
    db.executemany(
        "INSERT INTO sync_personal(entry, n, salt, value) VALUES (?, ?, ?, ?)",
        [(n, k, salt, value) for k, (salt, value) in personal.items()],
    )
    db.executemany("INSERT INTO sync_held(entry, n) VALUES (?, ?)", [(n, one) for one in held])


@dataclass(frozen=True, slots=True)
class Coming:
    """An entry on its way in, its links and signature checked; `chain` is the number of its chain
    in this file, `entry` None where this program cannot read it.
    """

    chain: int
    place: Place
    entry: Entry | None
    body: bytes
    sig: bytes
    personal: Personal
    held: Collection[int] = ()

    @property
    def n(self) -> int:
        """Its number in this file."""
        return number_of(self.chain, self.place.seq)


def readable(body: bytes, place: Place) -> Entry | None:
    """What a body says, None where this program cannot read or keep it as one of its own."""
    try:
        shortening.shorten(body, (), _no_number)
        return read_body(body, place.eid)
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _no_number(_id: bytes) -> None:
    return None


class Receiver:
    """Serves one transaction of the writer, with capture off. What it was given is in the file
    after `write`; then it may be given more.
    """

    def __init__(self, db: Connection, zone: str, near: Near | None = None) -> None:
        """`zone` is the outlet's, for the days of the totals; `near` as `Keeper` says."""
        self._db, self._zone = db, zone
        self._keeper, self._applier = Keeper(db, near), Applier(db)
        self._there: dict[int, bool] = {}
        self._beside: list[Coming] = []
        self._doubtful: set[Group] = set()
        self._touched: list[Touched] = []
        self._new: list[Touched] = []
        self.kinds: set[str] = set()

    def number_of_chain(self, row: ChainRow) -> int:
        """The number a chain has in this file, a new one where it comes for the first time."""
        found = self._db.execute(
            "SELECT n FROM sync_chain WHERE chain = ?", (row.chain,)
        ).fetchone()
        return int(found[0]) if found else add_chain(self._db, row)

    def read_ahead(self, coming: Sequence[Coming]) -> None:
        """Reads in few questions what these entries will need; `add` takes one that was not among
        them too.
        """
        self._there |= dict.fromkeys((one.n for one in coming), False)
        for (n,) in among(self._db, "SELECT n FROM sync_log WHERE n IN ({})", self._there):
            self._there[n] = True
        self._applier.read_ahead(
            one.entry for one in coming if one.entry and not self._there[one.n]
        )

    def has(self, n: int) -> bool:
        """Whether the entry of a number is in the log."""
        if n not in self._there:
            query = "SELECT EXISTS(SELECT 1 FROM sync_log WHERE n = ?)"
            self._there[n] = bool(self._db.execute(query, (n,)).fetchone()[0])
        return self._there[n]

    def add(self, one: Coming) -> bool:
        """Takes one entry; False when it is here already. What this program cannot read or does not
        know is set aside. Raises ValueError or TypeError on one that no program has sealed.
        """
        if self.has(one.n):
            return False
        self._there[one.n] = True
        self._beside.append(one)
        if one.entry is None:
            self._set_aside(one.place)
            self._keeper.keep_raw(one.n, one.place, one.body, one.sig)
            return True
        if any(change.op == "E" for change in one.entry.changes):
            self.write()  # an erasure looks for what it takes away in the file
        try:
            done = self._applier.apply(one.entry, one.place.hlc, one.personal, one.held)
        except KeyError:  # a table of a newer program: kept until this one is newer too
            self._set_aside(one.place)
            done = Applied([], [], set())
        kept = Kept(one.n, one.place, one.entry, one.body, one.sig, sorted(done.subjects))
        self._keeper.add(kept)
        self._doubtful |= done.doubtful
        self._touched += done.touched
        self._new += done.new
        return True

    def write(self) -> None:
        """Writes all that was taken, and what follows from it."""
        self._write_beside()
        self._applier.flush()
        self._keeper.write()
        contention.weigh(self._db, sorted(self._doubtful))
        derive(self._db, self._touched, self._new, self._zone)
        self.kinds |= {table for table, _ in self._touched}
        if self._doubtful:  # what has lost changes no row, but somebody may have to look
            self.kinds.add("contended")
        self._doubtful.clear()
        self._touched.clear()
        self._new.clear()

    def take(
        self,
        chain: int,
        place: Place,
        body: bytes,
        sig: bytes,
        personal: Personal,
        *,
        held: Collection[int] = (),
    ) -> bool:
        """Takes and writes one entry alone, as `add` and `write` do."""
        if self.has(number_of(chain, place.seq)):
            return False
        entry = readable(body, place)
        self.add(Coming(chain, place, entry, body, sig, personal, held))
        self.write()
        return True

    def _set_aside(self, place: Place) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO sync_future(chain, seq) VALUES (?, ?)", (place.chain, place.seq)
        )

    def _write_beside(self) -> None:
        """A value of a row that was erased before it came is not kept."""
        values = [
            (one.n, k, salt, value)
            for one in self._beside
            if one.personal
            for gone in [self._erased_in(one.entry) if one.entry else ()]
            for k, (salt, value) in one.personal.items()
            if k not in gone
        ]
        self._db.executemany(
            "INSERT INTO sync_personal(entry, n, salt, value) VALUES (?, ?, ?, ?)", values
        )
        self._db.executemany(
            "INSERT INTO sync_held(entry, n) VALUES (?, ?)",
            [(one.n, place) for one in self._beside for place in one.held],
        )
        self._beside.clear()

    def _erased_in(self, entry: Entry) -> set[int]:
        """The places of values of rows that were erased here before they came."""
        return {
            value[0]
            for change in entry.changes
            for value in change.values.values()
            if isinstance(value, list) and self._applier.is_erased(change.id)
        }

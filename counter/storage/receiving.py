"""Takes entries of other chains into a shop's file: kept as they were sealed, applied, derived."""

from collections.abc import Collection

from counter.storage import contention
from counter.storage.applying import Applied, Personal, apply_entry
from counter.storage.chains import ChainRow, add_chain
from counter.storage.database import Connection
from counter.storage.deriving import derive
from counter.storage.entries import Entry, Place, read_body
from counter.storage.erasing import is_erased
from counter.storage.logbook import Logbook, number_of

#: under which name the file keeps how things stood when it last heard all there was to hear
HEARD_AT = "note:heard_at"


def keep_beside(db: Connection, n: int, personal: Personal, held: Collection[int]) -> None:
    """Keeps what stands beside entry number `n`: personal values, changes not to be applied."""
    db.executemany(
        "INSERT INTO sync_personal(entry, n, salt, value) VALUES (?, ?, ?, ?)",
        [(n, k, salt, value) for k, (salt, value) in personal.items()],
    )
    db.executemany("INSERT INTO sync_held(entry, n) VALUES (?, ?)", [(n, one) for one in held])


class Receiver:
    """Serves one transaction of the writer, with capture off."""

    def __init__(self, db: Connection, zone: str) -> None:
        """`zone` is the outlet's, for the days of the totals."""
        self._db, self._zone = db, zone
        self._book = Logbook(db)
        self.kinds: set[str] = set()

    def number_of_chain(self, row: ChainRow) -> int:
        """The number a chain has in this file, a new one where it comes for the first time."""
        found = self._db.execute(
            "SELECT n FROM sync_chain WHERE chain = ?", (row.chain,)
        ).fetchone()
        return int(found[0]) if found else add_chain(self._db, row)

    def has(self, chain: int, seq: int) -> bool:
        """Whether the entry is in the log."""
        return bool(
            self._db.execute(
                "SELECT EXISTS(SELECT 1 FROM sync_log WHERE n = ?)", (number_of(chain, seq),)
            ).fetchone()[0]
        )

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
        """Keeps and applies one entry whose links and signature were checked; False when it is here
        already. Raises ValueError, KeyError or TypeError on a body that is none.
        """
        if self.has(chain, place.seq):
            return False
        entry, n = read_body(body, place.eid), number_of(chain, place.seq)
        gone = self._erased_in(entry)
        kept = {k: value for k, value in personal.items() if k not in gone}
        keep_beside(self._db, n, kept, held)
        try:
            done = apply_entry(self._db, entry, place.hlc, personal, held)
        except KeyError:  # a table of a newer program: kept until this one is newer too
            self._db.execute(
                "INSERT OR IGNORE INTO sync_future(chain, seq) VALUES (?, ?)",
                (place.chain, place.seq),
            )
            done = Applied([], [], set())
        self._book.keep(n, place, entry, sig, done.subjects, body=body)
        contention.weigh(self._db, done.doubtful)
        derive(self._db, done.touched, done.new, self._zone)
        self.kinds |= {table for table, _ in done.touched}
        return True

    def _erased_in(self, entry: Entry) -> set[int]:
        """The places of values of rows that were erased here before they came."""
        return {
            value[0]
            for change in entry.changes
            for value in change.values.values()
            if isinstance(value, list) and is_erased(self._db, change.id)
        }

"""What a shop's file says of its exchange with a hub or a neighbour: through any connection, so
that no wait for the network is a wait of the writer.
"""

from dataclasses import dataclass

from counter.domain.records import HEAD_OFFICE
from counter.storage.chains import ChainRow, chain_row
from counter.storage.database import Connection
from counter.storage.entries import Place
from counter.storage.logbook import Logbook, number_of
from counter.storage.own_outlets import ADMITTED_AS
from counter.storage.proving import held_of, personal_of
from counter.storage.receiving import HEARD_AT
from counter.storage.sealing import read_head
from counter.wire import links
from counter.wire.messages import MOST_BYTES, ChainFacts, Packet, Run

#: when the other side has last signed for something of ours, in milliseconds since 1970 UTC
PROVED_AT = "proved_at"
#: the name of the hub that all of this was said by
HUB = "hub"
#: up to where all pictures are in their places
PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Own:
    """A chain this seat answers for: its number here, how far the other side has confirmed it,
    and whether the next act here goes on it.
    """

    n: int
    facts: ChainFacts
    seq: int
    acked: int
    link: bytes
    is_written: bool


class BookReader:
    """What was said and heard so far; neighbours are asked anew each time, so all of it is of the
    hub.
    """

    def __init__(self, db: Connection) -> None:
        self.db = db

    @property
    def outlet(self) -> int:
        """The number of the outlet whose file this is."""
        return int(self.db.execute("SELECT outlet FROM sync_gate").fetchone()[0])

    @property
    def replica(self) -> bytes:
        """The id of this seat."""
        return self._kept("replica")

    @property
    def digit(self) -> int:
        """The digit this seat numbers with."""
        (digit,) = self.db.execute(
            "SELECT digit FROM seat WHERE id = (SELECT value FROM sync_state WHERE name = 'seat')"
        ).fetchone()
        return int(digit)

    def chains(self) -> list[Own]:
        """The chains of this outlet's seats in this file, oldest first."""
        found = self.db.execute(
            "SELECT n, chain FROM sync_chain WHERE outlet = ? ORDER BY n", (self.outlet,)
        ).fetchall()
        return [self.own(n) for n, _ in found]

    def own(self, n: int) -> Own:
        """The chain of that number in this file."""
        row = chain_row(self.db, n)
        facts = facts_of(row)
        first, end = number_of(n, 0), number_of(n + 1, 0)
        (last,) = self.db.execute(
            "SELECT coalesce(max(n), ?) FROM sync_log WHERE n >= ? AND n < ?", (first, first, end)
        ).fetchone()
        acked = self._kept(f"acked:{row.chain.hex()}")
        seq, link = (int.from_bytes(acked[:8], "big"), acked[8:40]) if acked else (0, b"")
        is_written = n == read_head(self.db).n
        return Own(n, facts, last - first, seq, link or links.first_link(facts), is_written)

    def link_at(self, n: int, seq: int) -> bytes:
        """The link of an entry of a chain, read from the start of the chain."""
        facts = facts_of(chain_row(self.db, n))
        link = links.first_link(facts)
        for logged in Logbook(self.db).rows(n):
            if logged.place.seq > seq:
                break
            place = logged.place
            link = Place(place.chain, place.seq, place.hlc, place.sv, link).hash_of(logged.body)
        return link

    def run(self, own: Own, after: int, prev: bytes, limit: int) -> Run:
        """The next entries of a chain."""
        packets: list[Packet] = []
        size = 0
        for logged in Logbook(self.db).rows(own.n, after):
            if len(packets) == limit or size > MOST_BYTES:
                break
            values = personal_of(self.db, logged.n)
            personal = tuple((k, salt, value) for k, (salt, value) in values.items())
            held = tuple(held_of(self.db, logged.n))
            place = logged.place
            packets.append(
                Packet(place.seq, place.hlc, place.sv, logged.body, logged.sig, personal, held)
            )
            size += len(logged.body)
        return Run(own.facts, prev, tuple(packets))

    def waiting(self) -> int:
        """How many entries the other side has not confirmed yet."""
        return sum(max(0, own.seq - own.acked) for own in self.chains())

    def cursor(self, stream: int) -> int:
        """How far a stream was read."""
        return int.from_bytes(self._kept(cursor_name(stream)), "big")

    def noted(self, name: str) -> bytes:
        """What was noted under a name; nothing where nothing was."""
        return self._kept(f"note:{name}")

    def admitted_as(self) -> int:
        """The number its hub has admitted this seat under; 0 where that was not noted."""
        return int.from_bytes(self.noted(ADMITTED_AS), "big")

    def proved_at(self) -> int:
        """When the other side has last signed for something of ours, in milliseconds; 0 = never."""
        return int.from_bytes(self.noted(PROVED_AT), "big")

    def heard_at(self) -> int:
        """When all there was to hear was heard last, by the other side's clock; 0 = never."""
        return int.from_bytes(self._kept(HEARD_AT), "big")

    def neighbours(self) -> dict[bytes, bytes]:
        """The public keys of the outlet's other seats that this file has heard of, by replica."""
        found = self.db.execute(
            "SELECT replica, public_key FROM sync_chain WHERE why <> 'handed over' "
            "AND (outlet = ? OR outlet <> ?) ORDER BY n",
            (self.outlet, HEAD_OFFICE),
        )
        return {replica: key for replica, key in found if replica != self.replica}

    def held(self) -> dict[bytes, tuple[int, int]]:
        """By chain its number here and how far it is held."""
        found = self.db.execute("SELECT n, chain FROM sync_chain").fetchall()
        return {chain: (n, self.own(n).seq) for n, chain in found}

    def _kept(self, name: str) -> bytes:
        found = self.db.execute("SELECT value FROM sync_state WHERE name = ?", (name,)).fetchone()
        return found[0] if found else b""


def cursor_name(stream: int) -> str:
    """Under which name it is kept how far a stream was read."""
    return "cursor:hq" if stream == HEAD_OFFICE else "cursor:own"


def facts_of(row: ChainRow) -> ChainFacts:
    """A chain as it is told."""
    return ChainFacts(
        row.chain, row.replica, row.public_key, row.outlet, row.seat, row.parent, row.parent_seq,
        row.parent_hash, row.why,
    )  # fmt: skip

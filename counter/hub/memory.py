"""The hub in memory: what any hub must do, said as shortly as can be (sync.md §9.2).

It keeps what it is sent for ever, gives each outlet the stream of its own entries without gaps, and
hands on to others only the changes of rows they may see, sealed anew on a chain of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

import msgspec

from counter.domain.records import HEAD_OFFICE
from counter.hub import adoption
from counter.hub.customer import answers
from counter.hub.ledger import Personal, fitting
from counter.hub.scopes import MemoryStore, Row, Scopes, publisher_in
from counter.hub.soundness import is_sound
from counter.storage import entries
from counter.storage.catalogue import BY_NAME, Merge
from counter.storage.entries import Entry, Place
from counter.wire import links
from counter.wire.links import Forged
from counter.wire.messages import (
    MOST_ENTRIES,
    ChainFacts,
    Hello,
    Named,
    Packet,
    Page,
    Pushed,
    Run,
    Status,
)

LEAST_SV = 1


@dataclass(slots=True)
class Chain:
    """A chain as it is held: `links` has one more than `packets`, that before the first."""

    facts: ChainFacts
    links: list[bytes]
    packets: list[Packet] = field(default_factory=list[Packet])


@dataclass(frozen=True, slots=True)
class _Told:
    """An entry that speaks of a row, and with which of its changes."""

    outlet: int
    entry: Entry
    personal: tuple[tuple[int, bytes, str], ...]
    change: int
    hlc: int


@dataclass(frozen=True, slots=True)
class Held:
    """A change in quarantine: kept in its chain, applied nowhere."""

    outlet: int
    chain: bytes
    seq: int
    change: int
    why: str


class MemoryHub:
    """All of it; one caller at a time."""

    def __init__(
        self, sign: entries.Sign, public_key: bytes, clock: Callable[[], int], name: bytes
    ) -> None:
        """`name` is 16 bytes of its own; `clock` gives milliseconds since 1970 UTC."""
        self._sign, self._key, self._clock, self._name = sign, public_key, clock, name
        self._keys: dict[tuple[int, bytes], bytes] = {}
        self._revoked: set[tuple[int, bytes]] = set()
        self._adopted: dict[int, int] = {}
        self._owners = adoption.Owners(self._adopted)
        self.chains: dict[tuple[int, bytes], Chain] = {}
        self._streams: dict[int, list[tuple[bytes, int]]] = defaultdict(list)
        self._told: dict[Row, list[_Told]] = defaultdict(list)
        self._scopes = Scopes(MemoryStore(), self._owners)
        self._routed: set[tuple[int, bytes]] = set()
        self.quarantine: list[Held] = []

    # -- who may speak

    def enrol(
        self,
        outlet: int,
        replica: bytes,
        public_key: bytes,
        *,
        formerly: tuple[int, int] | None = None,
    ) -> None:
        """Admits a replica; `formerly` is the number the shop chose itself before, and the tail it
        drew (decisions 9).
        """
        self._keys[outlet, replica] = public_key
        if formerly is not None:
            self._adopted[adoption.place(*formerly)] = outlet

    def revoke(self, outlet: int, replica: bytes) -> None:
        """A seat that was stolen or given up: it is told nothing any more, what it sent stays."""
        self._revoked.add((outlet, replica))

    def is_admitted(self, who: Named) -> bool:
        """Whether it may speak."""
        place = who.outlet, who.replica
        return place in self._keys and place not in self._revoked

    # -- calls

    def hello(self, who: Named, chain: bytes) -> Hello:
        """How far a chain is held."""
        kept = self.chains.get((who.outlet, chain))
        seq, head = (len(kept.packets), kept.links[-1]) if kept else (0, b"")
        return Hello(seq, head, LEAST_SV, self._clock())

    def link(self, who: Named, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry, to find where two histories meet."""
        kept = self.chains.get((who.outlet, chain))
        return kept.links[seq] if kept and 0 <= seq < len(kept.links) else None

    def push(self, who: Named, run: Run) -> Pushed:
        """Takes entries of one chain: all of them or none."""
        kept = self.chains.get((who.outlet, run.facts.chain))
        known = len(kept.packets) if kept else 0
        old = kept.links if kept else [links.first_link(run.facts)]
        first = run.packets[0].seq if run.packets else 1
        if not self._may_write(who, run, kept) or first < 1:
            return Pushed(Status.REFUSED, known, old[known])
        if first > known + 1:
            return self._answer(Status.GAP, run.facts.chain, known, old[known])
        try:
            made = links.links_of(run)
            overlap = min(len(made), known - first + 1)
            if [run.prev, *made[:overlap]] != old[first - 1 : first + overlap]:
                return self._answer(Status.FORK, run.facts.chain, known, old[known])
            if made[overlap:]:
                links.check_signed(run.facts.public_key, made[-1], run.packets[-1].sig)
                self._check_values(run)
        except Forged:
            return Pushed(Status.REFUSED, known, old[known])
        return self._keep(who.outlet, run, made, overlap)

    def _keep(self, outlet: int, run: Run, made: list[bytes], overlap: int) -> Pushed:
        chain = run.facts.chain
        first = Chain(run.facts, [links.first_link(run.facts)])
        kept = self.chains.setdefault((outlet, chain), first)
        fresh = list(zip(run.packets[overlap:], made[overlap:], strict=True))
        for packet, link in fresh:
            self._take(outlet, kept, packet, link)
        status = Status.OK if fresh else Status.KNOWN
        return self._answer(status, chain, len(kept.packets), kept.links[-1])

    def feed(self, who: Named, stream: int, after: int, limit: int = MOST_ENTRIES) -> Page:
        """The stream of one's own outlet, or head office's with all that it has published."""
        if stream not in (who.outlet, HEAD_OFFICE):
            raise PermissionError(stream)
        found = self._streams[stream][after : after + limit]
        packets = (self.chains[stream, chain].packets[place] for chain, place in found)
        found = found[: fitting(_size(one) for one in packets)]
        runs: list[Run] = []
        for chain, place in found:
            kept = self.chains[stream, chain]
            packet = kept.packets[place]
            if stream == HEAD_OFFICE != who.outlet and not _is_published(packet):
                continue
            if runs and runs[-1].facts.chain == chain and runs[-1].packets[-1].seq == place:
                runs[-1] = Run(kept.facts, runs[-1].prev, (*runs[-1].packets, packet))
            else:
                runs.append(Run(kept.facts, kept.links[place], (packet,)))
        upto = after + len(found)
        more = upto < len(self._streams[stream])
        return Page(tuple(runs), upto, more, self._clock(), stream, after)

    def say(self, outlet: int, said: tuple[Entry, Personal]) -> None:
        """A customer of the outlet says something on his page: sealed here, then as any entry."""
        entry, personal = said
        facts = answers.facts_of(self._name, self._key, outlet)
        first = Chain(facts, [links.first_link(facts)])
        kept = self.chains.setdefault((outlet, facts.chain), first)
        seq, at = len(kept.packets) + 1, self._clock() << 16
        place = Place(facts.chain, seq, at, entries.SCHEMA_VERSION, kept.links[-1])
        body = entry.body()
        link = place.hash_of(body)
        packet = Packet(seq, at, place.sv, body, self._sign(link), personal)
        self._take(outlet, kept, packet, link)

    # -- inside

    def _answer(self, status: Status, chain: bytes, seq: int, head: bytes) -> Pushed:
        receipt = self._sign(links.receipt_text(chain, seq, head)) if seq else b""
        return Pushed(status, seq, head, receipt)

    def _may_write(self, who: Named, run: Run, kept: Chain | None) -> bool:
        facts = run.facts
        if kept is not None and kept.facts != facts:
            return False
        writer = who.outlet, facts.replica
        is_his = (
            self._owners.of_number(facts.outlet, who.outlet) == who.outlet
            and writer not in self._revoked
        )
        return self.is_admitted(who) and self._keys.get(writer) == facts.public_key and is_his

    @staticmethod
    def _check_values(run: Run) -> None:
        for place, packet in zip(links.places_of(run), run.packets, strict=True):
            links.check_personal(packet, place.eid)

    def _take(self, outlet: int, kept: Chain, packet: Packet, link: bytes) -> None:
        eid = Place(kept.facts.chain, packet.seq, packet.hlc, packet.sv, b"").eid
        entry = entries.read_body(packet.body, eid)
        hlc = packet.hlc if entry.first_hlc is None else entry.first_hlc
        held = tuple(self._quarantine(outlet, kept, packet.seq, entry))
        self._streams[outlet].append((kept.facts.chain, len(kept.packets)))
        kept.packets.append(replace_held(packet, held))
        kept.links.append(link)
        reached: dict[int, dict[tuple[bytes, int], _Told]] = defaultdict(dict)
        good = [n for n, one in enumerate(entry.changes) if n not in held and _is_routed(one)]
        told = {n: _Told(outlet, entry, packet.personal, n, hlc) for n in good}
        for n in good:
            change = entry.changes[n]
            for other, rows in self._scopes.learn(change, outlet).items():
                for row in rows:
                    past = {(one.entry.eid, one.change): one for one in self._told[row]}
                    reached[other] |= past
            self._told[change.table, change.id].append(told[n])
        for n in good:
            change = entry.changes[n]
            for other in self._scopes.seers(change.table, change.id):
                reached[other][entry.eid, n] = told[n]
        if (outlet, entry.eid) not in self._routed:  # an act may come again on a second chain
            self._routed.add((outlet, entry.eid))
            for other, past in reached.items():
                self._hand_on(other, past.values())

    def _quarantine(self, outlet: int, kept: Chain, seq: int, entry: Entry) -> Iterable[int]:
        for n, change in enumerate(entry.changes):
            why = self._fault(outlet, change)
            if why:
                self.quarantine.append(Held(outlet, kept.facts.chain, seq, n, why))
                yield n

    def _fault(self, outlet: int, change: entries.Change) -> str:
        kind = BY_NAME.get(change.table)
        if kind is None:
            return ""
        if not is_sound(kind, change):
            return "unsound"
        home = self._owners.of_id(change.id)
        if kind.merge is Merge.MASTER:
            publisher = publisher_in(change, outlet)
            named = self._owners.of_number(publisher, outlet)
            return "" if home == outlet == named else "master"
        if change.op == "I":
            return "" if home == outlet else "id"
        return "" if outlet in self._scopes.seers(change.table, change.id) else "scope"

    def _hand_on(self, outlet: int, told: Iterable[_Told]) -> None:
        """Seals changes for another outlet, grouped by the entry they come from."""
        by_entry: dict[bytes, list[_Told]] = defaultdict(list)
        for one in told:
            if one.outlet != outlet:
                by_entry[one.entry.eid].append(one)
        for group in sorted(by_entry.values(), key=_age):
            self._seal(outlet, group)

    def _seal(self, outlet: int, group: list[_Told]) -> None:
        first = group[0]
        chain = sha256(b"extracts" + self._name + outlet.to_bytes(4, "big")).digest()[:16]
        facts = ChainFacts(chain, self._name, self._key, HEAD_OFFICE, 0, why="handed over")
        kept = self.chains.setdefault((outlet, chain), Chain(facts, [links.first_link(facts)]))
        places = sorted({one.change for one in group})
        changes = tuple(first.entry.changes[n] for n in places)
        entry = replace(first.entry, changes=changes, first_hlc=first.hlc)
        named = {v[0] for c in changes for v in c.values.values() if isinstance(v, list)}
        personal = tuple(one for one in first.personal if one[0] in named)
        place = Place(
            chain, len(kept.packets) + 1, self._clock() << 16, entries.SCHEMA_VERSION,
            kept.links[-1],
        )  # fmt: skip
        body = entry.body()
        link = place.hash_of(body)
        packet = Packet(place.seq, place.hlc, place.sv, body, self._sign(link), personal)
        self._streams[outlet].append((chain, len(kept.packets)))
        kept.packets.append(packet)
        kept.links.append(link)


def _size(packet: Packet) -> int:
    return len(packet.body) + len(msgspec.msgpack.encode(packet.personal))


def _age(group: list[_Told]) -> tuple[int, bytes]:
    return group[0].hlc, group[0].entry.eid


def replace_held(packet: Packet, held: tuple[int, ...]) -> Packet:
    """The packet with what is not to be applied named; whatever its sender said of that."""
    return Packet(packet.seq, packet.hlc, packet.sv, packet.body, packet.sig, packet.personal, held)


def _is_routed(change: entries.Change) -> bool:
    kind = BY_NAME.get(change.table)
    return kind is not None and kind.merge is not Merge.MASTER


def _is_published(packet: Packet) -> bool:
    changes = entries.read_body(packet.body, b"").changes
    known = [BY_NAME[one.table] for one in changes if one.table in BY_NAME]
    return bool(known) and all(kind.merge is Merge.MASTER for kind in known)

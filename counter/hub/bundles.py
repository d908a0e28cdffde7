"""What the hub hands to an outlet in a file, and takes from a seat in one: what pushes and feeds
do, where no network is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.hub import tables as t
from counter.hub.ledger import Ledger
from counter.hub.routing import HubName, Routing
from counter.wire import bundles, links
from counter.wire.bundles import PIECE, Broken, Opened, Part, Sender, Stretch
from counter.wire.messages import Named, Pushed, Status

#: positions in an outlet's own stream and in head office's
_Places = tuple[int, int]
_RULES = {Status.FORK: "bundle.fork", Status.REFUSED: "bundle.refused"}


@dataclass(frozen=True, slots=True)
class Wrote:
    """A bundle that was written: its number among those for the outlet, entries in it, how many
    seats can open it.
    """

    number: int
    entries: int
    receivers: int


@dataclass(slots=True)
class Read:
    """What a bundle brought: whose it is, and how many entries were new."""

    outlet: int = 0
    number: int = 0
    taken: int = 0


class HubBundles:
    """Files of one hub."""

    def __init__(
        self,
        engine: sa.Engine,
        name: HubName,
        key: Ed25519PrivateKey,
        *,
        clock: Callable[[], int],
        chance: Callable[[int], bytes],
    ) -> None:
        """`clock` gives milliseconds since 1970 UTC, `chance` random bytes."""
        self._engine, self._name, self._key = engine, name, key
        self._clock, self._chance = clock, chance
        self._ledger = Ledger(engine, name.sign, clock)
        self._routing = Routing(engine, name, clock)

    # -- writing

    def write(self, outlet: int, path: Path, *, since_last: bool = False) -> Wrote:
        """Writes what the seats of an outlet lack, for all of them; with `since_last` what no
        bundle for them has carried. Raises RuleBroken "bundle.no_seats", "file.cannot_write".
        """
        self._routing.follow()
        with self._engine.begin() as db:
            receivers = _seats_of(db, outlet)
            number, given = _given(db, outlet)
            begins = given if since_last else _heard(db, outlet, set(receivers))
            confirmed = self._confirmed(db, outlet)
        if not receivers:
            raise RuleBroken("bundle.no_seats", outlet=outlet)
        sender = Sender(self._name.name, outlet, self._name.name, self._name.sign, self._chance)
        parts = _Parts(self._ledger, Named(outlet, b""), begins, confirmed)
        at = self._clock()
        try:
            bundles.write_file(path, sender, receivers, parts, number=number + 1, at=at)
        except OSError as trouble:
            said = trouble.strerror or ""
            raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble
        with self._engine.begin() as db:
            own, head_office = parts.reached
            values = {"number": number + 1, "own_pos": own, "hq_pos": head_office}
            _put(db, t.BUNDLE_GIVEN, {"outlet_no": outlet}, values)
        return Wrote(number + 1, parts.entries, len(receivers))

    def _confirmed(self, db: sa.Connection, outlet: int) -> tuple[tuple[bytes, Pushed], ...]:
        """How far every chain of the outlet is held, signed as the answer to a push is; written
        too, for the word must wait for a commit of its own.
        """
        mine = t.CHAIN.c.outlet_no == outlet
        db.execute(sa.update(t.CHAIN).where(mine).values(seen_at=self._clock()))
        found = db.execute(
            sa.select(t.CHAIN.c.chain, t.CHAIN.c.seq, t.CHAIN.c.head)
            .where(t.CHAIN.c.outlet_no == outlet, t.CHAIN.c.seq > 0)
            .order_by(t.CHAIN.c.chain)
        )
        said: list[tuple[bytes, Pushed]] = []
        for chain, seq, head in found:
            text = links.receipt_text(bytes(chain), seq, bytes(head))
            receipt = self._name.sign(text)
            said.append((bytes(chain), Pushed(Status.KNOWN, seq, bytes(head), receipt)))
        return tuple(said)

    # -- reading

    def read(self, path: Path) -> Read:
        """Takes in what a seat's bundle brings, piece by piece; what was taken in stays when the
        rest is broken. Raises RuleBroken "bundle.…", "file.cannot_read".
        """
        done, told = Read(), {"file": path.name}
        try:
            with open(path, "rb") as file:
                opened = Opened(file)
                done.outlet, done.number = opened.head.outlet, opened.head.number
                key = self._key_of(opened.head)
                if key is None:
                    raise RuleBroken("bundle.stranger", **told)
                opened.check(key)
                secret = self._key.private_bytes_raw()
                for part in opened.parts(self._name.name, secret, key):
                    self._take(part, opened.head, done, path)
        except OSError as trouble:
            said = trouble.strerror or ""
            raise RuleBroken("file.cannot_read", file=str(path), said=said) from trouble
        except Broken as broken:
            raise RuleBroken(broken.rule, **told, entries=done.taken) from broken
        finally:
            self._routing.follow()
        return done

    def _key_of(self, head: bundles.Head) -> bytes | None:
        if head.sender == head.hub:
            raise Broken("bundle.not_for_us")
        if head.hub != self._name.name:
            raise Broken("bundle.other_hub" if head.hub else "bundle.not_for_us")
        with self._engine.begin() as db:
            return _seats_of(db, head.outlet).get(head.sender)

    def _take(self, part: Part, head: bundles.Head, done: Read, path: Path) -> None:
        who = Named(head.outlet, head.sender)
        for run in part.runs:
            before = self._ledger.hello(who, run.facts.chain).seq
            said = self._ledger.push(who, run)
            if said.status not in (Status.OK, Status.KNOWN):
                raise self._not_taken(said.status, head, done, path)
            done.taken += said.seq - before
        if part.cursors:
            places = dict(part.cursors)
            values = {
                "own_pos": places.get(head.outlet, 0), "hq_pos": places.get(HEAD_OFFICE, 0)
            }  # fmt: skip
            with self._engine.begin() as db:
                where = {"outlet_no": head.outlet, "replica": head.sender}
                _put(db, t.BUNDLE_HEARD, where, values)

    @staticmethod
    def _not_taken(status: Status, head: bundles.Head, done: Read, path: Path) -> RuleBroken:
        if status is Status.GAP:
            return RuleBroken(
                "bundle.gap", file=path.name, number=head.number, missing=head.number - 1,
                entries=done.taken,
            )  # fmt: skip
        return RuleBroken(_RULES[status], file=path.name, entries=done.taken)


class _Parts:
    """The parts of a bundle as they are written, each read when its turn comes."""

    def __init__(
        self,
        ledger: Ledger,
        who: Named,
        begins: _Places,
        confirmed: tuple[tuple[bytes, Pushed], ...],
    ) -> None:
        self._ledger, self._who, self._confirmed = ledger, who, confirmed
        self.entries, self.reached = 0, begins

    def __iter__(self) -> Iterator[Part]:
        own, head_office = self.reached
        if self._who.outlet != HEAD_OFFICE:
            yield from self._stream(HEAD_OFFICE, head_office)
        yield from self._stream(self._who.outlet, own)
        # last: by then its receiver holds what it would otherwise take for another life
        yield Part(confirmed=self._confirmed)

    def _stream(self, stream: int, after: int) -> Iterator[Part]:
        more = True
        while more:
            page = self._ledger.feed(self._who, stream, after, PIECE)
            if page.upto > after:
                self.entries += sum(len(run.packets) for run in page.runs)
                yield Part(stretch=Stretch(stream, after, page))
            after, more = page.upto, page.more
            own, head_office = self.reached
            is_own = stream == self._who.outlet
            self.reached = (after, head_office) if is_own else (own, after)


def _seats_of(db: sa.Connection, outlet: int) -> dict[bytes, bytes]:
    """The public keys of an outlet's seats that may still speak, by replica."""
    found = db.execute(
        sa.select(t.REPLICA.c.replica, t.REPLICA.c.public_key).where(
            t.REPLICA.c.outlet_no == outlet, t.REPLICA.c.revoked_at.is_(None)
        )
    )
    return {bytes(replica): bytes(key) for replica, key in found}


def _given(db: sa.Connection, outlet: int) -> tuple[int, _Places]:
    found = db.execute(
        sa.select(t.BUNDLE_GIVEN).where(t.BUNDLE_GIVEN.c.outlet_no == outlet)
    ).first()
    return (found.number, (found.own_pos, found.hq_pos)) if found else (0, (0, 0))


def _heard(db: sa.Connection, outlet: int, seats: set[bytes]) -> _Places:
    """From where every seat of the outlet can go on; the beginning where one has said nothing."""
    found = db.execute(sa.select(t.BUNDLE_HEARD).where(t.BUNDLE_HEARD.c.outlet_no == outlet)).all()
    said = {bytes(one.replica): (one.own_pos, one.hq_pos) for one in found}
    places = [said.get(one, (0, 0)) for one in seats]
    return min((own for own, _ in places), default=0), min((hq for _, hq in places), default=0)


def _put(
    db: sa.Connection, table: sa.Table, key: dict[str, int | bytes], values: dict[str, int]
) -> None:
    where = [table.c[name] == value for name, value in key.items()]
    if not db.execute(sa.update(table).where(*where).values(values)).rowcount:
        db.execute(sa.insert(table).values(**key, **values))

"""Who may speak to the hub: seats are enrolled by a one-time code and prove themselves by their
key; what they are given is a token for a quarter of an hour.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter.hub import tables as t
from counter.hub.routing import HubName
from counter.hub.seat_list import seat_list
from counter.hub.walls import as_outlet
from counter.wire import links
from counter.wire.messages import Enrol, Enrolled, Named, Token
from counter.wire.nearby import SeatList

MINUTE = 60_000
CODE_LASTS, TOKEN_LASTS, NONCE_LASTS = 24 * 60 * MINUTE, 15 * MINUTE, 2 * MINUTE
#: without the letters that are read as figures
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 4
#: outlets that chose their own number (decisions 9); what a seat says that has no shop yet
SELF_CHOSEN, LAST, NO_SHOP = 90_000, 99_999, 0
DIGITS = 10
#: whose signature is not looked at again
MOST_TOKENS = 20_000


class NotAdmitted(Exception):
    """`why` is code_unknown, code_used, code_old, key, revoked, token or other_outlet."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Code:
    """What is printed for a new seat."""

    code: str
    outlet: int
    seat: int
    until_at: int


class Gate:
    """Codes, keys and tokens."""

    def __init__(
        self,
        engine: sa.Engine,
        hub: HubName,
        clock: Callable[[], int],
        chance: Callable[[int], bytes],
    ) -> None:
        """`chance` gives random bytes, `clock` milliseconds since 1970 UTC."""
        self._engine, self._hub, self._clock, self._chance = engine, hub, clock, chance
        key = Ed25519PublicKey.from_public_bytes(hub.public_key)
        self._key = key
        self._read = lru_cache(MOST_TOKENS)(self._read_token)

    # -- enrolment

    def code_for(self, outlet: int, seat: int, name: str = "") -> Code:
        """A code that admits one seat of an outlet, once, until tomorrow."""
        letters = [LETTERS[byte % len(LETTERS)] for byte in self._chance(GROUPS * GROUP)]
        parts = ["".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP)]
        code, until = "-".join(parts), self._clock() + CODE_LASTS
        with self._engine.begin() as db:
            known = db.execute(sa.select(t.OUTLET.c.no).where(t.OUTLET.c.no == outlet)).first()
            if known is None:
                db.execute(sa.insert(t.OUTLET).values(no=outlet, name=name))
            db.execute(
                sa.insert(t.ENROL_CODE).values(
                    code_hash=_hash(code), outlet_no=outlet, seat=seat, until_at=until
                )
            )
        return Code(code, outlet, seat, until)

    def withdraw(self, outlet: int, code_hash: bytes) -> bool:
        """Takes back a code nobody has used; False where there is none. An outlet that was only
        invited, and has no other code, is none any more.
        """
        mine = t.ENROL_CODE.c
        unused = mine.outlet_no == outlet, mine.code_hash == code_hash, mine.used_at.is_(None)
        with self._engine.begin() as db:
            if not db.execute(sa.delete(t.ENROL_CODE).where(*unused)).rowcount:
                return False
            for table in (t.ENROL_CODE, t.REPLICA, t.STREAM):
                its = sa.select(table.c.outlet_no).where(table.c.outlet_no == outlet).limit(1)
                if db.execute(its).first() is not None:
                    return True
            db.execute(sa.delete(t.OUTLET).where(t.OUTLET.c.no == outlet))
            return True

    def enrol(self, asked: Enrol) -> Enrolled:
        """Admits the seat that brings a code and the public half of its key. Asked twice by the
        same seat, as after a lost answer, it answers alike. Raises NotAdmitted.
        """
        now, code = self._clock(), _hash(asked.code)
        with self._engine.begin() as db:
            kept = db.execute(
                sa.select(t.ENROL_CODE).where(t.ENROL_CODE.c.code_hash == code).with_for_update()
            ).first()
            if kept is None:
                raise NotAdmitted("code_unknown")
            where = t.REPLICA.c.outlet_no == kept.outlet_no, t.REPLICA.c.replica == asked.replica
            known = db.execute(sa.select(t.REPLICA).where(*where)).first()
            if known is not None and bytes(known.public_key) == asked.public_key:
                if known.revoked_at is not None:  # no code lets it speak again
                    raise NotAdmitted("revoked")
                return self._enrolled(int(kept.outlet_no), int(known.seat))
            if kept.used_at is not None:
                raise NotAdmitted("code_used")
            if kept.until_at < now:
                raise NotAdmitted("code_old")
            if known is not None:
                raise NotAdmitted("key")
            seat = int(kept.seat)
            if asked.outlet == NO_SHOP and seat in (taken := _digits(db, int(kept.outlet_no))):
                seat = next((one for one in range(DIGITS) if one not in taken), seat)
            db.execute(
                sa.insert(t.REPLICA).values(
                    outlet_no=kept.outlet_no, replica=asked.replica, public_key=asked.public_key,
                    seat=seat, machine=_plain(asked.machine), enrolled_at=now, seen_at=now,
                )
            )  # fmt: skip
            db.execute(
                sa.update(t.ENROL_CODE).where(t.ENROL_CODE.c.code_hash == code).values(used_at=now)
            )
            if asked.outlet != NO_SHOP:
                _adopt(db, asked, int(kept.outlet_no))
        return self._enrolled(int(kept.outlet_no), seat)

    def _enrolled(self, outlet: int, seat: int) -> Enrolled:
        return Enrolled(outlet, self._hub.name, self._hub.public_key, self._clock(), seat)

    def revoke(self, outlet: int, replica: bytes) -> bool:
        """A seat that was stolen or given up; False when it was none."""
        with self._engine.begin() as db:
            done = db.execute(
                sa.update(t.REPLICA)
                .where(t.REPLICA.c.outlet_no == outlet, t.REPLICA.c.replica == replica)
                .values(revoked_at=self._clock())
            )
            return done.rowcount > 0

    def seats(self) -> list[dict[str, Any]]:
        """Every seat that was ever admitted, by outlet and seat; times in milliseconds UTC."""
        known = t.REPLICA.c
        with self._engine.begin() as db:
            found = db.execute(
                sa.select(t.REPLICA).order_by(known.outlet_no, known.seat, known.enrolled_at)
            ).all()
        return [
            {"outlet": one.outlet_no, "seat": one.seat, "replica": bytes(one.replica).hex(),
             "machine": one.machine, "enrolled_at": one.enrolled_at, "revoked_at": one.revoked_at}
            for one in found
        ]  # fmt: skip

    def listed(self, outlet: int) -> SeatList:
        """The seats of an outlet, signed."""
        return seat_list(self._engine, self._hub, outlet, self._clock())

    # -- tokens

    def nonce(self) -> bytes:
        """What a seat signs to prove that it holds its key; it says itself when it was made."""
        head = self._clock().to_bytes(8, "big") + self._chance(16)
        return head + self._hub.sign(b"RCS-nonce-1" + head)

    def token(self, who: Named, nonce: bytes, sig: bytes) -> Token:
        """A token for a seat that has signed a nonce of ours. Raises NotAdmitted."""
        head, ours = nonce[:24], nonce[24:]
        self._check(ours, b"RCS-nonce-1" + head)
        if not 0 <= self._clock() - int.from_bytes(head[:8], "big") <= NONCE_LASTS:
            raise NotAdmitted("token")
        key = self._key_of(who)
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(
                sig, links.token_text(self._hub.name, who, nonce)
            )
        except (InvalidSignature, ValueError) as wrong:
            raise NotAdmitted("key") from wrong
        self._note_seen(who)
        until = self._clock() + TOKEN_LASTS
        said = msgspec.msgpack.encode((who.outlet, who.replica, until))
        return Token(said + self._hub.sign(b"RCS-token-1" + said), until)

    def named(self, token: bytes) -> Named:
        """Who speaks, as his token says; whether he still may is not asked. Raises NotAdmitted."""
        who, until = self._read(token)
        if until < self._clock():
            raise NotAdmitted("token")
        return who

    def _read_token(self, token: bytes) -> tuple[Named, int]:
        said, sig = token[:-64], token[-64:]
        self._check(sig, b"RCS-token-1" + said)
        try:
            outlet, replica, until = msgspec.msgpack.decode(said, type=tuple[int, bytes, int])
        except msgspec.MsgspecError as wrong:
            raise NotAdmitted("token") from wrong
        return Named(outlet, replica), until

    def _check(self, sig: bytes, said: bytes) -> None:
        try:
            self._key.verify(sig, said)
        except InvalidSignature as wrong:
            raise NotAdmitted("token") from wrong

    def _note_seen(self, who: Named) -> None:
        """When a seat was heard last, to a quarter of an hour: who is silent is told by it."""
        mine = t.REPLICA.c.outlet_no == who.outlet, t.REPLICA.c.replica == who.replica
        with self._engine.begin() as db:
            db.execute(sa.update(t.REPLICA).where(*mine).values(seen_at=self._clock()))

    def _key_of(self, who: Named) -> bytes:
        with as_outlet(self._engine, who.outlet) as db:
            found = db.execute(
                sa.select(t.REPLICA.c.public_key, t.REPLICA.c.revoked_at).where(
                    t.REPLICA.c.outlet_no == who.outlet, t.REPLICA.c.replica == who.replica
                )
            ).first()
        if found is None:
            raise NotAdmitted("key")
        if found.revoked_at is not None:
            raise NotAdmitted("revoked")
        return bytes(found.public_key)


def _adopt(db: sa.Connection, asked: Enrol, outlet: int) -> None:
    """A shop that began alone keeps its ids and numbers (decisions 9); nobody takes over a number
    that head office gives, or another such shop.
    """
    if not SELF_CHOSEN <= asked.outlet <= LAST:
        if asked.outlet != outlet:
            raise NotAdmitted("other_outlet")
        return
    its = t.ADOPTED.c.no == asked.outlet, t.ADOPTED.c.tail == asked.tail
    known = db.execute(sa.select(t.ADOPTED.c.outlet_no).where(*its)).scalar()
    if known is None:
        row = {"no": asked.outlet, "tail": asked.tail, "outlet_no": outlet}
        db.execute(sa.insert(t.ADOPTED).values(row))
    elif known != outlet:
        raise NotAdmitted("other_outlet")


def _digits(db: sa.Connection, outlet: int) -> set[int]:
    """The digits seats of an outlet number with, as far as the hub has heard."""
    enrolled = sa.select(t.REPLICA.c.seat).where(t.REPLICA.c.outlet_no == outlet)
    held = t.HELD_ROW.c
    rows = sa.select(held.fields).where(held.outlet_no == outlet, held.tbl == "seat")
    told = [json.loads(one) for one in db.execute(rows).scalars() if one]
    return {int(one) for one in db.execute(enrolled).scalars()} | {
        int(one.get("digit", 0)) for one in told
    }


def _plain(name: str) -> str:
    """As any database keeps it: PostgreSQL's text has no sign 0."""
    return name.replace("\0", "")[:200]


def _hash(code: str) -> bytes:
    plain = "".join(one for one in code.upper() if one.isalnum())
    return hashlib.sha256(b"RCS-code-1" + plain.encode()).digest()

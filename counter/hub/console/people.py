"""Accounts of head office people: passwords, one-time links, sessions, and a limit on tries."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from counter.hub.console.tables import CONSOLE_DEED as DEED
from counter.hub.console.tables import CONSOLE_PERSON as PERSON
from counter.hub.console.tables import CONSOLE_SESSION as SESSION
from counter.hub.console.tables import CONSOLE_TRY as TRY
from counter.hub.limits import line_of

MINUTE, HOUR = 60_000, 3_600_000
#: a session ends after so long without a look, and in any case at the end of a working day
IDLE, LASTS = HOUR, 12 * HOUR
LINK_LASTS = 24 * HOUR
TRIES_LAST = 15 * MINUTE
#: of one name, and from one address where many people may sit behind it
TRIES_OF_NAME, TRIES_FROM_ADDRESS = 5, 30
LEAST_PASSWORD, MOST_PASSWORD, MOST_NAME = 10, 200, 60
SALT, COST, BLOCK, WAYS = 16, 2**14, 8, 1
TOKEN_BYTES = 32


class Role(StrEnum):
    """What somebody may do: look, or also enrol and revoke seats."""

    VIEW = "view"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of head office."""

    name: str
    role: Role

    @property
    def may_act(self) -> bool:
        """Whether seats may be enrolled and revoked."""
        return self.role is Role.ACT


@dataclass(frozen=True, slots=True)
class Session:
    """A person who has signed in; `csrf` is what every form of theirs must bring."""

    person: Person
    csrf: str


class NotLetIn(Exception):
    """`why` is wrong, too_many, link, short, long, name or known."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class People:
    """All of it, in the hub's database: every worker knows the same."""

    def __init__(
        self, engine: sa.Engine, clock: Callable[[], int], chance: Callable[[int], bytes]
    ) -> None:
        """`chance` gives random bytes, `clock` milliseconds since 1970 UTC."""
        self._engine, self._clock, self._chance = engine, clock, chance

    # -- accounts, from the command line

    def add(self, name: str, role: Role, password: str) -> None:
        """A new account with a password. Raises NotLetIn."""
        self._insert(name, role, self._hashed(password))

    def invite(self, name: str, role: Role) -> str:
        """A new account without one; the answer is the secret part of a one-time link. Raises
        NotLetIn.
        """
        self._insert(name, role, b"")
        return self.link_for(name)

    def link_for(self, name: str) -> str:
        """A link for somebody who has forgotten his password; the old one stops, and so do his
        sessions. Raises NotLetIn.
        """
        link, until = self._chance(TOKEN_BYTES).hex(), self._clock() + LINK_LASTS
        fresh = sa.update(PERSON).where(PERSON.c.name == name)
        with self._engine.begin() as db:
            done = db.execute(
                fresh.values(password=b"", link_hash=_hash(link), link_until_at=until)
            )
            db.execute(sa.delete(SESSION).where(SESSION.c.name == name))
        if not done.rowcount:
            raise NotLetIn("name")
        return link

    def remove(self, name: str) -> bool:
        """An account goes, with its sessions; False when there was none."""
        with self._engine.begin() as db:
            db.execute(sa.delete(SESSION).where(SESSION.c.name == name))
            return db.execute(sa.delete(PERSON).where(PERSON.c.name == name)).rowcount > 0

    def everybody(self) -> list[Person]:
        """All accounts by name."""
        with self._engine.begin() as db:
            found = db.execute(sa.select(PERSON.c.name, PERSON.c.role).order_by(PERSON.c.name))
            return [Person(str(name), Role(role)) for name, role in found]

    # -- signing in

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The cookie of a new session. Raises NotLetIn "wrong" or "too_many"."""
        self._take_try(name, address)
        with self._engine.begin() as db:
            query = sa.select(PERSON.c.password).where(PERSON.c.name == name)
            kept = db.execute(query).scalar()
        # as much work for a name nobody has, so that time does not tell which names there are
        salt = bytes(kept)[:SALT] if kept else bytes(SALT)
        is_right = hmac.compare_digest(_scrypt(password[:MOST_PASSWORD], salt), bytes(kept or b""))
        if not is_right:
            raise NotLetIn("wrong")
        (by_name, _), (by_address, _) = _limits(name, address)
        back = sa.update(TRY).where(TRY.c.who == by_address, TRY.c.times > 0)
        with self._engine.begin() as db:
            db.execute(sa.delete(TRY).where(TRY.c.who == by_name))
            db.execute(back.values(times=TRY.c.times - 1))
        return self._begin(name)

    def may_choose(self, link: str) -> str:
        """Whose one-time link it is. Raises NotLetIn "link"."""
        mine = PERSON.c.link_hash == _hash(link), PERSON.c.link_until_at > self._clock()
        with self._engine.begin() as db:
            name = db.execute(sa.select(PERSON.c.name).where(*mine)).scalar()
        if name is None:
            raise NotLetIn("link")
        return str(name)

    def choose(self, link: str, password: str) -> str:
        """Sets the password of a one-time link, which is over by that; the cookie of a session.
        Raises NotLetIn.
        """
        name, hashed = self.may_choose(link), self._hashed(password)
        mine = PERSON.c.name == name, PERSON.c.link_hash == _hash(link)
        with self._engine.begin() as db:
            fresh = {"password": hashed, "link_hash": None, "link_until_at": None}
            if not db.execute(sa.update(PERSON).where(*mine).values(**fresh)).rowcount:
                raise NotLetIn("link")
        return self._begin(name)

    def session(self, cookie: str) -> Session | None:
        """Whose session a cookie is; None when it is none, or is over."""
        if not cookie:
            return None
        now, mine = self._clock(), SESSION.c.token_hash == _hash(cookie)
        query = sa.select(SESSION, PERSON.c.role).join(PERSON, PERSON.c.name == SESSION.c.name)
        with self._engine.begin() as db:
            one = db.execute(query.where(mine)).first()
            if one is None:
                return None
            if now - one.seen_at > IDLE or now - one.begun_at > LASTS:
                db.execute(sa.delete(SESSION).where(mine))
                return None
            if now - one.seen_at > MINUTE:
                db.execute(sa.update(SESSION).where(mine).values(seen_at=now))
        return Session(Person(str(one.name), Role(one.role)), csrf_of(cookie))

    def sign_out(self, cookie: str) -> None:
        """Ends a session."""
        with self._engine.begin() as db:
            db.execute(sa.delete(SESSION).where(SESSION.c.token_hash == _hash(cookie)))

    # -- what was done

    def note(self, person: Person, what: str, outlet: int, about: str) -> None:
        """Writes down what somebody did."""
        deed = {"at": self._clock(), "name": person.name, "what": what, "outlet_no": outlet}
        with self._engine.begin() as db:
            db.execute(sa.insert(DEED).values(**deed, about=about))

    # -- inside

    def _insert(self, name: str, role: Role, password: bytes) -> None:
        if not name.strip() or len(name) > MOST_NAME or name != name.strip():
            raise NotLetIn("name")
        with self._engine.begin() as db:
            known = sa.select(PERSON.c.name).where(PERSON.c.name == name)
            if db.execute(known).first() is not None:
                raise NotLetIn("known")
            made = {"name": name, "role": role.value, "password": password}
            db.execute(sa.insert(PERSON).values(**made, made_at=self._clock()))

    def _hashed(self, password: str) -> bytes:
        if len(password) < LEAST_PASSWORD:
            raise NotLetIn("short")
        if len(password) > MOST_PASSWORD:
            raise NotLetIn("long")
        return _scrypt(password, self._chance(SALT))

    def _begin(self, name: str) -> str:
        cookie, now = self._chance(TOKEN_BYTES).hex(), self._clock()
        fresh = {"token_hash": _hash(cookie), "name": name, "begun_at": now, "seen_at": now}
        with self._engine.begin() as db:
            db.execute(sa.delete(SESSION).where(SESSION.c.begun_at < now - LASTS))
            db.execute(sa.insert(SESSION).values(**fresh))
        return cookie

    def _take_try(self, name: str, address: str) -> None:
        """Counts a try before the password is looked at, so that many at once are no more tries
        than one after the other. Raises NotLetIn "too_many".
        """
        now, limits = self._clock(), _limits(name, address)
        with self._engine.begin() as db:
            db.execute(sa.delete(TRY).where(TRY.c.since_at <= now - TRIES_LAST))
            times = [_one_more(db, who, now) for who, _ in limits]
        if any(n > most for n, (_, most) in zip(times, limits, strict=True)):
            raise NotLetIn("too_many")


def _one_more(db: sa.Connection, who: str, now: int) -> int:
    """Counts one try, whoever else counts one at that moment; how many it makes."""
    insert: Any = (sqlite if db.dialect.name == "sqlite" else postgresql).insert
    fresh = insert(TRY).values(who=who, since_at=now, times=1)
    more = fresh.on_conflict_do_update(index_elements=["who"], set_={"times": TRY.c.times + 1})
    return int(db.execute(more.returning(TRY.c.times)).scalar_one())


def csrf_of(cookie: str) -> str:
    """What a form must bring that belongs to a cookie; who sees it cannot tell the cookie."""
    return hashlib.sha256(b"RCS-form-1" + cookie.encode()).hexdigest()


def _limits(name: str, address: str) -> tuple[tuple[str, int], ...]:
    known_by = f"name {name[:MOST_NAME]}", TRIES_OF_NAME
    return known_by, (f"from {line_of(address)}", TRIES_FROM_ADDRESS)


def _scrypt(password: str, salt: bytes) -> bytes:
    made = hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK, p=WAYS, dklen=TOKEN_BYTES)
    return salt + made


def _hash(secret: str) -> bytes:
    return hashlib.sha256(b"RCS-secret-1" + secret.encode()).digest()

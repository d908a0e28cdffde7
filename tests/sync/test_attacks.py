"""One outlet's seat tries to read and to write what is another's, by every address the hub has: a
new address is attacked the moment it is there, or fails here for want of something to fill it with.
"""

import base64
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import msgspec
import pytest
import urllib3
import zstandard
from starlette.routing import Route

from counter.domain import records as r
from counter.hub.running import built
from counter.machine_home import now
from counter.storage.proving import digest
from counter.storage.work import Work
from counter.sync.exchange import exchange
from counter.sync.http_line import HttpLine
from counter.sync.joining import joined_of
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.messages import Enrol, Named, Packet, Proof, Run, Token
from counter.wire.packing import Unreadable, packed, unpacked
from tests.sync.acting import act
from tests.sync.founding import founded
from tests.sync.killing import is_this_file
from tests.sync.postgres import Postgres
from tests.sync.processes import HubProcess, SeatProcess, code_of, hub_of

NAME, PHONE, SERIAL = "欧阳秘密", "13987654321", "SECRET-SERIAL-77"
PICTURE = b"a picture of a secret"


@dataclass
class Battle:
    """A hub, the seat of outlet 1 whose rows they are, and that of outlet 2 that wants them."""

    hub: HubProcess
    owner: SeatProcess
    thief: SeatProcess
    token: bytes
    spare_code: str

    def sends(
        self, method: str, path: str, body: bytes = b"", *, token: bool = True, **headers: str
    ) -> bytes:
        """What is answered, unpacked where it is a message, its headers before it."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            said["authorization"] = "RCS " + base64.b64encode(self.token).decode()
        pool = urllib3.PoolManager(retries=False)
        found = pool.request(method, self.hub.url + path, body=body, headers=said, redirect=False)
        assert found.status < 500, (found.status, path)
        told = repr(sorted(found.headers.items())).encode() + found.data
        if found.data[:4] == zstandard.MAGIC_NUMBER.to_bytes(4, "little"):
            reader = zstandard.ZstdDecompressor().stream_reader(found.data)
            told += reader.read(1 << 26)
        return told


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def battle(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres: Postgres
) -> Iterator[Battle]:
    place = tmp_path_factory.mktemp("attack")
    copytree(founded(2), place, dirs_exist_ok=True)
    database = postgres.fresh_url() if request.param == "postgresql" else ""
    hub = hub_of(place / "hub", database)
    owner, thief = SeatProcess(place, "1a", 1), SeatProcess(place, "2a", 2)
    for seat in (owner, thief):
        is_this_file(seat)
        seat.enrol(hub.url, code_of(place / "hub", seat.outlet, 1, database))
    _works(owner, hub.url)
    shop = thief.open()
    act(shop, Random(1))
    exchange(SeatBook(shop), thief.line(shop, hub.url), 2)
    shop.close()
    spare = code_of(place / "hub", 2, 2, database)
    yield Battle(hub, owner, thief, _token(thief, hub.url), spare)
    hub.kill()


def _works(owner: SeatProcess, url: str) -> None:
    """The owner takes in what nobody else may hear of, and tells the hub."""
    shop = owner.open()
    with shop.act("check_in", now(), lambda work: work.all(r.Person)[0]) as work:
        _takes_in(work)
    line = owner.line(shop, url)
    exchange(SeatBook(shop), line, 1)
    (name,) = line.ask(list[str], "/v1/blobs", [_sha()])
    size = len(PICTURE)
    said = line.open("PUT", f"/v1/blob/{name}", PICTURE, content_range=f"bytes 0-{size - 1}/{size}")
    assert said.status == 200
    said.release_conn()
    shop.close()


def _takes_in(work: Work) -> None:
    customer = work.add(r.Customer(id=work.new_id(), name=NAME, phone=PHONE))
    unit = work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial=SERIAL))
    item = work.add(
        r.CustomerItem(id=work.new_id(), customer_id=customer.id, unit_id=unit.id, custodian=1,
                       received_at=work.at)
    )  # fmt: skip
    work.add(r.Photo(id=work.new_id(), item_id=item.id, sha256=_sha(), size=len(PICTURE)))


def _sha() -> str:
    return hashlib.sha256(PICTURE).hexdigest()


def _token(seat: SeatProcess, url: str) -> bytes:
    shop, line = seat.open(), HttpLine(url)
    book = SeatBook(shop)
    joined = joined_of(seat.machine.folder, book.replica)
    assert joined is not None
    nonce, who = line.call(bytes, "/v1/nonce", 0), Named(seat.outlet, book.replica)
    sig = shop.signer()(links.token_text(joined.hub.hub, who, nonce))
    shop.close()
    return line.call(Token, "/v1/token", Proof(who, nonce, sig)).token


def _facts(battle: Battle) -> tuple[dict[str, str], list[bytes]]:
    """What an address can be filled with that is the owner's, and what must never be answered."""
    shop = battle.owner.open()
    book = SeatBook(shop)
    (chain,) = [one.facts.chain for one in book.chains() if one.is_written]
    (item,) = shop.db.execute("SELECT id FROM customer_item").fetchone()
    (number,) = shop.db.execute("SELECT number FROM customer_item").fetchone()
    replica = book.replica
    shop.close()
    fill = {
        "chain": chain.hex(), "seq": "1", "stream": "1", "table": "customer", "name": _sha(),
        "day": "2026-11-22", "outlet": "1", "replica": replica.hex(), "number": number or "1",
        "token": "a" * 26, "link": "a" * 26, "rest": "outlets/1", "case": item.hex(),
        "code": _sha(),
    }  # fmt: skip
    secret = [NAME.encode(), PHONE.encode(), SERIAL.encode(), PICTURE, chain, item]
    return fill, secret


def _addresses() -> list[tuple[str, str]]:
    """Every address of a hub's application with each way to call it."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        app = built(Path(folder))
    found: list[tuple[str, str]] = []
    for route in app.routes:
        assert isinstance(route, Route), f"{route} is no plain address: say how it is attacked"
        found += [(method, route.path) for method in sorted(route.methods or ())]
    return found


def _filled(path: str, fill: dict[str, str]) -> str:
    pieces = path.split("/")
    names = [piece[1:-1].partition(":")[0] for piece in pieces if piece.startswith("{")]
    lacking = [name for name in names if name not in fill]
    assert not lacking, f"{path}: say with what {lacking} is attacked"
    return "/".join(
        fill[piece[1:-1].partition(":")[0]] if piece.startswith("{") else piece for piece in pieces
    )


QUERIES = ["", "?after=0&limit=2000", "?outlet=1", f"?q={PHONE}"]


@pytest.mark.parametrize(("method", "path"), _addresses())
def test_no_address_tells_what_is_anothers(method: str, path: str, battle: Battle) -> None:
    fill, secret = _facts(battle)
    bodies = [b"", packed([_sha()]), packed(_stolen(battle)), f"outlet=1&q={PHONE}".encode()]
    for query in QUERIES:
        for body in bodies if method in ("POST", "PUT") else bodies[:1]:
            for token in (True, False):
                told = battle.sends(method, _filled(path, fill) + query, body, token=token)
                asked = body + path.encode() + query.encode()
                for one in secret:
                    # what was asked with may be said again: no more than was known
                    assert one not in told or one in asked, (path, query, one)


def test_the_owner_is_told_all_of_it(battle: Battle) -> None:
    """The attack would see it if it were there."""
    fill, secret = _facts(battle)
    battle.token, kept = _token(battle.owner, battle.hub.url), battle.token
    told = b"".join(
        battle.sends("GET", _filled(path, fill) + "?after=0")
        for path in ("/v1/feed/{stream}", "/v1/blob/{name}", "/v1/snapshot/file")
    )
    battle.token = kept
    for one in secret[:4]:
        assert one in told


def _stolen(battle: Battle, **parts: Any) -> Run:
    """The owner's next entry as the thief would write it."""
    shop, thief = battle.owner.open(), battle.thief.open()
    book = SeatBook(shop)
    (own,) = [one for one in book.chains() if one.is_written]
    body = (
        b'{"k":"x","a":"","t":1,"c":[["customer","' + _row(shop) + b'","U",{"note":"stolen"},'
        b'{"note":"1"},0]]}'
    )
    facts = msgspec.structs.replace(own.facts, **parts)
    fresh = facts.chain != own.facts.chain
    seq, prev = (1, links.first_link(facts)) if fresh else (own.seq + 1, own.link)
    run = Run(facts, prev, (Packet(seq, now() << 16, 1, body, bytes(64)),))
    sig = thief.signer()(links.links_of(run)[-1])
    shop.close()
    thief.close()
    return Run(facts, prev, (msgspec.structs.replace(run.packets[0], sig=sig),))


def _row(shop: Any) -> bytes:
    return shop.db.execute("SELECT lower(hex(id)) FROM customer").fetchone()[0].encode()


def test_nobody_writes_what_is_anothers(battle: Battle) -> None:
    thief = battle.thief.open()
    mine = {"chain": os.urandom(16), "parent": None, "parent_hash": None, "parent_seq": None}
    key, replica = thief.keys().public(), SeatBook(thief).replica
    thief.close()
    for parts in (
        {}, {"outlet": 2}, {"public_key": key}, {"replica": replica, "public_key": key},
        mine, mine | {"public_key": key}, mine | {"replica": replica, "public_key": key},
        mine | {"replica": replica, "public_key": key, "outlet": 2},
    ):  # fmt: skip
        battle.sends("POST", "/v1/ops", packed(_stolen(battle, **parts)))
    _tries_to_enrol(battle, key)
    name, size = _sha(), len(PICTURE)
    for spoilt in (b"x" * size, b""):
        span = {"content_range": f"bytes 0-{size - 1}/{size}"}
        battle.sends("PUT", f"/v1/blob/{name}", spoilt, **span)
    shop = battle.owner.open()
    before = digest(shop.db)
    line = battle.owner.line(shop, battle.hub.url)
    exchange(SeatBook(shop), line, 1)
    assert digest(shop.db) == before
    assert shop.db.execute("SELECT count(*) FROM customer WHERE note <> ''").fetchone() == (0,)
    said = line.open("GET", f"/v1/blob/{name}")
    assert said.read() == PICTURE
    said.release_conn()
    shop.close()


def _tries_to_enrol(battle: Battle, key: bytes) -> None:
    """By the thief's own code, as the owner's seat; and for a token in its name."""
    fill, _ = _facts(battle)
    replica, line = bytes.fromhex(fill["replica"]), HttpLine(battle.hub.url)
    asked = Enrol(battle.spare_code, replica, key, 1, "thief")
    battle.sends("POST", "/v1/enrol", packed(asked))
    nonce, shop = line.call(bytes, "/v1/nonce", 0), battle.thief.open()
    joined = joined_of(battle.thief.machine.folder, SeatBook(shop).replica)
    assert joined is not None
    who = Named(1, replica)
    sig = shop.signer()(links.token_text(joined.hub.hub, who, nonce))
    shop.close()
    told = battle.sends("POST", "/v1/token", packed(Proof(who, nonce, sig)))
    with pytest.raises(Unreadable):
        unpacked(told, Token)
    assert b"not_admitted" in told

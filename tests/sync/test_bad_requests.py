"""Whatever is sent to a hub, it answers in words and never by falling over; what an enrolled seat
may sign, however senseless, stops no neighbour (sync.md §9).
"""

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from shutil import copytree
from typing import Any

import msgspec
import pytest
import urllib3
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.machine_home import now
from counter.storage.checking import verify
from counter.storage.ids import make_id
from counter.sync.exchange import exchange
from counter.sync.http_line import HttpLine, NoHub
from counter.sync.joining import joined_of
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.messages import ChainFacts, Enrol, Named, Packet, Proof, Pushed, Run, Token
from counter.wire.packing import Unreadable, packed, unpacked
from tests.sync.founding import founded
from tests.sync.killing import OUTLET, is_this_file
from tests.sync.postgres import Postgres
from tests.sync.processes import HubProcess, SeatProcess, code_of, hub_of

EXAMPLES = 40
HOSTILE: list[Any] = [
    None, True, -1, 0, 1, 1 << 31, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, -(1 << 63), 0.5,
    b"", b"\x00", b"\xff" * 16, b"\x00" * 32, b"\xff" * 64, b"x" * 70_000, "", "\x00", "张" * 300,
    [], [[]], [[0, b"", ""]], [1 << 63], {}, {"a": 1},
]  # fmt: skip
ROW = make_id(now(), OUTLET, 0, os.urandom).hex()


def _body(*change: Any, **more: Any) -> bytes:
    """A body that says one thing of a row of the outlet's own."""
    table, *rest = change
    fields: dict[str, Any] = {"k": "x", "a": "", "t": 1, "c": [[table, ROW, *rest]]}
    return json.dumps(fields | more, separators=(",", ":")).encode()


BODIES = [
    b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"k":1,"a":[],"t":1,"c":{"a":"b"}}',
    b'{"k":"x","a":"","t":1,"c":[["unit","00","I",{}]]}',
    b'{"k":"x", "a":"", "t":1, "c":[]}', b'{"c":[],"k":"x","a":"","t":1}',
    b'{"k":"x","a":"","t":\n1}', _body("no", 1, 2), _body("unit", "I", {}),
    _body("unit", "U", {"serial": "1"}), _body("unit", "I", {"new": {"a": [1]}}),
    _body("unit", "I", {"serial": "\ud800"}), _body("unit", "I", {"serial": "\x00"}),
    _body("unit", "I", {"serial": "x" * 70_000}), _body("unit", "I", {"new": [[[1 << 80]]]}),
    _body("unit", "U", {"serial": "1"}, {"serial": "1+" * 5_000 + "1"}, 65_535),
    _body("unit", "I", {}, o=["00" * 8, 1 << 63]), _body("unit", "I", {}, o=["zz", -5]),
    _body("unit", "I", {}, o=["00" * 8, (1 << 63) - 1]), _body("unit", "I", {}, t=1 << 70),
    _body("unit", "I", {}, t=-(1 << 46)), _body("unit", "I", {}, c=[]),
    _body("no \x00", "I", {"x": 1}),
    _body("payment", "I", {"amount_fen": (1 << 63) - 1, "at": (1 << 63) - 1}),
    _body("payment", "I", {"amount_fen": 1, "at": -(1 << 63)}), _body("customer", "E", {"x": 1}),
    _body("customer_item", "I", {"custodian": (1 << 62)}),
    _body("outlet", "I", {"zone": "No/Where"}),
    _body("photo", "I", {"sha256": "../../x", "size": -1}),
]  # fmt: skip


@dataclass
class Enrolled:
    """A hub, a seat that may speak, and its neighbour."""

    hub: HubProcess
    seat: SeatProcess
    neighbour: SeatProcess
    token: bytes
    chain: ChainFacts

    def sends(self, path: str, body: bytes, method: str = "POST") -> urllib3.BaseHTTPResponse:
        said = {"authorization": "RCS " + base64.b64encode(self.token).decode()}
        pool = urllib3.PoolManager(retries=False)
        return pool.request(method, f"{self.hub.url}{path}", body=body, headers=said)

    def is_answered(self, path: str, body: bytes, method: str = "POST") -> int:
        """The status of an answer, which is never a fall."""
        said = self.sends(path, body, method)
        assert said.status < 500, (said.status, path, body[:200])
        if said.status in (400, 403):
            assert unpacked(said.data, list[str])[0] in ("unreadable", "not_admitted")
        return said.status

    def run(self, packets: tuple[Packet, ...] = (), **facts: Any) -> Run:
        """Entries on a chain of their own, signed by the seat."""
        chain = msgspec.structs.replace(self.chain, chain=os.urandom(16), **facts)
        return Run(chain, links.first_link(chain), packets)

    def signed(self, run: Run) -> Run:
        """As the seat would have signed it, where that can be done."""
        if not run.packets:
            return run
        shop = self.seat.open()
        *rest, last = run.packets
        try:
            sig = shop.signer()(links.links_of(run)[-1])
        except (ValueError, OverflowError, TypeError):
            return run
        finally:
            shop.close()
        return Run(run.facts, run.prev, (*rest, msgspec.structs.replace(last, sig=sig)))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def enrolled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres: Postgres
) -> Iterator[Enrolled]:
    place = tmp_path_factory.mktemp("bad")
    copytree(founded(1), place, dirs_exist_ok=True)
    database = postgres.fresh_url() if request.param == "postgresql" else ""
    hub = hub_of(place / "hub", database)
    seats = [SeatProcess(place, name, OUTLET) for name in ("1a", "1b")]
    for digit, seat in enumerate(seats, start=1):
        is_this_file(seat)
        seat.enrol(hub.url, code_of(place / "hub", OUTLET, digit, database))
    yield Enrolled(hub, *seats, *_speaks(seats[0], hub.url))
    hub.kill()


def _speaks(seat: SeatProcess, url: str) -> tuple[bytes, ChainFacts]:
    """A token of the seat, and what a chain of it is."""
    shop, line = seat.open(), HttpLine(url)
    book = SeatBook(shop)
    joined = joined_of(seat.machine.folder, book.replica)
    assert joined is not None
    nonce, who = line.call(bytes, "/v1/nonce", 0), Named(OUTLET, book.replica)
    sig = shop.signer()(links.token_text(joined.hub.hub, who, nonce))
    token = line.call(Token, "/v1/token", Proof(who, nonce, sig)).token
    key = shop.keys().public()
    facts = ChainFacts(b"", book.replica, key, book.outlet, book.digit, why="bad")
    shop.close()
    return token, facts


def _agrees(of: Enrolled) -> None:
    """Both seats still come to the same, and their books are whole."""
    for seat in (of.seat, of.neighbour, of.seat):
        shop = seat.open()
        exchange(SeatBook(shop), seat.line(shop, of.hub.url), OUTLET)
        assert verify(shop).alterations == ()
        shop.close()


KINDS: dict[str, Any] = {
    "/v1/enrol": Enrol("AAAA-BBBB-CCCC-DDDD", b"r" * 16, b"k" * 32, 1, "a machine"),
    "/v1/token": Proof(Named(1, b"r" * 16), b"n" * 88, b"s" * 64),
    "/v1/ops": None,
    "/v1/blobs": ["ab" * 32, "cd" * 32],
}


def _message(of: Enrolled, path: str) -> Any:
    packet = Packet(1, now() << 16, 1, b'{"k":"x","a":"","c":[]}', bytes(64), ((0, b"s", "v"),))
    return of.signed(of.run((packet,))) if path == "/v1/ops" else KINDS[path]


@pytest.mark.parametrize("path", KINDS)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_is_spoilt_on_the_way_is_refused(path: str, data: Any, enrolled: Enrolled) -> None:
    whole = packed(_message(enrolled, path))
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    if data.draw(st.booleans()):
        spoilt = whole[: at // 8]
    else:
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        spoilt = bytes(flipped)
    assert _is_the_same(spoilt, whole) or enrolled.is_answered(path, spoilt) == 400


def _is_the_same(spoilt: bytes, whole: bytes) -> bool:
    """Whether it was a bit that says nothing."""
    try:
        return unpacked(spoilt, Any) == unpacked(whole, Any)
    except Unreadable:
        return False


@pytest.mark.parametrize("path", KINDS)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_somebody_makes_up_is_answered_in_words(
    path: str, data: Any, enrolled: Enrolled
) -> None:
    plain = bytearray(msgspec.msgpack.encode(_message(enrolled, path)))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(plain) - 1))
        plain[at] = data.draw(st.integers(0, 255))
    body = packed(msgspec.Raw(bytes(plain)))
    enrolled.is_answered(path, body)


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_a_seat_signs_stops_nobody(data: Any, enrolled: Enrolled) -> None:
    run = _message(enrolled, "/v1/ops")
    if data.draw(st.booleans()):
        run = Run(run.facts, run.prev, (msgspec.structs.replace(
            run.packets[0], body=data.draw(st.sampled_from(BODIES)), personal=()
        ),))  # fmt: skip
    said = msgspec.to_builtins(run, builtin_types=(bytes,))
    said = _with(said, data)
    try:
        run = enrolled.signed(msgspec.convert(said, Run))
        body = packed(run)
    except (msgspec.ValidationError, OverflowError):
        body = packed(said)
    status = enrolled.is_answered("/v1/ops", body)
    assert status in (200, 400)


def _with(said: Any, data: Any) -> Any:
    """The message with one of its fields something else, however deep."""
    if not isinstance(said, list | tuple) or not said or data.draw(st.integers(0, 4)) == 0:
        return data.draw(st.sampled_from(HOSTILE))
    at = data.draw(st.integers(0, len(said) - 1))
    return [_with(one, data) if n == at else one for n, one in enumerate(said)]


def test_no_senseless_body_stops_a_neighbour(enrolled: Enrolled) -> None:
    for body in BODIES:
        packet = Packet(1, now() << 16, 1, body, bytes(64))
        run = enrolled.signed(enrolled.run((packet,)))
        assert enrolled.is_answered("/v1/ops", packed(run)) == 200, body[:200]
    _agrees(enrolled)


PATHS = [
    "/v1/hello/zz", "/v1/hello/00", f"/v1/hello/{'00' * 40}", "/v1/link/00/99999999999999999999",
    "/v1/link/00/-1", "/v1/feed/1?after=-1", "/v1/feed/1?after=999999999999999999999",
    "/v1/feed/1?limit=x", "/v1/feed/99999999999999999999999", "/v1/feed/2", "/v1/feed/1?after=١",
    "/v1/feed/1?wait=x", "/v1/proof/yesterday", "/v1/proof/9999-99-99", "/v1/proof/0001-01-01",
    "/v1/digest/no", "/v1/blob/..%2f..%2fhub.key", "/v1/blob/00", "/v1/no", "/", "/v1/seats?x=\x00",
    f"/v1/feed/1?after={(1 << 63) - 1}&limit=1", "/v1/feed/1?after=999999999999999999",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
def test_no_address_makes_it_fall(path: str, method: str, enrolled: Enrolled) -> None:
    said = enrolled.sends(path.replace("\x00", "%00").replace("١", "%D9%A1"), b"", method)
    assert said.status < 500


def test_bombs_and_heaps_are_turned_away(enrolled: Enrolled) -> None:
    assert enrolled.is_answered("/v1/ops", packed(b"\x00" * 33_000_000)) == 400
    assert enrolled.is_answered("/v1/ops", b"\x28\xb5\x2f\xfd" + os.urandom(17_000_000)) == 400
    assert enrolled.is_answered("/v1/enrol", packed("x" * 1_000_000)) == 400
    names = packed(["ab" * 32] * 5_000)
    assert enrolled.is_answered("/v1/blobs", names) == 400
    many = Packet(1, 1, 1, b"{}", bytes(64))
    assert enrolled.is_answered("/v1/ops", packed(enrolled.run((many,) * 3_000))) == 400


def test_after_all_of_it_seats_agree(enrolled: Enrolled) -> None:
    """Stands last: what was taken in by then is in the feed of both."""
    _agrees(enrolled)
    shop = enrolled.seat.open()
    said = enrolled.seat.line(shop, enrolled.hub.url).push(enrolled.run())
    assert isinstance(said, Pushed)
    with pytest.raises(NoHub):
        HttpLine(enrolled.hub.url + "/nowhere").call(bytes, "/v1/nonce", 0)
    shop.close()

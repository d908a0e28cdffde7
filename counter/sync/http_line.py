"""The calls of a hub over HTTP, for one seat; every way a network fails is one of a few words."""

import base64
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar, cast
from weakref import WeakSet

import urllib3

from counter.machine_home import home
from counter.sync.beside import Beside
from counter.sync.certificates import fault_of, trust_of
from counter.wire import links
from counter.wire.messages import (
    Digest,
    Enrol,
    Enrolled,
    Hello,
    Named,
    Page,
    Proof,
    Pushed,
    Run,
    Status,
    Token,
    Trouble,
)
from counter.wire.packing import KIND, MOST_UNPACKED, Unreadable, packed, unpacked

T = TypeVar("T")
CONNECT_S, ANSWER_S = 5.0, 60.0
OK, REFUSED, SOON_OVER_MS = 200, 403, 60_000
#: asked too often, or not just now; nobody is kept away longer by a word of the other side
LATER, LONGEST_LATER_S = (429, 503), 300.0


class NoHub(Exception):
    """Nothing came of a call. `why` is unreachable, no_hub (something else answered), busy, torn,
    hub_fault, other_hub, not_admitted or a certificate_…; `said` is what was heard.
    """

    def __init__(self, why: str, said: str = "", later_s: float = 0.0) -> None:
        """`later_s`: seconds until it is good to ask again, where whoever answered has said so."""
        super().__init__(f"{why}: {said}")
        self.why, self.said, self.later_s = why, said, later_s


class _Plain(urllib3.HTTPConnectionPool):
    """Remembers its connections, so that a call can be ended from outside."""

    def __init__(self, *given: Any, made: "Made", **named: Any) -> None:
        super().__init__(*given, **named)
        self._made = made

    def _new_conn(self) -> Any:
        connection = super()._new_conn()
        self._made.add(connection)
        return connection


class _Secure(urllib3.HTTPSConnectionPool):
    """The same by TLS."""

    def __init__(self, *given: Any, made: "Made", **named: Any) -> None:
        super().__init__(*given, **named)
        self._made = made

    def _new_conn(self) -> Any:
        connection = super()._new_conn()
        self._made.add(connection)
        return connection


Made = WeakSet[Any]


class HttpLine:
    """One hub's address, and the pool of connections to it."""

    def __init__(self, url: str) -> None:
        """`url` is https://host[:port], or http:// on a network of one's own."""
        self.url = url.rstrip("/")
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=CONNECT_S, read=ANSWER_S), retries=False, maxsize=2,
            ssl_context=trust_of(home()) if self.url.startswith("https:") else None,
        )  # fmt: skip
        self._made: Made = WeakSet()
        self._is_over = False
        kinds = {"http": _Plain, "https": _Secure}
        self._pool.pool_classes_by_scheme = cast(
            Any, {scheme: partial(kind, made=self._made) for scheme, kind in kinds.items()}
        )

    def call(self, kind: type[T], path: str, message: Any = None, *, token: bytes = b"") -> T:
        """One call; POST where there is a message. Raises NoHub."""
        body = None if message is None else packed(message)
        answer = self.open("GET" if body is None else "POST", path, body, token=token)
        try:
            content = answer.read(MOST_UNPACKED + 1, decode_content=False)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError) as dead:
            raise NoHub("unreachable", str(dead)) from dead
        if answer.status in LATER:  # the hub itself, or what stands before it
            raise NoHub("busy", str(answer.status), later_s_of(answer))
        if answer.headers.get("content-type") != KIND:  # a captive portal, or any other server
            raise NoHub("no_hub", f"{answer.status} {answer.headers.get('content-type', '')}")
        try:
            if answer.status == OK:
                return unpacked(content, kind)
            trouble = unpacked(content, Trouble)
        except Unreadable as torn:
            raise NoHub("torn", str(torn)) from torn
        raise refusal_of(trouble, answer.status)

    def open(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        token: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """One call, its answer not yet read. Raises NoHub."""
        if self._is_over:
            raise NoHub("unreachable", "hung up")
        said = {"content-type": KIND, "accept": KIND} | (headers or {})
        if token:
            said["authorization"] = "RCS " + base64.b64encode(token).decode()
        try:
            return self._pool.request(
                method, f"{self.url}{path}", body=body, headers=said, redirect=False,
                preload_content=False,
            )  # fmt: skip
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as dead:
            raise NoHub(*(fault_of(dead) or ("unreachable", str(dead)))) from dead

    def enrol(self, asked: Enrol) -> Enrolled:
        """Asks to be admitted. Raises NoHub."""
        return self.call(Enrolled, "/v1/enrol", asked)

    def close(self) -> None:
        """Hangs up."""
        self._pool.clear()

    def hang_up(self) -> None:
        """Ends every call for good, from any thread: whoever waits for an answer gets NoHub."""
        self._is_over = True
        for connection in list(self._made):
            if (wire := getattr(connection, "sock", None)) is not None:
                with suppress(OSError):
                    wire.shutdown(socket.SHUT_RDWR)


def later_s_of(answer: urllib3.BaseHTTPResponse) -> float:
    """Seconds until it is good to ask again, as an answer says; 0 where it does not."""
    said = answer.headers.get("retry-after", "")
    return min(float(said), LONGEST_LATER_S) if said.isdecimal() else 0.0


def refusal_of(trouble: Trouble, status: int) -> NoHub:
    """What the hub has said, as what becomes of the call."""
    if status == REFUSED:
        return NoHub("not_admitted", trouble.why)
    if trouble.what in ("busy", "nothing_there", "hub_fault"):
        return NoHub(trouble.what, trouble.why)
    return NoHub("no_hub", f"{trouble.what} {trouble.why}")


class SeatLine:
    """The calls of one seat: it proves itself when its token is missing or about to end."""

    def __init__(
        self,
        line: HttpLine,
        who: Named,
        hub: Enrolled,
        *,
        sign: Callable[[bytes], bytes],
        clock: Callable[[], int],
    ) -> None:
        """`hub` is who it was enrolled with; another one is not spoken to."""
        self._line, self._who, self._hub, self._sign = line, who, hub, sign
        self._clock = clock
        self._token = Token(b"", 0)
        self._off = 0

    @property
    def outlet(self) -> int:
        """The number of its outlet at the hub."""
        return self._who.outlet

    @property
    def hub(self) -> bytes:
        """The name of the hub it was enrolled with."""
        return self._hub.hub

    @property
    def url(self) -> str:
        """Where it speaks to."""
        return self._line.url

    def hello(self, chain: bytes) -> Hello:
        """How far the hub holds a chain."""
        return self._call(Hello, f"/v1/hello/{chain.hex()}")

    def link(self, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry the hub holds."""
        return self._call(bytes | None, f"/v1/link/{chain.hex()}/{seq}")  # type: ignore[arg-type]

    def push(self, run: Run) -> Pushed:
        """Hands over entries; the hub's receipt is checked."""
        said = self._call(Pushed, "/v1/ops", run)
        if said.receipt or (said.seq and said.status in (Status.OK, Status.KNOWN)):
            text = links.receipt_text(run.facts.chain, said.seq, said.head)
            try:
                links.check_signed(self._hub.public_key, text, said.receipt)
            except links.Forged as forged:
                raise NoHub("other_hub") from forged
        return said

    def feed(self, stream: int, after: int, limit: int) -> Page:
        """Asks for what came after a position."""
        page = self._call(Page, f"/v1/feed/{stream}?after={after}&limit={limit}")
        if (page.stream, page.after) != (stream, after):  # only the answer has a checksum
            raise NoHub("torn", "another page than was asked for")
        return page

    def begin(self, call: Callable[[], T]) -> Callable[[], T]:
        """Makes a call of this line on a thread beside this one."""
        return Beside(call).answer

    def digest(self) -> Digest:
        """What the hub thinks this seat holds. Raises NoHub."""
        return self._call(Digest, "/v1/digest")

    def news(self, after: int, wait_s: int) -> bool:
        """Whether there is more in the outlet's own stream than was read; the answer may take so
        many seconds. Raises NoHub.
        """
        path = f"/v1/feed/{self.outlet}?after={after}&limit=0&wait={wait_s}"
        return self._call(Page, path).more

    def hang_up(self) -> None:
        """Ends every call for good, from any thread."""
        self._line.hang_up()

    def open(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> urllib3.BaseHTTPResponse:
        """A call about a file, its answer not yet read; `content_range` is the header of that name.
        Raises NoHub.
        """
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._line.open(method, path, body, token=self._bearer(), headers=said)

    def ask(self, kind: type[T], path: str, message: Any = None) -> T:
        """Any other call. Raises NoHub."""
        return self._call(kind, path, message)

    def _bearer(self) -> bytes:
        if self._token.until - SOON_OVER_MS < self._clock() + self._off:
            self._prove()
        return self._token.token

    def _call(self, kind: type[T], path: str, message: Any = None) -> T:
        try:
            return self._line.call(kind, path, message, token=self._bearer())
        except NoHub as refused:
            if (refused.why, refused.said) != ("not_admitted", "token"):
                raise
        self._prove()
        return self._line.call(kind, path, message, token=self._token.token)

    def _prove(self) -> None:
        nonce = self._line.call(bytes, "/v1/nonce", 0)
        # by the hub's clock, which the nonce tells: ours may be years off
        self._off = int.from_bytes(nonce[:8], "big") - self._clock()
        sig = self._sign(links.token_text(self._hub.hub, self._who, nonce))
        self._token = self._line.call(Token, "/v1/token", Proof(self._who, nonce, sig))

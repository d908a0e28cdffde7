"""The calls of a neighbour over the network of the shop: nothing is said before his certificate has
shown that he holds the key of a seat that is known here.
"""

import hashlib
import socket
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import urllib3
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter.domain.refusals import RuleBroken
from counter.sync.http_line import CONNECT_S, HttpLine, NoHub, SeatLine
from counter.sync.meeting import REPLICA
from counter.sync.pairing import asking, check_answer
from counter.wire.messages import Enrolled, Named, Pushed, Run
from counter.wire.nearby import LONGEST_WAIT_MS, Asked, Meeting, Told

PORT = 8471
#: a call that waits for news, and time for its answer to come
ANSWER_S = LONGEST_WAIT_MS / 1000 + 10


class NearLine:
    """One neighbour, known by his key."""

    def __init__(
        self,
        address: str,
        who: Named,
        keys: Mapping[bytes, bytes],
        *,
        sign: Callable[[bytes], bytes],
        clock: Callable[[], int],
    ) -> None:
        """`address` is host[:port], or several with commas, of which one will do; `keys` are those
        of the seats one may speak with, by replica. Raises NoHub: unreachable, no_hub, or
        "stranger" for a key that is none of them.
        """
        self.host, self.port, self.key, fingerprint = _first_that_answers(address)
        found = [replica for replica, key in keys.items() if key == self.key]
        if not found:
            raise NoHub("stranger", self.key.hex()[:16])
        self.replica = found[0]
        self._http = PinnedLine(self.host, self.port, fingerprint)
        me = Enrolled(who.outlet, self.replica, self.key, 0)
        self._line = SeatLine(self._http, who, me, sign=sign, clock=clock)

    @property
    def line(self) -> SeatLine:
        """For the calls it has in common with a hub."""
        return self._line

    def near(self, asked: Asked) -> Told:
        """Tells him what is held here, and hears what is lacking."""
        return self._line.ask(Told, "/v1/near", asked)

    def push(self, run: Run) -> Pushed:
        """Hands over entries."""
        return self._line.ask(Pushed, "/v1/ops", run)

    def link(self, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry he holds."""
        return self._line.link(chain, seq)

    def close(self) -> None:
        """Hangs up."""
        self._http.close()


class PinnedLine(HttpLine):
    """A line to whoever shows that very certificate."""

    def __init__(self, host: str, port: int, fingerprint: str) -> None:
        """`fingerprint` is the SHA-256 of it, in hex."""
        plain = f"[{host}]" if ":" in host else host
        super().__init__(f"https://{plain}:{port}")
        self._pool.connection_pool_kw.update(
            timeout=urllib3.Timeout(connect=CONNECT_S, read=ANSWER_S), ssl_context=_trusting(),
            assert_fingerprint=fingerprint,
        )  # fmt: skip


def meet_by_code(address: str, code: str, card: bytes) -> tuple[bytes, bytes]:
    """Meets the relay at an address by the code it shows; its id and key. Raises NoHub,
    RuleBroken("relay.wrong_code").
    """
    host, port, shown, fingerprint = _first_that_answers(address)
    line = PinnedLine(host, port, fingerprint)
    try:
        said = line.call(Meeting, "/v1/meet", asking(code, card, shown))
    except NoHub as refused:
        if refused.said == "code":
            raise RuleBroken("relay.wrong_code") from refused
        raise
    finally:
        line.close()
    check_answer(code, said, shown)
    return said.card[:REPLICA], said.card[REPLICA:]


def _first_that_answers(address: str) -> tuple[str, int, bytes, str]:
    places = address.split(",")
    for place in places:
        host, port = split(place)
        try:
            return host, port, *certificate_at(host, port)
        except NoHub:
            if place == places[-1]:
                raise
    raise NoHub("unreachable", address)


def split(address: str) -> tuple[str, int]:
    """Host and port of what somebody has typed. Raises NoHub."""
    try:
        found = urlsplit(address if "//" in address else f"//{address.strip()}")
        host, port = found.hostname, found.port
    except ValueError as wrong:
        raise NoHub("unreachable", str(wrong)) from wrong
    if not host:
        raise NoHub("unreachable", address)
    return host, port or PORT


def certificate_at(host: str, port: int) -> tuple[bytes, str]:
    """The key and the fingerprint of the certificate that is shown there, as yet believed by
    nobody. Raises NoHub.
    """
    try:
        with (
            socket.create_connection((host, port), CONNECT_S) as plain,
            _trusting().wrap_socket(plain) as wrapped,
        ):
            shown = wrapped.getpeercert(binary_form=True) or b""
        key = x509.load_der_x509_certificate(shown).public_key()
    except ssl.SSLError as wrong:
        raise NoHub("no_hub", str(wrong)) from wrong
    except OSError as dead:
        raise NoHub("unreachable", str(dead)) from dead
    except ValueError as wrong:
        raise NoHub("no_hub", str(wrong)) from wrong
    if not isinstance(key, Ed25519PublicKey):
        raise NoHub("no_hub", "certificate")
    return key.public_bytes_raw(), hashlib.sha256(shown).hexdigest()


def _trusting() -> ssl.SSLContext:
    """No authority vouches for a seat: his key does, and that is looked at by itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context

"""One visit of a phone: it asks for the page, or sends pictures."""

import hmac
import io
import secrets
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, cast

from counter.domain.refusals import RuleBroken
from counter.language import Words, language_of
from counter.pictures import MOST_FILE_BYTES, shrunk_bytes
from counter.wording import sentence
from ui.phone.page import POLICY, Told, form_page, note_page, plain
from ui.phone.server import MOST_PICTURES, PhoneServer
from ui.phone.uploads import Torn, Upload

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD_S, ANSWER_S = 10, 15  # for what a phone asks, and for taking the answer
STALL_S = 15  # without a byte
SLOWEST = 100_000  # bytes a second: the least a body may come in at
MOST_BODY = MOST_FILE_BYTES + 100_000
MOST_DIGITS, CHUNK = 12, 65536
LINGER_S = 2
PLAIN = "text/plain"
MOST_FILES = 20  # in one go
DRAINED = 4  # times the most is still swallowed, so that the phone hears why not


class Visit(BaseHTTPRequestHandler):
    """Answers once and closes."""

    server_version, sys_version, protocol_version = "counter", "", "HTTP/1.0"

    def setup(self) -> None:
        """Nothing may take longer than its time, however slowly it drips."""
        super().setup()
        self.rfile.close()
        self._timed = _Timed(self.connection, HEAD_S)
        self.rfile = io.BufferedReader(self._timed)
        self.command, self._nonce = "", secrets.token_urlsafe(12)

    @property
    def phones(self) -> PhoneServer:
        """The server."""
        return cast("PhoneServer", self.server)

    def do_GET(self) -> None:
        """The page."""
        if self._may_enter():
            self.phones.visits += 1
            self.phones.renew()
            name = self.phones.pictures.name
            self._answer(HTTPStatus.OK, form_page(self._words(), self._nonce, name))

    def do_HEAD(self) -> None:
        """What GET would answer, without the page."""
        self.do_GET()

    def do_POST(self) -> None:
        """Pictures."""
        if not self._may_enter():
            return
        length = self.headers.get("Content-Length", "")
        is_known = length.isascii() and length.isdecimal() and len(length) <= MOST_DIGITS
        if not is_known or "Transfer-Encoding" in self.headers:
            self._note(HTTPStatus.LENGTH_REQUIRED, self._say_torn())
        elif int(length) > MOST_BODY:
            self._too_large(int(length))
        elif not self.phones.uploading.acquire(timeout=STALL_S):
            text = self._words().say("The counter is busy with other pictures. Send it once more.")
            self._note(HTTPStatus.SERVICE_UNAVAILABLE, text)
        else:
            try:
                self._take(int(length))
            finally:
                self.phones.uploading.release()

    # -- pictures

    def _take(self, length: int) -> None:
        self._timed.allow(STALL_S + length / SLOWEST)
        told: list[Told] = []
        status = HTTPStatus.OK
        kind = self.headers.get("Content-Type", "")
        try:
            upload = Upload(kind, most_files=MOST_FILES, most_bytes=MOST_BODY)
            for name, content in upload.files(self.rfile, length):
                told.append(self._keep(name, content))
            if upload.left_out:
                words = self._words()
                text = words.say("More than {most} at once are not taken.", most=MOST_FILES)
                told.append(Told(text))
        except Torn:
            status = HTTPStatus.BAD_REQUEST
            told.append(Told(self._say_torn()))
        words = self._words()
        if not told:
            told.append(Told(words.say("No picture was chosen.")))
        if self.phones.left_s():
            name = self.phones.pictures.name
            self._tell(status, told, form_page(words, self._nonce, name, told))
        else:
            self._note(HTTPStatus.GONE, self._say_over())

    def _keep(self, name: str, content: bytes) -> Told:
        """One picture, made small here so that the phone hears at once when it is none."""
        words, phones = self._words(), self.phones
        called = name or words.say("picture")
        if phones.taken >= MOST_PICTURES:
            text = words.say("Enough pictures for one code. Ask the counter for a new one.")
            return Told(text)
        try:
            with phones.developing:
                small = shrunk_bytes(content, called)
        except RuleBroken as refusal:
            return Told(sentence(refusal.rule, refusal.facts, words))
        if not phones.left_s() or not phones.pictures.take(small):
            return Told(self._say_over())
        phones.taken += 1
        phones.renew()
        return Told(words.say("{name} is at the counter.", name=called), is_good=True)

    def _too_large(self, length: int) -> None:
        text = self._words().say(
            "More than {most} MB at once are not taken. Send fewer pictures at a time.",
            most=MOST_FILE_BYTES // 10**6,
        )
        self._timed.allow(STALL_S)
        self._swallow(min(length, MOST_BODY * DRAINED))
        self._note(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)

    def _swallow(self, left: int) -> None:
        """A sender that is cut off in the middle never reads why."""
        while left > 0 and (chunk := self.rfile.read1(CHUNK)):
            left -= len(chunk)

    def finish(self) -> None:
        """Let a sender end its sentence."""
        if self.command == "POST":
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_WR)
                self._timed.allow(LINGER_S)
                self._swallow(MOST_BODY)
        super().finish()

    # -- who may enter

    def _may_enter(self) -> bool:
        """Whether it is the page that was asked for, here, with the token, and in time."""
        phones, path = self.phones, self.path.partition("?")[0]
        if not phones.may_ask(str(self.client_address[0])):
            self._bare(HTTPStatus.TOO_MANY_REQUESTS)
        elif self.headers.get("Host", "") != phones.place:
            self._bare(HTTPStatus.MISDIRECTED_REQUEST)
        elif not hmac.compare_digest(path.encode(), f"/{phones.token}".encode()):
            self._bare(HTTPStatus.NOT_FOUND)
        elif not phones.left_s():
            self._note(HTTPStatus.GONE, self._say_over())
        else:
            return True
        return False

    # -- answers

    def _words(self) -> Words:
        return Words(language_of(self.headers.get("Accept-Language", "")))

    def _say_over(self) -> str:
        return self._words().say(
            "This code is over. Ask the counter for a new one and scan it. Nothing was taken.",
        )

    def _say_torn(self) -> str:
        return self._words().say("It did not arrive whole. Send it once more.")

    def _note(self, status: HTTPStatus, text: str) -> None:
        self._tell(status, [Told(text)], note_page(self._words(), self._nonce, text))

    def _tell(self, status: HTTPStatus, told: list[Told], page: str) -> None:
        """As a page, or as lines for the script of the page that was there before."""
        if self.headers.get("Accept", "") == PLAIN:
            self._answer(status, plain(told), PLAIN)
        else:
            self._answer(status, page)

    def _bare(self, status: HTTPStatus) -> None:
        """For whoever does not know the token: nothing that tells what this is."""
        self._answer(status, "")

    def _answer(self, status: HTTPStatus, page: str, kind: str = "text/html") -> None:
        content = page.encode()
        self.request_version = self.protocol_version  # also to a line that was none
        self.connection.settimeout(ANSWER_S)
        self.send_response_only(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", POLICY.format(nonce=self._nonce)),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library objects to, without its page."""
        del message, explain
        self._bare(HTTPStatus(code))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing of a visit is written down: the path is the token."""


class _Timed(io.RawIOBase):
    """Reads a socket until its time is up, whether bytes come or not."""

    def __init__(self, connection: socket.socket, seconds: float):
        super().__init__()
        self._connection = connection
        self.allow(seconds)

    def allow(self, seconds: float) -> None:
        """So long from now on."""
        self._until = time.monotonic() + seconds

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """What has come; TimeoutError when the time is up."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(min(left, STALL_S))
        return self._connection.recv_into(buffer)

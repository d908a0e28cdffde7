"""Phones for tests: real sockets and a real HTTP client, at the machine's own addresses."""

import http.client
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ui.phone.server import PhoneServer, Pictures

HERE = "127.0.0.1"
ANY_PORT = range(0)
PATIENCE_S = 20


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Strip:
    """What takes pictures in place of a page."""

    taken: list[bytes] = field(default_factory=list)
    is_open: bool = True

    def take(self, content: bytes) -> bool:
        if self.is_open:
            self.taken.append(content)
        return self.is_open


@contextmanager
def serving(strip: Strip, **more: object) -> Iterator[PhoneServer]:
    server = PhoneServer(HERE, Pictures("26 00123", strip.take), ports=ANY_PORT, **more)  # pyright: ignore
    server.begin()
    try:
        yield server
    finally:
        server.stop()


def asks(
    server: PhoneServer,
    path: str | None = None,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    source: str = HERE,
) -> Answer:
    """Ask as a browser does; `path` None is the page's."""
    line = http.client.HTTPConnection(
        *server.server_address[:2], timeout=PATIENCE_S, source_address=(source, 0)
    )
    try:
        line.request(method, f"/{server.token}" if path is None else path, body, headers or {})
        reply = line.getresponse()
        return Answer(reply.status, reply.read().decode(), dict(reply.getheaders()))
    finally:
        line.close()


def form_of(*files: tuple[str, bytes]) -> tuple[bytes, dict[str, str]]:
    """A form with these files, and the headers that say so."""
    boundary = f"----form{secrets.token_hex(8)}"
    parts = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="picture"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, content in files
    )
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return parts + f"--{boundary}--\r\n".encode(), kind


def sends(
    server: PhoneServer, *files: tuple[str, bytes], language: str = "en", path: str | None = None
) -> Answer:
    """Send files with the form of the page."""
    body, kind = form_of(*files)
    return asks(
        server, path, method="POST", body=body, headers=kind | {"Accept-Language": language}
    )


def says(server: PhoneServer, raw: bytes, *, ends: bool = True) -> bytes:
    """Say anything at all; what comes back until the line is closed."""
    with socket.create_connection(server.server_address[:2], timeout=PATIENCE_S) as line:
        line.sendall(raw)
        if ends:
            line.shutdown(socket.SHUT_WR)
        heard = b""
        while chunk := line.recv(65536):
            heard += chunk
        return heard

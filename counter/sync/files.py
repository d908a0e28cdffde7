"""Files over the wire, for one seat: sent and fetched from where the last call was cut off."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import urllib3

from counter.sync.http_line import LATER, NoHub, later_s_of, refusal_of
from counter.wire.messages import Trouble
from counter.wire.packing import BYTES_KIND, KIND, MOST_UNPACKED, Unreadable, unpacked

PIECE = 256_000
OK, PART, NOT_FOUND, CONFLICT, OUT_OF_RANGE = 200, 206, 404, 409, 416
#: the hub has not got it, or it is not what it was
NOT_THERE = (NOT_FOUND, 422)
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


class Line(Protocol):
    """The calls that carry files; `SeatLine` makes them."""

    def open(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> urllib3.BaseHTTPResponse:
        """A call, its answer not yet read."""
        ...


def held(line: Line, path: str) -> tuple[int, bool]:
    """How many bytes the hub holds, and whether that is all. Raises NoHub, FileNotFoundError."""
    with _answer(line.open("HEAD", path)) as answer:
        if answer.status in (NOT_FOUND, *NOT_THERE):
            raise FileNotFoundError(path)
        _check(answer, BYTES_KIND)
        size, whole = answer.headers.get("upload-offset"), answer.headers.get("upload-complete")
        if not size or not size.isdecimal():
            raise NoHub("no_hub", str(answer.status))
        return int(size), whole == "?1"


def send(line: Line, path: str, content: bytes) -> int:
    """Sends what the hub lacks; how many bytes that were. Raises NoHub, FileNotFoundError where
    the hub does not know whose it is.
    """
    at, whole = held(line, path)
    if whole:
        return 0
    said = f"bytes {at}-{len(content) - 1}/{len(content)}"
    if at >= len(content):  # something else lies there under this name: all of it again
        at, said = 0, f"bytes 0-{len(content) - 1}/{len(content)}"
    with _answer(line.open("PUT", path, content[at:], content_range=said)) as answer:
        if answer.status in NOT_THERE:
            raise FileNotFoundError(path)
        _check(answer, KIND)
        if answer.status != OK:
            raise _refusal(answer)
    return len(content) - at


def fetch(line: Line, path: str, part: Path, tag: str, told: Callable[[int, int], None]) -> None:
    """Fetches a file to `part`, going on behind what lies there already if the hub's file still
    bears the tag. `told` hears how many bytes of how many are here. Raises NoHub,
    FileNotFoundError, OSError.
    """
    part.parent.mkdir(parents=True, exist_ok=True)
    there = part.stat().st_size if part.exists() else 0
    asked = {"range": f"bytes={there}-", "if_range": f'"{tag}"'} if there else {}
    with _answer(line.open("GET", path, None, **asked)) as answer:
        if answer.status == OUT_OF_RANGE:  # all of it was here, or more
            return
        if answer.status == NOT_FOUND:
            raise FileNotFoundError(path)
        _check(answer, BYTES_KIND)
        found = _RANGE.fullmatch(answer.headers.get("content-range", ""))
        if answer.status == PART and found and int(found[1]) == there:
            size = int(found[2])
        else:
            there, size = 0, int(answer.headers.get("content-length", 0))
        with open(part, "r+b" if there else "wb") as file:
            file.seek(there)
            for piece in answer.stream(PIECE, decode_content=False):
                file.write(piece)
                there += len(piece)
                told(there, size)


@contextmanager
def _answer(answer: urllib3.BaseHTTPResponse) -> Generator[urllib3.BaseHTTPResponse]:
    try:
        yield answer
        answer.drain_conn()
        answer.release_conn()
    except urllib3.exceptions.HTTPError as cut:
        raise NoHub("unreachable", str(cut)) from cut
    finally:
        answer.close()


def _check(answer: urllib3.BaseHTTPResponse, kind: str) -> None:
    found = answer.headers.get("content-type")
    if found == kind:
        return
    if answer.status in LATER:
        raise NoHub("busy", str(answer.status), later_s_of(answer))
    if found == KIND:
        raise _refusal(answer)
    raise NoHub("no_hub", f"{answer.status} {found or ''}")


def _refusal(answer: urllib3.BaseHTTPResponse) -> NoHub:
    try:
        trouble = unpacked(answer.read(MOST_UNPACKED, decode_content=False), Trouble)
    except Unreadable as torn:
        return NoHub("torn", str(torn))
    return refusal_of(trouble, answer.status)

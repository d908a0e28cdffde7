"""Pictures out of the body of a form, one after the other, while it comes in."""

from collections.abc import Iterator
from typing import Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

CHUNK = 64 * 1024
MOST_NAME = 80
MOST_HEADERS, MOST_HEADER = 8, 1024


class Body(Protocol):
    """What a body is read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; fewer than asked for, or none, when the sender has gone."""
        ...


class Torn(Exception):
    """The body ended before its time, or is no form."""


class Upload:
    """A form with files; raises Torn when it is none."""

    def __init__(self, content_type: str, *, most_files: int, most_bytes: int):
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not 1 <= len(boundary) <= 200:
            raise Torn
        self._most_files = most_files
        self._files = 0
        self.left_out = 0  # files beyond the most
        self._field, self._value = b"", b""
        self._name: str | None = None
        self._content = bytearray()
        self._ready: list[tuple[str, bytes]] = []
        self._is_whole = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._take_field,
                "on_header_value": self._take_value,
                "on_header_end": self._end_header,
                "on_part_data": self._take_data,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
            max_size=most_bytes,
            max_header_count=MOST_HEADERS,
            max_header_size=MOST_HEADER,
        )

    def files(self, body: Body, length: int) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file, as soon as it is whole. Raises Torn."""
        left = length
        while left:
            chunk = body.read(min(left, CHUNK))
            if not chunk:
                raise Torn
            left -= len(chunk)
            try:
                self._parser.write(chunk)
            except (FormParserError, ValueError) as broken:
                raise Torn from broken
            while self._ready:
                yield self._ready.pop(0)
        if not self._is_whole:
            raise Torn

    # -- what the parser calls

    def _begin(self) -> None:
        self._name, self._content = None, bytearray()
        self._field, self._value = b"", b""

    def _take_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._field.lower() == b"content-disposition":
            _, options = parse_options_header(self._value)
            if b"filename" in options:
                name = options[b"filename"].decode("utf-8", "replace")
                self._name = "".join(one for one in name if one.isprintable())[-MOST_NAME:]
        self._field, self._value = b"", b""

    def _take_data(self, data: bytes, start: int, end: int) -> None:
        if self._name is not None and self._files < self._most_files:
            self._content += data[start:end]

    def _end(self) -> None:
        if self._name is None or not (self._name or self._content):
            return  # another field, or a file that was not chosen
        if self._files >= self._most_files:
            self.left_out += 1
            return
        self._files += 1
        self._ready.append((self._name, bytes(self._content)))
        self._content = bytearray()

    def _finish(self) -> None:
        self._is_whole = True

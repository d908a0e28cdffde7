"""Entries of the book: one committed act as bytes, chained and signed (sync.md §4.2). Pure: keys
and bytes come in.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, cast

import msgspec
import zstandard

SCHEMA_VERSION = 1
NO_HASH = bytes(32)
MAGIC = b"RCS1"
CODEC = b"\x01"
#: 17 us a body; 19 would save eight bytes and take fifteen times as long
LEVEL = 15
DICTIONARY = Path(__file__).with_name("bodies.zdict")
EID_BYTES, LINK_BYTES = 8, 16
#: a moment and the clock made of it may stand so far from each other and be kept as one number
MOST_CLOCK, MOST_MOMENT = (1 << 62) - 1, 1 << 45

type_of_scalar = str | int | None
#: a column's value in a body: text, number, null, or [n, hash] for a personal value kept beside
#: the log
Value = type_of_scalar | list[Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row in an entry. `op` is I (insert), U (update: `base` names per first column of a group
    the write it replaced, `term` is the custody term) or E (erasure of the personal columns;
    `values` names the parent where rows are found by it).
    """

    table: str
    id: bytes
    op: str
    values: dict[str, Value]
    base: dict[str, str] | None = None
    term: int = 0

    def as_list(self) -> list[Any]:
        """What stands in the body."""
        head = [self.table, self.id.hex(), self.op, self.values]
        return [*head, self.base or {}, self.term] if self.op == "U" else head


@dataclass(frozen=True, slots=True)
class Entry:
    """One committed act: `eid` 8 bytes that follow from its place and are not in the body, `actor`
    the person's id in hex or "unknown", `at` milliseconds UTC.

    `first_hlc` is the hybrid clock of the act where this is it come again in another place, sealed
    anew after its file was restored or cut down for another outlet; then `eid` is in the body too.
    """

    eid: bytes
    kind: str
    actor: str
    at: int
    changes: tuple[Change, ...]
    first_hlc: int | None = None

    def body(self) -> bytes:
        """The bytes that are kept, hashed and sent as they are."""
        fields: dict[str, Any] = {
            "k": self.kind,
            "a": self.actor,
            "t": self.at,
            "c": [change.as_list() for change in self.changes],
        }
        if self.first_hlc is not None:
            fields["o"] = [self.eid.hex(), self.first_hlc]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


_Clock = Annotated[int, msgspec.Meta(ge=0, le=MOST_CLOCK)]
_Moment = Annotated[int, msgspec.Meta(ge=-MOST_MOMENT, le=MOST_MOMENT)]


#: what no column keeps is read all the same: who takes it in says what is wrong with it
_Scalar = None | bool | int | float | str
_Aside = Annotated[list[int | str], msgspec.Meta(min_length=2, max_length=2)]


class _SaidChange(msgspec.Struct, array_like=True):
    table: str
    id: str
    op: str
    values: dict[str, _Scalar | _Aside]
    base: dict[str, str] | None = None
    term: int = 0


class _Said(msgspec.Struct):
    """A body as it comes; what a newer program says besides is passed over."""

    k: str
    a: str
    t: _Moment
    c: list[_SaidChange]
    o: tuple[str, _Clock] | None = None


_BODIES = msgspec.json.Decoder(_Said)


def read_body(body: bytes, eid: bytes) -> Entry:
    """The entry in a body, `eid` from its place unless the body says one. Raises ValueError on
    bytes that are no body.
    """
    said, first = _said_in(body)
    changes: list[Change] = []
    for one in said.c:
        values, is_update = cast(dict[str, Value], one.values), one.op == "U"
        base, term = (one.base, one.term) if is_update else (None, 0)
        changes.append(Change(one.table, bytes.fromhex(one.id), one.op, values, base, term))
    if said.o is None:
        return Entry(eid, said.k, said.a, said.t, tuple(changes))
    return Entry(first, said.k, said.a, said.t, tuple(changes), said.o[1])


def check_body(body: bytes) -> None:
    """Raises ValueError on bytes that are no body, for less than reading them costs."""
    for one in _said_in(body)[0].c:
        bytes.fromhex(one.id)


def _said_in(body: bytes) -> tuple[_Said, bytes]:
    try:
        said = _BODIES.decode(body)
    except RecursionError as deep:
        raise ValueError("a body without end") from deep
    if any(one.op == "U" and one.base is None for one in said.c):
        raise ValueError("an update of nothing")
    first = bytes.fromhex(said.o[0]) if said.o else b""
    if said.o and len(first) != EID_BYTES:
        raise ValueError("an id of another length")
    return said, first


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: chain id, number in it, hybrid clock, schema version, hash before."""

    chain: bytes
    seq: int
    hlc: int
    sv: int
    prev: bytes

    @property
    def eid(self) -> bytes:
        """The entry's id: two lives of one file part at a chain's id or at a clock, part of which
        is chance, so theirs differ.
        """
        place = self.chain + self.seq.to_bytes(8, "big") + self.hlc.to_bytes(8, "big")
        return hashlib.sha256(place).digest()[:EID_BYTES]

    def hash_of(self, body: bytes) -> bytes:
        """What the entry is known by, and what the next one and the signature stand on."""
        digest = hashlib.sha256(MAGIC)
        digest.update(self.chain + self.seq.to_bytes(8, "big") + self.hlc.to_bytes(8, "big"))
        digest.update(self.sv.to_bytes(4, "big") + self.prev + hashlib.sha256(body).digest())
        return digest.digest()


def personal_hash(salt: bytes, value: str) -> bytes:
    """What the log holds of a personal value (decisions 5): the first half of its SHA-256."""
    return hashlib.sha256(salt + value.encode()).digest()[:LINK_BYTES]


def packed_links(links: Sequence[bytes]) -> bytes | None:
    """A row's hashes of its personal columns, empty ones left out: a byte that says which are
    there, then those. None when none is.
    """
    there = sum(1 << place for place, link in enumerate(links) if link)
    return bytes([there]) + b"".join(links) if there else None


def read_links(packed: bytes | None, columns: int) -> list[bytes]:
    """The hashes of a row's personal columns, empty where there is none."""
    links, at = [b""] * columns, 1
    for place in range(columns):
        if packed and packed[0] >> place & 1:
            links[place] = packed[at : at + LINK_BYTES]
            at += LINK_BYTES
    return links


@cache
def _codec() -> tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]:
    words = zstandard.ZstdCompressionDict(DICTIONARY.read_bytes())
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL,
        format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        write_content_size=0,
        write_checksum=0,
        write_dict_id=0,
        window_log=17,
    )
    words.precompute_compress(compression_params=parameters)
    compressor = zstandard.ZstdCompressor(dict_data=words, compression_params=parameters)
    reader = zstandard.ZstdDecompressor(dict_data=words, format=zstandard.FORMAT_ZSTD1_MAGICLESS)
    return compressor, reader


def compressed(body: bytes) -> bytes:
    """How a shortened body lies in the file; a byte in front names the codec and its dictionary."""
    return CODEC + _codec()[0].compress(body)


def expanded(stored: bytes) -> bytes:
    """What was compressed. Raises ValueError for bytes of another codec or broken ones."""
    if stored[:1] != CODEC:
        raise ValueError("a body of another codec")
    frame = _codec()[1].decompressobj()
    try:
        body = frame.decompress(stored[1:])
    except zstandard.ZstdError as wrong:
        raise ValueError(str(wrong)) from wrong
    if not frame.eof or frame.unused_data:
        raise ValueError("a body with something behind it")
    return body


Sign = Callable[[bytes], bytes]

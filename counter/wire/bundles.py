"""A file that carries entries where no network does: signed by its sender, readable by its
receivers alone, in numbered pieces: a copy that is cut off is good up to its last whole one.

RCSB | version | length of the head | head | signature, then for each piece: length | 1 where it is
the last | signature | what was encrypted. The receivers' keys for encryption follow from those they
sign with, so nobody has to be told another one.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counter.wire import links
from counter.wire.messages import Page, Pushed, Run
from counter.wire.packing import Unreadable, packed, unpacked

MAGIC, VERSION = b"RCSB", 1
#: entries of a piece; and no head or piece is longer
PIECE, MOST_HEAD, MOST_PIECE = 200, 1 << 16, 1 << 24
SIGNATURE = 64
_FIELD = (1 << 255) - 19
_NO_NONCE = bytes(12)
Sign = Callable[[bytes], bytes]


class Broken(Exception):
    """What is wrong with a bundle, by the rule that words it."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class Head(msgspec.Struct, frozen=True, array_like=True):
    """Who sends it: a seat by its replica, or a hub by its name, then `sender` and `hub` are the
    same; `hub` is empty where two seats know none. `number` counts the bundles of a sender; `keys`
    are for each receiver, by name, the content's key as he alone can open it.
    """

    sender: bytes
    outlet: int
    hub: bytes
    number: int
    at: int
    ephemeral: bytes
    keys: tuple[tuple[bytes, bytes], ...]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """A page of a stream, and the position it goes on from."""

    stream: int
    after: int
    page: Page


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What a piece holds: entries of chains, or a page; how far the hub holds chains, with its
    signature for that; how far its sender has read streams, and holds chains.
    """

    runs: tuple[Run, ...] = ()
    stretch: Stretch | None = None
    confirmed: tuple[tuple[bytes, Pushed], ...] = ()
    cursors: tuple[tuple[int, int], ...] = ()
    holds: tuple[tuple[bytes, int], ...] = ()


class Sender(msgspec.Struct, frozen=True):
    """Who writes one."""

    name: bytes
    outlet: int
    hub: bytes
    sign: Sign
    chance: Callable[[int], bytes]


def exchange_key(public_key: bytes) -> X25519PublicKey:
    """The key one encrypts to, of one that signs: the same point on the curve's other form (RFC
    7748 §4.1).
    """
    y = int.from_bytes(public_key, "little") & ((1 << 255) - 1)
    u = (1 + y) * pow(1 - y, _FIELD - 2, _FIELD) % _FIELD
    return X25519PublicKey.from_public_bytes(u.to_bytes(32, "little"))


def opening_key(secret: bytes) -> X25519PrivateKey:
    """The secret half of it; `secret` is the 32 bytes an Ed25519 key is made of."""
    return X25519PrivateKey.from_private_bytes(hashlib.sha512(secret).digest()[:32])


# -- writing --------------------------------------------------------------------------------------


def write(
    file: BinaryIO,
    sender: Sender,
    receivers: Mapping[bytes, bytes],
    parts: Iterable[Part],
    *,
    number: int,
    at: int,
) -> None:
    """Writes a bundle for receivers, known by name and the public key they sign with."""
    content = sender.chance(32)
    ephemeral = X25519PrivateKey.from_private_bytes(sender.chance(32))
    public = ephemeral.public_key().public_bytes_raw()
    keys: list[tuple[bytes, bytes]] = []
    for name, key in sorted(receivers.items()):
        wrap = _wrapping(ephemeral.exchange(exchange_key(key)), public, name)
        keys.append((name, wrap.encrypt(_NO_NONCE, content, name)))
    head = Head(sender.name, sender.outlet, sender.hub, number, at, public, tuple(keys))
    said = msgspec.msgpack.encode(head)
    start = MAGIC + bytes([VERSION]) + len(said).to_bytes(4, "big") + said
    file.write(start + sender.sign(b"RCS-bundle-1" + start))
    seal, mark = ChaCha20Poly1305(content), hashlib.sha256(start).digest()
    for n, (part, is_last) in enumerate(_with_last(parts)):
        place = _place(mark, n, is_last=is_last)
        sealed = seal.encrypt(n.to_bytes(12, "big"), packed(part), place)
        length = len(sealed).to_bytes(4, "big") + bytes([is_last])
        file.write(length + sender.sign(_signed(place, sealed)) + sealed)


def write_file(
    path: Path,
    sender: Sender,
    receivers: Mapping[bytes, bytes],
    parts: Iterable[Part],
    *,
    number: int,
    at: int,
) -> None:
    """Writes a bundle that is there whole or not at all. Raises OSError."""
    if not path.name:
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    fresh = path.with_name(f"{path.name}.{sender.chance(4).hex()}")
    try:
        with open(fresh, "xb") as file:
            write(file, sender, receivers, parts, number=number, at=at)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _with_last(parts: Iterable[Part]) -> Iterator[tuple[Part, bool]]:
    held: Part | None = None
    for part in parts:
        if held is not None:
            yield held, False
        held = part
    yield held or Part(), True


def _wrapping(shared: bytes, ephemeral: bytes, name: bytes) -> ChaCha20Poly1305:
    info = b"RCS-bundle-key-1" + name
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=ephemeral, info=info).derive(shared))


def _place(mark: bytes, n: int, *, is_last: bool) -> bytes:
    return mark + n.to_bytes(4, "big") + bytes([is_last])


def _signed(place: bytes, sealed: bytes) -> bytes:
    return b"RCS-piece-1" + place + hashlib.sha256(sealed).digest()


# -- reading --------------------------------------------------------------------------------------


class Opened:
    """A bundle whose head was read; nothing of it is believed before `check`."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Broken."""
        self._file = file
        start = file.read(len(MAGIC) + 5)
        if start[: len(MAGIC)] != MAGIC[: len(start)] or not start:
            raise Broken("bundle.none")
        if len(start) > len(MAGIC) and start[len(MAGIC)] > VERSION:
            raise Broken("bundle.newer")
        if len(start) < len(MAGIC) + 5:
            raise Broken("bundle.cut")
        size = int.from_bytes(start[-4:], "big")
        if start[len(MAGIC)] != VERSION or size > MOST_HEAD:
            raise Broken("bundle.damaged")
        said = self._exactly(size)
        self._start, self._sig = start + said, self._exactly(SIGNATURE)
        try:
            self.head = msgspec.msgpack.decode(said, type=Head)
        except msgspec.MsgspecError as wrong:
            raise Broken("bundle.damaged") from wrong

    def check(self, public_key: bytes) -> None:
        """Whether the sender has signed this head. Raises Broken("bundle.damaged")."""
        self._check_signed(public_key, b"RCS-bundle-1" + self._start, self._sig)

    def parts(self, name: bytes, secret: bytes, public_key: bytes) -> Iterator[Part]:
        """What is in it, piece by piece, for the receiver of that name and secret; `public_key` is
        the sender's. Raises Broken.
        """
        seal, mark = self._content(name, secret), hashlib.sha256(self._start).digest()
        n, is_last = 0, False
        while not is_last:
            length = self._exactly(5)
            size, is_last = int.from_bytes(length[:4], "big"), length[4] == 1
            if size > MOST_PIECE or length[4] > 1:
                raise Broken("bundle.damaged")
            sig, sealed = self._exactly(SIGNATURE), self._exactly(size)
            place = _place(mark, n, is_last=is_last)
            self._check_signed(public_key, _signed(place, sealed), sig)
            try:
                yield unpacked(seal.decrypt(n.to_bytes(12, "big"), sealed, place), Part)
            except (InvalidTag, Unreadable) as wrong:
                raise Broken("bundle.damaged") from wrong
            n += 1
        if self._file.read(1):
            raise Broken("bundle.damaged")

    def _content(self, name: bytes, secret: bytes) -> ChaCha20Poly1305:
        wrapped = dict(self.head.keys).get(name)
        if wrapped is None:
            raise Broken("bundle.not_for_us")
        try:
            ephemeral = X25519PublicKey.from_public_bytes(self.head.ephemeral)
            shared = opening_key(secret).exchange(ephemeral)
            wrap = _wrapping(shared, self.head.ephemeral, name)
            return ChaCha20Poly1305(wrap.decrypt(_NO_NONCE, wrapped, name))
        except (InvalidTag, ValueError) as wrong:
            raise Broken("bundle.not_for_us") from wrong

    def _exactly(self, size: int) -> bytes:
        found = self._file.read(size)
        if len(found) < size:
            raise Broken("bundle.cut")
        return found

    @staticmethod
    def _check_signed(public_key: bytes, said: bytes, sig: bytes) -> None:
        try:
            links.check_signed(public_key, said, sig)
        except links.Forged as wrong:
            raise Broken("bundle.damaged") from wrong

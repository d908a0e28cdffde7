"""Messages as bytes: msgpack, packed by zstd with a checksum; what is unpacked has a limit."""

from typing import Any, TypeVar

import msgspec
import zstandard

T = TypeVar("T")
KIND = "application/vnd.rcs+msgpack+zstd"
#: files as they are, so that nobody takes another server's page for one
BYTES_KIND = "application/vnd.rcs+bytes"
#: a push of the most there may be, with its personal values and signatures
MOST_UNPACKED = 32_000_000
MOST_WINDOW = 1 << 25
LEVEL = 3
_MAGIC = b"\x28\xb5\x2f\xfd"


class Unreadable(ValueError):
    """Bytes that are no message: cut off, altered, too large, or of something else altogether."""


def packed(message: Any) -> bytes:
    """A message as it goes over the wire."""
    packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    return packer.compress(msgspec.msgpack.encode(message))


def unpacked(content: bytes, kind: type[T], most: int = MOST_UNPACKED) -> T:
    """The message in some bytes, of at most so many when they are unpacked. Raises Unreadable."""
    if content[:4] != _MAGIC:
        raise Unreadable("not packed")
    try:
        frame = zstandard.get_frame_parameters(content)
        # an unknown size reads as the largest there is; the window is memory too
        if frame.content_size > most or frame.window_size > MOST_WINDOW:
            raise Unreadable("too large")
        if not frame.has_checksum:  # not everything in a message is signed
            raise Unreadable("no checksum")
        plain = zstandard.ZstdDecompressor().decompress(
            content, max_output_size=most, allow_extra_data=False
        )
        return msgspec.msgpack.decode(plain, type=kind)
    except (zstandard.ZstdError, ValueError, RecursionError) as wrong:
        raise Unreadable(str(wrong)) from wrong

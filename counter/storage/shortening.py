"""How ids that come again and again are written short in the kept form of a body. Pure.

A body is JSON, and JSON text never holds a byte below 0x20: such bytes are free to stand for an id
in quotes. 0x01 to 0x19 is one of the first ids in the entry a case began with, 0x1B and two letters
a lasting one of this file: a person, a shelf, a part; 0x1C stands for the moment of the entry at
the head of an id made in it, 0x1D and 0x1E for that moment and for who acted where they are said
again. What is hashed, signed and sent is the body in full.
"""

import re
from collections.abc import Callable, Iterable, Sequence

NEAR = 25
SEVEN_BITS, MORE = 0x7F, 0x80
LASTING, MADE_NOW, NOW, ACTOR = 0x1B, b"\x1c", b"\x1d", b"\x1e"
LETTERS = bytes(range(0x23, 0x7F)).replace(b"\\", b"")
MOST = len(LETTERS) ** 2
_ID = re.compile(rb'"([0-9a-f]{32})"')
_SHORT = re.compile(rb"[\x01-\x19]|\x1b..|\x1c([0-9a-f]{20})")
_HEAD = re.compile(rb'\{"k":"[^"]*","a":("[^"]*"),"t":([0-9]+),')


def near_ids(body: bytes) -> list[bytes]:
    """The ids that entries of the same case may name by their place in this body."""
    return list(dict.fromkeys(_ID.findall(body)))[:NEAR]


def shorten(body: bytes, near: Sequence[bytes], lasting: Callable[[bytes], int | None]) -> bytes:
    """The kept form; `lasting` gives the number of a lasting id, or None. Raises ValueError on a
    body that does not begin by saying what, who and when.
    """
    place = {one: bytes([n]) for n, one in enumerate(near, start=1)}
    head, actor, moment = _said(body)
    now = _head_of_ids(moment)

    def short(found: re.Match[bytes]) -> bytes:
        if known := place.get(found[1]):
            return known
        if found[1].startswith(now) and found.string is rest:  # who acts comes before the moment
            return MADE_NOW + found[1][len(now) :]
        number = lasting(found[1])
        if number is None or number >= MOST:
            return found[0]
        high, low = divmod(number, len(LETTERS))
        return bytes([LASTING, LETTERS[high], LETTERS[low]])

    rest = body[head:].replace(moment, NOW).replace(actor, ACTOR)
    return _ID.sub(short, body[:head]) + _ID.sub(short, rest)


def lengthen(kept: bytes, near: Sequence[bytes], lasting: Callable[[int], bytes]) -> bytes:
    """The body in full; `lasting` gives the id of a number. Raises ValueError, IndexError or
    KeyError when something names an id that is not there.
    """
    now = b""

    def long(found: re.Match[bytes]) -> bytes:
        short = found[0]
        if found[1]:
            return b'"%b%b"' % (now, found[1])
        if short[0] != LASTING:
            return b'"%b"' % near[short[0] - 1]
        high, low = LETTERS.index(short[1]), LETTERS.index(short[2])
        return b'"%b"' % lasting(high * len(LETTERS) + low)

    # who and when stand before the changes and are never written short by one another
    begin, comma, rest = kept.partition(b',"c":')
    begin = _SHORT.sub(long, begin) + comma
    head, actor, moment = _said(begin)
    now = _head_of_ids(moment)
    rest = _SHORT.sub(long, begin[head:] + rest)
    return begin[:head] + rest.replace(ACTOR, actor).replace(NOW, moment)


def _said(body: bytes) -> tuple[int, bytes, bytes]:
    """Where the head of a body ends, who acts, in quotes, and when."""
    found = _HEAD.match(body)
    if found is None:
        raise ValueError("a body that does not say what, who and when")
    return found.end(), found[1], found[2]


def _head_of_ids(moment: bytes) -> bytes:
    """The first twelve digits of the ids that are made at a moment."""
    return b"%012x" % int(moment)


def packed(numbers: Iterable[int], last: int = 0) -> bytes:
    """Numbers as the steps between them, seven bits a byte; `last` is the one before the first."""
    out = bytearray()
    for number in numbers:
        step, last = number - last, number
        step = step << 1 if step >= 0 else (-step << 1) - 1
        while step > SEVEN_BITS:
            out.append(step & SEVEN_BITS | MORE)
            step >>= 7
        out.append(step)
    return bytes(out)


def unpacked(steps: bytes) -> list[int]:
    """The numbers of `packed`."""
    numbers: list[int] = []
    last = step = shift = 0
    for byte in steps:
        step |= (byte & SEVEN_BITS) << shift
        shift += 7
        if byte < MORE:
            last += -(step + 1 >> 1) if step & 1 else step >> 1
            numbers.append(last)
            step = shift = 0
    return numbers

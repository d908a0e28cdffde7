"""How ids that come again and again are written short in the kept form of a body. Pure.

A body is JSON as `entries` writes it, on one line: such text never holds a byte below 0x20, and
those bytes are free to stand for an id in quotes. 0x01 to 0x19 is one of the first ids in the entry
a case began with, 0x1B and two letters a lasting one of this file: a person, a shelf, a part; 0x1C
stands for the moment of the entry at the head of an id made in it, 0x1D and 0x1E for that moment
and for who acted where they are said again. What is hashed, signed and sent is the body in full.
"""

import re
from collections.abc import Callable, Iterable, Sequence

NEAR = 25
SEVEN_BITS, MORE = 0x7F, 0x80
LASTING, MADE_NOW, NOW, ACTOR = 0x1B, b"\x1c", b"\x1d", b"\x1e"
LETTERS = bytes(range(0x23, 0x7F)).replace(b"\\", b"")
MOST = len(LETTERS) ** 2
MOMENT_BITS, MOMENT_DIGITS = 48, 12
_ID = re.compile(rb'"([0-9a-f]{32})"')
_TAKEN = bytes(range(0x20))
_PLACES = [bytes([n]) for n in range(1, NEAR + 1)]
_SHORT = re.compile(rb"[\x01-\x19]|\x1b..|\x1c([0-9a-f]{20})")
#: what, who (who may stand short) and when
_HEAD = re.compile(rb'\{"k":"[^"]*","a":("[^"]*"|[\x01-\x19]|\x1b..),"t":(-?[0-9]+),')


def near_ids(body: bytes) -> list[bytes]:
    """The ids that entries of the same case may name by their place in this body."""
    return list(dict.fromkeys(_ID.findall(body)))[:NEAR]


def moment_of(body: bytes) -> int:
    """When the act of a body was, in milliseconds UTC. Raises ValueError on bytes that are no
    body.
    """
    return int(_said(body)[2])


def shorten(body: bytes, near: Sequence[bytes], lasting: Callable[[bytes], int | None]) -> bytes:
    """The kept form; `near` are `near_ids`, `lasting` gives the number of a lasting id, or None.

    Raises ValueError on a body that does not begin by saying what, who and when, or holds a byte
    that stands for something else: no two bodies have one kept form.
    """
    said = _written(body)
    now = _head_of_ids(said[2])
    place = dict(zip(near, _PLACES, strict=False))
    rest = _ID.split(body[said.end() :].replace(said[2], NOW).replace(said[1], ACTOR))
    for at in range(1, len(rest), 2):
        one = rest[at]
        made_now = one.startswith(now) and one not in place
        rest[at] = MADE_NOW + one[MOMENT_DIGITS:] if made_now else _known(one, place, lasting)
    actor = _ID.fullmatch(said[1])
    return b"".join(
        (
            body[: said.start(1)],
            _known(actor[1], place, lasting) if actor else said[1],
            body[said.end(1) : said.end()],
            *rest,
        )
    )


def check(body: bytes) -> None:
    """Whether a body can be kept. Raises ValueError as `shorten` does."""
    _written(body)


def _written(body: bytes) -> re.Match[bytes]:
    if len(body.translate(None, _TAKEN)) != len(body):
        raise ValueError("a body that holds a byte no body holds")
    return _said(body)


def _known(one: bytes, place: dict[bytes, bytes], lasting: Callable[[bytes], int | None]) -> bytes:
    if one in place:
        return place[one]
    number = lasting(one)
    if number is None or number >= MOST:
        return b'"%b"' % one
    high, low = divmod(number, len(LETTERS))
    return bytes([LASTING, LETTERS[high], LETTERS[low]])


def lengthen(kept: bytes, near: Sequence[bytes], lasting: Callable[[int], bytes]) -> bytes:
    """The body in full; `lasting` gives the id of a number. Raises ValueError, IndexError or
    KeyError when something names an id that is not there.
    """
    said = _said(kept)
    now = _head_of_ids(said[2])

    def long(found: re.Match[bytes]) -> bytes:
        short = found[0]
        if found[1]:
            return b'"%b%b"' % (now, found[1])
        if short[0] != LASTING:
            return b'"%b"' % near[short[0] - 1]
        high, low = LETTERS.index(short[1]), LETTERS.index(short[2])
        return b'"%b"' % lasting(high * len(LETTERS) + low)

    actor = _SHORT.sub(long, said[1])
    rest = _SHORT.sub(long, kept[said.end() :])
    return b"".join(
        (
            kept[: said.start(1)],
            actor,
            kept[said.end(1) : said.end()],
            rest.replace(ACTOR, actor).replace(NOW, said[2]),
        )
    )


def _said(body: bytes) -> re.Match[bytes]:
    """The head of a body, full or kept: who acts, in quotes or short, and when."""
    found = _HEAD.match(body)
    if found is None:
        raise ValueError("a body that does not say what, who and when")
    return found


def _head_of_ids(moment: bytes) -> bytes:
    """The first digits of the ids that are made at a moment."""
    return b"%0*x" % (MOMENT_DIGITS, int(moment) & (1 << MOMENT_BITS) - 1)


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

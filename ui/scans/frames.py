"""Bytes of a scanner on a serial line, cut into codes."""

import unicodedata

ENDS = b"\r\n\t\x03\x00"
PAUSE_S = 0.05  # so long without a byte, and a code is over though nothing ended it
MOST = 4096  # bytes of one code; what goes on beyond is noise
KEPT = frozenset("\x1d\x1e\x04")  # control characters that separate the parts of a code
DECODERS = ("utf-8", "gb18030", "latin-1")  # the last takes any byte


def text_of(code: bytes) -> str:
    """The text of a code in whichever way its scanner writes Chinese, without noise."""
    for name in DECODERS:
        try:
            text = code.decode(name)
        except UnicodeDecodeError:
            continue
        return "".join(one for one in text if one in KEPT or unicodedata.category(one) != "Cc")
    raise AssertionError("the last decoder takes any byte")


class Frames:
    """Gathers bytes until something ends them: an end, a pause, or too much."""

    def __init__(self) -> None:
        self._gathered = bytearray()

    def is_waiting(self) -> bool:
        """Whether something has begun and is not ended."""
        return bool(self._gathered)

    def feed(self, part: bytes) -> list[str]:
        """Take what has come; the codes that are whole now."""
        codes: list[str] = []
        for byte in part:
            if byte in ENDS or len(self._gathered) >= MOST:
                codes += self.rest()
            else:
                self._gathered.append(byte)
        return codes

    def rest(self) -> list[str]:
        """It was quiet: what was gathered is a code, where anything of it can be read."""
        gathered, self._gathered = bytes(self._gathered), bytearray()
        text = text_of(gathered).strip(" ") if len(gathered) < MOST else ""
        return [text] if text else []

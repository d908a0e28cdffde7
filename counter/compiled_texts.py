"""Reads a compiled catalogue of texts; a text is unpacked when it is asked for.

Gettext's own reader unpacks all of them at each start, before the first is asked for.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from struct import unpack_from

LITTLE = b"\xde\x12\x04\x95"  # the byte order that our compiler writes
CONTEXT = "\x04"
PLURAL = "\0"
RULE = "plural="


class CompiledTexts:
    """One `.mo` file."""

    def __init__(self, path: Path) -> None:
        """Take the file's bytes; raises ValueError for what is no catalogue of ours."""
        self._bytes = path.read_bytes()
        if self._bytes[:4] != LITTLE:
            raise ValueError(str(path))
        count, keys, self._texts = unpack_from("<3I", self._bytes, 8)
        table = unpack_from(f"<{2 * count}I", self._bytes, keys)
        ends = zip(table[::2], table[1::2], range(count), strict=True)
        self._places = {self._bytes[at : at + size]: place for size, at, place in ends}

    def text(self, key: str) -> str | None:
        """The text of a key, or None."""
        place = self._places.get(key.encode())
        if place is None:
            return None
        size, begin = unpack_from("<2I", self._bytes, self._texts + 8 * place)
        return self._bytes[begin : begin + size].decode() or None

    def text_of(self, one: str, many: str, n: int) -> str | None:
        """The form of a text for a number, or None."""
        text = self.text(f"{one}{PLURAL}{many}")
        forms = text.split(PLURAL) if text else []
        return forms[self._form(n) if len(forms) > 1 else 0] if forms else None

    @cached_property
    def _form(self) -> Callable[[int], int]:
        from gettext import c2py  # pyright: ignore[reportAttributeAccessIssue]

        rule = (self.text("") or "").partition(RULE)[2].partition(";")[0]
        return c2py(rule)

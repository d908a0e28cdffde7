"""How often an address or a code may ask. Kept in this process's memory: whoever asks too often
must not reach the database. Wrong last digits are counted there instead, for every process alike.
"""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass, field

WINDOW_MS = 10 * 60_000
#: in ten minutes: pages and answers of one address (a mobile network has many customers behind
#: one), codes that open nothing of one address, pages of one code
PAGES, STRANGE, OF_ONE = 600, 30, 120
#: addresses and codes remembered at once; the one longest unheard of goes first
MOST_KEPT = 50_000
#: of an IPv6 address so much is one customer's line
LINE_BITS = 64


@dataclass(slots=True)
class _Window:
    begun: int
    counts: dict[str, int] = field(default_factory=dict[str, int])


class Limits:
    """Counts in windows of ten minutes. One of a process; every call is short and whole."""

    def __init__(self, pages: int = PAGES, strange: int = STRANGE, of_one: int = OF_ONE) -> None:
        """What is allowed in a window."""
        self._most = {"pages": pages, "strange": strange, "of_one": of_one}
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def may_ask(self, address: str, code: str, now: int) -> bool:
        """Counts a request; whether it may be looked at. `now` is ms since 1970 UTC."""
        line = self._window(line_of(address), now)
        is_strange = line.counts.get("strange", 0) >= self._most["strange"]
        is_much = self._count(line, "pages")
        is_one_too_much = self._count(self._window(f"code {code}", now), "of_one")
        return not (is_strange or is_much or is_one_too_much)

    def strange(self, address: str, now: int) -> None:
        """Counts a code that opens nothing."""
        self._count(self._window(line_of(address), now), "strange")

    def _count(self, window: _Window, what: str) -> bool:
        window.counts[what] = window.counts.get(what, 0) + 1
        return window.counts[what] > self._most[what]

    def _window(self, key: str, now: int) -> _Window:
        found = self._windows.pop(key, None)
        if found is None or not 0 <= now - found.begun < WINDOW_MS:
            found = _Window(now)
        self._windows[key] = found
        if len(self._windows) > MOST_KEPT:
            self._windows.popitem(last=False)
        return found


def line_of(address: str) -> str:
    """Whose line an address is: all of one IPv6 network are one."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped is not None:
            return str(read.ipv4_mapped)
        return str(ipaddress.ip_network((read, LINE_BITS), strict=False))
    return str(read)

"""How often an address or a code may ask, by the hub's buckets. They are in this process's memory:
whoever asks too often must not reach the database. Wrong last digits are counted there instead,
for every process alike.
"""

from counter.hub.limits import Limits, Rate, TooMany, line_of

#: pages and answers of one address (a mobile network has many customers behind one), codes that
#: open nothing of one address, pages of one code
PAGES, STRANGE, OF_ONE = Rate(1, 600), Rate(1 / 60, 30), Rate(0.2, 120)


class Visitors:
    """Who asks for pages, counted."""

    def __init__(self, limits: Limits) -> None:
        """`limits` may count others too."""
        self._limits = limits

    def may_ask(self, address: str, code: str) -> bool:
        """Counts a request; whether it may be looked at."""
        line = line_of(address)
        try:
            self._limits.check("strange code", line, STRANGE)
            self._limits.take("customer page", line, PAGES)
            self._limits.take("one code", code, OF_ONE)
        except TooMany:
            return False
        return True

    def strange(self, address: str) -> None:
        """Counts a code that opens nothing."""
        try:
            self._limits.take("strange code", line_of(address), STRANGE)
        except TooMany:
            return

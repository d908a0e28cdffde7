"""How often anybody may ask: a bucket of calls for each seat and each address, filled again as time
goes by. Kept in memory: each process of the hub counts for itself.
"""

import ipaddress
import math
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from dataclasses import dataclass

#: so many callers are remembered; who has not asked for longest is forgotten first
MOST_CALLERS = 50_000


class TooMany(Exception):
    """Asked too often; good again in `wait_s` whole seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a second for ever, and so many at once after a rest."""

    per_second: float
    at_once: int


#: by what is asked for; a shop's seats, and shops behind one provider, may have one address
BY_ADDRESS = {"enrol": Rate(0.5, 20), "wrong code": Rate(1 / 60, 10), "token": Rate(20, 200)}
BY_SEAT = {"ops": Rate(20, 200), "feed": Rate(20, 200), "other": Rate(50, 1_000)}
#: of an IPv6 address so much is one line
LINE_BITS = 64
#: calls of one seat that may wait for news at the same time
WAITING_SEAT = 4


class Limits:
    """The buckets of one process."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer` gives seconds."""
        self._timer = timer
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._waiting: defaultdict[Hashable, int] = defaultdict(int)

    def take(self, what: str, caller: Hashable, rate: Rate) -> None:
        """One call. Raises TooMany."""
        left = self._left(what, caller, rate)
        if left < 1:
            raise TooMany(max(1, math.ceil((1 - left) / rate.per_second)))
        self._keep(what, caller, left - 1)

    def check(self, what: str, caller: Hashable, rate: Rate) -> None:
        """Whether a call would be taken, without taking it. Raises TooMany."""
        left = self._left(what, caller, rate)
        if left < 1:
            raise TooMany(max(1, math.ceil((1 - left) / rate.per_second)))

    @contextmanager
    def waiting(self, seat: Hashable) -> Generator[bool]:
        """Whether a call may wait for news; where too many of the seat do, it is answered at
        once.
        """
        may = self._waiting[seat] < WAITING_SEAT
        self._waiting[seat] += may
        try:
            yield may
        finally:
            self._waiting[seat] -= may
            if not self._waiting[seat]:
                del self._waiting[seat]

    def _left(self, what: str, caller: Hashable, rate: Rate) -> float:
        now = self._timer()
        left, then = self._buckets.get((what, caller), (float(rate.at_once), now))
        return min(float(rate.at_once), left + (now - then) * rate.per_second)

    def _keep(self, what: str, caller: Hashable, left: float) -> None:
        self._buckets[what, caller] = left, self._timer()
        self._buckets.move_to_end((what, caller))
        while len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)


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

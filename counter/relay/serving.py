"""The relay of a program that does other things too: it runs as long as it is wanted."""

from dataclasses import dataclass

from counter.domain.refusals import RuleBroken
from counter.relay.finding import EVERYWHERE
from counter.relay.running import Relay, Seat


@dataclass(frozen=True, slots=True)
class Serving:
    """Whether it answers, and at which port; why it does not, or nobody is told of it. `heard` are
    the digits of the seats that have spoken with it, and when last (milliseconds since 1970 UTC).
    """

    is_on: bool = False
    port: int = 0
    refusal: RuleBroken | None = None
    not_announced: str = ""
    heard: tuple[tuple[int, int], ...] = ()


class WantedRelay:
    """Starts and stops with `look`, which is to be called now and then on one thread."""

    def __init__(self, seat: Seat, host: str = EVERYWHERE) -> None:
        self._seat, self._host = seat, host
        self._relay: Relay | None = None
        self._port = -1

    def look(self, port: int | None) -> Serving:
        """It answers at that port, 0 = any, or not at all where that is None; a port that is in use
        is tried again each time.
        """
        if port != self._port:
            self.close()
        if port is None:
            return Serving()
        self._port = port
        if self._relay is None:
            relay = Relay(self._seat, self._host, port)
            try:
                relay.start()
            except RuleBroken as refusal:
                relay.stop()
                return Serving(refusal=refusal)
            self._relay = relay
        relay = self._relay
        return Serving(True, relay.port, None, relay.deaf, relay.heard())

    def close(self) -> None:
        """It answers no more."""
        if self._relay is not None:
            self._relay.stop()
        self._relay, self._port = None, -1

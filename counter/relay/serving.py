"""The relay of a program that does other things too: it runs as long as it was chosen to."""

from dataclasses import dataclass

from counter.domain.refusals import RuleBroken
from counter.relay.choices import Choices
from counter.relay.finding import EVERYWHERE
from counter.relay.running import Relay, Seat


@dataclass(frozen=True, slots=True)
class Serving:
    """Whether it answers, and at which port; why it does not, or nobody is told of it."""

    is_on: bool = False
    port: int = 0
    refusal: RuleBroken | None = None
    not_announced: str = ""


class ChosenRelay:
    """Starts and stops with `look`, which is to be called now and then on one thread."""

    def __init__(self, seat: Seat, host: str = EVERYWHERE) -> None:
        self._seat, self._host = seat, host
        self._relay: Relay | None = None
        self._chosen = Choices()
        self.state = Serving()

    def look(self, choices: Choices) -> Serving:
        """What was chosen is done; a port that is in use is tried again each time."""
        if self._relay is not None and (not choices.serves or choices.port != self._chosen.port):
            self.close()
        self._chosen = choices
        if choices.serves and self._relay is None:
            self._start(choices.port)
        return self.state

    def _start(self, port: int) -> None:
        relay = Relay(self._seat, self._host, port)
        try:
            relay.start()
        except RuleBroken as refusal:
            relay.stop()
            self.state = Serving(refusal=refusal)
            return
        self._relay = relay
        self.state = Serving(is_on=True, port=relay.port, not_announced=relay.deaf)

    def close(self) -> None:
        """It answers no more."""
        if self._relay is not None:
            self._relay.stop()
            self._relay = None
        self.state = Serving()

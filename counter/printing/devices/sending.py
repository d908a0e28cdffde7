"""Bytes over an open way, asked about before and after, and how much had gone when it broke."""

import time
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import UNKNOWN, Device, State, Status
from counter.printing.devices.steps import GLANCE_S, Steps, finished, others, pause
from counter.printing.devices.ways.wire import Broken, Wire

MOST_SAID = 200
MOST_AT_ONCE = 65_536
CALM_ANSWERS = 2  # the first "ready" may be older than the page


class Outcome(StrEnum):
    """What is known of a page when nothing went wrong."""

    PRINTED = "PRINTED"  # the printer said so
    TAKEN = "TAKEN"  # a printer or a queue took all of it and tells no more
    KEPT = "KEPT"  # it lies as a file


class Sent(StrEnum):
    """How much of a page had gone out when something went wrong."""

    NOTHING = "NOTHING"
    PART = "PART"
    ALL = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited, in seconds; `stall_s` without one byte being taken is too long."""

    connect_s: float = 5.0
    answer_s: float = 1.0
    stall_s: float = 15.0
    finish_s: float = 20.0
    page_s: float = 3.0
    calm_s: float = 0.3


USUAL = Patience()


def asked(wire: Wire, device: Device, patience_s: float) -> Status | None:
    """The answer to the question of a language; None when none came in time."""
    return finished(asking(wire, device, patience_s))


def asking(wire: Wire, device: Device, patience_s: float) -> Steps[Status | None]:
    """The same in steps; what came in while others had their turn is heard in any case."""
    if device.read is None or not wire.answers:
        return None
    until = time.monotonic() + patience_s
    while wire.hear(0) and time.monotonic() < until:
        pass  # an answer to nobody
    question, heard = device.ask, b""
    while question and time.monotonic() < until:
        question = question[wire.send(question, GLANCE_S) :]
        yield
    while True:
        left = until - time.monotonic()
        heard += wire.hear(max(0.0, min(left, GLANCE_S)))
        if (status := device.read(heard)) is not None or left <= 0:
            return status
        yield


def not_reached(printer: Printer, said: str) -> RuleBroken:
    """The refusal where nothing of a page went out."""
    return RuleBroken(
        "printer.not_reached", printer=printer.name, address=printer.address,
        said=said[:MOST_SAID], sent=Sent.NOTHING,
    )  # fmt: skip


class Sending:
    """One sending over a wire: asked before, sent piece by piece, asked after."""

    def __init__(self, printer: Printer, device: Device, wire: Wire, patience: Patience) -> None:
        """`wire` is open and stays so."""
        self._printer, self._device = printer, device
        self._wire, self._patience = wire, patience
        self._handed = 0  # to the system
        self._gone = 0  # to the other end, as far as the system knows

    def steps(self, whole: bytes, count: int) -> Steps[Outcome]:
        """All of `whole`, then what the printer says of its `count` pages.

        Raises RuleBroken "printer.not_reached" | "printer.not_ready" | "printer.broke_off" |
        "printer.no_answer" | "printer.stopped".
        """
        tells = yield from self._ask_before()
        behind = self._device.ask_done if tells else b""
        try:
            yield from self._hand_out(whole + behind)
            yield from self._wait_until_gone()
        except Broken as broken:
            raise self._broke_off(len(whole), broken.said) from broken
        if not tells:
            return Outcome.TAKEN
        return (yield from self._ask_after(count, in_turn=bool(behind)))

    def _ask_before(self) -> Steps[bool]:
        """Whether it answers; refuses what would not come out."""
        if not self._printer.tells:
            return False
        try:
            status = yield from asking(self._wire, self._device, self._patience.answer_s)
        except Broken as broken:
            raise not_reached(self._printer, broken.said) from broken
        if status is None or status.state is State.UNKNOWN:
            return False
        if not status.takes_pages:
            name = self._printer.name
            raise RuleBroken(
                "printer.not_ready", printer=name, state=status.state, sent=Sent.NOTHING
            )
        return True

    def _hand_out(self, whole: bytes) -> Steps[None]:
        rest = memoryview(whole)
        moved_at = time.monotonic()
        while rest:
            took = self._wire.send(bytes(rest[:MOST_AT_ONCE]), GLANCE_S)
            if took:
                rest, moved_at = rest[took:], time.monotonic()
                self._handed += took
                self._gone = max(self._gone, self._handed - self._wire.unsent())
            elif time.monotonic() - moved_at > self._patience.stall_s:
                raise Broken("timed out")
            moved_at += yield from others()

    def _wait_until_gone(self) -> Steps[None]:
        """Until the other end has all that this one handed out."""
        moved_at = time.monotonic()
        while left := self._wire.unsent():
            if self._handed - left > self._gone:
                self._gone, moved_at = self._handed - left, time.monotonic()
            if time.monotonic() - moved_at > self._patience.stall_s:
                raise Broken("timed out")
            time.sleep(GLANCE_S / 10)
            moved_at += yield from others()
        self._gone = self._handed

    def _broke_off(self, whole: int, said: str) -> RuleBroken:
        if not self._handed:
            return not_reached(self._printer, said)
        name = self._printer.name
        if self._gone >= whole:
            return RuleBroken("printer.no_answer", printer=name, sent=Sent.ALL)
        # what the other end is known to have, else what may have got there
        went = self._gone or min(self._handed, whole)
        return RuleBroken(
            "printer.broke_off", printer=name, went=went, of=whole, said=said[:MOST_SAID],
            sent=Sent.PART,
        )  # fmt: skip

    def _ask_after(self, count: int, *, in_turn: bool) -> Steps[Outcome]:
        until = time.monotonic() + self._patience.finish_s + count * self._patience.page_s
        try:
            last = yield from self._in_turn(until) if in_turn else self._until_calm(until)
        except Broken:
            last = UNKNOWN
        if last.is_idle:
            return Outcome.PRINTED
        name = self._printer.name
        if last.takes_pages or last.state is State.UNKNOWN:
            raise RuleBroken("printer.no_answer", printer=name, sent=Sent.ALL)
        raise RuleBroken("printer.stopped", printer=name, state=last.state, sent=Sent.ALL)

    def _in_turn(self, until: float) -> Steps[Status]:
        """Wait for the answer that stands behind the page; then how it is."""
        device = self._device
        assert device.is_done is not None
        assert device.read is not None
        heard, asked_at = b"", time.monotonic()
        while time.monotonic() < until:
            heard += self._wire.hear(GLANCE_S)
            if device.is_done(heard):
                return (yield from self._state())
            status = device.read(heard)
            if status is not None and not status.takes_pages:
                return status
            if time.monotonic() - asked_at > self._patience.answer_s:
                heard, asked_at = b"", time.monotonic()
                self._wire.send(device.ask, GLANCE_S)
            until += yield from others()
        return UNKNOWN

    def _until_calm(self, until: float) -> Steps[Status]:
        """Ask until it has been idle twice, or until it stands still."""
        last, calm = UNKNOWN, 0
        while time.monotonic() < until:
            last = yield from self._state()
            if last.state is not State.UNKNOWN and not last.takes_pages:
                return last
            calm = calm + 1 if last.is_idle else 0
            if calm == CALM_ANSWERS:
                return last
            yield from pause(self._patience.calm_s)
        return UNKNOWN

    def _state(self) -> Steps[Status]:
        status = yield from asking(self._wire, self._device, self._patience.answer_s)
        return status or UNKNOWN

"""A fault of the program's own ends no exchange: it is told in words, and tried again."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from counter.relay import company as companies
from counter.relay.company import Company
from counter.relay.keeping import Keeping, Standing
from counter.relay.running import Seat, seat_of
from counter.relay_commands import writing
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.sync.exchange import Round
from counter.sync.joining import Joined, keep_joined
from counter.sync.talking import HUB, Did
from counter.wire.messages import Enrolled
from tests.storage.conftest import found

PATIENCE_S = 90


class Stumbling:
    """A partner with whom the first round and the first wait go wrong as no round should."""

    name, url = HUB, "https://nowhere"

    def __init__(self) -> None:
        self.rounds, self.waits = 0, 0
        self._over = threading.Event()

    def talk(self, *_: Any) -> "Stumbling":
        return self

    def ear(self) -> "Stumbling":
        return self

    def round(self, *, whole: bool = False) -> Did:
        self.rounds += 1
        if self.rounds == 1:
            raise ZeroDivisionError("nobody has thought of this")
        return Did(Round(), whole, 0, 0)

    def hear(self, _place: Any, _wait_s: int) -> bool:
        self.waits += 1
        if self.waits == 1:
            raise ZeroDivisionError("nor of this")
        return self._over.wait(0.05)

    def hang_up(self) -> None:
        self._over.set()


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    machine = Machine(tmp_path / "machine")
    shop = Shop.create(tmp_path / "shop", machine, found)
    with writing(shop) as send:
        yield seat_of(shop.folder, machine, send)
    shop.close()


def test_a_fault_is_told_and_does_not_end_it(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "counter.relay")
    partner, told, in_step = Stumbling(), list[Standing](), threading.Event()

    def hears(one: Standing) -> None:
        told.append(one)
        if one.in_step:
            in_step.set()

    keeping = Keeping(seat, partner, hears, longest_pause_s=0.01)
    keeping.start()
    try:
        assert in_step.wait(PATIENCE_S)
        first = told[0]
        assert not first.in_step
        assert first.refusal is not None
        assert first.refusal.rule == "sync.fault"
        assert "ZeroDivisionError" in str(first.refusal)
        until = threading.Event()
        for _ in range(PATIENCE_S * 20):
            if partner.waits > 2:
                break
            until.wait(0.05)
        assert partner.waits > 2
    finally:
        keeping.stop()


class Kept:
    """Stands for two threads: whom they speak with, and whether they still do."""

    all: ClassVar[list["Kept"]] = []

    def __init__(self, _seat: Seat, partner: Any, *_: Any) -> None:
        self.partner, self.is_on = partner, True
        Kept.all.append(self)

    def start(self) -> None:
        assert self.is_on

    def stop(self) -> None:
        self.is_on = False


def test_a_hub_that_was_joined_anew_is_spoken_with_as_such(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companies, "Keeping", Kept)
    monkeypatch.setattr(Kept, "all", [])
    company = Company(seat, [], lambda _: None, looks_around=False)
    hubs = [Enrolled(17, name * 16, bytes(32), 0) for name in (b"a", b"b")]
    for hub in hubs:
        keep_joined(seat.machine.folder, seat.replica, Joined("https://hub", hub))
        for _ in range(2):
            company.look()
    assert [(one.partner.joined.hub, one.is_on) for one in Kept.all] == [
        (hubs[0], False), (hubs[1], True),
    ]  # fmt: skip
    company.close()

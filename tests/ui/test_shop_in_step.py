"""Two windows of one shop without any hub: one keeps the shop in step, the other meets it by the
code it shows, on the pages of the settings.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.two_desks import Desks, Seat
from ui.network import PORT
from ui.screens.settings.network import NetworkSection
from ui.screens.settings.network_relay import RelayCard
from ui.screens.settings.screen import SettingsScreen


@pytest.fixture
def desks(
    application: QApplication,
    furnished: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desks]:
    made = Desks(application, furnished, tmp_path, qtbot, monkeypatch)
    yield made
    made.close()


def relay_card(seat: Seat) -> RelayCard:
    """On the settings' page of the network, for whoever is signed in."""
    seat.window.body.setEnabled(True)
    screen = seat.window.screen_named("settings")
    assert isinstance(screen, SettingsScreen)
    screen.open_section("network")
    section = screen.sections["network"]
    assert isinstance(section, NetworkSection)
    return section.relay


# a line of TLS that the other window has not hung up is dropped with the server, not closed
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_two_windows_without_a_hub_see_each_others_acts(desks: Desks) -> None:
    left, right = desks.seat("left"), desks.seat("right")
    for seat in (left, right):
        seat.takes_in()  # each is a replica of its own
    left.kit.preferences.keep(PORT, 0)
    card = relay_card(left)
    card.serves.choose("1")
    left.waits(lambda: left.standing().serving is not None and left.standing().serving.is_on)
    card.show_code.click()
    left.waits(card.shown.text)
    other = relay_card(right)
    other.code.setText(card.shown.text())
    other.address.setText(f"127.0.0.1:{left.standing().serving.port}")
    other.meet.click()
    right.waits(lambda: [one.in_step for one in right.standing().neighbours] == [True])
    right.waits(lambda: right.digest() == left.digest())
    for seat, neighbour in ((left, right), (right, left)):
        case = seat.takes_in()
        neighbour.waits(lambda neighbour=neighbour, case=case: case in neighbour.board())
    left.waits(lambda: len(left.standing().serving.heard) == 1)
    card.serves.choose("0")
    right.waits(lambda: [one.in_step for one in right.standing().neighbours] == [False])
    right.takes_in()  # the day goes on

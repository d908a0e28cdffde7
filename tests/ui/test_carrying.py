"""Bundles from the window: written for another seat, read there, refused in words."""

from pathlib import Path

import pytest

from counter.sync.meeting import card_of, meet
from counter.sync.seat import SeatBook
from tests.colleagues import second_seat
from tests.desk import MANAGER, Desk
from tests.ui.robots import Clerk
from ui.screens.settings.carrying import HUB, SEATS, CarryingSection
from ui.screens.settings.screen import SettingsScreen

PATIENCE_MS = 30_000


def opened(clerk: Clerk) -> CarryingSection:
    clerk.signs_in(MANAGER)
    clerk.window.open("settings", "carrying")
    clerk.waits_for_answers()
    screen = clerk.window.current()
    assert isinstance(screen, SettingsScreen)
    section = screen.section()
    assert isinstance(section, CarryingSection)
    return section


def ends(clerk: Clerk, section: CarryingSection) -> None:
    clerk.qtbot.waitUntil(section.go.isEnabled, timeout=PATIENCE_MS)


def knows(here: Desk, there: Desk) -> None:
    """One seat has read the card of the other."""
    other = there.counter.shop
    card = card_of(SeatBook(other).replica, other.keys().public())
    meet(here.counter.shop.machine.folder, SeatBook(here.counter.shop).replica, card)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_bundle_goes_to_another_seat_and_comes_back(
    open_window, shop: Desk, tmp_path: Path, language: str
):
    with second_seat(shop.counter.shop.folder, tmp_path / "other", shop.at) as other:
        other.takes_in()  # it becomes a seat of its own with its first act
        knows(shop, other)
        knows(other, shop)
        clerk = open_window(language)
        section = opened(clerk)
        told: list[str] = []
        section.told.connect(told.append)
        section.to.choose(SEATS)
        stick = tmp_path / "stick"
        stick.mkdir()
        section.folder.setText(str(stick))
        section.go.click()
        ends(clerk, section)
        assert not section.trouble.isVisible(), section.trouble.text()
        (file,) = stick.iterdir()
        assert file.name in told[-1]
        section.read_file(str(file))  # our own: nothing in it is new, and nothing breaks
        ends(clerk, section)


def test_the_usual_folder_need_not_be_there(open_window, shop: Desk, tmp_path: Path):
    clerk = open_window("en")
    section = opened(clerk)
    usual = tmp_path / "backups"
    clerk.window.kit.preferences.keep("backup_folder", str(usual))
    section.folder.setText(str(usual))
    section.go.click()
    ends(clerk, section)
    assert usual.is_dir()
    assert "cannot be written" not in section.trouble.text()


def test_what_cannot_be_written_or_read_is_said(open_window, shop: Desk, tmp_path: Path):
    clerk = open_window("en")
    section = opened(clerk)
    section.to.choose(HUB)
    section.folder.setText(str(tmp_path))
    section.go.click()
    ends(clerk, section)
    assert section.trouble.isVisible()
    assert section.trouble.text().endswith(".")
    section.folder.setText(str(tmp_path / "no stick"))
    section.go.click()
    assert "There is no folder" in section.trouble.text()
    clerk.waits_for_focus(section.folder)
    assert not (tmp_path / "no stick").exists()
    (tmp_path / "x.bundle").write_bytes(b"no bundle at all")
    section.read_file(str(tmp_path / "x.bundle"))
    ends(clerk, section)
    assert section.trouble.isVisible()
    section.folder.setText(" ")
    section.go.click()
    assert clerk.focus() is section.folder

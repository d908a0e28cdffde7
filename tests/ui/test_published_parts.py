"""A part of head office at an outlet: its price and the next are told, nothing of it is typed."""

import json
from pathlib import Path

from counter.hub.home import database_of, key_in, name_of
from counter.hub.ledger import Ledger
from counter.hub.publishing import Publisher
from counter.storage.machine import Machine
from counter.sync.seat import SeatBook
from counter.wire.messages import Named
from tests.desk import DAY, MANAGER, Desk
from tests.ui.robots import Clerk
from ui.screens.settings.parts import PartsSection
from ui.screens.settings.screen import SettingsScreen

PART = {"code": "SEAL-01", "name": "密封圈", "price_fen": 1500}


def published(shop: Desk, folder: Path) -> None:
    """A hub publishes a part and its next price, and the shop hears of it."""
    engine, chance = database_of(folder), Machine(folder).chance
    hub = name_of(engine, key_in(folder), chance)
    publisher = Publisher(engine, hub, shop.counter.clock, chance)
    later = shop.counter.shop.db.execute(
        "SELECT date(? / 1000, 'unixepoch')", (shop.at + 30 * DAY,)
    ).fetchone()[0]
    publisher.publish(json.dumps({"parts": [PART]}))
    publisher.publish(json.dumps({"parts": [PART | {"price_fen": 1800}]}), from_on=later)
    page = Ledger(engine, hub.sign, shop.counter.clock).feed(Named(0, bytes(16)), 0, 0, 100)
    assert len(page.runs) == 1
    SeatBook(shop.counter.shop).take(0, page)


def opened(clerk: Clerk) -> PartsSection:
    clerk.signs_in(MANAGER)
    clerk.window.open("settings", "parts")
    clerk.waits_for_answers()
    screen = clerk.window.current()
    assert isinstance(screen, SettingsScreen)
    (section,) = screen.findChildren(PartsSection)
    return section


def test_what_head_office_says_of_a_part_can_be_read(open_window, shop: Desk, tmp_path: Path):
    published(shop, tmp_path / "hub")
    clerk = open_window("en")
    section = opened(clerk)
    section.search.setText(PART["code"])
    clerk.waits(lambda: section.code.text() == PART["code"])
    assert section.money["price_fen"].text() == "15.00"
    assert section.money["price_fen"].isReadOnly()
    assert section.plain["name"].isReadOnly()
    assert "18.00" in section.published.text()
    assert section.published.isVisible()
    section.qty.setText("5")
    section.qty.textEdited.emit("5")
    section.go.click()
    clerk.waits_for_answers()
    query = (
        "SELECT b.qty FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE p.publisher = 0"
    )
    (qty,) = shop.counter.shop.db.execute(query).fetchone()
    assert qty == 5

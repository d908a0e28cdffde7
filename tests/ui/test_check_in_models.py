"""What head office publishes of models is offered at check-in, over a hub that writes it and a seat
that reads it: by keys, without a network, and nothing where there is none.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from counter.hub.home import database_of, key_in, name_of
from counter.hub.ledger import Ledger
from counter.hub.publishing import Publisher
from counter.storage.machine import Machine
from counter.sync.seat import SeatBook
from counter.wire.messages import Named
from tests.builders import a_phone
from tests.desk import DAY, DESK, Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import the_last_case
from tests.ui.test_check_in_units import IMEI, types_serial
from ui.screens.check_in.form import Form

DOWN, UP, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return
ESCAPE = Qt.Key.Key_Escape
MODELS: list[dict[str, Any]] = [
    {"brand": "铭川", "name": "MF-17", "kind": "microwave"},
    {"brand": "铭川", "name": "MF-18", "kind": "microwave", "product": "蒸烤一体机"},
    {"brand": "Mingyue", "name": "MF-30", "kind": "fan"},
]


class HeadOffice:
    """A hub with what it publishes, and the way to a shop."""

    def __init__(self, shop: Desk, folder: Path):
        self._shop, self._at = shop, 0
        self._engine, chance = database_of(folder), Machine(folder).chance
        self._hub = name_of(self._engine, key_in(folder), chance)
        self._publisher = Publisher(self._engine, self._hub, shop.counter.clock, chance)

    def publishes(self, models: list[dict[str, Any]]) -> None:
        self._publisher.publish(json.dumps({"models": models}))
        ledger = Ledger(self._engine, self._hub.sign, self._shop.counter.clock)
        page = ledger.feed(Named(0, bytes(16)), 0, self._at, 100)
        SeatBook(self._shop.counter.shop).take(0, page)
        self._at += 1


@pytest.fixture
def office(shop: Desk, tmp_path: Path) -> HeadOffice:
    made = HeadOffice(shop, tmp_path / "hub")
    made.publishes(MODELS)
    return made


def opened(clerk: Clerk) -> Form:
    clerk.presses(Qt.Key.Key_F2)
    clerk.waits_for_answers()
    form = clerk.check_in().form
    form.item.model.setFocus()
    return form


def offered(clerk: Clerk, form: Form, text: str) -> list[str]:
    form.item.model.clear()
    form.item.offers.close_list()
    clerk.types(text)
    clerk.waits(form.item.offers.frame.isVisible)
    return [row.text for row in form.item.offers.list.rows]


def test_a_model_is_chosen_by_keys_and_taken_in(
    office: HeadOffice, clerk: Clerk, shop: Desk
) -> None:
    form = opened(clerk)
    assert offered(clerk, form, "mf-1") == ["铭川 MF-17", "铭川 MF-18"]
    assert [row.end for row in form.item.offers.list.rows] == ["微波炉", "蒸烤一体机"]
    clerk.presses(UP, UP, DOWN)  # round and round
    clerk.presses(ENTER)
    card = form.item
    assert not card.offers.frame.isVisible()
    assert (card.brand.text(), card.model.text()) == ("铭川", "MF-18")
    assert card.kinds.value() == ["microwave"]
    assert card.model.hasFocus() is False  # the form went on to its first gap
    assert form.draft.item().product == "蒸烤一体机"
    clerk.types("13912345678")
    clerk.presses(ENTER)
    clerk.waits_for_focus(form.customer.person)
    clerk.writes("欧阳")
    form.fault.faults.choose([form.fault.faults.chips[0].code])
    form.condition.conditions.choose([form.condition.conditions.chips[0].code])
    form.condition.accessories.choose([form.condition.accessories.chips[0].code])
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已受理")
    unit = next(one for one in shop.rows("unit") if one["id"] == the_last_case(shop)["unit_id"])
    said = (unit["brand"], unit["model"], unit["kind_code"], unit["product"])
    assert said == ("铭川", "MF-18", "microwave", "蒸烤一体机")


def test_an_input_method_finds_them_too_and_a_click_takes_one(
    office: HeadOffice, clerk: Clerk
) -> None:
    form = opened(clerk)
    clerk.writes("铭川")
    clerk.waits(form.item.offers.frame.isVisible)
    assert [row.text for row in form.item.offers.list.rows] == ["铭川 MF-17", "铭川 MF-18"]
    assert offered(clerk, form, "mingyue") == ["Mingyue MF-30"]
    hits = form.item.offers.list
    hits.clicked.emit(hits.model().index(0, 0))
    assert (form.item.brand.text(), form.item.kinds.value()) == ("Mingyue", ["fan"])


def test_anything_else_may_be_typed(office: HeadOffice, clerk: Clerk) -> None:
    form = opened(clerk)
    form.item.kinds.choose(["kettle"])
    assert offered(clerk, form, "MF-1")
    clerk.presses(ESCAPE)
    assert not form.item.offers.frame.isVisible()
    assert form.item.model.text() == "MF-1"
    assert clerk.window.current() is clerk.check_in()
    assert offered(clerk, form, "MF-1")
    clerk.presses(ENTER)  # nothing is chosen: what was typed stands
    assert not form.item.offers.frame.isVisible()
    assert (form.item.model.text(), form.item.brand.text()) == ("MF-1", "")
    assert form.item.kinds.value() == ["kettle"]


def test_other_words_for_a_chosen_model_are_those_that_stand(
    office: HeadOffice, clerk: Clerk
) -> None:
    form = opened(clerk)
    offered(clerk, form, "mf-18")
    clerk.presses(DOWN, ENTER)
    assert form.draft.item().product
    form.item.model.setText("MF-19")
    assert form.read().item().product == ""


def test_what_is_out_of_use_is_offered_no_more(
    office: HeadOffice, clerk: Clerk, shop: Desk
) -> None:
    form = opened(clerk)
    assert offered(clerk, form, "mf-1") == ["铭川 MF-17", "铭川 MF-18"]
    office.publishes([MODELS[0] | {"active": False}])
    assert offered(clerk, form, "mf-1") == ["铭川 MF-18"]


def test_a_shop_without_a_catalogue_is_asked_as_before(clerk: Clerk, shop: Desk) -> None:
    form = opened(clerk)
    clerk.types("MF-1")
    clerk.waits(lambda: not form.item.offers.is_waiting())
    assert not form.item.offers.frame.isVisible()
    clerk.presses(DOWN)
    assert form.item.model.text() == "MF-1"


@pytest.mark.parametrize(("days", "is_said"), [(20, False), (35, True)])
def test_who_brings_a_unit_is_told_that_it_is_due(
    shop: Desk, tmp_path: Path, open_window: Any, days: int, is_said: bool
) -> None:
    phone = {"name": "mate 60", "kind": "phone", "maintenance_months": 2}
    HeadOffice(shop, tmp_path / "hub").publishes([phone])
    shop.hands_back(shop.ready_to_go(shop.takes_in(a_phone())))
    shop.wait(days * DAY)
    clerk = open_window("zh_CN")
    clerk.signs_in(DESK)
    form = opened(clerk)
    form.item.kinds.choose(["phone"])
    types_serial(clerk, IMEI)
    clerk.sees("这台来过 1 次")
    assert ("保养到期" in form.item.past.text()) is is_said

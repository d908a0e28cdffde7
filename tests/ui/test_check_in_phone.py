"""Check-in: what came with a phone goes with it; what was typed by hand stays."""

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_phone
from tests.desk import Desk
from tests.ui.robots import Clerk

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
KNOWN, UNKNOWN, INVALID = "13800135678", "13912345678", "1391234"


def gives_phone(clerk: Clerk, phone: str) -> None:
    """Write another phone over the one that stands there, and leave the field."""
    field = clerk.check_in().form.customer.phone
    field.setFocus()
    clerk.presses(Qt.Key.Key_A, ctrl=True)
    if phone:
        clerk.types(phone)
    else:
        clerk.presses(Qt.Key.Key_Backspace)
    clerk.presses(TAB)
    clerk.waits_for_answers()


@pytest.fixture
def known(clerk: Clerk, shop: Desk) -> Clerk:
    """A clerk who typed the phone of somebody who had one phone repaired."""
    shop.hands_back(shop.gives_up(shop.takes_in(a_phone())))
    clerk.presses(Qt.Key.Key_F2)
    gives_phone(clerk, KNOWN)
    clerk.sees("老客户")
    assert clerk.check_in().form.customer.person.text() == "张伟"
    return clerk


@pytest.mark.parametrize("phone", [UNKNOWN, INVALID, ""])
def test_what_came_with_a_phone_goes_with_it(known: Clerk, phone: str):
    form = known.check_in().form
    form.item.units.start()
    known.picks(form.item.units, form.item.units.chips[0].code)
    known.waits_for_answers()
    assert form.item.model.text()
    form.item.colour.setFocus()
    known.presses(Qt.Key.Key_A, ctrl=True)
    known.writes("蓝")
    gives_phone(known, phone)
    assert form.customer.person.text() == ""
    assert not form.customer.known.isVisible()
    assert not form.item.has_units()
    item = form.read().item()
    assert (item.unit, item.unit_of_case, item.model, item.serial) == ("", "", "", "")
    assert item.colour == "蓝"
    assert form.draft.customer_number == ""


@pytest.mark.parametrize("phone", [UNKNOWN, INVALID])
def test_a_name_that_was_typed_stays(known: Clerk, phone: str):
    person = known.check_in().form.customer.person
    person.setFocus()
    known.presses(Qt.Key.Key_A, ctrl=True)
    known.writes("王芳")
    gives_phone(known, phone)
    assert person.text() == "王芳"


def test_the_same_phone_is_looked_up_again(known: Clerk):
    gives_phone(known, "")
    gives_phone(known, KNOWN)
    known.sees("老客户")
    assert known.check_in().form.customer.person.text() == "张伟"

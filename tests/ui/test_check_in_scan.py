"""What a scan put into a field and was taken back stands nowhere any more."""

from PySide6.QtCore import Qt

from tests.desk import Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in

IMEI = "356938035643809"


def test_the_slip_follows_what_was_taken_back(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="phone")
    form, slip = clerk.check_in().form, clerk.check_in().aside.slip
    case = shop.takes_in()
    form.item.model.setFocus()
    clerk.types("ab")
    clerk.scans(IMEI)
    assert form.item.model.text() == "ab"
    assert clerk.focus() is form.item.model
    assert form.draft.item().model == "ab"
    assert form.item.serial.text() == IMEI
    form.customer.person.setFocus()
    clerk.scans(case.receipt)  # it opens the hand-back
    assert form.customer.person.text() == "王芳"
    assert form.draft.name == "王芳"
    paper = slip.paper()
    assert paper is not None
    assert case.receipt not in repr(paper)


def test_a_scanned_phone_leaves_the_focus_where_one_types(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F2)
    person = clerk.check_in().form.customer.person
    person.setFocus()
    clerk.writes("王")
    clerk.scans("13912345678")
    clerk.waits_for_answers()
    assert clerk.check_in().form.customer.digits() == "13912345678"
    assert clerk.focus() is person
    clerk.writes("芳")
    assert person.text() == "王芳"

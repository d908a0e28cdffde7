"""Nobody works unseen: the board is masked until somebody's PIN was right."""

from PySide6.QtCore import Qt

from counter.domain.states import Role
from tests.desk import CASHIER, DESK, MANAGER, TECHNICIAN, Desk
from tests.ui.robots import Clerk, seen_texts
from ui.navigation import PLACES, may_open
from ui.widgets.buttons import IconButton

ENTER = Qt.Key.Key_Return


def test_the_board_stands_masked_behind_the_tiles(open_window, shop: Desk):
    shop.takes_in()
    clerk = open_window()
    lanes = clerk.window.current().lanes
    shown = [lane.cards.lane_model.rowCount() for lane in lanes]
    assert sum(shown) == 1
    names = [lanes[0].cards.lane_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)]
    assert "张*" in names[0]
    assert "张伟" not in names[0]
    assert "13800135678" not in names[0]


def test_keys_do_nothing_while_nobody_is_here(open_window, shop: Desk):
    clerk = open_window()
    clerk.presses(Qt.Key.Key_F2)
    assert clerk.window.current().name == "board"
    assert "check_in" not in clerk.window.screens
    for _ in range(30):
        clerk.presses(Qt.Key.Key_Tab)
        assert clerk.window.reception.panel.isAncestorOf(clerk.focus())


def test_a_wrong_pin_is_refused_in_words_and_the_next_try_counts(open_window):
    clerk = open_window()
    clerk.window.reception.panel.choose_code(DESK)
    clerk.types("9999")
    clerk.presses(ENTER)
    pad = clerk.window.reception.panel.pad
    clerk.waits(lambda: pad.note.property("state") == "error")
    assert clerk.window.reception.panel.isVisible()
    assert pad.held() == ""
    clerk.types("0000")
    clerk.presses(ENTER)
    clerk.waits(lambda: not clerk.window.reception.panel.isVisible())


def test_after_some_wrong_pins_one_has_to_wait(open_window):
    clerk = open_window()
    clerk.window.reception.panel.choose_code(DESK)
    pad = clerk.window.reception.panel.pad
    for _ in range(4):
        clerk.types("9999")
        clerk.presses(ENTER)
        clerk.waits_for_answers()
    clerk.types("0000")
    clerk.presses(ENTER)
    clerk.waits_for_answers()
    assert clerk.window.reception.panel.isVisible()
    assert pad.note.text()


def test_fingers_type_a_pin_too(open_window):
    clerk = open_window()
    clerk.window.reception.panel.choose_code(DESK)
    pad = clerk.window.reception.panel.pad
    for name in ("1", "back", "0", "0", "0", "0", "enter"):
        clerk.clicks(pad.keys[name])
    clerk.waits(lambda: not clerk.window.reception.panel.isVisible())
    assert clerk.window.current().name == "check_in"


def test_arrows_choose_a_name_and_digits_go_to_the_pin(open_window):
    clerk = open_window()
    panel = clerk.window.reception.panel
    panel.tiles[0].setFocus()
    clerk.presses(Qt.Key.Key_Down)
    assert panel.chosen().code == panel.tiles[2].code
    clerk.types("12")
    assert panel.pad.held() == "12"


def test_a_place_is_offered_to_those_who_may(open_window):
    clerk = open_window()
    clerk.signs_in(TECHNICIAN)
    rail = clerk.window.rail.buttons
    assert offered(rail) == places_of(Role.TECHNICIAN)
    assert "check_in" not in offered(rail)
    clerk.window.lock()
    clerk.signs_in(MANAGER)
    assert offered(rail) == places_of(Role.MANAGER)
    clerk.window.lock()
    clerk.signs_in(CASHIER)
    clerk.presses(Qt.Key.Key_F2)
    assert clerk.window.current().name != "check_in"


def offered(rail: dict[str, IconButton]) -> list[str]:
    return [name for name, button in rail.items() if button.isVisible()]


def places_of(role: Role) -> list[str]:
    return [place.name for place in PLACES if may_open(role, place.name)]


def test_locking_covers_the_work_and_keeps_it(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F2)
    clerk.types("1391234")
    clerk.presses(Qt.Key.Key_L, ctrl=True)
    assert clerk.window.reception.panel.isVisible()
    assert "1391234" not in "".join(seen_texts(clerk.window))
    clerk.signs_in(DESK)
    assert clerk.check_in().form.customer.phone.text() == "1391234"


def test_a_colleague_finds_no_half_filled_form_of_another(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in(DESK)
    clerk.presses(Qt.Key.Key_F2)
    clerk.types("13912345678")
    clerk.window.lock()
    clerk.signs_in(MANAGER)
    clerk.waits_for_answers()
    assert clerk.check_in().form.customer.phone.text() == ""
    clerk.window.lock()
    clerk.signs_in(DESK)
    clerk.waits(lambda: clerk.check_in().form.customer.phone.text() == "139 1234 5678")


def test_a_person_added_elsewhere_appears(open_window, shop: Desk):
    clerk = open_window()
    before = len(clerk.window.reception.panel.tiles)
    shop.do("add_person", MANAGER, code="1020", name="小何", role="FRONT_DESK", pin="0000")
    clerk.waits(lambda: len(clerk.window.reception.panel.tiles) == before + 1)


def test_arrows_choose_somebody_where_the_pin_is_typed_and_escape_clears_it(open_window):
    clerk = open_window()
    panel = clerk.window.reception.panel
    first = panel.chosen().code
    clerk.waits_for_focus(panel.pad)
    clerk.presses(Qt.Key.Key_Right)
    assert panel.chosen().code != first
    clerk.types("12")
    clerk.presses(Qt.Key.Key_Escape)
    assert panel.pad.held() == ""
    clerk.waits_for_focus(panel.pad)
    clerk.presses(Qt.Key.Key_Left)
    assert panel.chosen().code == first
    clerk.types("0000")
    clerk.presses(ENTER)
    clerk.waits(lambda: not panel.isVisible())


def test_the_veil_of_the_panel_does_not_thin_the_ground_of_anything_else(open_window):
    clerk = open_window()
    clerk.window.grab()
    assert clerk.window.kit.theme.colour("canvas").alpha() == 255

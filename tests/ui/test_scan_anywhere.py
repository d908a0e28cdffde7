"""A scan under any input method, keyboard and focus: by bursts of keys in the real window."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from counter.domain.case_acts import CaseAct
from tests.builders import a_fan, a_phone
from tests.desk import MANAGER, Desk
from tests.ui.case_pages import case_screen
from tests.ui.robots import Clerk
from tests.ui.test_case import chooses, scans
from tests.ui.test_routing import lies_on
from ui.scans.habits import KEPT_AS, Ending, Habits, written
from ui.scans.layouts import LAYOUTS

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
IMEI = "356938035643809"
HAND_MS = 400


class Gun:
    """A scanner of any make: its pace, its end, the keyboard it types for."""

    def __init__(self, clerk: Clerk):
        self.clerk, self.ms, self.gap = clerk, 50_000.0, 6.0
        clerk.window.scanning.keys.clock = self._clock

    def scans(self, code: str, *ends: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.ms += HAND_MS
        for character in code:
            self.ms += self.gap
            self.presses(Qt.Key(0), character, modifier)
        for end in ends or (ENTER,):
            self.ms += self.gap
            QTest.keyClick(self.clerk.focus(), end)

    def bursts(self, code: str) -> None:
        """The code, and nothing that ends it."""
        self.ms += HAND_MS
        for character in code:
            self.ms += self.gap
            QTest.keyClicks(self.clerk.focus(), character)

    def presses(self, key: Qt.Key, text: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key with its own text, as layouts and input methods make it."""
        if text.isascii() and modifier == NONE:
            QTest.keyClicks(self.clerk.focus(), text)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.clerk.focus(), QKeyEvent(kind, key, modifier, text))

    def commits(self, code: str) -> None:
        """As an input method that is switched on lets digits through: one by one, composed."""
        self.ms += HAND_MS
        for character in code:
            self.ms += self.gap
            event = QInputMethodEvent()
            event.setCommitString(character)
            QApplication.sendEvent(self.clerk.focus(), event)
        self.ms += self.gap
        QTest.keyClick(self.clerk.focus(), ENTER)

    def _clock(self, _event: QEvent) -> float:
        return self.ms


@pytest.fixture
def gun(clerk: Clerk) -> Gun:
    return Gun(clerk)


def sees_hand_back_of(clerk: Clerk, receipt: str) -> None:
    clerk.waits(lambda: bool(clerk.hand_back().ready.view))
    clerk.settles()
    assert clerk.hand_back().ready.view.receipt_number == receipt


def use(clerk: Clerk, habits: Habits) -> None:
    clerk.window.kit.preferences.keep(KEPT_AS, written(habits))


def focuses(clerk: Clerk, name: str) -> QWidget | None:
    """Puts the focus on something of each kind."""
    window = clerk.window
    window.go("check_in")
    clerk.settles()
    form = clerk.check_in().form
    spots: dict[str, QWidget] = {
        "button": window.bar.who,
        "scan box": window.bar.scan,
        "text": form.customer.person,
        "several lines": form.condition.note,
        "code": form.customer.phone,
        "chips": form.item.kinds.chips[0],
        "day": form.terms.moment,
        "choice": form.terms.category,
    }
    if name == "nothing":
        QApplication.focusWidget().clearFocus()
        return None
    if name == "list":
        window.go("shelves")
        clerk.settles()
        return clerk.focus()
    spots[name].setFocus()
    return spots[name]


@pytest.mark.parametrize(
    "name",
    ["button", "scan box", "text", "several lines", "code", "chips", "day", "nothing", "list"],
)
def test_a_scan_is_led_wherever_the_focus_is(clerk: Clerk, gun: Gun, shop: Desk, name: str):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    spot = focuses(clerk, name)
    before = spot.text() if isinstance(spot, QLineEdit) else None
    gun.scans(case.receipt)
    sees_hand_back_of(clerk, case.receipt)
    assert not clerk.window.reception.panel.isVisible()  # no button was pressed
    if isinstance(spot, QLineEdit):
        assert spot.text() == before


@pytest.mark.parametrize("ends", [(ENTER,), (TAB,), (ENTER, Qt.Key.Key_Enter)])
def test_whatever_ends_it_moves_nothing_on(clerk: Clerk, gun: Gun, ends: tuple[Qt.Key, ...]):
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    form.item.kinds.choose(["phone"])
    form.item.colour.setFocus()
    gun.scans(IMEI, *ends)
    assert clerk.focus() is form.item.colour
    assert form.item.serial.text() == IMEI
    assert form.item.colour.text() == ""


def test_digits_of_the_number_pad_are_digits(clerk: Clerk, gun: Gun, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    gun.scans(case.receipt, modifier=Qt.KeyboardModifier.KeypadModifier)
    sees_hand_back_of(clerk, case.receipt)


def test_caps_lock_does_no_harm(clerk: Clerk, gun: Gun):
    clerk.presses(Qt.Key.Key_F2)
    gun.scans("sw17j000123")
    assert clerk.check_in().form.item.serial.text() == "SW17J000123"


@pytest.mark.parametrize("name", ["text", "scan box"])
def test_an_input_method_that_is_on_lets_digits_through(
    clerk: Clerk, gun: Gun, shop: Desk, name: str
):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    spot = focuses(clerk, name)
    assert isinstance(spot, QLineEdit)
    clerk.writes("王")
    gun.commits(case.receipt)
    assert spot.text() == "王"
    sees_hand_back_of(clerk, case.receipt)


def test_full_width_digits_of_an_input_method_are_folded(clerk: Clerk, gun: Gun, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in case.receipt)
    focuses(clerk, "text")
    gun.commits(wide)
    sees_hand_back_of(clerk, case.receipt)
    focuses(clerk, "text")
    clerk.window.go("board")
    gun.scans(wide)
    sees_hand_back_of(clerk, case.receipt)


def test_what_is_written_by_an_input_method_is_no_scan(clerk: Clerk, gun: Gun):
    spot = focuses(clerk, "text")
    assert isinstance(spot, QLineEdit)
    for word in ("张伟", "王芳", "李明", "赵强", "周敏", "吴磊"):
        gun.ms += gun.gap
        clerk.writes(word)
    gun.ms += gun.gap
    QTest.keyClick(spot, Qt.Key.Key_Right)
    assert spot.text() == "张伟王芳李明赵强周敏吴磊"


def test_letters_that_an_input_method_took_are_told(clerk: Clerk, gun: Gun):
    focuses(clerk, "text")
    gun.ms += HAND_MS
    composed = ""
    for letter in "bjabcdef":
        gun.ms += gun.gap
        composed += letter
        QApplication.sendEvent(clerk.focus(), QInputMethodEvent(composed, []))
    clerk.sees("输入法截走了扫码的字母")


def test_alt_codes_are_told(clerk: Clerk, gun: Gun):
    gun.ms += HAND_MS
    for digit in "0065006600":
        gun.ms += gun.gap
        gun.presses(Qt.Key(ord(digit)), digit, ALT)
    clerk.sees("Alt 键码")


def test_the_separator_of_gs1_comes_through(clerk: Clerk, gun: Gun):
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    gun.ms += HAND_MS
    for character in "]C10106901234567892" + "10LOT7\x1d21A12B":
        gun.ms += gun.gap
        control = Qt.KeyboardModifier.ControlModifier if character == "\x1d" else NONE
        if character == "\x1d":
            gun.presses(Qt.Key.Key_BracketRight, character, control)
        else:
            QTest.keyClicks(clerk.focus(), character)
    gun.ms += gun.gap
    QTest.keyClick(clerk.focus(), ENTER)
    assert form.item.serial.text() == "A12B"
    assert form.item.model.text() == "EAN 6901234567892"


def test_characters_of_a_code_are_no_shortcuts(clerk: Clerk, gun: Gun):
    clerk.window.go("board")
    clerk.settles()
    gun.scans("https://maker.example/?sn=SW17J000123")
    assert clerk.window.overlays.sheet is None  # it was never even built
    clerk.sees("SW17J000123")  # what is looked for is what the label says


def test_a_key_that_is_held_down_is_no_scan(clerk: Clerk, gun: Gun):
    spot = focuses(clerk, "text")
    assert isinstance(spot, QLineEdit)
    gun.ms += HAND_MS
    for _ in range(9):
        gun.ms += gun.gap
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, NONE, "0", True)
        QApplication.sendEvent(spot, event)
    assert spot.text() == "0" * 9


# -- what was learnt


def test_a_prefix_and_a_suffix_tell_scans_from_all_typing(clerk: Clerk, gun: Gun, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    use(clerk, Habits(prefix="~", suffix="#"))
    spot = focuses(clerk, "text")
    assert isinstance(spot, QLineEdit)
    gun.bursts(case.receipt)
    assert spot.text() == case.receipt  # without them it is typing
    spot.clear()
    gun.scans(f"~{case.receipt}#")
    assert spot.text() == ""
    sees_hand_back_of(clerk, case.receipt)


def test_a_pause_ends_a_code_where_nothing_else_does(clerk: Clerk, gun: Gun, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    use(clerk, Habits(ending=Ending.PAUSE))
    spot = focuses(clerk, "text")
    assert isinstance(spot, QLineEdit)
    gun.bursts(case.receipt)
    sees_hand_back_of(clerk, case.receipt)
    assert spot.text() == ""


def test_a_slow_scanner_is_one_once_its_pace_is_learnt(clerk: Clerk, gun: Gun):
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    form.item.colour.setFocus()
    gun.gap = 60
    gun.scans(IMEI, TAB)
    assert form.item.colour.text() == IMEI  # as slow as a hand
    form.item.colour.clear()
    use(clerk, Habits(gap_ms=90))
    form.item.colour.setFocus()
    gun.scans(IMEI)
    assert (form.item.colour.text(), form.item.serial.text()) == ("", IMEI)


@pytest.mark.parametrize("layout", ["fr", "cs"])
def test_a_scanner_for_another_keyboard_is_read_once_that_is_learnt(
    clerk: Clerk, gun: Gun, shop: Desk, layout: str
):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    keys = {meant: seen for seen, meant in LAYOUTS[layout].items()}
    arrived = "".join(keys.get(digit, digit) for digit in case.receipt)
    use(clerk, Habits(folds=LAYOUTS[layout], layout=layout))
    spot = focuses(clerk, "text")
    gun.scans(arrived)
    assert isinstance(spot, QLineEdit)
    assert spot.text() == ""
    sees_hand_back_of(clerk, case.receipt)


# -- a form over the window


def test_a_form_over_the_window_keeps_the_scan_to_itself(clerk: Clerk, gun: Gun, shop: Desk):
    case, other = shop.takes_in(), shop.ready_to_go(shop.takes_in(a_fan()))
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.NOTIFY)
    dialog.go.setFocus()
    gun.scans(other.receipt)
    clerk.settles()
    assert shop.rows("notice") == []  # its button was not pressed
    assert case_screen(clerk).deeds.dialog is dialog
    assert clerk.window.current() is case_screen(clerk)
    assert "请先完成或取消这个窗口" in clerk.window.messages.toast.text()
    field = next(one for one in dialog.findChildren(QLineEdit) if one.isVisible())
    field.setFocus()
    gun.scans("SW17J000123")
    assert "SW17J000123" in field.text()
    assert shop.rows("notice") == []


def test_a_shelf_is_scanned_into_the_form_that_asks_for_it(clerk: Clerk, gun: Gun, shop: Desk):
    shelf = shop.do("add_shelf", MANAGER, name="Z-01").shelf_number
    case = shop.takes_in(a_fan())
    shop.hangs(case)
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.MOVE)
    gun.scans(shelf)
    assert dialog.shelf.text() == shelf
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: lies_on(shop, case.case) == "Z-01")


def test_a_label_fills_in_serial_and_model(clerk: Clerk, gun: Gun):
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    gun.scans(f"MODEL: M2012K11AC IMEI1: {IMEI} S/N: 28881/F1AB")
    assert (form.item.model.text(), form.item.serial.text()) == ("M2012K11AC", IMEI)
    form.item.kinds.choose(["kettle"])
    gun.scans(f"MODEL: OTHER IMEI1: {IMEI} S/N: 28881/F1AB")
    assert (form.item.model.text(), form.item.serial.text()) == ("M2012K11AC", "28881/F1AB")
    assert form.draft.item().serial == "28881/F1AB"


def test_a_code_of_a_part_is_scanned_into_its_field(open_window, shop: Desk):
    clerk = open_window("en")
    clerk.signs_in(MANAGER)
    clerk.window.open("settings", "outlet")
    clerk.settles()
    page = clerk.window.current().section()
    page.address.setFocus()
    Gun(clerk).scans("6901234567892")
    assert page.address.text() == "6901234567892"


def test_a_phone_of_a_model_that_was_here_is_known_by_its_imei(clerk: Clerk, gun: Gun, shop: Desk):
    shop.takes_in(a_phone())
    clerk.presses(Qt.Key.Key_F2)
    form = clerk.check_in().form
    gun.scans("356938031234561")  # another phone, the same beginning
    clerk.settles()
    assert form.item.model.text() == "Mate 60"
    assert form.item.kinds.value() == ["phone"]
    assert form.item.serial.text() == "356938031234561"
    clerk.check_in().discard()
    clerk.settles()
    gun.scans("490154203237518")
    clerk.settles()
    assert form.item.model.text() == ""


def test_a_space_in_a_code_presses_no_button(clerk: Clerk, gun: Gun):
    spot = focuses(clerk, "button")
    assert spot is not None
    gun.scans("S/N: SW17J000123")
    assert not clerk.window.reception.panel.isVisible()
    assert clerk.check_in().form.item.serial.text() == "SW17J000123"

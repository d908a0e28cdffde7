"""The board: what is late stands first, every card can be reached, seen and moved by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_customer, a_fan, a_kettle
from tests.desk import DESK, HOUR, MANAGER, SECOND, TECHNICIAN, Desk
from tests.ui.robots import Clerk
from ui.screens.board.lane_view import LaneView
from ui.screens.board.screen import BoardScreen

RIGHT, LEFT, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down
SPACE, ESC, ENTER = Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return
DIAGNOSE, APPROVE, PARTS, REPAIR, INSPECT, READY = range(6)


class BoardUser(Clerk):
    """Somebody who looks at the board."""

    def board(self) -> BoardScreen:
        screen = self.window.screen_named("board")
        assert isinstance(screen, BoardScreen)
        return screen

    def goes_to_the_board(self) -> BoardScreen:
        self.presses(Qt.Key.Key_F3)
        self.waits_for_answers()
        return self.board()

    def lane(self, place: int) -> LaneView:
        return self.board().lanes[place]

    def waits_for_cards(self, place: int, count: int) -> None:
        self.waits(lambda: self.lane(place).cards.lane_model.rowCount() == count)


@pytest.fixture
def at_board(open_window: Callable[..., Clerk], qtbot) -> Callable[..., BoardUser]:
    def begun(code: str = TECHNICIAN, language: str = "zh_CN") -> BoardUser:
        user = BoardUser(qtbot, open_window(language).window)
        user.signs_in(code)
        user.goes_to_the_board()
        return user

    return begun


def approved(shop: Desk):
    case = shop.takes_in(a_kettle())
    shop.diagnoses(case)
    shop.agrees(case)
    return case


def numbers(lane: LaneView) -> list[str]:
    model = lane.cards.lane_model
    return [model.index(at, 0).data(Qt.ItemDataRole.UserRole + 1).case_number
            for at in range(model.rowCount())]  # fmt: skip


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_late_stands_first_and_says_so(language: str, at_board, shop: Desk):
    later = shop.takes_in(a_fan(promised_at="2026-11-24T10:00:00+08:00"))
    late = shop.takes_in(a_fan(promised_at="2026-11-23T10:00:00+08:00"))
    shop.wait(3 * HOUR)
    user = at_board(language=language)
    user.waits_for_cards(DIAGNOSE, 2)
    lane = user.lane(DIAGNOSE)
    assert numbers(lane) == [late.case, later.case]
    spoken = lane.cards.lane_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert {"zh_CN": "已逾期", "en": "Overdue"}[language] in spoken
    user.sees({"zh_CN": "逾期 1 件", "en": "1 overdue"}[language])


def test_what_only_waits_for_its_customer_is_not_late(at_board, shop: Desk):
    shop.mends(shop.takes_in(a_kettle(promised_at="2026-11-23T10:00:00+08:00")))
    late = shop.takes_in(a_fan(promised_at="2026-11-23T10:00:00+08:00"))
    shop.wait(3 * HOUR)
    user = at_board()
    user.waits_for_cards(READY, 1)
    user.sees("逾期 1 件")
    user.board().filter.choose(["late"])
    user.board().filter.changed.emit()
    user.waits_for_cards(READY, 0)
    assert numbers(user.lane(DIAGNOSE)) == [late.case]


def test_an_empty_lane_says_what_would_stand_there(at_board):
    user = at_board()
    user.sees("没有待检测的物品")
    user.sees("没有等客户领取的物品")


def test_words_kind_and_technician_leave_the_rest_out(at_board, shop: Desk):
    shop.takes_in(a_fan())
    kettle = shop.takes_in(a_kettle(), customer=a_customer(phone="13912340000", name="李娜"))
    shop.hangs(kettle)
    shop.do("start_work", SECOND, card_number=kettle.card)
    user = at_board()
    user.waits_for_cards(DIAGNOSE, 2)
    more = user.board().more
    more.text.setFocus()
    user.types("2340")
    user.waits_for_cards(DIAGNOSE, 1)
    assert numbers(user.lane(DIAGNOSE)) == [kettle.case]
    user.types("x")
    user.sees("此筛选下没有物品")
    more.clear()
    user.waits_for_cards(DIAGNOSE, 2)
    more.technician.setFocus()
    while more.technician.currentData() != SECOND:
        user.presses(DOWN)
    user.waits_for_cards(DIAGNOSE, 1)
    user.window.lock()
    assert not more.is_set()


@pytest.mark.parametrize("typed", ["%", "_", "\\", "' OR 1=1 --", "<b>x</b>", "\u202e", "😀" * 50])
def test_odd_words_find_nothing_and_harm_nothing(typed: str, at_board, shop: Desk):
    shop.takes_in(a_fan())
    user = at_board()
    user.waits_for_cards(DIAGNOSE, 1)
    user.board().more.text.setText(typed)
    user.waits_for_cards(DIAGNOSE, 0)


def test_space_looks_closer_and_arrows_go_on(at_board, shop: Desk):
    shop.takes_in(a_fan())
    shop.takes_in(a_fan())
    user = at_board()
    user.waits_for_cards(DIAGNOSE, 2)
    user.board().first()
    user.presses(SPACE)
    peek = user.board().peek
    assert peek.isVisible()
    user.sees("异响")
    assert "13800135678" not in user.reads()
    assert "张伟" not in user.reads()
    user.presses(DOWN)
    assert not peek.isVisible()
    assert user.lane(DIAGNOSE).cards.currentIndex().row() == 1
    user.presses(SPACE, SPACE)
    assert user.focus() is user.lane(DIAGNOSE).cards


def test_a_card_waits_for_parts_and_is_taken_back_by_undo(at_board, shop: Desk):
    case = approved(shop)
    user = at_board()
    user.waits_for_cards(REPAIR, 1)
    user.board().first()
    user.presses(LEFT, ctrl=True)
    user.waits_for_cards(PARTS, 1)
    user.sees("撤销")
    user.lane(PARTS).cards.setFocus()
    user.presses(Qt.Key.Key_Z, ctrl=True)
    user.waits_for_cards(REPAIR, 1)
    assert shop.row("repair_card", case.card)["status"] == "REPAIRING"


def test_a_card_that_no_act_moves_says_how_it_goes_on(at_board, shop: Desk):
    shop.takes_in(a_fan())
    user = at_board()
    user.waits_for_cards(DIAGNOSE, 1)
    user.board().first()
    user.presses(RIGHT, ctrl=True)
    user.sees("按 Enter 打开")


def test_a_move_that_is_refused_says_why(at_board, shop: Desk):
    approved(shop)
    user = at_board(DESK)
    user.waits_for_cards(REPAIR, 1)
    user.board().first()
    user.presses(LEFT, ctrl=True)
    user.waits(user.window.messages.toast.isVisible)
    assert user.lane(REPAIR).cards.lane_model.rowCount() == 1


def test_a_card_goes_to_a_shelf_and_back(at_board, shop: Desk):
    case = shop.hangs(shop.takes_in(a_fan()))
    for name in ("Y-01", "Y-02"):
        shop.do("add_shelf", MANAGER, name=name)
    shop.do("move_item", DESK, number=case.case, to="SHELF", shelf="Y-01")
    user = at_board()
    user.waits_for_cards(DIAGNOSE, 1)
    user.board().first()
    user.presses(DOWN, ctrl=True)
    menu = user.board().moves.menu
    user.waits(menu.isVisible)
    names = [action.text() for action in menu.actions()]
    assert "Y-01" not in names
    menu.setActiveAction(menu.actions()[names.index("Y-02")])
    menu.actions()[names.index("Y-02")].trigger()
    menu.close()
    user.sees("Y-02")
    user.waits_for_answers()
    user.lane(DIAGNOSE).cards.setFocus()
    user.presses(Qt.Key.Key_Z, ctrl=True)
    user.waits(lambda: user.lane(DIAGNOSE).cards.lane_model.index(0, 0)
               .data(Qt.ItemDataRole.UserRole + 1).shelf == "Y-01")  # fmt: skip


def test_a_long_lane_is_paged(at_board, shop: Desk):
    phones = [a_customer(phone=f"139{n:08d}", name="李娜") for n in range(13)]
    for customer in phones:
        shop.checks_in(*[a_fan() for _ in range(5)], customer=customer)
    user = at_board()
    user.waits_for_cards(DIAGNOSE, 60)
    user.sees("65")
    user.board().first()
    user.presses(Qt.Key.Key_End)
    user.waits_for_cards(DIAGNOSE, 65)


def test_the_board_is_masked_and_cannot_be_worked_before_somebody_signs_in(open_window, shop: Desk):
    shop.takes_in(a_fan())
    clerk = open_window()
    board = clerk.window.screen_named("board")
    assert not board.isEnabled()
    spoken = board.lanes[0].cards.lane_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "张*" in spoken
    assert "张伟" not in spoken

"""The window around the screens: where a scan leads, what changes elsewhere, what is freed."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from counter.domain.refusals import RuleBroken
from tests.builders import a_customer, a_fan
from tests.desk import DESK, TECHNICIAN, Desk
from tests.ui.conftest import close, furnished_window
from tests.ui.pages import PAGES
from tests.ui.robots import Clerk
from ui.door import Door
from ui.screens.screen import Screen
from ui.start import only_window
from ui.widgets.chips import Chip


def test_a_receipt_leads_the_front_desk_to_hand_back(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk.scans(case.receipt)
    assert clerk.window.current().name == "hand_back"


def test_a_receipt_leads_a_technician_to_the_case(open_window, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk = open_window()
    clerk.signs_in(TECHNICIAN)
    clerk.scans(case.receipt)
    assert clerk.window.current().name == "case"


def test_a_card_has_its_place_on_the_board(clerk: Clerk, shop: Desk):
    shop.takes_in()
    case = shop.takes_in(a_fan())
    clerk.window.go("board")
    lane = clerk.window.current().lanes[0]
    clerk.waits(lambda: lane.cards.lane_model.rowCount() == 2)
    clerk.window.open("board", case.card)
    chosen = [lane.cards.chosen() for lane in clerk.window.current().lanes]
    assert [row.card_number for row in chosen if row] == [case.card]


def test_a_number_typed_into_the_scan_box_leads_there_too(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk.presses(Qt.Key.Key_F4)
    clerk.types(f"{case.receipt[:6]} {case.receipt[6:]}")
    clerk.presses(Qt.Key.Key_Return)
    assert clerk.window.current().name == "hand_back"


def test_what_is_no_number_and_nothing_here_is_said(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F3)
    clerk.scans("KEIN-CODE")
    clerk.sees("没有找到 KEIN-CODE")


def test_the_board_follows_what_others_write(clerk: Clerk, shop: Desk):
    clerk.window.go("board")
    lane = clerk.window.current().lanes[0]
    shop.takes_in()
    clerk.waits(lambda: lane.cards.lane_model.rowCount() == 1)


def test_the_board_is_walked_by_arrows(open_window, shop: Desk):
    clerk = open_window()
    PAGES["board"](clerk, shop)
    board = clerk.window.current()
    clerk.waits(lambda: board.lanes[-1].cards.lane_model.rowCount() == 1)
    board.first()
    first = clerk.focus()
    clerk.presses(Qt.Key.Key_Right)
    assert clerk.focus() is not first
    clerk.presses(Qt.Key.Key_Left)
    assert clerk.focus() is first


def test_a_filter_shows_what_is_late(clerk: Clerk, shop: Desk):
    shop.takes_in(a_fan(promised_at="2026-11-23T10:00:00+08:00"))
    shop.takes_in()
    shop.wait(2 * 3_600_000)
    clerk.window.go("board")
    board = clerk.window.current()
    board.filter.choose(["late"])
    clerk.waits(lambda: board.lanes[0].cards.lane_model.rowCount() == 1)
    clerk.sees("逾期 1 件")


def test_the_scheme_changes_and_everything_is_painted_anew(clerk: Clerk, shop: Desk):
    PAGES["hand_back_ready"](clerk, shop)
    before = clerk.window.grab().toImage().pixelColor(400, 700)
    clerk.window.kit.theme.toggle()
    QApplication.processEvents()
    after = clerk.window.grab().toImage().pixelColor(400, 700)
    assert after.lightness() < 60 < before.lightness()


def test_tab_walks_the_form_as_it_is_asked(clerk: Clerk, shop: Desk):
    PAGES["check_in_known"](clerk, shop)
    QApplication.processEvents()
    form = clerk.check_in().form
    form.customer.phone.setFocus()
    assert walked(clerk, clerk.check_in().aside.more) == stops_of(
        form.customer.phone,
        form.customer.person,
        form.item.kinds,
        form.item.units,
        form.item.brand,
        form.item.model,
        form.item.serial,
        form.item.colour,
        form.item.past.look,
        form.fault.faults,
        form.fault.words,
        form.condition.conditions,
        form.condition.accessories,
        form.condition.note,
        form.condition.more,
        form.condition.value,
        form.condition.passcode,
        *form.condition.strip.ways,
        form.terms.category,
        form.terms.old_parts,
        form.terms.quote,
        form.terms.diagnosis_fee,
        form.terms.deposit,
        form.terms.promise,
        clerk.check_in().aside.go,
        clerk.check_in().aside.more,
    )


def test_tab_walks_the_hand_back_as_it_is_asked(clerk: Clerk, shop: Desk):
    PAGES["hand_back_ready"](clerk, shop)
    page = clerk.hand_back().ready
    panel, who, pay = page.panels[0], page.collector, page.payment
    panel.ticks[0].setFocus()
    assert walked(clerk, page.lost) == stops_of(
        *panel.ticks,
        panel.reason,
        panel.condition,
        *panel.strip.ways,
        who.who,
        who.tail,
        who.person,
        who.id_type,
        who.id_tail,
        pay.method,
        pay.tendered,
        page.sign.pad,
        page.signed,
        page.go,
        page.statement,
        page.lost,
    )


def walked(clerk: Clerk, last: QWidget) -> list[str]:
    """The widgets Tab stops at, up to `last`; what is inside a group stands for the group."""
    seen: list[QWidget] = []
    for _ in range(80):
        seen.append(clerk.focus())
        if clerk.focus() is last:
            break
        clerk.presses(Qt.Key.Key_Tab)
    return stops_of(*seen)


def stops_of(*widgets: QWidget) -> list[str]:
    stops: list[str] = []
    for widget in widgets:
        is_inside = isinstance(widget, Chip) or widget.property("kind") == "segment"
        group = widget.parentWidget() if is_inside else widget
        name = f"{type(group).__name__} {group.accessibleName()}"
        if not stops or stops[-1] != name:
            stops.append(name)
    return stops


def test_the_ring_stands_round_what_the_keyboard_reached(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F2)
    clerk.check_in().form.item.kinds.start()
    ring = clerk.window.ring
    clerk.waits(ring.isVisible)
    target = clerk.focus()
    corner = target.mapTo(clerk.window, QPoint(0, 0))
    assert ring.geometry().adjusted(3, 3, -3, -3).topLeft() == corner


def test_the_mouse_draws_no_ring(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F2)
    chip = clerk.check_in().form.item.kinds.chips[0]
    QTest.mousePress(chip, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(chip, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert chip.isChecked()


@pytest.mark.parametrize("page", ["check_in_known", "hand_back_ready", "hand_back_alarm", "board"])
def test_screens_are_freed_with_their_window(page: str, program, qtbot, shop: Desk):
    start = program()
    clerk = Clerk(qtbot, furnished_window(start, qtbot))
    PAGES[page](clerk, shop)
    held = [weakref.ref(screen) for screen in clerk.window.screens.values()]
    assert held
    assert all(isinstance(ref(), Screen) for ref in held)
    close(start)
    del clerk
    gc.collect()
    assert [ref for ref in held if ref() is not None] == []


def test_dialogs_are_freed_when_they_close(clerk: Clerk, shop: Desk):
    dialog = PAGES["loss"](clerk, shop)
    held = weakref.ref(dialog)
    dialog.reject()
    del dialog
    clerk.presses(Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert held() is None


def test_an_answer_that_comes_too_late_harms_nobody(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in(DESK)
    screen = clerk.check_in()
    screen.reload()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete)
    clerk.waits_for_answers()


def types_into_the_box(clerk: Clerk, text: str) -> None:
    clerk.presses(Qt.Key.Key_F4)
    clerk.types(text)
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits_for_answers()


def test_part_of_a_phone_finds_the_one_who_has_it(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    shop.takes_in(a_fan(), customer=a_customer(phone="13912340000", name="李娜"))
    types_into_the_box(clerk, "5678")
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    assert clerk.hand_back().ready.panels[0].line.case_number == case.case


def test_several_who_may_be_meant_are_listed_masked(clerk: Clerk, shop: Desk):
    shop.takes_in(a_fan())
    shop.takes_in(a_fan(), customer=a_customer(phone="13912345678", name="张丽"))
    types_into_the_box(clerk, "5678")
    search = clerk.window.search
    clerk.waits(search.frame.isVisible)
    texts = [line.text for line in search.list.rows if not line.is_aside]
    assert len(texts) == 2
    assert not any("张伟" in text or "13800135678" in text for text in texts)
    clerk.presses(Qt.Key.Key_Return)
    assert clerk.window.current().name in ("case", "board")
    assert clerk.window.bar.scan.text() == ""


def test_a_customer_with_nothing_here_is_greeted_at_check_in(clerk: Clerk, shop: Desk):
    shop.hands_back(shop.gives_up(shop.takes_in()))
    clerk.window.go("board")
    types_into_the_box(clerk, "zw")  # no input method there: initials of the name
    clerk.waits(lambda: clerk.check_in().form.customer.person.text() == "张伟")
    clerk.waits_for_focus(clerk.check_in().form.item.units)


def test_a_second_window_on_the_shop_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "home"))
    first = only_window(tmp_path / "shop")
    assert first is not None
    assert only_window(tmp_path / "shop") is None
    assert only_window(tmp_path / "other") is not None
    first.unlock()
    assert only_window(tmp_path / "shop") is not None


def test_a_shop_that_cannot_be_written_says_so(program, qtbot, shop: Desk, monkeypatch):
    monkeypatch.setattr(Door, "open", refuse_to_open)
    window = furnished_window(program(), qtbot)
    qtbot.waitUntil(window.messages.toast.isVisible)


def refuse_to_open(_door: Door) -> None:
    raise RuleBroken("shop.none", folder="/nowhere")

"""Answers that come late to the pages of a case and of a customer: what was begun for one thing is
never shown, said or done for another.
"""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from counter.domain.case_acts import CaseAct
from tests.builders import a_customer, a_fan
from tests.desk import DESK, MANAGER, Case, Desk
from tests.pictures import a_picture
from tests.ui.case_pages import case_screen, customers_screen, opens_case
from tests.ui.held import acts_wait, answers_wait, texts_of
from tests.ui.robots import Clerk
from ui.dialogs.preview import PreviewDialog
from ui.screens.case.screen import ENTRIES

CHEN = a_customer(phone="13911112222", name="陈静")


@pytest.fixture
def cases(shop: Desk) -> tuple[Case, Case]:
    """A kettle of 张伟 and a fan of 陈静."""
    return shop.takes_in(), shop.takes_in(a_fan(), customer=CHEN)


def comes_to(clerk: Clerk, case: Case) -> None:
    """Open a case by its number and wait until its page is there."""
    clerk.window.open("case", case.case)
    clerk.waits(lambda: of_case(clerk) == case.case)


def of_case(clerk: Clerk) -> str:
    """The case whose page is shown."""
    return case_screen(clerk).photos.number


def test_a_look_at_one_customer_shows_no_other(clerk: Clerk, cases):
    screen = opens_case(clerk, cases[0])
    with acts_wait(clerk):
        screen.reveal()
        comes_to(clerk, cases[1])
    assert of_case(clerk) == cases[1].case
    assert "13911112222" not in clerk.reads()


def test_a_number_nobody_knows_does_not_close_what_was_scanned_after_it(clerk: Clerk, cases):
    opens_case(clerk, cases[0])
    with answers_wait(clerk):
        clerk.window.open("case", "1")
        clerk.window.open("case", cases[1].case)
    assert of_case(clerk) == cases[1].case
    assert case_screen(clerk).stack.currentWidget() is case_screen(clerk).page


def test_a_form_asked_for_at_one_case_opens_over_no_other(clerk: Clerk, cases):
    screen = opens_case(clerk, cases[0])
    with acts_wait(clerk):
        screen.deeds.run(CaseAct.CORRECT_CUSTOMER)
        comes_to(clerk, cases[1])
    assert screen.deeds.dialog is None


def test_a_form_asked_for_before_another_act_does_not_open_over_it(clerk: Clerk, cases):
    screen = opens_case(clerk, cases[0])
    with acts_wait(clerk):
        screen.deeds.run(CaseAct.CORRECT_CUSTOMER)
        screen.deeds.run(CaseAct.MOVE)
        move = screen.deeds.dialog
    assert screen.deeds.dialog is move


def test_a_form_that_was_left_closes_no_other(clerk: Clerk, shop: Desk, cases):
    screen = opens_case(clerk, cases[0])
    told: list[str] = []
    screen.deeds.undoable.connect(lambda text, _way: told.append(text))
    with acts_wait(clerk):
        screen.deeds.run(CaseAct.REPORT_LOST)
        assert screen.deeds.dialog is not None
        screen.deeds.dialog.send()
        screen.deeds.dialog.reject()
        screen.deeds.run(CaseAct.MOVE)
        move = screen.deeds.dialog
    assert screen.deeds.dialog is move
    assert shop.row("item_receipt", cases[0].receipt)["status"] == "LOST_REPORTED"
    assert len(told) == 1


def test_a_paper_asked_for_at_one_case_opens_over_no_other(clerk: Clerk, cases):
    screen = opens_case(clerk, cases[0])
    with answers_wait(clerk):
        screen.aside.papers.tiles[0].click()
        clerk.window.open("case", cases[1].case)
    assert of_case(clerk) == cases[1].case
    assert clerk.window.findChildren(PreviewDialog) == []


def test_earlier_entries_asked_for_twice_stand_there_once(clerk: Clerk, shop: Desk, cases):
    for n in range(ENTRIES):
        shop.do("move_item", DESK, number=cases[0].card, to="SHELF", shelf=f"A-0{1 + n % 2}")
    screen = opens_case(clerk, cases[0])
    with answers_wait(clerk):
        screen.log.wants_earlier.emit()
        screen.log.wants_earlier.emit()
    first = clerk.window.kit.language.say("Taken in")
    assert sum(first in one.what for one in screen.log.log.lines) == 1


class Faulty(QImage):
    """An image of the clipboard that the library fails over."""

    def save(self, *_arguments: object) -> bool:
        raise RuntimeError("no picture at all")


def photographed(shop: Desk, tmp_path: Path, case: Case) -> str:
    file = str(a_picture(tmp_path / f"{case.case}.png"))
    return str(shop.do("add_photo", DESK, number=case.case, what="CHECK_IN", file=file).sha256)


def test_a_picture_is_withdrawn_from_the_case_it_was_seen_with(
    clerk: Clerk, shop: Desk, tmp_path, cases
):
    for case in cases:
        photographed(shop, tmp_path, case)
    screen = opens_case(clerk, cases[0])
    key = screen.log.photos.tiles[0].shot.key
    with answers_wait(clerk):
        clerk.window.open("case", cases[1].case)
        screen.log.photos.removed.emit(key)
    dialog = screen.photos.dialog
    assert dialog is not None
    assert of_case(clerk) == cases[1].case
    dialog.sent.emit({"reason": "拍糊了"})
    clerk.settles()
    item = shop.row("customer_item", cases[0].case)["id"]
    assert [one["item_id"] for one in shop.rows("photo", "size < 0")] == [item]


def test_pictures_lost_by_a_fault_leave_the_next_ones_with_their_own_case(
    clerk: Clerk, shop: Desk, tmp_path, cases
):
    screen = opens_case(clerk, cases[0])
    screen.photos.intake.take([Faulty()])
    clerk.settles()
    clerk.faults.clear()
    comes_to(clerk, cases[1])
    clerk.settles()
    screen.photos.intake.take([a_picture(tmp_path / "fan.png")])
    clerk.waits(lambda: len(shop.rows("photo")) == 1)
    item = shop.row("customer_item", cases[1].case)["id"]
    assert shop.rows("photo")[0]["item_id"] == item


# -- customers


@pytest.fixture
def files(open_window, shop: Desk, cases) -> Clerk:
    """The manager, with the file of 张伟 open."""
    clerk = open_window()
    clerk.signs_in(MANAGER)
    opens_file(clerk, cases[0])
    return clerk


def opens_file(clerk: Clerk, case: Case) -> None:
    clerk.window.open("customers", case.customer)
    clerk.waits(lambda: of_file(clerk, case))


def of_file(clerk: Clerk, case: Case) -> bool:
    """Whether the file of this case's customer is shown."""
    number = clerk.window.kit.figures.number(case.customer)
    return number in texts_of(customers_screen(clerk).file)


def test_who_is_corrected_is_who_was_open(files: Clerk, shop: Desk, cases):
    shop.ready_to_go(cases[0])
    shop.hands_back(cases[0])
    files.settles()
    screen = customers_screen(files)
    with answers_wait(files):
        screen.open_with(cases[1].customer)
        screen.deeds.run("erase")
    dialog = screen.deeds.dialog
    assert dialog is not None
    assert of_file(files, cases[1])
    dialog.sent.emit({"reason": "本人要求"})
    files.settles()
    assert shop.row("customer", cases[0].customer)["erased_at"]
    assert not shop.row("customer", cases[1].customer)["erased_at"]


def test_a_look_at_one_file_opens_no_other(files: Clerk, cases):
    screen = customers_screen(files)
    with acts_wait(files):
        screen.reveal()
        opens_file(files, cases[1])
    assert of_file(files, cases[1])
    assert "13911112222" not in files.reads()


def test_a_form_asked_for_at_one_file_opens_over_no_other(files: Clerk, cases):
    screen = customers_screen(files)
    with acts_wait(files):
        screen.correct()
        opens_file(files, cases[1])
    assert screen.deeds.dialog is None


def test_enter_opens_nobody_before_the_answer_is_there(files: Clerk):
    queue = customers_screen(files).queue
    opened: list[str] = []
    queue.opened.connect(opened.append)
    files.waits_for_answers()
    with answers_wait(files):
        queue.search.setText("陈静")
        queue.ask()
        queue.search.returnPressed.emit()
        assert opened == []
    queue.search.returnPressed.emit()
    assert len(opened) == 1

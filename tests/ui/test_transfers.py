"""Transfers by scanner and keys: packed from the case, sent off, taken over by two scans."""

import pytest
from PySide6.QtCore import Qt

from counter.domain.case_acts import CaseAct
from counter.domain.records import CustomerItem, Person, Transfer
from counter.domain.refusals import RuleBroken
from tests.builders import a_customer, a_kettle
from tests.desk import DESK, MANAGER, MINUTE, SUPERVISOR, Case, Desk
from tests.ui.case_pages import opens_case
from tests.ui.robots import Clerk
from tests.ui.test_case import chooses
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.send_to import SendDialog
from ui.scans.door import Outcome
from ui.screens.transfers.screen import TransfersScreen
from ui.screens.transfers.words import ONE

ENTER, OTHER = Qt.Key.Key_Return, 18
LOST = "LOST_OR_DAMAGED"


@pytest.fixture
def cases(shop: Desk) -> list[Case]:
    return [shop.takes_in(a_kettle(), a_customer(phone=f"1380000000{n}")) for n in range(3)]


def page(clerk: Clerk) -> TransfersScreen:
    screen = clerk.window.screen_named("transfers")
    assert isinstance(screen, TransfersScreen)
    clerk.waits(screen.isVisible)
    clerk.waits_for_answers()
    return screen


def is_asked(clerk: Clerk, screen: TransfersScreen) -> None:
    """Wait for the form that asks why."""
    clerk.waits(lambda: screen.deeds.dialog is not None)
    assert screen.deeds.dialog is not None
    clerk.waits_for_focus(screen.deeds.dialog)


def status(shop: Desk, number: str) -> str:
    return str(shop.rows("transfer", "number = ?", number)[0]["status"])


def comes(shop: Desk, *cases: Case) -> str:
    """The number of a transfer from another outlet, with these items in it."""
    packed = shop.do("pack_transfer", DESK, to_outlet=OTHER, to_name="滨江店",
                     case_numbers=[one.case for one in cases], customer_agreed=True)  # fmt: skip
    shop.do("send_transfer", DESK, transfer_number=packed.transfer_number)
    shop.wait(MINUTE)
    with shop.counter.shop.act("turned", shop.at, lambda w: w.one(Person, code=DESK)) as work:
        transfer = work.one(Transfer, number=packed.transfer_number)
        own = transfer.from_outlet
        work.change(transfer, from_outlet=OTHER, from_name="滨江店", to_outlet=own, to_name="")
        for one in cases:
            work.change(work.one(CustomerItem, number=one.case), custodian=own)
    return str(packed.transfer_number)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_two_items_are_packed_under_one_note_and_sent_off(
    language: str, open_window, shop: Desk, cases: list[Case]
):
    clerk = open_window(language)
    clerk.signs_in("1001")
    opens_case(clerk, cases[0])
    dialog = chooses(clerk, CaseAct.PACK)
    assert isinstance(dialog, SendDialog)
    clerk.presses(ENTER, ctrl=True)
    assert not dialog.missing.isHidden()
    clerk.scans(cases[1].card)
    clerk.waits_for_focus(dialog.number)
    clerk.types("18")
    clerk.tabs_to(dialog.name)
    clerk.writes("滨江店")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: not dialog.trouble.isHidden())  # the customer was not asked
    dialog.agreed.setChecked(True)
    clerk.presses(ENTER, ctrl=True)
    screen = page(clerk)
    clerk.waits(lambda: screen.view is not None)
    assert screen.view is not None
    number = screen.view.transfer_number
    assert {one.card_number for one in screen.view.lines} == {cases[0].card, cases[1].card}
    assert shop.rows("print_job", "form = 'transfer'")[0]["copies"] == 2
    clerk.turns_to_the_window()
    screen.lines.setFocus()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: status(shop, number) == "ON_THE_WAY")
    clerk.waits_for_answers()
    # the window prints meanwhile: only the refusal is looked at
    with pytest.raises(RuleBroken, match=r"case\.on_its_way"):
        shop.do("start_work", "1002", card_number=cases[0].card)


def test_parts_from_stock_go_along(clerk: Clerk, shop: Desk, cases: list[Case]):
    for code in ("FX100", "KB-3"):
        shop.do("add_part", MANAGER, code=code, name="密封圈", price_fen=1500)
    label = shop.rows("part", "code = 'KB-3'")[0]["number"]
    clerk.signs_in("1001")
    opens_case(clerk, cases[0])
    dialog = chooses(clerk, CaseAct.PACK)
    assert isinstance(dialog, SendDialog)
    clerk.presses(ENTER, ctrl=True)
    assert not dialog.missing.isHidden()
    clerk.types("18")
    clerk.waits(dialog.missing.isHidden)  # it is no longer needed
    dialog.agreed.setChecked(True)
    dialog.parts.setText("MF-17 *2， FX100,nothing")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: not dialog.trouble.isHidden())
    dialog.parts.setText("MF-17 *2， FX100")
    assert dialog.trouble.isHidden()
    clerk.scans(label)
    clerk.presses(ENTER, ctrl=True)
    page(clerk)
    packed = {one["code"]: one["qty"] for one in shop.rows("transfer_part")}
    assert packed == {"MF-17": 2, "FX100": 1, "KB-3": 1}


def test_a_bag_is_taken_over_by_two_scans(clerk: Clerk, shop: Desk, cases: list[Case]):
    number = comes(shop, *cases[:2])
    answers: list[Outcome] = []
    clerk.window.kit.scans.answered.connect(answers.append)
    clerk.scans(number)
    screen = page(clerk)
    clerk.waits(lambda: screen.view is not None)
    assert not screen.aside.commit.isEnabled()
    clerk.scans(cases[0].card)
    clerk.scans(cases[2].card)  # of this shop, and not in this bag
    assert answers[-1] is Outcome.ALARM
    clerk.presses(ENTER, ctrl=True)  # one is missing: asked once
    clerk.settles()
    assert shop.row("customer_item", cases[0].case)["custody_state"] == "IN_TRANSIT"
    clerk.scans(cases[1].case)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("customer_item", cases[1].case)["custody_state"] == "IN_STORE")
    clerk.waits_for_answers()
    assert shop.rows("transfer_line", "status <> 'RECEIVED'") == []
    clerk.waits(lambda: screen.rows == [])
    clerk.sees("没有装箱或在途的商品")


def test_what_is_missing_damaged_and_extra_is_written_down(
    clerk: Clerk, shop: Desk, cases: list[Case]
):
    number = comes(shop, *cases[:2])
    clerk.scans(number)
    screen = page(clerk)
    clerk.waits(lambda: screen.view is not None)
    clerk.scans(cases[0].card)
    for _ in range(2):
        clerk.scans(cases[2].card)
    assert screen.extra == [cases[2].card]
    screen.aside.damaged.click()
    is_asked(clerk, screen)
    clerk.types("2")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: screen.scans[cases[0].card] == "破裂")
    clerk.turns_to_the_window()
    screen.lines.setFocus()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: not screen.aside.trouble.isHidden())
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("alarm")) == 3)
    states = {one["n"]: one["status"] for one in shop.rows("transfer_line")}
    assert states == {1: "DAMAGED", 2: "MISSING"}
    told = clerk.window.messages.toast.text
    clerk.waits(lambda: len(told().splitlines()) >= 4)  # what was done, and each alarm with it


def test_a_bag_nobody_has_heard_of_is_kept(clerk: Clerk, shop: Desk, cases: list[Case]):
    from counter.domain.numbers import NumberKind, make

    number = make(NumberKind.TRANSFER, outlet=OTHER, seat=1, year=2026, sequence=7)
    label = make(NumberKind.CARD, outlet=OTHER, seat=1, year=2026, sequence=9)
    clerk.scans(number)
    screen = page(clerk)
    clerk.waits(lambda: screen.unheard == number)
    clerk.scans(label)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: bool(shop.rows("transfer_arrival")))
    clerk.waits(lambda: [one.is_waiting for one in screen.rows] == [True])
    clerk.waits_for_answers()
    assert screen.lines.subject() == label  # what is kept can be seen, also by who comes later
    clerk.sees("已保存 1 件")


def test_what_never_came_is_given_up_as_lost_by_a_supervisor(
    clerk: Clerk, shop: Desk, cases: list[Case]
):
    number = comes(shop, *cases[:2])
    clerk.scans(number)
    screen = page(clerk)
    clerk.waits(lambda: screen.view is not None)
    assert screen.aside.lost.isHidden()  # to the front desk
    clerk.window.lock()
    clerk.signs_in(SUPERVISOR)
    clerk.scans(number)
    page(clerk)
    clerk.waits(lambda: not screen.aside.lost.isHidden())
    screen.lines.choose_subject(cases[1].card)
    screen.aside.lost.click()
    is_asked(clerk, screen)
    dialog = screen.deeds.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.which.choose([ONE])
    clerk.types("1")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("customer_item", cases[1].case)["custody_state"] == LOST)
    assert shop.row("customer_item", cases[0].case)["custody_state"] == "IN_TRANSIT"
    clerk.waits_for_answers()
    clerk.sees("遗失")
    clerk.turns_to_the_window()
    clerk.scans(cases[1].card)  # it was under the seat of the car
    clerk.scans(cases[0].card)
    screen.aside.commit.click()
    clerk.waits(lambda: shop.row("customer_item", cases[1].case)["custody_state"] == "IN_STORE")


def test_it_is_not_taken_over(clerk: Clerk, shop: Desk, cases: list[Case]):
    number = comes(shop, cases[0])
    clerk.scans(number)
    screen = page(clerk)
    clerk.waits(lambda: screen.view is not None)
    screen.aside.refuse_all.click()
    is_asked(clerk, screen)
    clerk.types("1")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("customer_item", cases[0].case)["custodian"] == OTHER)
    clerk.waits_for_answers()
    clerk.sees("退回网点 18")  # nothing of it is asked for here any more
    assert screen.aside.damaged.isHidden()

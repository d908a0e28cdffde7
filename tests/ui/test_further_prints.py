"""Labels from the settings, the estimate from the case page, the declaration before it is signed:
by keys alone, kept as files where no printer is.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import a_fan
from tests.desk import DESK, MANAGER, SUPERVISOR, Desk
from tests.printing import reading
from tests.ui.robots import Clerk
from tests.ui.test_case import case_screen, scans
from tests.ui.test_settings import opens, tabs_to
from ui.dialogs.loss import LossDialog

SPACE = Qt.Key.Key_Space


def kept(shop: Desk, form: str) -> list[Path]:
    return sorted((shop.counter.shop.folder / "papers").glob(f"{form}-*.pdf"))


def text_of(shop: Desk, form: str) -> str:
    return reading.text_of(kept(shop, form)[0].read_bytes())


@pytest.fixture(params=["zh_CN", "en"])
def manager(request: pytest.FixtureRequest, open_window) -> Clerk:
    clerk = open_window(request.param)
    clerk.signs_in(MANAGER)
    return clerk


def test_shelves_parts_and_badges_are_printed_from_the_settings(manager: Clerk, shop: Desk):
    shop.do("change_person", MANAGER, code=DESK, new_badge=True)
    manager.waits_for_answers()
    for section, form, number in (
        ("shelves", "shelf_label", shop.rows("shelf", "name = 'A-01'")[0]["number"]),
        ("parts", "part_label", shop.rows("part")[0]["number"]),
        ("people", "staff_badge", shop.rows("person", "code = ?", DESK)[0]["badge"]),
    ):
        page = opens(manager, section)
        button = page.print_badge if section == "people" else page.print_label
        page.open_key = DESK if section == "people" else page.open_key
        page.reload()
        manager.waits_for_answers()
        manager.waits(button.isVisible)
        before = len(manager.printed)
        tabs_to(manager, button)
        manager.presses(SPACE)
        manager.waits(lambda n=before: len(manager.printed) > n)
        (page_of_dots,) = reading.burnt(kept(shop, form)[0].read_bytes())
        assert {code for _, code in reading.codes_of(page_of_dots)} == {number}


def test_an_estimate_is_printed_from_the_case_and_again_only_with_a_reason(
    clerk: Clerk, shop: Desk
):
    case = shop.diagnoses(shop.takes_in(a_fan()))
    number = shop.estimates(case)
    scans(clerk, case.case)
    papers = case_screen(clerk).papers
    (tile,) = [one for one in case_screen(clerk).aside.papers.tiles if one.paper.number == number]
    for _ in range(2):
        tile.setFocus()
        clerk.presses(SPACE)
        clerk.waits(lambda: papers.preview_dialog is not None)
        papers.preview_dialog.print_button.setFocus()
        clerk.presses(SPACE)
        clerk.waits(lambda: papers.preview_dialog is None)
        clerk.turns_to_the_window()
        clerk.waits_for_answers()
        clerk.waits(lambda: bool(clerk.printed))
        clerk.waits(
            lambda: (
                {row["status"] for row in shop.rows("print_job", "form = 'estimate'")}
                == {"PRINTED"}
            )
        )
    (job,) = shop.rows("print_job", "form = 'estimate'")
    assert (job["reprint"], job["copies"]) == (0, 2)
    assert "维修报价单" in text_of(shop, "estimate")
    clerk.sees("已经打印过了")


def test_the_declaration_is_printed_to_be_signed_and_tells_nothing(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    shop.do("report_receipt_lost", SUPERVISOR, receipt_number=case.receipt)
    clerk.scans(case.receipt)
    clerk.sees("不得交付任何物品")
    clerk.waits_for_answers()
    clerk.clicks(clerk.hand_back().alarm.declare)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), LossDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LossDialog)
    dialog.signed.setFocus()
    clerk.waits_for_focus(dialog.signed)
    clerk.presses(Qt.Key.Key_Tab)
    clerk.waits_for_focus(dialog.print)
    clerk.presses(SPACE)
    clerk.waits(lambda: bool(clerk.printed))
    said = text_of(shop, "loss_declaration")
    name = shop.rows("customer")[0]["name"]
    assert "收据挂失声明" in said
    assert name not in said
    dialog.reject()

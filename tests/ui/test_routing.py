"""The whole table of who scans what, and where it leads (decisions 37)."""

import pytest
from PySide6.QtCore import Qt

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.states import Role
from counter.storage.questions.scans import Scanned, scanned
from tests.builders import a_fan
from tests.desk import DESK, MANAGER, TECHNICIAN, Desk
from tests.ui.robots import Clerk
from ui.navigation import PLACES
from ui.routing import way_of
from ui.screens.places import SCREENS

CARD_TO_INSPECT = "card that awaits inspection"
F, T, S, C, M, A = Role  # front desk, technician, supervisor, cashier, manager, auditor
TABLE: dict[NumberKind | str, dict[Role, str]] = {
    NumberKind.RECEIPT: {
        F: "hand_back", C: "hand_back", M: "hand_back", T: "case", S: "case", A: "case",
    },
    NumberKind.CARD: {F: "case", C: "case", M: "case", T: "bench", S: "case", A: "case"},
    CARD_TO_INSPECT: {
        F: "case", C: "case", M: "inspection", T: "bench", S: "inspection", A: "case",
    },
    NumberKind.CASE: dict.fromkeys(Role, "case"),
    NumberKind.ESTIMATE: dict.fromkeys(Role, "case"),
    NumberKind.SETTLEMENT: dict.fromkeys(Role, "case"),
    NumberKind.SHELF: dict.fromkeys(Role, "shelf"),
    NumberKind.PART: dict.fromkeys(Role, "part"),
    NumberKind.CUSTOMER: {
        F: "customers", S: "customers", M: "customers", T: "", C: "", A: "",
    },
}  # fmt: skip


@pytest.fixture
def all_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place of the rail and the case page are there."""
    for name in [place.name for place in PLACES] + ["case"]:
        monkeypatch.setitem(SCREENS, name, SCREENS["board"])


def number_of(kind: NumberKind | str) -> str:
    known = kind if isinstance(kind, NumberKind) else NumberKind.CARD
    return numbers.make(known, outlet=17, seat=1, year=26, sequence=12)


@pytest.mark.usefixtures("all_screens")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(TABLE))
def test_a_number_leads_each_role_where_the_table_says(kind: NumberKind | str, role: Role):
    def look(number: str) -> Scanned:
        known = kind if isinstance(kind, NumberKind) else NumberKind.CARD
        return Scanned(
            kind=known,
            number=number,
            case_number="case",
            card_number="card",
            awaits_inspection=kind == CARD_TO_INSPECT,
        )

    way = way_of(number_of(kind), role, look)
    assert way.screen == TABLE[kind][role]
    assert (way.refusal is None) == bool(way.screen)


@pytest.mark.usefixtures("all_screens")
def test_a_number_nobody_has_issued_is_refused_in_words():
    def look(number: str) -> Scanned:
        raise RuleBroken("card.unknown", number=number)

    way = way_of(number_of(NumberKind.CARD), Role.TECHNICIAN, look)
    assert way.refusal is not None
    assert way.refusal.rule == "card.unknown"


@pytest.mark.parametrize("code", ["SW17J000123", "5678", "490154203237518", "张伟", ""])
def test_what_is_no_number_is_left_to_the_screen(code: str):
    way = way_of(code, Role.FRONT_DESK, never)
    assert (way.screen, way.refusal) == ("", None)


@pytest.mark.parametrize("code", ["3000171260012348", "300017126001234"[:14]])
def test_a_slip_in_a_number_is_said(code: str):
    assert way_of(code, Role.FRONT_DESK, never).refusal is not None


def never(number: str) -> Scanned:
    raise AssertionError(number)


def test_a_shelf_after_an_item_moves_the_item_and_can_be_undone(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    shop.hangs(case)
    first, second = a_shelf(shop, "Z-01"), a_shelf(shop, "Z-02")
    for shelf in (first, second):
        clerk.scans(case.card)
        clerk.scans(shelf)
        clerk.waits_for_answers()
    assert lies_on(shop, case.case) == "Z-02"
    clerk.sees("Z-02")
    clerk.window.setFocus()
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: lies_on(shop, case.case) == "Z-01")


def test_a_shelf_alone_says_what_to_do(clerk: Clerk, shop: Desk):
    clerk.scans(a_shelf(shop, "Z-01"))
    clerk.waits_for_answers()
    assert clerk.window.current().name == "shelves" or "Z-01" in clerk.reads()


def test_a_badge_lets_somebody_else_take_over(open_window, shop: Desk):
    badge = shop.do("change_person", MANAGER, code=TECHNICIAN, new_badge=True).badge
    clerk = open_window()
    clerk.signs_in(DESK)
    clerk.waits(lambda: clerk.window.reception.is_badge(badge))
    clerk.scans(badge)
    panel = clerk.window.reception.panel
    clerk.waits(panel.isVisible)
    assert panel.chosen().code == TECHNICIAN


def a_shelf(shop: Desk, name: str) -> str:
    return shop.do("add_shelf", MANAGER, name=name).shelf_number


def lies_on(shop: Desk, case: str) -> str:
    return scanned(shop.counter.shop.db, number=case).shelf

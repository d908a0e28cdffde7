"""The pages of a case, a customer and a settlement, opened as a clerk would find them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from counter.domain.case_acts import CaseAct
from tests.builders import a_customer, a_kettle
from tests.desk import DESK, MANAGER, SUPERVISOR, Case, Desk
from tests.ui.robots import Clerk
from ui.screens.case.screen import CaseScreen
from ui.screens.customers.screen import CustomersScreen
from ui.screens.settlement.screen import SettlementScreen


def case_screen(clerk: Clerk) -> CaseScreen:
    screen = clerk.window.screen_named("case")
    assert isinstance(screen, CaseScreen)
    return screen


def customers_screen(clerk: Clerk) -> CustomersScreen:
    screen = clerk.window.screen_named("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def settlement_screen(clerk: Clerk) -> SettlementScreen:
    screen = clerk.window.screen_named("settlement")
    assert isinstance(screen, SettlementScreen)
    return screen


def opens_case(clerk: Clerk, case: Case) -> CaseScreen:
    """Scan the card of a case and wait until its log is there."""
    clerk.window.open("case", case.case)
    screen = case_screen(clerk)
    clerk.waits(lambda: bool(screen.log.log.lines))
    clerk.waits_for_answers()
    return screen


def part_paid(shop: Desk) -> Case:
    case = shop.takes_in()
    shop.do("move_item", DESK, number=case.card, to="SHELF", shelf="A-01")
    shop.mends(case)
    shop.settles(case)
    shop.pays(case, 2000)
    shop.do("notify_customer", DESK, case_number=case.case, how="PHONE", said="烧水时底座漏水")
    return case


def case(clerk: Clerk, shop: Desk) -> QWidget:
    paid = part_paid(shop)
    clerk.signs_in(SUPERVISOR)
    opens_case(clerk, paid)
    return clerk.window


def case_details(clerk: Clerk, shop: Desk) -> QWidget:
    case(clerk, shop)
    case_screen(clerk).log.views.choose("details")
    return clerk.window


def case_out(clerk: Clerk, shop: Desk) -> QWidget:
    gone = shop.ready_to_go(shop.takes_in())
    shop.hands_back(gone)
    clerk.signs_in(SUPERVISOR)
    opens_case(clerk, gone).log.views.choose("visits")
    clerk.waits_for_answers()
    return clerk.window


def form_of(act: CaseAct) -> Callable[[Clerk, Desk], QWidget]:
    """The form of an act on a case that waits to be fetched."""

    def opened(clerk: Clerk, shop: Desk) -> QWidget:
        paid = part_paid(shop)
        clerk.signs_in(SUPERVISOR)
        screen = opens_case(clerk, paid)
        screen.deeds.run(act)
        clerk.waits(lambda: screen.deeds.dialog is not None)
        clerk.waits_for_answers()
        dialog = screen.deeds.dialog
        assert dialog is not None
        if dialog.gaps():
            dialog.send()  # what is still needed is said
        clerk.qtbot.waitUntil(dialog.isVisible)
        return dialog

    return opened


def consent(clerk: Clerk, shop: Desk) -> QWidget:
    waiting = shop.diagnoses(shop.takes_in())
    shop.estimates(waiting)
    clerk.signs_in(DESK)
    screen = opens_case(clerk, waiting)
    screen.deeds.run(CaseAct.RECORD_CONSENT)
    dialog = screen.deeds.dialog
    assert dialog is not None
    clerk.waits_for_answers()
    return dialog


def settlement(clerk: Clerk, shop: Desk) -> QWidget:
    mended = shop.mends(shop.takes_in())
    clerk.signs_in(DESK)
    clerk.window.open("settlement", mended.case)
    clerk.waits(lambda: bool(settlement_screen(clerk).rows))
    clerk.waits_for_answers()
    return clerk.window


def customers_empty(clerk: Clerk, shop: Desk) -> QWidget:
    clerk.signs_in(DESK)
    clerk.window.go("customers")
    clerk.waits_for_answers()
    return clerk.window


def customer_file(clerk: Clerk, shop: Desk) -> QWidget:
    first = shop.takes_in()
    shop.takes_in(customer=a_customer(phone="13911112222", name="张伟"))
    clerk.signs_in(MANAGER)
    clerk.window.open("customers", first.customer)
    clerk.waits(lambda: bool(customers_screen(clerk).file.cases.rows))
    clerk.waits_for_answers()
    return clerk.window


def merge(clerk: Clerk, shop: Desk) -> QWidget:
    customer_file(clerk, shop)
    screen = customers_screen(clerk)
    screen.deeds.run("merge")
    dialog = screen.deeds.dialog
    assert dialog is not None
    return dialog


def correct_customer(clerk: Clerk, shop: Desk) -> QWidget:
    shop.takes_in(a_kettle())
    customer_file(clerk, shop)
    screen = customers_screen(clerk)
    screen.correct()
    clerk.waits(lambda: screen.deeds.dialog is not None)
    dialog = screen.deeds.dialog
    assert dialog is not None
    return dialog


FORMS = {
    "take_payment": CaseAct.TAKE_PAYMENT,
    "notify": CaseAct.NOTIFY,
    "move": CaseAct.MOVE,
    "correct_item": CaseAct.CORRECT_ITEM,
    "correct_unit": CaseAct.CORRECT_UNIT,
    "reverse": CaseAct.REVERSE_PAYMENT,
    "withdraw": CaseAct.WITHDRAW,
}
CASE_PAGES: dict[str, Callable[[Clerk, Desk], QWidget]] = {
    **{
        page.__name__: page
        for page in (
            case,
            case_details,
            case_out,
            consent,
            settlement,
            customers_empty,
            customer_file,
            merge,
            correct_customer,
        )
    },
    **{f"form_{name}": form_of(act) for name, act in FORMS.items()},
}

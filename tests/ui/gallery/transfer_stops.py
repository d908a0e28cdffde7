"""Items that go to another outlet: the form that packs them, and a bag that is on its way."""

from PySide6.QtWidgets import QWidget

from counter.domain.case_acts import CaseAct
from counter.storage.questions.transfers import transfers
from tests.ui.robots import Clerk
from ui.screens.case.screen import CaseScreen
from ui.screens.transfers.screen import TransfersScreen


def send_to(clerk: Clerk, numbers: dict[str, str]) -> QWidget:
    """The form, for an item that waits for its customer's word."""
    clerk.window.open("case", numbers["asked"])
    clerk.waits_for_answers()
    screen = clerk.window.screen_named("case")
    assert isinstance(screen, CaseScreen)
    clerk.waits(lambda: CaseAct.PACK in [one.act for one in screen.head.bar.buttons])
    screen.deeds.run(CaseAct.PACK)
    dialog = screen.deeds.dialog
    assert dialog is not None
    return dialog


def on_its_way(clerk: Clerk, numbers: dict[str, str]) -> QWidget:
    """A bag with one item; it is packed when this stop is first passed."""
    desk = clerk.window.kit.desk
    if not desk.glance(transfers).rows:
        desk.do("pack_transfer", to_outlet=90, to_name="中央维修部", seal="F0031",
                case_numbers=(numbers["asked"],), customer_agreed=True)  # fmt: skip
        clerk.waits_for_answers()
    clerk.window.open("transfers", "")
    clerk.waits_for_answers()
    screen = clerk.window.screen_named("transfers")
    assert isinstance(screen, TransfersScreen)
    clerk.waits(lambda: screen.view is not None)
    return clerk.window

"""The register of receipts in the window: which are out, which came back, which are lost."""

from typing import Any

from counter.domain.states import ReceiptStatus
from counter.language import N_
from counter.storage.questions.register_pages import receipt_part
from ui.kit import Kit
from ui.screens.registers.book_page import BookPage
from ui.screens.registers.cells import RECEIPT_COLUMNS, Cells
from ui.screens.registers.listings import Listings
from ui.widgets.chips import Choice

UNSIGNED = "UNSIGNED"
STATES = {
    "ALL": N_("All"),
    ReceiptStatus.ISSUED: N_("Valid"),
    UNSIGNED: N_("Not signed yet"),
    ReceiptStatus.LOST_REPORTED: N_("Reported lost"),
    ReceiptStatus.LOST_DECLARED: N_("Loss declared"),
    ReceiptStatus.VOIDED: N_("Void"),
    ReceiptStatus.VOIDED_ERROR: N_("Void, written in error"),
}


class ReceiptsPage(BookPage):
    """The register of receipts."""

    begins_at = "issued_from_at"
    ends_at = "issued_to_at"

    def __init__(self, kit: Kit):
        entry, listed = Cells(kit).receipt, Listings(kit).receipts
        super().__init__(kit, "receipts", receipt_part, RECEIPT_COLUMNS, entry=entry, listed=listed)

    def say_all(self) -> None:
        say = self.kit.language.say
        self.chips.offer([Choice(code, say(text)) for code, text in STATES.items()])
        self.chips.name(say("Which receipts"))
        if not self.chips.value():
            self.chips.choose(["ALL"])
        self.text.setPlaceholderText(say("Number, item, name"))
        self.text.setAccessibleName(say("Look for a number, item or name"))
        self.ledger.setAccessibleName(say("Register of receipts"))
        self.ledger.ledger.say(
            [
                say("Issued"),
                say("Receipt"),
                say("State"),
                say("Since"),
                say("Customer"),
                say("Item"),
                say("Items"),
                say("Still out"),
                say("Signed"),
                say("Replaces"),
                say("Clerk"),
            ]
        )
        super().say_all()

    def narrowed(self) -> dict[str, Any]:
        code = "".join(self.chips.value())
        if code == UNSIGNED:
            return {"unsigned_only": True}
        return {"status": ReceiptStatus(code)} if code in ReceiptStatus.__members__ else {}

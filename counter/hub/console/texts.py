"""What the console calls things, and how it writes times and money."""

from collections.abc import Mapping
from datetime import UTC, datetime

from counter.domain.choices import PaymentMethod
from counter.domain.money import figures
from counter.domain.states import CardStatus, Category, CustodyState, PaymentKind
from counter.hub.local_days import DAY_MS, clock_of
from counter.language import N_, Words

MINUTE_MS, HOUR_MS = 60_000, 3_600_000
NOTHING = "–"
STATUSES: dict[str, str] = {
    CardStatus.OPENED: N_("Not hung yet"),
    CardStatus.HUNG: N_("To diagnose"),
    CardStatus.DIAGNOSING: N_("Diagnosing"),
    CardStatus.AWAIT_APPROVAL: N_("To approve"),
    CardStatus.APPROVED: N_("May be repaired"),
    CardStatus.AWAIT_PARTS: N_("Waiting for parts"),
    CardStatus.REPAIRING: N_("In repair"),
    CardStatus.AWAIT_INSPECTION: N_("To inspect"),
    CardStatus.REWORK: N_("Rework"),
    CardStatus.PASSED: N_("Passed"),
    CardStatus.RETURN_UNREPAIRED: N_("Goes back unrepaired"),
    CardStatus.CLOSED: N_("Closed"),
}
CUSTODY: dict[str, str] = {
    CustodyState.RECEIVED: N_("Received"),
    CustodyState.IN_STORE: N_("In store"),
    CustodyState.AT_BENCH: N_("At the bench"),
    CustodyState.SENT_OUT: N_("Sent out"),
    CustodyState.IN_TRANSIT: N_("On its way"),
    CustodyState.READY: N_("Ready"),
    CustodyState.NOTIFIED: N_("Customer notified"),
    CustodyState.UNCLAIMED: N_("Unclaimed"),
    CustodyState.LIEN_NOTICE: N_("Under notice"),
    CustodyState.LIEN_ENFORCEABLE: N_("Lien enforceable"),
    CustodyState.DEPOSITED: N_("Deposited"),
    CustodyState.DISPOSED: N_("Disposed of"),
    CustodyState.LOST_OR_DAMAGED: N_("Lost or damaged"),
    CustodyState.COMPENSATED: N_("Compensated"),
    CustodyState.HANDED_BACK: N_("Handed back"),
}
CATEGORIES: dict[str, str] = {
    Category.PAID: N_("Paid by the customer"),
    Category.CONTRACT: N_("Contract"),
    Category.FREE: N_("Warranty, free"),
}
METHODS: dict[str, str] = {
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.WECHAT: N_("WeChat"),
    PaymentMethod.ALIPAY: N_("Alipay"),
    PaymentMethod.BANK_CARD: N_("Bank card"),
    PaymentMethod.TRANSFER: N_("Transfer"),
    PaymentMethod.OTHER: N_("Other"),
}
PAYMENTS: dict[str, str] = {
    PaymentKind.DEPOSIT: N_("Deposit"),
    PaymentKind.PAYMENT: N_("Payment"),
    PaymentKind.REFUND: N_("Paid back"),
    PaymentKind.REVERSAL: N_("Reversed"),
}
RECORDS: dict[str, str] = {
    "customer_item": N_("Case"),
    "item_receipt": N_("Receipt"),
    "receipt_line": N_("Line of a receipt"),
    "repair_card": N_("Repair card"),
    "work_step": N_("Working time"),
    "estimate": N_("Estimate"),
    "settlement": N_("Settlement"),
    "customer": N_("Customer"),
    "unit": N_("Unit"),
    "part": N_("Part"),
    "shelf": N_("Shelf"),
    "person": N_("Staff"),
    "outlet": N_("Outlet"),
    "seat": N_("Seat"),
    "setting": N_("Setting"),
    "item_kind": N_("Kind of item"),
    "model": N_("Model"),
    "payment": N_("Payment"),
    "photo": N_("Picture"),
    "custody_event": N_("Item moved"),
    "stock_entry": N_("Stock"),
    "part_used": N_("Part used"),
    "notice": N_("Customer told"),
    "consent": N_("Consent"),
    "transfer": N_("Transfer paper"),
    "transfer_line": N_("Line of a transfer"),
    "transfer_part": N_("Part that goes with an item"),
    "transfer_arrival": N_("Arrival of a transfer"),
    "part_price": N_("Price"),
    "publication": N_("Publication"),
    "loss_declaration": N_("Declaration of loss"),
    "measurement": N_("Measurement"),
    "settlement_line": N_("Line of a settlement"),
    "signature": N_("Signature"),
    "shelf_count": N_("Count of a shelf"),
    "till_count": N_("Count of the till"),
    "alarm": N_("Alarm at a receipt"),
    "customer_answer": N_("Answer of a customer"),
    "answer_taken": N_("Answer taken in"),
}
#: why a change was kept and not applied, and what to do about it
HELD: dict[str, tuple[str, str]] = {
    "id": (
        N_("A record was made under another outlet's number."),
        N_("Nothing was changed by it. Ask the outlet whether its file was copied from another's."),
    ),
    "scope": (
        N_("A case was changed by an outlet that has never held it."),
        N_("Nothing was changed by it. If the item is there, hand it over by a transfer."),
    ),
    "master": (
        N_("Prices, people or texts that somebody else publishes were changed."),
        N_("Nothing was changed by it. Publish the change at head office if it is right."),
    ),
    "unsound": (
        N_("A value was written that no program of ours writes."),
        N_("Nothing was changed by it. Let the seat's file be verified; revoke the seat if its "
           "book was altered."),
    ),
    "unreadable": (
        N_("An entry could not be read."),
        N_("It is kept as it came. Bring the hub up to date first; then let the seat's file be "
           "verified."),
    ),
}  # fmt: skip
HELD_OTHER = (
    N_("A change was kept back."),
    N_("Nothing was changed by it. Ask whoever looks after the program."),
)


def name_of(words: Words, names: Mapping[str, str], code: str) -> str:
    """What a code is called; the code itself where this program does not know it."""
    return words.say(names[code]) if code in names else code


def moment(at: int | None, zone: str) -> str:
    """2026-11-22 15:31 by the outlet's clock."""
    if not at:
        return NOTHING
    told = datetime.fromtimestamp(at // 1000, UTC).astimezone(clock_of(zone))
    return told.strftime("%Y-%m-%d %H:%M")


def ago(words: Words, at: int | None, now: int) -> str:
    """How long ago in the largest unit that is not nothing."""
    if not at:
        return words.say("never")
    past = max(now - at, 0)
    if past < 2 * MINUTE_MS:
        return words.say("just now")
    if past < 2 * HOUR_MS:
        return words.say("{n} minutes ago", n=past // MINUTE_MS)
    if past < 2 * DAY_MS:
        return words.say("{n} hours ago", n=past // HOUR_MS)
    return words.say("{n} days ago", n=past // DAY_MS)


def money(fen: int, currency: str) -> str:
    """¥ 1,234.50; other currencies by their code."""
    sign = "¥" if currency == "CNY" else currency
    return f"{sign} {figures(fen)}"


def share(words: Words, part: int, whole: int) -> str:
    """Of how many hundred, all or none only where it is; a dash where there is nothing to take it
    of.
    """
    if not whole:
        return NOTHING
    n = round(100 * part / whole)
    return words.say("{n} %", n=min(max(n, 1), 99) if 0 < part < whole else n)


def thousands(number: int) -> str:
    """12,345."""
    return f"{number:,}"

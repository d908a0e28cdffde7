"""What each act is called once it is done, with its sign and tone in a log."""

from dataclasses import dataclass

from counter.language import N_
from counter.storage.questions.history import TimelineEntry


@dataclass(frozen=True, slots=True)
class Deed:
    """The words, the icon and the tone of an act that was done."""

    text: str
    icon: str
    tone: str = "grey"


OTHER = Deed(N_("Record changed"), "pen")
DEEDS = {
    "check_in": Deed(N_("Taken in"), "inbox", "accent"),
    "confirm_signature": Deed(N_("Receipt signed"), "pen"),
    "hang_card": Deed(N_("Card hung on the item"), "tag"),
    "move_item": Deed(N_("Item moved"), "package"),
    "start_work": Deed(N_("Work begun"), "play", "accent"),
    "stop_work": Deed(N_("Work paused"), "pause"),
    "record_diagnosis": Deed(N_("Diagnosed"), "search", "cyan"),
    "record_test": Deed(N_("Measured"), "clipboard-list"),
    "send_estimate": Deed(N_("Estimate sent"), "ticket", "violet"),
    "record_consent": Deed(N_("Customer agreed"), "circle-check", "ok"),
    "decline_estimate": Deed(N_("Customer declined"), "x", "warn"),
    "wait_for_parts": Deed(N_("Waits for parts"), "package", "warn"),
    "use_part": Deed(N_("Part used"), "boxes"),
    "take_back_part": Deed(N_("Part taken back"), "undo-2"),
    "finish_repair": Deed(N_("Repaired"), "wrench", "accent"),
    "correct_card_step": Deed(N_("Time corrected"), "pen", "warn"),
    "inspect": Deed(N_("Inspected"), "badge-check", "ok"),
    "notify_customer": Deed(N_("Customer told"), "phone"),
    "settle": Deed(N_("Settled"), "ticket"),
    "take_payment": Deed(N_("Payment taken"), "wallet-cards", "ok"),
    "reverse_payment": Deed(N_("Payment reversed"), "undo-2", "warn"),
    "refund_payment": Deed(N_("Paid back"), "undo-2", "warn"),
    "present_receipt": Deed(N_("Receipt shown: alarm"), "shield-alert", "danger"),
    "alarm": Deed(N_("Receipt shown: alarm"), "shield-alert", "danger"),
    "hand_back": Deed(N_("Handed back"), "package-check", "ok"),
    "report_receipt_lost": Deed(N_("Receipt reported lost"), "shield-alert", "danger"),
    "receipt_found": Deed(N_("Receipt found again"), "shield-check", "ok"),
    "declare_receipt_lost": Deed(N_("Loss declared"), "pen", "danger"),
    "void_receipt": Deed(N_("Receipt voided"), "x", "warn"),
    "withdraw_item": Deed(N_("Withdrawn unrepaired"), "undo-2", "warn"),
    "correct_customer": Deed(N_("Customer corrected"), "pen"),
    "correct_unit": Deed(N_("Unit corrected"), "pen"),
    "correct_item": Deed(N_("Case corrected"), "pen"),
    "merge_customers": Deed(N_("Customers merged"), "user-round"),
    "merge_units": Deed(N_("Units merged"), "boxes"),
    "erase_customer": Deed(N_("Customer erased"), "x", "danger"),
    "reveal_customer": Deed(N_("Name and phone looked at"), "phone"),
    "reveal_passcode": Deed(N_("Passcode looked at"), "lock", "warn"),
    "add_photo": Deed(N_("Picture taken"), "camera"),
    "withdraw_photo": Deed(N_("Picture withdrawn"), "camera", "warn"),
    "customer_answer": Deed(N_("The customer says on his page"), "user-round", "violet"),
    "take_customer_answer": Deed(N_("The customer's answer was taken in"), "circle-check", "ok"),
    "leave_customer_answer": Deed(N_("The customer's answer came too late"), "history", "warn"),
    "see_customer_answers": Deed(N_("The customer's answer was read"), "circle-check"),
    "take_stock_of_shelf": Deed(N_("Shelf counted"), "clipboard-list"),
    "pack_transfer": Deed(N_("Packed for another outlet"), "package"),
    "cancel_transfer": Deed(N_("Unpacked again"), "undo-2", "warn"),
    "send_transfer": Deed(N_("Sent to another outlet"), "hand-over", "violet"),
    "receive_transfer": Deed(N_("Taken over from another outlet"), "package-check", "ok"),
    "refuse_transfer": Deed(N_("Not taken over: goes back"), "undo-2", "danger"),
    "declare_transfer_lost": Deed(N_("Lost on the way"), "shield-alert", "danger"),
    "reprint_paper": Deed(N_("Printed again"), "printer"),
}


OTHERS_FETCHED = Deed(N_("Others fetched, new receipt"), "ticket")


def deed_of(entry: TimelineEntry) -> Deed:
    """The words for what was done to a case: where others of its receipt went home it did not."""
    if entry.act == "hand_back" and not any(
        field.field == "out_how" for change in entry.changes for field in change.fields
    ):
        return OTHERS_FETCHED
    return DEEDS.get(entry.act, OTHER)

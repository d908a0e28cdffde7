"""What each act is called once it is done, with its sign and tone in a log."""

from dataclasses import dataclass

from counter.glossary.deeds import DEEDS as CALLED
from counter.glossary.deeds import OTHER as CHANGED
from counter.language import N_
from counter.storage.questions.history import TimelineEntry


@dataclass(frozen=True, slots=True)
class Deed:
    """The words, the icon and the tone of an act that was done."""

    text: str
    icon: str
    tone: str = "grey"


OTHER = Deed(CHANGED, "pen")
#: the icon of an act, and its tone where it is not grey
SIGNS: dict[str, tuple[str] | tuple[str, str]] = {
    "check_in": ("inbox", "accent"),
    "confirm_signature": ("pen",),
    "hang_card": ("tag",),
    "move_item": ("package",),
    "start_work": ("play", "accent"),
    "stop_work": ("pause",),
    "record_diagnosis": ("search", "cyan"),
    "record_test": ("clipboard-list",),
    "send_estimate": ("ticket", "violet"),
    "record_consent": ("circle-check", "ok"),
    "decline_estimate": ("x", "warn"),
    "wait_for_parts": ("package", "warn"),
    "use_part": ("boxes",),
    "take_back_part": ("undo-2",),
    "finish_repair": ("wrench", "accent"),
    "correct_card_step": ("pen", "warn"),
    "inspect": ("badge-check", "ok"),
    "notify_customer": ("phone",),
    "settle": ("ticket",),
    "take_payment": ("wallet-cards", "ok"),
    "reverse_payment": ("undo-2", "warn"),
    "refund_payment": ("undo-2", "warn"),
    "present_receipt": ("shield-alert", "danger"),
    "alarm": ("shield-alert", "danger"),
    "hand_back": ("package-check", "ok"),
    "report_receipt_lost": ("shield-alert", "danger"),
    "receipt_found": ("shield-check", "ok"),
    "declare_receipt_lost": ("pen", "danger"),
    "void_receipt": ("x", "warn"),
    "withdraw_item": ("undo-2", "warn"),
    "correct_customer": ("pen",),
    "correct_unit": ("pen",),
    "correct_item": ("pen",),
    "merge_customers": ("user-round",),
    "merge_units": ("boxes",),
    "erase_customer": ("x", "danger"),
    "reveal_customer": ("phone",),
    "reveal_passcode": ("lock", "warn"),
    "add_photo": ("camera",),
    "withdraw_photo": ("camera", "warn"),
    "customer_answer": ("user-round", "violet"),
    "take_customer_answer": ("circle-check", "ok"),
    "leave_customer_answer": ("history", "warn"),
    "see_customer_answers": ("circle-check",),
    "take_stock_of_shelf": ("clipboard-list",),
    "pack_transfer": ("package",),
    "cancel_transfer": ("undo-2", "warn"),
    "send_transfer": ("hand-over", "violet"),
    "receive_transfer": ("package-check", "ok"),
    "refuse_transfer": ("undo-2", "danger"),
    "declare_transfer_lost": ("shield-alert", "danger"),
    "reprint_paper": ("printer",),
}
DEEDS = {act: Deed(CALLED[act], *sign) for act, sign in SIGNS.items()}


OTHERS_FETCHED = Deed(N_("Others fetched, new receipt"), "ticket")


def deed_of(entry: TimelineEntry) -> Deed:
    """The words for what was done to a case: where others of its receipt went home it did not."""
    if entry.act == "hand_back" and not any(
        field.field == "out_how" for change in entry.changes for field in change.fields
    ):
        return OTHERS_FETCHED
    return DEEDS.get(entry.act, OTHER)

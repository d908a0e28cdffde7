"""What each right is called where the rights of a role are shown."""

from counter.domain.rights import RIGHTS
from counter.domain.states import Role
from counter.language import N_

WORDS = {
    "check_in": N_("take items in"),
    "hang_card": N_("hang cards"),
    "move_item": N_("move items"),
    "record_consent": N_("write down consent"),
    "notify_customer": N_("tell customers"),
    "settle": N_("settle"),
    "take_payment": N_("take money"),
    "hand_back": N_("hand items back"),
    "report_receipt_lost": N_("report receipts lost"),
    "correct_customer": N_("correct customers"),
    "take_stock_of_shelf": N_("count shelves"),
    "transfer": N_("send items to outlets and take them over"),
    "start_work": N_("repair"),
    "record_diagnosis": N_("diagnose"),
    "use_part": N_("use parts"),
    "finish_repair": N_("finish repairs"),
    "send_estimate": N_("send estimates"),
    "correct_card_step": N_("correct their own times"),
    "reveal_passcode": N_("see a passcode, on record"),
    "add_photo": N_("take pictures"),
    "inspect": N_("inspect"),
    "declare_receipt_lost": N_("declare receipts lost"),
    "withdraw_item": N_("withdraw items"),
    "void_receipt": N_("void receipts"),
    "reverse_payment": N_("reverse payments"),
    "refund_payment": N_("pay money back"),
    "grant_credit": N_("grant credit"),
    "exceed_price_range": N_("leave the price range"),
    "correct_any_step": N_("correct anybody's times"),
    "merge_customers": N_("merge customers"),
    "reprint_paper": N_("print papers again"),
    "withdraw_any_photo": N_("withdraw anybody's pictures"),
    "receive_parts": N_("book parts in"),
    "erase_customer": N_("erase personal data"),
    "manage_people": N_("manage people"),
    "manage_parts": N_("manage parts and prices"),
    "manage_shelves": N_("manage shelves"),
    "manage_settings": N_("change settings"),
}


def words_of(role: Role) -> list[str]:
    """The words of a role's rights, in the order of a day."""
    return [word for right, word in WORDS.items() if right in RIGHTS[role]]

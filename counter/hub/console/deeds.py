"""What each act is called once it is done, as in the window's log."""

from counter.language import N_, Words

OTHER = N_("Record changed")
DEEDS = {
    "check_in": N_("Taken in"),
    "confirm_signature": N_("Receipt signed"),
    "hang_card": N_("Card hung on the item"),
    "move_item": N_("Item moved"),
    "start_work": N_("Work begun"),
    "stop_work": N_("Work paused"),
    "record_diagnosis": N_("Diagnosed"),
    "record_test": N_("Measured"),
    "send_estimate": N_("Estimate sent"),
    "record_consent": N_("Customer agreed"),
    "decline_estimate": N_("Customer declined"),
    "wait_for_parts": N_("Waits for parts"),
    "use_part": N_("Part used"),
    "take_back_part": N_("Part taken back"),
    "finish_repair": N_("Repaired"),
    "correct_card_step": N_("Time corrected"),
    "inspect": N_("Inspected"),
    "notify_customer": N_("Customer told"),
    "settle": N_("Settled"),
    "take_payment": N_("Payment taken"),
    "reverse_payment": N_("Payment reversed"),
    "refund_payment": N_("Paid back"),
    "present_receipt": N_("Receipt shown: alarm"),
    "alarm": N_("Receipt shown: alarm"),
    "hand_back": N_("Handed back"),
    "report_receipt_lost": N_("Receipt reported lost"),
    "receipt_found": N_("Receipt found again"),
    "declare_receipt_lost": N_("Loss declared"),
    "void_receipt": N_("Receipt voided"),
    "withdraw_item": N_("Withdrawn unrepaired"),
    "correct_customer": N_("Customer corrected"),
    "correct_unit": N_("Unit corrected"),
    "correct_item": N_("Case corrected"),
    "merge_customers": N_("Customers merged"),
    "merge_units": N_("Units merged"),
    "erase_customer": N_("Customer erased"),
    "reveal_customer": N_("Name and phone looked at"),
    "reveal_passcode": N_("Passcode looked at"),
    "add_photo": N_("Picture taken"),
    "withdraw_photo": N_("Picture withdrawn"),
    "customer_answer": N_("The customer says on his page"),
    "take_customer_answer": N_("The customer's answer was taken in"),
    "leave_customer_answer": N_("The customer's answer came too late"),
    "see_customer_answers": N_("The customer's answer was read"),
    "take_stock_of_shelf": N_("Shelf counted"),
    "reprint_paper": N_("Printed again"),
}


def deed_words(words: Words, act: str) -> str:
    """An act in words; one of a newer program as a record that changed."""
    return words.say(DEEDS.get(act, OTHER))

"""What can be done to a case, in words and signs."""

from counter.domain.case_acts import CaseAct
from counter.language import N_

WORDS = {  # the word on the button, its icon
    CaseAct.RECORD_CONSENT: (N_("Customer's word"), "circle-check"),
    CaseAct.SETTLE: (N_("Settle"), "ticket"),
    CaseAct.NOTIFY: (N_("Tell customer"), "phone"),
    CaseAct.HAND_BACK: (N_("Hand it back"), "package-check"),
    CaseAct.TAKE_PAYMENT: (N_("Take payment"), "wallet-cards"),
    CaseAct.TAKE_DEPOSIT: (N_("Take deposit"), "wallet-cards"),
    CaseAct.REFUND: (N_("Pay back"), "undo-2"),
    CaseAct.MOVE: (N_("Move"), "package"),
    CaseAct.CONFIRM_SIGNATURE: (N_("Signed now"), "pen"),
    CaseAct.CORRECT_ITEM: (N_("Correct case"), "pen"),
    CaseAct.CORRECT_UNIT: (N_("Correct unit"), "pen"),
    CaseAct.CORRECT_CUSTOMER: (N_("Correct customer"), "user-round"),
    CaseAct.REVERSE_PAYMENT: (N_("Reverse payment"), "undo-2"),
    CaseAct.REPORT_LOST: (N_("Receipt lost"), "shield-alert"),
    CaseAct.FOUND: (N_("Receipt found"), "shield-check"),
    CaseAct.REVEAL_PASSCODE: (N_("Show passcode"), "lock"),
    CaseAct.WITHDRAW: (N_("Withdraw"), "undo-2"),
    CaseAct.VOID_RECEIPT: (N_("Void receipt"), "x"),
    CaseAct.PACK: (N_("Send to outlet"), "hand-over"),
}

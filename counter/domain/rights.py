"""Who may do what: each role's rights as data (decisions 36). A right is usually an act's name."""

from counter.domain.states import Role

FRONT_DESK = frozenset(
    {
        "check_in",
        "hang_card",
        "move_item",
        "record_consent",
        "notify_customer",
        "settle",
        "take_payment",
        "present_receipt",
        "hand_back",
        "report_receipt_lost",
        "correct_customer",
        "take_stock_of_shelf",
        "add_photo",
        "transfer",
        "save_draft",
    }
)
TECHNICIAN = frozenset(
    {
        "hang_card",
        "move_item",
        "start_work",
        "record_diagnosis",
        "use_part",
        "finish_repair",
        "send_estimate",
        "correct_card_step",
        "reveal_passcode",
        "add_photo",
        "save_draft",
    }
)
SUPERVISOR = (
    FRONT_DESK
    | TECHNICIAN
    | {
        "inspect",
        "declare_receipt_lost",
        "declare_transfer_lost",
        "withdraw_item",
        "void_receipt",
        "reverse_payment",
        "refund_payment",
        "grant_credit",
        "exceed_price_range",
        "correct_any_step",
        "merge_customers",
        "reprint_paper",
        "withdraw_any_photo",
        "receive_parts",
        "settle_conflict",
    }
)
CASHIER = frozenset(
    {
        "settle",
        "take_payment",
        "present_receipt",
        "reverse_payment",
        "refund_payment",
        "save_draft",
    }
)
MANAGER = SUPERVISOR | {
    "erase_customer",
    "manage_people",
    "manage_parts",
    "manage_shelves",
    "manage_settings",
}

RIGHTS: dict[Role, frozenset[str]] = {
    Role.FRONT_DESK: FRONT_DESK,
    Role.TECHNICIAN: TECHNICIAN,
    Role.SUPERVISOR: SUPERVISOR,
    Role.CASHIER: CASHIER,
    Role.MANAGER: MANAGER,
    Role.AUDITOR: frozenset(),
}


def may(role: Role, right: str) -> bool:
    """Whether the role has the right; the empty right is everybody's."""
    return not right or right in RIGHTS[role]


def roles_with(right: str) -> list[Role]:
    """The roles that have the right, to say whom to ask."""
    return [role for role in Role if may(role, right)]

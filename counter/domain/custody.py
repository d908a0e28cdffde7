"""Where an item may go next while the outlet keeps it (domain.md §6.5)."""

from collections.abc import Callable, Collection
from enum import StrEnum

from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState as State


class CustodyStep(StrEnum):
    """What happens to an item in custody."""

    STORE = "store"
    TAKE_TO_BENCH = "take_to_bench"
    SEND_OUT = "send_out"
    SEND_OVER = "send_over"
    ARRIVE = "arrive"
    ARRIVE_READY = "arrive_ready"
    MAKE_READY = "make_ready"
    NOTIFY = "notify"
    PICKUP_OVERDUE = "pickup_overdue"
    SERVE_NOTICE = "serve_notice"
    LIEN_TERM_OVER = "lien_term_over"
    DISPOSE = "dispose"
    DEPOSIT = "deposit"
    LOSE_OR_DAMAGE = "lose_or_damage"
    COMPENSATE = "compensate"
    HAND_BACK = "hand_back"
    UNDO_CHECK_IN = "undo_check_in"


S, C = State, CustodyStep

WAYS: dict[State, dict[CustodyStep, State]] = {
    S.RECEIVED: {
        C.STORE: S.IN_STORE,
        C.TAKE_TO_BENCH: S.AT_BENCH,
        C.SEND_OVER: S.IN_TRANSIT,
        C.MAKE_READY: S.READY,
        C.UNDO_CHECK_IN: S.HANDED_BACK,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.IN_STORE: {
        C.STORE: S.IN_STORE,
        C.TAKE_TO_BENCH: S.AT_BENCH,
        C.SEND_OUT: S.SENT_OUT,
        C.SEND_OVER: S.IN_TRANSIT,
        C.MAKE_READY: S.READY,
        C.UNDO_CHECK_IN: S.HANDED_BACK,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.AT_BENCH: {
        C.STORE: S.IN_STORE,
        C.SEND_OVER: S.IN_TRANSIT,
        C.MAKE_READY: S.READY,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.SENT_OUT: {C.STORE: S.IN_STORE, C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED},
    # to another outlet of the house; whose the item is on its way says `custodian`
    S.IN_TRANSIT: {
        C.SEND_OVER: S.IN_TRANSIT,
        C.ARRIVE: S.IN_STORE,
        C.ARRIVE_READY: S.READY,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.READY: {
        C.STORE: S.READY,
        C.SEND_OVER: S.IN_TRANSIT,
        C.NOTIFY: S.NOTIFIED,
        C.HAND_BACK: S.HANDED_BACK,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.NOTIFIED: {
        C.STORE: S.NOTIFIED,
        C.SEND_OVER: S.IN_TRANSIT,
        C.NOTIFY: S.NOTIFIED,
        C.HAND_BACK: S.HANDED_BACK,
        C.PICKUP_OVERDUE: S.UNCLAIMED,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.UNCLAIMED: {
        C.STORE: S.UNCLAIMED,
        C.NOTIFY: S.UNCLAIMED,
        C.HAND_BACK: S.HANDED_BACK,
        C.SERVE_NOTICE: S.LIEN_NOTICE,
        C.DEPOSIT: S.DEPOSITED,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.LIEN_NOTICE: {
        C.STORE: S.LIEN_NOTICE,
        C.HAND_BACK: S.HANDED_BACK,
        C.LIEN_TERM_OVER: S.LIEN_ENFORCEABLE,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    S.LIEN_ENFORCEABLE: {
        C.STORE: S.LIEN_ENFORCEABLE,
        C.HAND_BACK: S.HANDED_BACK,
        C.DISPOSE: S.DISPOSED,
        C.LOSE_OR_DAMAGE: S.LOST_OR_DAMAGED,
    },
    # what was lost on the way may be found
    S.LOST_OR_DAMAGED: {
        C.ARRIVE: S.IN_STORE,
        C.ARRIVE_READY: S.READY,
        C.COMPENSATE: S.COMPENSATED,
    },
    S.DEPOSITED: {},
    S.DISPOSED: {},
    S.COMPENSATED: {},
    S.HANDED_BACK: {},
}

#: the outlet no longer has the item in its keeping
GONE = frozenset({S.DEPOSITED, S.DISPOSED, S.LOST_OR_DAMAGED, S.COMPENSATED, S.HANDED_BACK})


def after(state: State, step: CustodyStep, case_number: str) -> State:
    """The state after the step; raises RuleBroken "case.handed_back" or "custody.not_now"."""
    try:
        return WAYS[state][step]
    except KeyError:
        if state is State.HANDED_BACK:
            raise RuleBroken("case.handed_back", number=case_number) from None
        raise RuleBroken("custody.not_now", number=case_number, state=state, step=step) from None


def check_send_out(case_number: str, to_whom: str, customer_agreed: bool) -> None:
    """The main work goes to somebody else only with the customer's consent (民法典 772, 894)."""
    if not customer_agreed:
        raise RuleBroken("custody.send_out_needs_consent", number=case_number)
    if not to_whom:
        raise RuleBroken("custody.send_out_to_whom", number=case_number)


def check_held(
    case_number: str,
    state: State,
    custodian: int,
    own: Collection[int],
    called: Callable[[int], str],
) -> None:
    """Only the outlet that has the item in its hands writes to its case; `called` tells what an
    outlet is called, "" where nobody knows. Raises RuleBroken "case.other_custodian",
    "case.on_its_way" or "case.not_arrived".
    """
    is_ours, travels = custodian in own, state is State.IN_TRANSIT
    if is_ours and not travels:
        return
    rule = "case.other_custodian"
    if travels:
        rule = "case.not_arrived" if is_ours else "case.on_its_way"
    holder = f"{custodian} {called(custodian)}".strip()
    raise RuleBroken(rule, number=case_number, outlet=custodian, holder=holder)

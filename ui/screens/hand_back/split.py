"""Money that comes in several ways, shared out over the cases it is for."""

from dataclasses import replace

from counter.domain.choices import PaymentMethod
from counter.services.handing_back import CasePaid
from counter.services.payments import PaymentFacts


def shared_out(pieces: list[PaymentFacts], due: list[tuple[str, int]]) -> tuple[CasePaid, ...]:
    """Each case in its order takes what it needs; what is over goes to the last one in cash, as
    its change is given there.
    """
    purse = sorted(pieces, key=_cash_last)
    paid: list[CasePaid] = []
    for case_number, needed in due:
        taken, purse = _taken(purse, needed)
        paid.append(CasePaid(case_number=case_number, payments=tuple(taken)))
    return _with_change(paid, sum(piece.amount_fen for piece in purse))


def _taken(purse: list[PaymentFacts], needed: int) -> tuple[list[PaymentFacts], list[PaymentFacts]]:
    """What one case takes out of the purse, and what stays in it."""
    taken: list[PaymentFacts] = []
    left: list[PaymentFacts] = []
    for piece in purse:
        share = min(piece.amount_fen, needed)
        needed -= share
        if share:
            taken.append(replace(piece, amount_fen=share))
        if piece.amount_fen > share:
            left.append(replace(piece, amount_fen=piece.amount_fen - share))
    return taken, left


def _cash_last(piece: PaymentFacts) -> bool:
    return piece.method is PaymentMethod.CASH


def _with_change(paid: list[CasePaid], over: int) -> tuple[CasePaid, ...]:
    if not (over and paid and paid[-1].payments):
        return tuple(paid)
    *before, last = paid
    *others, cash = last.payments
    more = replace(cash, amount_fen=cash.amount_fen + over)
    return (*before, CasePaid(case_number=last.case_number, payments=(*others, more)))

"""Money that comes in several ways, shared out over the cases it is for."""

from dataclasses import dataclass

from counter.domain.choices import PaymentMethod
from counter.services.handing_back import CasePaid
from counter.services.payments import PaymentFacts


@dataclass(frozen=True, slots=True)
class Piece:
    """So much, paid in one way."""

    method: PaymentMethod
    fen: int


def shared_out(pieces: list[Piece], due: list[tuple[str, int]]) -> tuple[CasePaid, ...]:
    """Each case in its order takes what it needs; what is over goes to the last one in cash, as
    its change is given there.
    """
    purse = sorted(pieces, key=_cash_last)
    paid: list[CasePaid] = []
    for case_number, needed in due:
        taken, purse = _taken(purse, needed)
        facts = (PaymentFacts(method=one.method, amount_fen=one.fen) for one in taken)
        paid.append(CasePaid(case_number=case_number, payments=tuple(facts)))
    return _with_change(paid, sum(piece.fen for piece in purse))


def _taken(purse: list[Piece], needed: int) -> tuple[list[Piece], list[Piece]]:
    """What one case takes out of the purse, and what stays in it."""
    taken: list[Piece] = []
    left: list[Piece] = []
    for piece in purse:
        share = min(piece.fen, needed)
        needed -= share
        if share:
            taken.append(Piece(piece.method, share))
        if piece.fen > share:
            left.append(Piece(piece.method, piece.fen - share))
    return taken, left


def _cash_last(piece: Piece) -> bool:
    return piece.method is PaymentMethod.CASH


def _with_change(paid: list[CasePaid], over: int) -> tuple[CasePaid, ...]:
    if not (over and paid and paid[-1].payments):
        return tuple(paid)
    *before, last = paid
    *others, cash = last.payments
    more = PaymentFacts(method=cash.method, amount_fen=cash.amount_fen + over)
    return (*before, CasePaid(case_number=last.case_number, payments=(*others, more)))

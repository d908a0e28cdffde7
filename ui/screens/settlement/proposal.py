"""What a settlement begins with: the one that stands, what was agreed, or what was used."""

from counter.domain.choices import LineKind
from counter.domain.states import CardStatus, Coverage, EstimateStatus
from counter.storage.questions.case_standing import standing_settlement
from counter.storage.questions.case_views import EstimateLineView, SettlementLineView
from counter.storage.questions.cases import CaseView
from ui.screens.settlement.lines import Filled


def proposed(view: CaseView, fee_name: str) -> list[Filled]:
    """The lines; `fee_name` is what the diagnosis fee is called where nothing was repaired."""
    standing = standing_settlement(view)
    if standing is not None:
        return [_again(one) for one in standing.lines if one.line is not LineKind.ROUNDING]
    if view.card is not None and view.card.status is CardStatus.RETURN_UNREPAIRED:
        fee = view.diagnosis_fee_fen
        return [Filled(LineKind.OTHER, fee_name, price_fen=fee)] if fee else []
    return [_agreed(one) for one in _consented(view)] or _used(view)


def rounded_off_fen(view: CaseView) -> int:
    """What the standing settlement rounds off."""
    standing = standing_settlement(view)
    lines = standing.lines if standing else []
    return -sum(one.gross_fen for one in lines if one.line is LineKind.ROUNDING)


def _consented(view: CaseView) -> list[EstimateLineView]:
    found: list[EstimateLineView] = []
    for estimate in view.estimates:
        if estimate.status is EstimateStatus.CONSENTED:
            if not estimate.is_extra:
                found = []  # it stands for the whole repair
            agreed = {n for given in estimate.consents for n in given.lines}
            found += [line for line in estimate.lines if line.n in agreed]
    return found


def _agreed(line: EstimateLineView) -> Filled:
    each, rest = divmod(line.amount_fen, line.qty)
    if rest:  # a price that does not divide stands for all pieces together
        name = f"{line.name} ×{line.qty}"
        return Filled(line.line, name, 1, line.amount_fen, line.coverage)
    return Filled(line.line, line.name, line.qty, each, line.coverage)


def _used(view: CaseView) -> list[Filled]:
    taken_back = {part.corrects_n for part in view.parts if part.corrects_n is not None}
    return [
        Filled(LineKind.PART, part.name, part.qty, part.price_fen, part.coverage)
        for part in view.parts
        if part.qty > 0 and part.n not in taken_back
    ]


def _again(line: SettlementLineView) -> Filled:
    usual = line.list_fen if line.coverage is Coverage.CUSTOMER else 0
    own = None if line.gross_fen == usual else line.gross_fen
    return Filled(line.line, line.name, line.qty, line.list_fen // line.qty, line.coverage, own)

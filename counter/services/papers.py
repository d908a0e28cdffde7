"""The print queue of this seat, and papers printed once more, each with a reason on record."""

from collections.abc import Sized
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.numbers import NumberKind
from counter.domain.personal import cleaned, required
from counter.domain.records import PrintJob, Settlement
from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus
from counter.services.lookups import card_of, estimate_of, receipt_of, settlement_of
from counter.services.paper_settings import queue
from counter.services.transfers import transfer_of

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_COPIES = 9
MOST_MARKED = 500
MOST_REASON = 300
LONGEST_WAIT_S = 86_400
#: a paper's place in the queue is forgotten after so long: by then it is printed, or not missed
KEPT_MS = 30 * 86_400_000
#: the printer has it, or had it
GIVEN_OUT = {PrintStatus.PRINTING, PrintStatus.PRINTED, PrintStatus.UNSURE}
#: the papers that can be printed again, and what number each goes by
FORMS: dict[str, NumberKind] = {
    "item_receipt": NumberKind.RECEIPT,
    "repair_card": NumberKind.CARD,
    "item_label": NumberKind.CARD,
    "accessory_label": NumberKind.CARD,
    "settlement_statement": NumberKind.SETTLEMENT,
    "estimate": NumberKind.ESTIMATE,
    "transfer": NumberKind.TRANSFER,
}
#: the customer's sheet of an estimate, and the one he signs
ESTIMATE_COPIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A paper that waits for the printer."""

    form: str
    number: str
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsQueued:
    """The statements that wait for the printer now."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """How many papers of the queue were marked, and how many old ones were forgotten."""

    marked: int
    forgotten: int


def mark_papers(
    work: "Work",
    *,
    places: list[int],
    status: PrintStatus,
    reason: str = "",
    retry_in_s: int | None = None,
) -> Marked:
    """Say what became of papers of this seat's queue, by their places there.

    What is printed or cancelled stays so; PRINTING takes only what waits. With `retry_in_s` nothing
    of them went out: they wait and are tried again then. Raises RuleBroken "paper.too_many".
    """
    _check_count(places)
    reason = cleaned(reason[:MOST_REASON], "reason")
    if retry_in_s is not None:
        until = work.at + 1000 * max(0, min(retry_in_s, LONGEST_WAIT_S))
        marked = work.papers.postpone(places, reason, until=until)
    else:
        marked = work.papers.mark(places, status, reason, at=work.at)
    return Marked(marked=marked, forgotten=work.papers.forget(work.at - KEPT_MS, MOST_MARKED))


def retry_papers(work: "Work", *, places: list[int], again: bool = False) -> Marked:
    """Print papers of this seat's queue now, whatever they waited for.

    One that may have come out is printed `again` only when somebody has looked. Raises RuleBroken
    "paper.may_be_out", "paper.not_open", "paper.on_its_way" or "paper.too_many".
    """
    for place, status in _open(work, places).items():
        if status is PrintStatus.UNSURE and not again:
            raise RuleBroken("paper.may_be_out", place=place)
    return Marked(marked=work.papers.let_go(places, at=work.at), forgotten=0)


def route_papers(work: "Work", *, places: list[int], printer: str) -> Marked:
    """Send papers of this seat's queue to another printer; empty is the one set for their form.

    What failed or waits is printed there at once; what may have come out is still asked about.
    Raises RuleBroken like `retry_papers`, and "input.too_long".
    """
    found = _open(work, places)
    marked = work.papers.send_to(places, cleaned(printer, "printer"))
    sure = [place for place, status in found.items() if status is not PrintStatus.UNSURE]
    work.papers.let_go(sure, at=work.at)
    return Marked(marked=marked, forgotten=0)


def cancel_papers(work: "Work", *, places: list[int]) -> Marked:
    """Nobody needs these papers of this seat's queue.

    Raises RuleBroken "paper.not_open", "paper.on_its_way", "paper.too_many".
    """
    _open(work, places)
    marked = work.papers.mark(places, PrintStatus.CANCELLED, "", at=work.at)
    return Marked(marked=marked, forgotten=0)


def _check_count(places: Sized) -> None:
    if len(places) > MOST_MARKED:
        raise RuleBroken("paper.too_many", papers=len(places), most=MOST_MARKED)


def _open(work: "Work", places: list[int]) -> dict[int, PrintStatus]:
    """How it stands with papers that somebody wants to do something about."""
    _check_count(places)
    found = work.papers.statuses(places)
    for place in places:
        status = found.get(place)
        if status is PrintStatus.PRINTING:
            raise RuleBroken("paper.on_its_way", place=place)
        if status in (None, PrintStatus.PRINTED, PrintStatus.CANCELLED):
            raise RuleBroken("paper.not_open", place=place)
    return found


def print_statements(work: "Work", *, settlement_numbers: list[str]) -> StatementsQueued:
    """Queue the first print of these statements at this seat; what waits is not queued twice.

    Raises RuleBroken "paper.printed_already" when every one was printed, "paper.too_many",
    "number.…".
    """
    _check_count(settlement_numbers)
    found = dict.fromkeys(settlement_of(work, one).number for one in settlement_numbers)
    known = {number: _known(work, "settlement_statement", number) for number in found}
    wanted = tuple(number for number in found if not known[number] & GIVEN_OUT)
    if found and not wanted:
        raise RuleBroken("paper.printed_already", number=next(iter(found)))
    form = "settlement_statement"
    for number in wanted:
        if PrintStatus.QUEUED not in known[number] and not work.papers.queue_again(form, number):
            queue(work, form, number)
    return StatementsQueued(numbers=wanted)


def print_estimate(work: "Work", *, estimate_number: str) -> Queued:
    """Queue the first print of an estimate at this seat: one sheet to take home, one to sign.

    Raises RuleBroken "paper.printed_already", "estimate.…", "number.…".
    """
    form, number = "estimate", estimate_of(work, estimate_number).number
    known = _known(work, form, number)
    if known & GIVEN_OUT:
        raise RuleBroken("paper.printed_already", number=number)
    if PrintStatus.QUEUED not in known and not work.papers.queue_again(form, number):
        queue(work, form, number, copies=ESTIMATE_COPIES)
    return Queued(form=form, number=number, copies=ESTIMATE_COPIES)


def _known(work: "Work", form: str, number: str) -> set[PrintStatus]:
    """How it stands with a paper in this seat's queue."""
    return {PrintStatus(job.status) for job in work.all(PrintJob, form=form, number=number)}


def reprint_paper(work: "Work", *, form: str, number: str, reason: str, copies: int = 1) -> Queued:
    """Print a paper again, marked as a reprint.

    `form` is item_receipt, repair_card, item_label, accessory_label, settlement_statement,
    estimate or transfer. Raises RuleBroken "paper.unknown_form", "paper.copies", "number.…".
    """
    kind = FORMS.get(form)
    if kind is None:
        raise RuleBroken("paper.unknown_form", form=form[:40])
    if not 1 <= copies <= MOST_COPIES:
        raise RuleBroken("paper.copies", copies=copies, most=MOST_COPIES)
    if kind is NumberKind.RECEIPT:
        found = receipt_of(work, number).number
    elif kind is NumberKind.CARD:
        found = card_of(work, number).number
    elif kind is NumberKind.ESTIMATE:
        found = estimate_of(work, number).number
    elif kind is NumberKind.TRANSFER:
        found = transfer_of(work, number).number
    else:
        settlement: Settlement = settlement_of(work, number)
        found = settlement.number
    reason = required(reason, "reason")
    work.queue_paper(form, found, copies=copies, reprint=True)
    work.count("paper.reprinted", found, reason=reason)
    return Queued(form=form, number=found, copies=copies)

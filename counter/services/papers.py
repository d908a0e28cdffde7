"""Papers printed once more, each with a reason that is put on record; what became of a paper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.numbers import NumberKind
from counter.domain.personal import cleaned, required
from counter.domain.records import PrintJob, Settlement
from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus
from counter.services.lookups import card_of, receipt_of, settlement_of

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_COPIES = 9
MOST_MARKED = 500
REASON = 200
#: a paper's place in the queue is forgotten after so long: by then it is printed, or not missed
KEPT_MS = 30 * 86_400_000
#: the printer has it, or had it
GIVEN_OUT = {PrintStatus.PRINTING, PrintStatus.PRINTED}
#: the papers that can be printed again, and what number each goes by
FORMS: dict[str, NumberKind] = {
    "item_receipt": NumberKind.RECEIPT,
    "repair_card": NumberKind.CARD,
    "item_label": NumberKind.CARD,
    "accessory_label": NumberKind.CARD,
    "settlement_statement": NumberKind.SETTLEMENT,
}


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
    work: "Work", *, places: list[int], status: PrintStatus, reason: str = ""
) -> Marked:
    """Say what became of papers of this seat's queue, by their places there.

    What is printed or cancelled stays so. Raises RuleBroken "paper.too_many".
    """
    if len(places) > MOST_MARKED:
        raise RuleBroken("paper.too_many", papers=len(places), most=MOST_MARKED)
    marked = work.mark_papers(places, status.value, cleaned(reason[:REASON], "reason"))
    return Marked(marked=marked, forgotten=work.forget_papers(work.at - KEPT_MS, MOST_MARKED))


def print_statements(work: "Work", *, settlement_numbers: list[str]) -> StatementsQueued:
    """Queue the first print of these statements at this seat; what waits is not queued twice.

    Raises RuleBroken "paper.printed_already" when every one was printed, "paper.too_many",
    "number.…".
    """
    if len(settlement_numbers) > MOST_MARKED:
        raise RuleBroken("paper.too_many", papers=len(settlement_numbers), most=MOST_MARKED)
    found = dict.fromkeys(settlement_of(work, one).number for one in settlement_numbers)
    known = {number: _known(work, "settlement_statement", number) for number in found}
    wanted = tuple(number for number in found if not known[number] & GIVEN_OUT)
    if found and not wanted:
        raise RuleBroken("paper.printed_already", number=next(iter(found)))
    form = "settlement_statement"
    for number in wanted:
        if PrintStatus.QUEUED not in known[number] and not work.queue_again(form, number):
            work.queue_paper(form, number)
    return StatementsQueued(numbers=wanted)


def _known(work: "Work", form: str, number: str) -> set[PrintStatus]:
    """How it stands with a paper in this seat's queue."""
    return {PrintStatus(job.status) for job in work.all(PrintJob, form=form, number=number)}


def reprint_paper(work: "Work", *, form: str, number: str, reason: str, copies: int = 1) -> Queued:
    """Print a paper again, marked as a reprint.

    `form` is item_receipt, repair_card, item_label, accessory_label or settlement_statement. Raises
    RuleBroken "paper.unknown_form", "paper.copies", "number.…".
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
    else:
        settlement: Settlement = settlement_of(work, number)
        found = settlement.number
    reason = required(reason, "reason")
    work.queue_paper(form, found, copies=copies, reprint=True)
    work.count("paper.reprinted", found, reason=reason)
    return Queued(form=form, number=found, copies=copies)

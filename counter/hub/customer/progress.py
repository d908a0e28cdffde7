"""Where an item stands, in the words a customer needs; pure."""

from dataclasses import dataclass
from enum import StrEnum

from counter.domain.states import CardStatus as Card
from counter.domain.states import CustodyState as Custody
from counter.domain.states import EstimateStatus
from counter.hub.customer.case import ItemCase
from counter.language import N_

LOOKED_AT = {Card.OPENED, Card.HUNG}
UNREPAIRED = N_("Ready to be collected, not repaired")
IN_CARD = {
    Card.OPENED: N_("Received, waiting its turn"),
    Card.HUNG: N_("Received, waiting its turn"),
    Card.DIAGNOSING: N_("Being looked at"),
    Card.AWAIT_APPROVAL: N_("We need your answer"),
    Card.APPROVED: N_("Agreed, the repair comes next"),
    Card.AWAIT_PARTS: N_("Waiting for parts"),
    Card.REPAIRING: N_("Being repaired"),
    Card.AWAIT_INSPECTION: N_("Being checked"),
    Card.REWORK: N_("Being repaired"),
    Card.PASSED: N_("Repaired and checked"),
    Card.RETURN_UNREPAIRED: N_("Goes back unrepaired"),
    Card.CLOSED: N_("Finished"),
}
ELSEWHERE = {
    Custody.SENT_OUT: N_("With a specialist workshop"),
    Custody.IN_TRANSIT: N_("On its way to another shop of ours"),
    Custody.HANDED_BACK: N_("You have it back"),
}
COMING_BACK = N_("On its way back to this shop")
READY = {
    Custody.READY, Custody.NOTIFIED, Custody.UNCLAIMED, Custody.LIEN_NOTICE,
    Custody.LIEN_ENFORCEABLE,
}  # fmt: skip
CALL = {
    Custody.DEPOSITED, Custody.DISPOSED, Custody.LOST_OR_DAMAGED, Custody.COMPENSATED,
}  # fmt: skip
WORK = {Card.APPROVED, Card.AWAIT_PARTS, Card.REPAIRING, Card.REWORK}
CHECK = {Card.AWAIT_INSPECTION}
OVER = {Card.PASSED, Card.CLOSED, Card.RETURN_UNREPAIRED}


class Tone(StrEnum):
    """How a sentence is coloured; its words say the same."""

    PLAIN = "plain"
    ASKS = "asks"
    GOOD = "good"


class Stage(StrEnum):
    """How far a step is."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its words, how far it is, when it was (ms since 1970 UTC) if known."""

    text: str
    stage: Stage
    at: int | None = None


def headline(case: ItemCase) -> tuple[Tone, str]:
    """Where the item is now."""
    item, status = case.item, case.card.status if case.card else Card.OPENED
    if item.out_at is not None:
        return Tone.GOOD, ELSEWHERE[Custody.HANDED_BACK]
    if item.custody_state in CALL:
        return Tone.ASKS, N_("Please call the shop")
    if item.custody_state in READY:
        said = UNREPAIRED if status is Card.RETURN_UNREPAIRED else N_("Ready to be collected")
        return Tone.GOOD, said
    if item.custody_state in ELSEWHERE:
        is_coming = item.custody_state is Custody.IN_TRANSIT and case.keeper is None
        return Tone.PLAIN, COMING_BACK if is_coming else ELSEWHERE[item.custody_state]
    if status is Card.AWAIT_APPROVAL and case.waiting is None:
        return Tone.PLAIN, N_("Being looked at")
    tone = Tone.ASKS if status is Card.AWAIT_APPROVAL else Tone.PLAIN
    return tone, IN_CARD[status]


def whereabouts(case: ItemCase) -> str:
    """A sentence about `{place}` where another outlet has the item; nothing where it is here."""
    if case.keeper is None:
        return ""
    if case.item.custody_state is Custody.IN_TRANSIT:
        return N_("It goes to: {place}")
    if case.item.custody_state in READY:
        return N_("It is at: {place}. Please call there before you come to collect it.")
    return N_("It is at: {place}")


def steps(case: ItemCase) -> list[Step]:
    """The way from the counter and back to it."""
    item = case.item
    status = case.card.status if case.card else Card.OPENED
    found = [Step(N_("Received"), Stage.DONE, item.received_at), _looked_at(case, status)]
    if case.estimates:
        found.append(_answered(case))
    is_back = status is Card.RETURN_UNREPAIRED
    if not is_back:
        found.append(Step(N_("Repair"), _stage(status, WORK, OVER | CHECK)))
        found.append(Step(N_("Check"), _stage(status, CHECK, OVER), _passed_at(case)))
    is_out, is_ready = item.out_at is not None, item.custody_state in READY
    stage = Stage.DONE if is_out else Stage.HERE if is_ready else Stage.AHEAD
    ready = UNREPAIRED if is_back else N_("Ready to be collected")
    found.append(Step(ready, stage, _ready_at(case)))
    out = Stage.DONE if is_out else Stage.AHEAD
    found.append(Step(ELSEWHERE[Custody.HANDED_BACK], out, item.out_at))
    return _passed_over(found)


def _looked_at(case: ItemCase, status: Card) -> Step:
    begun = min((one.started_at for one in case.steps), default=None)
    stage = Stage.AHEAD if status in LOOKED_AT else _stage(status, {Card.DIAGNOSING}, set(Card))
    return Step(N_("Looked at"), stage, None if stage is Stage.AHEAD else begun)


def _answered(case: ItemCase) -> Step:
    if case.waiting is not None:
        return Step(N_("Your answer to the estimate"), Stage.HERE, case.waiting.sent_at)
    last = case.estimates[-1]
    agreed = last.status is EstimateStatus.CONSENTED
    text = N_("Estimate agreed") if agreed else N_("Estimate declined")
    return Step(text, Stage.DONE, last.status_at)


def _stage(status: Card, here: set[Card], done: set[Card]) -> Stage:
    if status in here:
        return Stage.HERE
    return Stage.DONE if status in done else Stage.AHEAD


def _passed_at(case: ItemCase) -> int | None:
    card = case.card
    return card.inspected_at if card and card.status in OVER else None


def _ready_at(case: ItemCase) -> int | None:
    ready = [one.at for one in case.custody if one.state is Custody.READY]
    return ready[-1] if ready and case.item.custody_state in READY | {Custody.HANDED_BACK} else None


def _passed_over(found: list[Step]) -> list[Step]:
    """A case may skip steps: those before one that was come to are left out."""
    last = max(place for place, one in enumerate(found) if one.stage is not Stage.AHEAD)
    return [one for place, one in enumerate(found) if place > last or one.stage is not Stage.AHEAD]

"""What the one button does in the state a card is in, and what it still needs."""

from PySide6.QtWidgets import QWidget

from counter.domain.cards import AT_WORK, STARTS
from counter.domain.choices import Finding
from counter.domain.states import CardStatus
from counter.storage.questions.bench import BenchCard
from ui.kit import Kit
from ui.screens.bench.page import BenchPage

HANG, START, RECORD, ESTIMATE, FINISH, INSPECT = (
    "hang",
    "start",
    "record",
    "estimate",
    "finish",
    "inspect",
)


def primary_of(view: BenchCard | None, page: BenchPage, *, may_inspect: bool) -> str:
    """The button's deed; "" where there is nothing to decide."""
    if view is None:
        return ""
    status = view.card.status
    if status is CardStatus.DIAGNOSING:
        leads = "".join(page.finding.leads.value())
        return ESTIMATE if leads == Finding.NEEDS_ESTIMATE.value else RECORD
    if status is CardStatus.AWAIT_INSPECTION:
        return INSPECT if may_inspect else ""
    fixed = {CardStatus.OPENED: HANG, CardStatus.REPAIRING: FINISH}
    return fixed.get(status, START if status in STARTS else "")


def gaps_of(primary: str, page: BenchPage, kit: Kit) -> list[tuple[str, QWidget]]:
    """What the button still needs, in asking order."""
    say = kit.language.say
    if primary == RECORD:
        return page.finding.gaps()
    if primary == ESTIMATE:
        return page.finding.gaps() + page.estimate.gaps()
    found: list[tuple[str, QWidget]] = []
    if primary == FINISH:
        if not page.head.spent_ms():
            found.append((say("bench time"), page.footer.clock))
        if not page.parts.pieces() and not page.parts.none.isChecked():
            found.append((say("the parts, or none"), page.parts.none))
        for line in page.values.table.unreadable():
            found.append((say("{test} as a number", test=line.measure.name), line.edit))
    return found


def remark_of(view: BenchCard, page: BenchPage, kit: Kit) -> str:
    """What should be known beside the button, where nothing is missing."""
    language, status = kit.language, view.card.status
    if status is CardStatus.AWAIT_APPROVAL:
        return language.say("The front desk asks the customer; work goes on after that.")
    if status is CardStatus.AWAIT_INSPECTION:
        return language.say("The supervisor inspects it now.")
    over, left = page.values.over_limit(), page.values.unmeasured()
    if over and status in AT_WORK:
        return language.say("Over limit: {list}", list=language.listing(over))
    if left and status is CardStatus.REPAIRING:
        return language.say_n("{n} value to measure", "{n} values to measure", left)
    return ""

"""The run: takes papers of the queue in their order, lets each printer do one at a time, and marks
what became of every one.

A paper is marked PRINTING before anything of it goes out, so that whatever stops the machine leaves
one that is asked about and never one that is printed twice unasked. One thread serves all printers
in turn.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus
from counter.print_queue.came import Came, Spool
from counter.print_queue.drawing import outgoing
from counter.print_queue.marking import CannotMark, Lane, Marking
from counter.print_queue.order import in_order
from counter.print_queue.targets import Target, Targets, targets_of
from counter.print_queue.turn import Turn
from counter.printing.devices.delivery import Delivery
from counter.printing.devices.sending import Sent
from counter.printing.devices.steps import Steps
from counter.storage.questions.lists import PrintRow, papers_let_go

LOG = logging.getLogger(__name__)
LAST_WAIT_S = 12.0
TURN_PAUSE_S = 0.1
BOOK_PAUSE_S = 5
MOST_SAID = 100
#: what mends without anybody changing the paper: it is tried again by itself
MENDS = {"printer.not_reached", "printer.not_ready", "printer.queue_unknown", "printer.no_cups"}


class PrintRun:
    """Prints what is wanted and what is due; `step` is called again and again on one thread."""

    def __init__(self, spool: Spool, told: Callable[[Came], None]) -> None:
        """`told` hears of every paper what became of it."""
        self._spool = spool
        self._marking, self._turn = Marking(spool, told), Turn(spool.home)
        self._wanted: set[int] = set()
        self._loose: list[PrintRow] = []
        self._lanes: dict[str, Lane] = {}
        self._queues: dict[str, list[tuple[PrintRow, Target]]] = {}
        self._not_before = 0.0
        self._is_stale = True
        self.waits_for_turn = False

    def want(self, places: Iterable[int]) -> None:
        """Print these papers of the queue now."""
        self._wanted.update(places)
        self.look_again()

    def want_loose(self, rows: Iterable[PrintRow]) -> None:
        """Print papers that stand in no queue; place 0 tells them."""
        self._loose += rows
        self.look_again()

    def look_again(self) -> None:
        """Somebody changed the queue or the printers."""
        self._is_stale = True

    @property
    def due_at(self) -> int | None:
        """When a paper is tried again by itself, ms UTC; None when none is."""
        if time.monotonic() < self._not_before:
            return self._spool.clock() + 1000 * BOOK_PAUSE_S
        heads = [queue[0][0].next_at for queue in self._queues.values()]
        return min((moment for moment in heads if moment is not None), default=None)

    def busy_with(self) -> set[str]:
        """The printers that have work now; the empty name is the folder."""
        return set(self._lanes) | {name for name in self._queues if self._is_due(name)}

    def look_back(self) -> None:
        """Papers that a crash has cut short are asked about from now on. Raises CannotMark."""
        if not self._turn.is_mine and self._take_turn():
            self._turn.give_back()

    def step(self) -> bool:
        """Take one step at every printer; whether there is more to do now."""
        if self._is_stale:
            self._is_stale = False
            self._read()
        self._begin()
        for name in list(self._lanes):
            self._go_on(name)
        if self.waits_for_turn and not self._lanes:
            time.sleep(TURN_PAUSE_S)
        elif not self._lanes and not self._is_stale:
            self._turn.give_back()
        return bool(self._lanes) or self._is_stale or self.waits_for_turn

    def close(self) -> None:
        """Finish what printers have begun, as far as they do so soon; the rest is asked about."""
        until = time.monotonic() + LAST_WAIT_S
        while self._lanes and time.monotonic() < until:
            for name in list(self._lanes):
                self._go_on(name)
        for lane in self._lanes.values():
            if lane.steps is not None:
                lane.steps.close()
            if lane.is_marked:
                self._marking.note(lane, PrintStatus.UNSURE, RuleBroken("paper.cut_short"))
        self._lanes.clear()
        self._turn.give_back()
        self._spool.reader.close()

    # -- what is next ----------------------------------------------------------------------------

    def _read(self) -> None:
        """The queue and the printers as they are now."""
        rows = in_order(papers_let_go(self._spool.reader, wanted=sorted(self._wanted)))
        self._wanted &= {row.place for row in rows}
        self._queues = {}
        try:
            targets = targets_of(self._spool.home, self._spool.painter)
        except RuleBroken as refusal:
            self._cannot_route(rows + self._loose, refusal)
            return
        for row in rows + self._loose:
            self._sort_in(row, targets)

    def _sort_in(self, row: PrintRow, targets: Targets) -> None:
        if not any(lane.row == row for lane in self._lanes.values()):
            target = targets.of(row.form, row.printer)
            self._queues.setdefault(target.name, []).append((row, target))

    def _cannot_route(self, rows: list[PrintRow], refusal: RuleBroken) -> None:
        """Nobody knows which printer takes what: who waits for a paper is told why."""
        for row in rows:
            if self._is_wanted(row):
                self._marking.note(Lane(row, Target("")), PrintStatus.FAILED, refusal)
                self._forget(row)

    def _is_wanted(self, row: PrintRow) -> bool:
        is_due = row.next_at is not None and row.next_at <= self._spool.clock()
        return is_due or row.place == 0 or row.place in self._wanted

    def _is_due(self, name: str) -> bool:
        """Whether a printer has something to do now. A paper that is wanted lifts the pause of
        those before it, for none overtakes another.
        """
        return any(self._is_wanted(row) for row, _ in self._queues.get(name, ()))

    def _begin(self) -> None:
        """Give every printer that has nothing to do the next paper of its own."""
        self.waits_for_turn = False
        for name, queue in list(self._queues.items()):
            if name in self._lanes or not self._is_due(name):
                continue
            if time.monotonic() < self._not_before:
                return
            try:
                self.waits_for_turn = not self._take_turn()
            except CannotMark as trouble:
                self._cannot_mark(*queue[0], trouble.refusal)
                return
            if self.waits_for_turn:
                return
            row, target = queue.pop(0)
            if not queue:
                del self._queues[name]
            lane = self._lanes[name] = Lane(row, target)
            lane.steps = self._printing(lane)

    def _take_turn(self) -> bool:
        """Take it; what is marked PRINTING then was cut short, for nobody else prints."""
        if self._turn.is_mine:
            return True
        try:
            has_turn = self._turn.take()
        except OSError as trouble:
            home, said = str(self._spool.home), trouble.strerror or ""
            raise CannotMark(RuleBroken("file.cannot_write", file=home, said=said)) from trouble
        if has_turn:
            self._marking.cut_short()
        return has_turn

    # -- one paper -------------------------------------------------------------------------------

    def _printing(self, lane: Lane) -> Steps[Delivery | None]:
        """Draw, mark, send; None for a paper that somebody took out of the queue meanwhile."""
        steps = outgoing(self._spool, lane.row, lane.target)
        if not self._marking.claim(lane):
            return None
        yield
        return (yield from steps)

    def _go_on(self, name: str) -> None:
        lane = self._lanes[name]
        assert lane.steps is not None
        try:
            next(lane.steps)
            return
        except StopIteration as end:
            self._came_out(lane, end.value)
        except CannotMark as trouble:
            self._cannot_mark(lane.row, lane.target, trouble.refusal)
        except RuleBroken as refusal:
            self._refused(name, lane, refusal)
        except Exception as fault:
            LOG.exception("a paper could not be printed")
            self._broke(lane, f"{type(fault).__name__}: {fault}"[:MOST_SAID])
        del self._lanes[name]
        self._is_stale = True

    def _came_out(self, lane: Lane, delivery: Delivery | None) -> None:
        if delivery is not None:
            folder = self._spool.folder if lane.target.is_folder else None
            self._marking.note(lane, PrintStatus.PRINTED, folder=folder)
        self._forget(lane.row)

    def _refused(self, name: str, lane: Lane, refusal: RuleBroken) -> None:
        if refusal.facts.get("sent") in (Sent.PART, Sent.ALL):
            self._marking.note(lane, PrintStatus.UNSURE, refusal)
        elif refusal.rule not in MENDS:
            self._marking.note(lane, PrintStatus.FAILED, refusal)
        elif lane.row.place:
            behind = [row for row, _ in self._queues.get(name, ()) if row.place]
            self._wanted -= set(self._marking.postpone(lane, behind, refusal))
        else:
            self._keep_loose(lane, refusal)
        self._forget(lane.row)

    def _broke(self, lane: Lane, said: str) -> None:
        """A fault of ours; what the printer may have by then is asked about."""
        if lane.is_marked:
            refusal = RuleBroken("printer.fault", printer=lane.target.name, said=said)
            self._marking.note(lane, PrintStatus.UNSURE, refusal)
        else:
            refusal = RuleBroken("paper.not_drawn", said=said)
            self._marking.note(lane, PrintStatus.FAILED, refusal)
        self._forget(lane.row)

    def _keep_loose(self, lane: Lane, refusal: RuleBroken) -> None:
        """What stands in no queue cannot wait there: it is kept as a file, and said so."""
        folder = replace(lane.target, name="", printer=None)
        try:
            for _ in outgoing(self._spool, lane.row, folder):
                pass
        except RuleBroken as trouble:
            self._marking.note(lane, PrintStatus.FAILED, trouble)
        else:
            self._marking.note(lane, PrintStatus.PRINTED, refusal, self._spool.folder)

    def _cannot_mark(self, row: PrintRow, target: Target, refusal: RuleBroken) -> None:
        """Without the book nothing is printed; a moment later it may be free."""
        self._not_before = time.monotonic() + BOOK_PAUSE_S
        self._marking.tell_of_trouble(row, target, refusal)

    def _forget(self, row: PrintRow) -> None:
        self._wanted.discard(row.place)
        self._loose = [one for one in self._loose if one is not row]

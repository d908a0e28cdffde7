"""The commands about the print queue: what stands in it, and a run that prints then and there."""

import argparse
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus
from counter.machine_home import home

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.print_queue.came import Came
    from counter.print_queue.run import PrintRun
    from counter.storage.questions.lists import PrintRow

DONE, REFUSED = 0, 2
MOST_LISTED = 200
LONGEST_TURN_S = 30
PAPERS = "papers"


def add_print_queue(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `print-queue` to the commands."""
    queue = of.add_parser("print-queue", help="papers that have not come out for sure")
    step = queue.add_subparsers(dest="step", required=True, parser_class=type(queue))
    step.add_parser("list", parents=[common], help="every paper that is left, and why")
    step.add_parser("run", parents=[common], help="print all that waits, here and now")
    retry = step.add_parser("retry", parents=[common], help="print papers here and now")
    retry.add_argument("--all", action="store_true", help="all that wait or failed")
    retry.add_argument("--printer", default="", help="there; `pdf:` keeps files")
    retry.add_argument(
        "--again",
        action="store_true",
        help="also those that may have come out: somebody looked, and they did not",
    )
    for name, what in (
        ("cancel", "put papers away that nobody needs"),
        ("came-out", "somebody looked: these came out"),
    ):
        _add_places(step.add_parser(name, parents=[common], help=what), "+")
    _add_places(retry, "*")


def _add_places(parser: argparse.ArgumentParser, many: str) -> None:
    parser.add_argument("places", nargs=many, type=int, metavar="PLACE", help="see `list`")


def print_queue(line: "CommandLine") -> int:
    """Lists the queue, or does something about papers of it."""
    line.sign_in()
    answer, code = STEPS[line.asked.step](line)
    line.say(answer)
    return code


Answer = tuple[dict[str, Any], int]


def _list(line: "CommandLine") -> Answer:
    _look_back(line)
    return {"papers": [_said(line, row) for row in _rows(line)]}, DONE


def _run(line: "CommandLine") -> Answer:
    return _printed(line, _waiting(line, PrintStatus.QUEUED))


def _retry(line: "CommandLine") -> Answer:
    places = list(dict.fromkeys(line.asked.places))
    if line.asked.all:
        places += _waiting(line, PrintStatus.QUEUED) + _waiting(line, PrintStatus.FAILED)
    if not places and not line.asked.all:
        raise RuleBroken("paper.none_named")
    _look_back(line)
    if line.asked.printer:
        _check_printer(line.asked.printer)
        _do(line, "route_papers", places=places, printer=line.asked.printer)
    _do(line, "retry_papers", places=places, again=line.asked.again)
    return _printed(line, places)


def _cancel(line: "CommandLine") -> Answer:
    _look_back(line)
    marked = _do(line, "cancel_papers", places=line.asked.places).marked
    return {"marked": marked}, DONE


def _came_out(line: "CommandLine") -> Answer:
    _look_back(line)
    places = line.asked.places
    in_doubt = _waiting(line, PrintStatus.UNSURE)
    for place in places:
        if place not in in_doubt:
            raise RuleBroken("paper.not_in_doubt", place=place)
    marked = _do(line, "mark_papers", places=places, status=PrintStatus.PRINTED).marked
    return {"marked": marked}, DONE


STEPS: dict[str, Callable[["CommandLine"], Answer]] = {
    "list": _list,
    "run": _run,
    "retry": _retry,
    "cancel": _cancel,
    "came-out": _came_out,
}


def _waiting(line: "CommandLine", status: PrintStatus) -> list[int]:
    """The places of every paper that stands so, page by page."""
    from counter.storage.questions import lists

    reader = line.counter().reader()
    try:
        page = lists.print_queue(reader, status=status, limit=MOST_LISTED)
        found = [row.place for row in page.rows]
        while page.next:
            page = lists.print_queue(reader, status=status, after=page.next, limit=MOST_LISTED)
            found += [row.place for row in page.rows]
    finally:
        reader.close()
    return sorted(found)


def _rows(line: "CommandLine") -> "list[PrintRow]":
    from counter.storage.questions.lists import unprinted

    reader = line.counter().reader()
    try:
        return unprinted(reader, limit=MOST_LISTED)
    finally:
        reader.close()


def _said(line: "CommandLine", row: "PrintRow") -> dict[str, Any]:
    from counter.json_facts import iso
    from counter.print_queue.reasons import kept_refusal

    refusal = kept_refusal(row.reason)
    zone = ZoneInfo(line.zone)
    reason = line.refusal(refusal) if refusal else {"sentence": row.reason} if row.reason else None
    return {
        "place": row.place,
        "form": row.form,
        "number": row.number,
        "copies": row.copies,
        "status": row.status,
        "printer": row.printer,
        "tries": row.tries,
        "queued_at": iso(row.queued_at, zone),
        "next_at": None if row.next_at is None else iso(row.next_at, zone),
        "reason": reason,
    }


def _do(line: "CommandLine", act: str, **facts: Any) -> Any:
    return line.counter().do(act, by=line.asked.code, **facts).answer


def _check_printer(name: str) -> None:
    """A misspelt printer would only make papers wait."""
    from counter.print_queue.targets import System
    from counter.printing.devices.kept import kept_printers
    from counter.printing.devices.routes import AS_PDF

    described = [printer.name for printer in kept_printers(home())]
    if name != AS_PDF and name not in described and name not in System().names():
        raise RuleBroken("printer.unknown", name=name[:40])


# a run ---------------------------------------------------------------------------------------


class _Printing:
    """A run of the queue from here, and what it told."""

    def __init__(self, line: "CommandLine") -> None:
        """Nothing is begun."""
        from counter.print_queue.came import Spool
        from counter.print_queue.run import PrintRun

        self._line = line
        self.came: list[Came] = []
        spool = Spool(
            reader=line.counter().reader(),
            mark=self._mark,
            clock=line.clock,
            home=home(),
            folder=line.asked.shop / PAPERS,
            language=self._language,
        )
        self.run: PrintRun = PrintRun(spool, self.came.append)

    def _language(self) -> str | None:
        return self._line.asked.lang or None

    def _mark(
        self, places: list[int], status: PrintStatus, reason: str, retry_in_s: int | None
    ) -> int:
        facts: dict[str, Any] = {"status": status, "reason": reason, "retry_in_s": retry_in_s}
        return _do(self._line, "mark_papers", places=places, **facts).marked


def _look_back(line: "CommandLine") -> None:
    """What a crash has cut short is known before anything is said of the queue."""
    from counter.print_queue.marking import CannotMark

    printing = _Printing(line)
    try:
        printing.run.look_back()
    except CannotMark as trouble:
        raise trouble.refusal from trouble
    finally:
        printing.run.close()


def _printed(line: "CommandLine", places: list[int]) -> Answer:
    """Each paper once, as far as its printer takes it; what waits is for whoever comes next."""
    printing = _Printing(line)
    try:
        _work(printing.run, places)
    finally:
        printing.run.close()
    papers = [_told(line, came) for came in printing.came]
    is_done = all(came.status is PrintStatus.PRINTED for came in printing.came)
    return {"papers": papers}, DONE if is_done else REFUSED


def _work(run: "PrintRun", places: list[int]) -> None:
    """Raises RuleBroken "paper.busy_elsewhere"."""
    run.want(places)
    waited_from = time.monotonic()
    while run.step():
        if not run.waits_for_turn:
            waited_from = time.monotonic()
        elif time.monotonic() - waited_from > LONGEST_TURN_S:
            raise RuleBroken("paper.busy_elsewhere")


def _told(line: "CommandLine", came: "Came") -> dict[str, Any]:
    return {
        "place": came.row.place,
        "form": came.row.form,
        "number": came.row.number,
        "status": came.status,
        "printer": came.printer,
        "folder": str(came.folder or ""),
        "waits_behind": came.behind,
        "reason": line.refusal(came.refusal) if came.refusal else None,
    }

"""The way into a queue of the system: CUPS by its own programs; Windows see `spooler`.

What a queue took is not printed yet, and CUPS does not learn from most printers that it was.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import QUEUE, Printer
from counter.printing.devices.device import UNKNOWN, State, Status
from counter.printing.devices.steps import Steps, finished

PATIENCE_S = 20
GLANCE_S = 0.05
MOST_SAID = 200
JOB = re.compile(r"(\S+-\d+) \(")
DEFAULT = re.compile(r"system default destination: (\S+)")
OPTION = re.compile(r"([a-z-]+)=('[^']*'|\S*)")
STOPPED = "5"
#: what IPP calls the reasons a printer stands still (RFC 8011, 5.4.12)
REASONS = (
    ("cover-open", State.COVER_OPEN),
    ("door-open", State.COVER_OPEN),
    ("media-jam", State.JAM),
    ("media-empty", State.PAPER_OUT),
    ("media-needed", State.PAPER_OUT),
    ("marker-supply-empty", State.RIBBON_OUT),
    ("offline", State.OFFLINE),
    ("paused", State.PAUSED),
)


def putting(
    printer: Printer, whole: bytes, *, title: str, options: Sequence[str], copies: int = 1
) -> Steps[str]:
    """Hand a job to the queue; gives back its name there.

    Raises RuleBroken "printer.no_cups" | "printer.queue_unknown" | "printer.not_ready" |
    "printer.not_reached", nothing sent, or "printer.broke_off" where nobody knows whether the
    queue has it.
    """
    yield from _checking(printer)
    words = ["lp", "-d", printer.address, "-n", str(copies), "-t", title[:MOST_SAID] or "page"]
    words += [word for option in options for word in ("-o", option)]
    try:
        done = yield from _running(words, whole)
    except subprocess.TimeoutExpired as trouble:
        raise RuleBroken(
            "printer.broke_off", printer=printer.name, went=0, of=len(whole), said="lp", sent="PART"
        ) from trouble
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[:MOST_SAID]
        raise RuleBroken(
            "printer.not_reached", printer=printer.name, address=printer.address, said=said,
            sent="NOTHING",
        )  # fmt: skip
    found = JOB.search(_text(done))
    return found[1] if found else ""


def _checking(printer: Printer) -> Steps[None]:
    is_name = QUEUE.fullmatch(printer.address)  # else it is no argument of a program
    found = (yield from _state(printer)) if is_name else None
    if found is None:
        raise RuleBroken("printer.queue_unknown", queue=printer.address, sent="NOTHING")
    if found.state is not State.UNKNOWN and not found.takes_pages:
        raise RuleBroken(
            "printer.not_ready", printer=printer.name, state=found.state, sent="NOTHING"
        )


def putting_raw(printer: Printer, whole: bytes, *, title: str) -> Steps[str]:
    """Hand bytes to the queue that no driver touches. Raises like `putting`."""
    if sys.platform == "win32":
        from counter.printing.devices.ways import spooler

        return spooler.put(printer, whole, title=title)
    return (yield from putting(printer, whole, title=title, options=["raw"]))


def state(printer: Printer) -> Status | None:
    """What CUPS knows of the printer behind the queue; None when there is no such queue."""
    return finished(_state(printer))


def _state(printer: Printer) -> Steps[Status | None]:
    if sys.platform == "win32":
        return UNKNOWN
    try:
        done = yield from _running(["lpstat", "-p", printer.address])
        if done.returncode:
            return None
        told = yield from _running(["lpoptions", "-p", printer.address])
    except subprocess.TimeoutExpired:
        return UNKNOWN
    known = {name: value.strip("'") for name, value in OPTION.findall(_text(told))}
    reasons = known.get("printer-state-reasons", "")
    for reason, grave in REASONS:
        if reason in reasons:
            return Status(grave)
    if known.get("printer-state") == STOPPED:
        return Status(State.PAUSED)
    return UNKNOWN


def names() -> list[str]:
    """Every queue of the system; none where there is no CUPS."""
    return sorted(_told(["lpstat", "-e"]).split())


def usual() -> str:
    """The queue that the system takes by itself; empty where it has none."""
    found = DEFAULT.fullmatch(_told(["lpstat", "-d"]).strip())
    return found[1] if found else ""


def is_here() -> bool:
    """Whether queues of this system are reached by its programs."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def _told(words: list[str]) -> str:
    if sys.platform == "win32" or not shutil.which(words[0]):
        return ""
    try:
        return _text(finished(_running(words)))
    except subprocess.TimeoutExpired:
        return ""


def _text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8", "replace")


def _running(words: list[str], given: bytes = b"") -> Steps[subprocess.CompletedProcess[bytes]]:
    """Raises subprocess.TimeoutExpired, and RuleBroken "printer.no_cups"."""
    program = shutil.which(words[0])
    if program is None:
        raise RuleBroken("printer.no_cups", program=words[0], sent="NOTHING")
    until, left = time.monotonic() + PATIENCE_S, given or None
    running = subprocess.Popen(
        [program, *words[1:]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    try:
        while True:
            try:
                out, err = running.communicate(left, timeout=GLANCE_S)
            except subprocess.TimeoutExpired:
                if time.monotonic() > until:
                    raise
            else:
                return subprocess.CompletedProcess(words, running.returncode, out, err)
            left = None  # it has that already
            yield
    finally:
        if running.poll() is None:
            running.kill()
            running.communicate()

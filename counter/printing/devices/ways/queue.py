"""The way into a queue of the system: CUPS by its own programs; Windows see `spooler`.

What a queue took is not printed yet, and CUPS does not learn from most printers that it was.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import UNKNOWN, State, Status

PATIENCE_S = 20
MOST_SAID = 200
JOB = re.compile(r"(\S+-\d+) \(")
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


def put(
    printer: Printer, whole: bytes, *, title: str, options: Sequence[str], copies: int = 1
) -> str:
    """Hand a job to the queue; gives back its name there.

    Raises RuleBroken "printer.no_cups" | "printer.queue_unknown" | "printer.not_ready" |
    "printer.not_reached", nothing sent, or "printer.broke_off" where nobody knows whether the
    queue has it.
    """
    _check(printer)
    words = ["lp", "-d", printer.address, "-n", str(copies), "-t", title[:MOST_SAID] or "page"]
    words += [word for option in options for word in ("-o", option)]
    try:
        done = _run(words, whole)
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
    found = JOB.search(done.stdout.decode("utf-8", "replace"))
    return found[1] if found else ""


def _check(printer: Printer) -> None:
    found = state(printer)
    if found is None:
        raise RuleBroken("printer.queue_unknown", queue=printer.address, sent="NOTHING")
    if found.state is not State.UNKNOWN and not found.takes_pages:
        raise RuleBroken(
            "printer.not_ready", printer=printer.name, state=found.state, sent="NOTHING"
        )


def put_raw(printer: Printer, whole: bytes, *, title: str) -> str:
    """Hand bytes to the queue that no driver touches. Raises like `put`."""
    if sys.platform == "win32":
        from counter.printing.devices.ways import spooler

        return spooler.put(printer, whole, title=title)
    return put(printer, whole, title=title, options=["raw"])


def state(printer: Printer) -> Status | None:
    """What CUPS knows of the printer behind the queue; None when there is no such queue."""
    if sys.platform == "win32":
        return UNKNOWN
    try:
        done = _run(["lpstat", "-p", printer.address])
        if done.returncode:
            return None
        said = _run(["lpoptions", "-p", printer.address]).stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        return UNKNOWN
    known = {name: value.strip("'") for name, value in OPTION.findall(said)}
    reasons = known.get("printer-state-reasons", "")
    for reason, grave in REASONS:
        if reason in reasons:
            return Status(grave)
    if known.get("printer-state") == STOPPED:
        return Status(State.PAUSED)
    return UNKNOWN


def names() -> list[str]:
    """Every queue of the system; none where there is no CUPS."""
    if sys.platform == "win32" or not shutil.which("lpstat"):
        return []
    try:
        done = _run(["lpstat", "-e"])
    except subprocess.TimeoutExpired:
        return []
    return sorted(done.stdout.decode("utf-8", "replace").split())


def _run(words: list[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(words[0])
    if program is None:
        raise RuleBroken("printer.no_cups", program=words[0], sent="NOTHING")
    return subprocess.run(
        [program, *words[1:]],
        input=given,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )

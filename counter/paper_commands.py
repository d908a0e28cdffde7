"""The commands about paper: a paper as a file in any printer's language, and this machine's
printers.
"""

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from counter.domain.refusals import RuleBroken
from counter.language import PAPER_LANGUAGES
from counter.machine_home import home

if TYPE_CHECKING:
    from counter.commands import CommandLine
    from counter.printing.devices.catalogue import Printer
    from counter.printing.devices.delivery import Delivery

DONE = 0
#: what a paper can be written as; the last three are languages of printers
KINDS = ("pdf", "png", "zpl", "tspl", "escpos")
COPIES = ("CUSTOMER", "FILE", "ITEM", "ACCOUNTS")


class _KindOrCode(argparse.Action):
    """`--as` says what to write; a staff code, which other commands take there, is no mistake."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Keep the kind, or the code."""
        if values in KINDS:
            namespace.kind = values
        elif values.isdecimal():
            namespace.code = values
        else:
            parser.error(f"argument --as: choose from {', '.join(KINDS)}")


def add_paper(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `paper` to the commands."""
    paper = of.add_parser("paper", parents=[common], help="a paper as a file")
    paper.add_argument("form")
    paper.add_argument("number")
    paper.add_argument("--copy", choices=COPIES, default="CUSTOMER")
    paper.add_argument("--size", default="", help="a4, a5, a6, 241-half, 80mm, 60x40 …")
    paper.add_argument("--language", choices=PAPER_LANGUAGES, default="", help="of this paper")
    stock = paper.add_mutually_exclusive_group()
    stock.add_argument(
        "--preprinted", action="store_const", dest="stock", const="PREPRINTED", default="BLANK",
        help="on paper that has its boxes already: only what differs from case to case",
    )  # fmt: skip
    stock.add_argument(
        "--boxes", action="store_const", dest="stock", const="BOXES",
        help="the boxes alone, for whoever prints such paper; a second page is its back",
    )  # fmt: skip
    paper.add_argument(
        "--shift", type=_shift, default=(0.0, 0.0), metavar="X,Y",
        help="mm to the right and down, as the paper lies: --shift=-1,2.5",
    )  # fmt: skip
    paper.set_defaults(kind="pdf", code="")
    paper.add_argument("--as", action=_KindOrCode, metavar="KIND", help=", ".join(KINDS))
    paper.add_argument("--dpi", type=int, choices=(203, 300), default=203, help="of the head")
    paper.add_argument("--printer", default="", help="as this one prints it; see `printers list`")
    paper.add_argument("--out", type=Path, required=True)


def _shift(text: str) -> tuple[float, float]:
    """Two lengths in mm; how far they may be is told by the paper."""
    across, down = text.split(",")
    return float(across), float(down)


def add_printers(of: Any, common: argparse.ArgumentParser) -> None:
    """Add `printers` to the commands."""
    printers = of.add_parser("printers", help="the printers of this machine")
    step = printers.add_subparsers(dest="step", required=True, parser_class=type(printers))
    step.add_parser("list", parents=[common], help="those described here, and what was found")
    add = step.add_parser("add", parents=[common], help="describe a printer, or describe it anew")
    add.add_argument("facts", help='{"name": …, "language": …, "way": …, "address": …, …}')
    for name, what in (
        ("test", "print a test page"),
        ("status", "what a printer says of itself"),
        ("drawer", "open the cash drawer behind a printer"),
        ("remove", "forget a printer"),
    ):
        step.add_parser(name, parents=[common], help=what).add_argument("printer")


# a paper -------------------------------------------------------------------------------------


def paper(line: "CommandLine") -> int:
    """Writes one paper, whole or not at all; pages of a picture are files of their own."""
    from counter.storage.backup import check_target

    asked = line.asked
    check_target(asked.out, asked.shop)
    head = _head(line)
    if head.as_text and asked.kind == "escpos":
        files = {asked.out: _as_text(line, head)}
    else:
        files = _files(_drawn(line, head), asked.kind, asked.out, head)
    for path, content in files.items():
        _write_whole(path, content)
    answer: dict[str, Any] = {
        "file": str(next(iter(files))),
        "bytes": sum(len(content) for content in files.values()),
    }
    if len(files) > 1:
        answer["files"] = [str(path) for path in files]
    line.say(answer)
    return DONE


def _drawn(line: "CommandLine", head: "Printer") -> bytes:
    from counter.papers import draw_paper
    from counter.printing.preprinted import Stock

    asked = line.asked
    return draw_paper(
        line.counter().reader(), asked.form, asked.number, copy=asked.copy, at=line.clock(),
        language=asked.language or asked.lang or None, exactly=bool(asked.language),
        size=asked.size, dot=head.dot if asked.kind != "pdf" else None, shift=asked.shift,
        stock=Stock(asked.stock),
    )  # fmt: skip


def _as_text(line: "CommandLine", head: "Printer") -> bytes:
    from counter.domain.choices import PaperCopy
    from counter.papers import records_of
    from counter.printing.devices.pages import bytes_of_sheets
    from counter.printing.press import sheets_of

    asked = line.asked
    records = records_of(
        line.counter().reader(), asked.form, asked.number, copy=PaperCopy(asked.copy),
        at=line.clock(), language=asked.language or asked.lang or None,
        exactly=bool(asked.language),
    )  # fmt: skip
    return bytes_of_sheets(head, sheets_of(asked.form, *records, size=asked.size))


def _head(line: "CommandLine") -> "Printer":
    """The printer a paper is made for: a described one, or any of its language."""
    from counter.printing.devices.catalogue import (
        WIDEST_DOTS,
        Language,
        Printer,
        Way,
        printer_named,
    )
    from counter.printing.devices.kept import kept_printers

    kind = line.asked.kind.upper()
    language = Language(kind) if kind in Language.__members__ else Language.DRIVER
    if line.asked.printer:
        printer = printer_named(kept_printers(home()), line.asked.printer)
        if language is not Language.DRIVER and printer.language is not language:
            raise RuleBroken("printer.wrong_language", printer=printer.name)
        return printer
    return Printer(
        name=line.asked.kind, language=language, way=Way.FOLDER, address="", dpi=line.asked.dpi,
        width_dots=WIDEST_DOTS, cuts=True,
    )  # fmt: skip


def _files(pdf: bytes, kind: str, out: Path, head: "Printer") -> dict[Path, bytes]:
    if kind == "pdf":
        return {out: pdf}
    from counter.printing.devices.delivery import bytes_of, pages_of

    pages = pages_of(head, pdf)
    if kind != "png":
        return {out: bytes_of(head, pages)}
    from counter.printing.png import png_of

    pictures = [png_of(page, head.true_dpi) for page in pages]
    if len(pictures) == 1:
        return {out: pictures[0]}
    return {
        out.with_name(f"{out.stem}-{place}{out.suffix}"): picture
        for place, picture in enumerate(pictures, 1)
    }


def _write_whole(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, path)
    except OSError as trouble:
        fresh.unlink(missing_ok=True)
        raise RuleBroken(
            "file.cannot_write", file=str(path), said=trouble.strerror or ""
        ) from trouble


# printers ------------------------------------------------------------------------------------


def printers(line: "CommandLine") -> int:
    """Lists, describes, tries or forgets printers of this machine."""
    line.say(STEPS[line.asked.step](line))
    return DONE


def _list(_line: "CommandLine") -> dict[str, Any]:
    from counter.printing.devices.catalogue import as_json
    from counter.printing.devices.kept import kept_printers
    from counter.printing.devices.ways.found import look

    kept = [as_json(printer) for printer in kept_printers(home())]
    return {"printers": kept, "found": asdict(look())}


def _add(line: "CommandLine") -> dict[str, Any]:
    from counter.printing.devices.catalogue import as_json, read_printer, with_printer
    from counter.printing.devices.kept import keep_printers, kept_printers

    try:
        facts = json.loads(line.asked.facts)
    except (ValueError, RecursionError) as wrong:
        raise RuleBroken("input.not_json", said=str(wrong)) from wrong
    if not isinstance(facts, dict):
        raise RuleBroken("input.wrong_type", where="printers add", said=line.asked.facts[:80])
    printer = read_printer(facts)
    keep_printers(home(), with_printer(kept_printers(home()), printer))
    return as_json(printer)


def _named(line: "CommandLine") -> "Printer":
    from counter.printing.devices.catalogue import printer_named
    from counter.printing.devices.kept import kept_printers

    return printer_named(kept_printers(home()), line.asked.printer)


def _test(line: "CommandLine") -> dict[str, Any]:
    from counter.printing.devices.trying import try_printer

    at = datetime.fromtimestamp(line.clock() / 1000, ZoneInfo(line.zone)).replace(tzinfo=None)
    printer = _named(line)
    return _told(printer, try_printer(printer, line.words(), at))


def _status(line: "CommandLine") -> dict[str, Any]:
    from counter.printing.devices.delivery import status_of

    printer = _named(line)
    said = status_of(printer)
    return {
        "printer": printer.name,
        "state": said.state,
        "takes_pages": said.takes_pages,
        "waiting": said.waiting,
        "is_paper_low": said.is_paper_low,
    }


def _drawer(line: "CommandLine") -> dict[str, Any]:
    from counter.printing.devices.delivery import open_drawer

    printer = _named(line)
    return _told(printer, open_drawer(printer))


def _told(printer: "Printer", came: "Delivery") -> dict[str, Any]:
    return {
        "printer": printer.name,
        "outcome": came.outcome,
        "bytes": came.bytes_sent,
        "job": came.job,
        "file": str(came.file or ""),
    }


def _remove(line: "CommandLine") -> dict[str, Any]:
    from counter.printing.devices.catalogue import printer_named
    from counter.printing.devices.kept import keep_printers, kept_printers

    kept = kept_printers(home())
    gone = printer_named(kept, line.asked.printer)
    keep_printers(home(), [printer for printer in kept if printer is not gone])
    return {"printer": gone.name}


STEPS: dict[str, Callable[["CommandLine"], dict[str, Any]]] = {
    "list": _list,
    "add": _add,
    "test": _test,
    "status": _status,
    "drawer": _drawer,
    "remove": _remove,
}

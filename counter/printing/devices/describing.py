"""Printers of this machine described, described anew and forgotten; papers follow a new name."""

from dataclasses import replace
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import MOST_PRINTERS, Printer, checked, printer_named
from counter.printing.devices.kept import keep_both, keep_printers, kept_printers, kept_routes


def describe(home: Path, printer: Printer, *, was: str = "") -> None:
    """Keep a new printer, or the one that was called `was` as it is described now, in its place.

    Raises RuleBroken "printer.name_taken", "printer.too_many", "printer.unknown" and as
    `keep_printers`.
    """
    checked(printer)
    kept = kept_printers(home)
    if printer.name != was and any(one.name == printer.name for one in kept):
        raise RuleBroken("printer.name_taken", name=printer.name)
    if not was:
        if len(kept) >= MOST_PRINTERS:
            raise RuleBroken("printer.too_many", most=MOST_PRINTERS)
        keep_printers(home, [*kept, printer])
        return
    place = kept.index(printer_named(kept, was))
    kept[place] = printer
    routes = {
        form: replace(route, printer=printer.name) if route.printer == was else route
        for form, route in kept_routes(home).items()
    }
    keep_both(home, kept, routes)


def forget(home: Path, name: str) -> None:
    """Take a printer away; papers that went there still name it, until another is chosen.

    Raises RuleBroken "printer.unknown" and as `keep_printers`.
    """
    kept = kept_printers(home)
    gone = printer_named(kept, name)
    keep_printers(home, [one for one in kept if one is not gone])

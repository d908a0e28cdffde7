"""Which printer of this machine takes which paper, and on what it prints it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import MOST_NAME

#: in place of a printer's name
AS_PDF = "pdf:"
MOST_SYSTEM_NAME = 200  # a printer of the system is called as the system pleases


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of one paper from this seat.

    `printer` is a printer described here, else one of the system; empty is the system's own
    choice, `AS_PDF` keeps a file. `size` is the medium, that of the outlet when empty.
    """

    printer: str = ""
    size: str = ""


def read_routes(given: Any) -> dict[str, Route]:
    """Routes by form from JSON values; raises RuleBroken "printer.field_wrong"."""
    found = cast(dict[str, Any], given) if isinstance(given, dict) else None
    if found is None:
        raise RuleBroken("printer.field_wrong", name="papers", value="", allowed="{…}")
    return {str(form): _read(form, route) for form, route in found.items()}


def _read(form: str, given: Any) -> Route:
    facts = cast(dict[str, Any], given) if isinstance(given, dict) else {"": given}
    printer, size = facts.get("printer", ""), facts.get("size", "")
    good = isinstance(printer, str) and isinstance(size, str) and set(facts) <= {"printer", "size"}
    if not good or len(printer) > MOST_SYSTEM_NAME or len(size) > MOST_NAME:
        said = str(given)[:MOST_NAME]
        raise RuleBroken("printer.field_wrong", name=form[:MOST_NAME], value=said, allowed="{…}")
    return Route(printer=printer, size=size)


def routes_as_json(routes: Mapping[str, Route]) -> dict[str, Any]:
    """The values `read_routes` reads; what is as by itself is left out."""
    return {form: asdict(route) for form, route in routes.items() if route != Route()}

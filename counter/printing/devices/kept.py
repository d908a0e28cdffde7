"""The printers of this machine and which paper goes where, kept as JSON in its own folder; none of
it leaves the machine.
"""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer, as_json, read_printer
from counter.printing.devices.routes import Route, read_routes, routes_as_json

FILE = "printers.json"


def kept_printers(home: Path) -> list[Printer]:
    """The printers described here; none where nobody described one.

    Raises RuleBroken "printer.list_damaged", and for a printer that cannot be one what
    `read_printer` raises.
    """
    path = home / FILE
    printers = _read(path).get("printers", [])
    if not isinstance(printers, list) or not all(
        isinstance(one, dict) for one in cast(list[Any], printers)
    ):
        raise RuleBroken("printer.list_damaged", file=str(path), said="printers: [{…}]")
    return [read_printer(one) for one in cast(list[dict[str, Any]], printers)]


def kept_routes(home: Path) -> dict[str, Route]:
    """Where papers go from here, by form; one that is not named goes as `Route()` says.

    Raises RuleBroken "printer.list_damaged" or "printer.field_wrong".
    """
    return read_routes(_read(home / FILE).get("papers", {}))


def keep_printers(home: Path, printers: Iterable[Printer]) -> None:
    """Keep these printers and no others; whole or not at all.

    Raises RuleBroken "file.cannot_write" and as `kept_printers`.
    """
    _keep(home, {"printers": [as_json(one) for one in printers]})


def keep_routes(home: Path, routes: Mapping[str, Route]) -> None:
    """Keep these routes and no others. Raises as `keep_printers`."""
    _keep(home, {"papers": routes_as_json(routes)})


def keep_both(home: Path, printers: Iterable[Printer], routes: Mapping[str, Route]) -> None:
    """Keep these printers and these routes, both or neither. Raises as `keep_printers`."""
    described = [as_json(one) for one in printers]
    _keep(home, {"printers": described, "papers": routes_as_json(routes)})


def put_aside(home: Path, at: datetime) -> Path:
    """Begin an empty list; the old one stays beside it, under the name given back.

    Raises RuleBroken "file.cannot_write".
    """
    path = home / FILE
    aside = home / f"printers-{at:%Y%m%d-%H%M%S}.json"
    try:
        os.replace(path, aside)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(aside), said=said) from trouble
    return aside


def _read(path: Path) -> dict[str, Any]:
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # the latter is told when it is written
        return {"printers": []}
    except (OSError, ValueError, RecursionError) as wrong:
        raise RuleBroken("printer.list_damaged", file=str(path), said=str(wrong)) from wrong
    if not isinstance(found, dict) or "printers" not in found:
        raise RuleBroken("printer.list_damaged", file=str(path), said="printers: [{…}]")
    return cast(dict[str, Any], found)


def _keep(home: Path, parts: dict[str, Any]) -> None:
    path = home / FILE
    fresh = path.with_suffix(".new")
    text = json.dumps(_read(path) | parts, ensure_ascii=False, indent=1)
    try:
        home.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text + "\n", encoding="utf-8")
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble

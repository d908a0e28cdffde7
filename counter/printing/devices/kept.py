"""The printers of this machine, kept as JSON in its own folder; none of it leaves the machine."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer, as_json, read_printer

FILE = "printers.json"


def kept_printers(home: Path) -> list[Printer]:
    """The printers described here; none where nobody described one.

    Raises RuleBroken "printer.list_damaged", and for a printer that cannot be one what
    `read_printer` raises.
    """
    path = home / FILE
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, RecursionError) as wrong:
        raise RuleBroken("printer.list_damaged", file=str(path), said=str(wrong)) from wrong
    printers = found.get("printers") if isinstance(found, dict) else None
    if not isinstance(printers, list) or not all(isinstance(one, dict) for one in printers):
        raise RuleBroken("printer.list_damaged", file=str(path), said="printers: [{…}]")
    return [read_printer(one) for one in printers]


def keep_printers(home: Path, printers: Iterable[Printer]) -> None:
    """Keep these and no others; whole or not at all. Raises RuleBroken "file.cannot_write"."""
    path = home / FILE
    fresh = path.with_suffix(".new")
    text = json.dumps(
        {"printers": [as_json(one) for one in printers]}, ensure_ascii=False, indent=1
    )
    try:
        home.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text + "\n", encoding="utf-8")
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble

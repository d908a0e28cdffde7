"""What was chosen at this machine for keeping the shop in step: beside the seat's keys, in the
machine's own folder.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.sync.near_line import PORT, split

FOLDER = "relay"


@dataclass(frozen=True, slots=True)
class Choices:
    """Whether this seat keeps the shop in step, at which port; whether it looks around for seats
    that do, and where else such are, host[:port].
    """

    serves: bool = False
    port: int = PORT
    looks_around: bool = True
    addresses: tuple[str, ...] = ()


def chosen(home: Path, replica: bytes) -> Choices:
    """What was chosen; as it begins where nothing was. Raises RuleBroken("sync.damaged")."""
    path = _path(home, replica)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Choices(
            bool(kept["serves"]), int(kept["port"]), bool(kept["looks_around"]),
            tuple(str(one) for one in kept["addresses"]),
        )  # fmt: skip
    except FileNotFoundError:
        return Choices()
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise RuleBroken("sync.damaged", file=str(path), said=str(wrong)) from wrong


def choose(home: Path, replica: bytes, choices: Choices) -> None:
    """Keeps it. Raises RuleBroken "relay.bad_address", "file.cannot_write"."""
    for address in choices.addresses:
        _check(address)
    path = _path(home, replica)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(choices)), "utf-8")
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble


def _check(address: str) -> None:
    from counter.sync.http_line import NoHub

    try:
        split(address)
    except NoHub as wrong:
        raise RuleBroken("relay.bad_address", address=address) from wrong


def _path(home: Path, replica: bytes) -> Path:
    return home / FOLDER / f"{replica.hex()}.json"

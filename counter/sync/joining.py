"""With which hub a seat speaks: kept beside its keys in the machine's own folder."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.wire.messages import Enrolled

FOLDER = "hubs"


@dataclass(frozen=True, slots=True)
class Joined:
    """The hub of a seat: its address, and who it was when the seat was admitted."""

    url: str
    hub: Enrolled


def keep_joined(home: Path, replica: bytes, joined: Joined) -> None:
    """Writes it down whole. Raises RuleBroken("file.cannot_write")."""
    path = _path(home, replica)
    fresh = path.with_suffix(".new")
    hub = joined.hub
    text = json.dumps(
        {
            "url": joined.url, "outlet": hub.outlet, "hub": hub.hub.hex(),
            "public_key": hub.public_key.hex(), "at": hub.at,
        }
    )  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, path)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble


def joined_of(home: Path, replica: bytes) -> Joined | None:
    """The hub of a seat, or None where it was never admitted to one. Raises
    RuleBroken("sync.damaged") where the file cannot be read.
    """
    path = _path(home, replica)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        hub = Enrolled(
            int(kept["outlet"]), bytes.fromhex(kept["hub"]), bytes.fromhex(kept["public_key"]),
            int(kept["at"]),
        )  # fmt: skip
        return Joined(str(kept["url"]), hub)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise RuleBroken("sync.damaged", file=str(path), said=str(wrong)) from wrong


def tail_of(db: Connection) -> int:
    """What stands beside the outlet's number in the ids of this file: 0, but for a shop that began
    alone (decisions 9).
    """
    found = db.execute(
        "SELECT o.tail FROM outlet o JOIN sync_gate g ON o.number = g.outlet "
        "ORDER BY o.publisher = o.number DESC, o.id LIMIT 1"
    ).fetchone()
    return int(found[0]) if found else 0


def _path(home: Path, replica: bytes) -> Path:
    return home / FOLDER / f"{replica.hex()}.json"

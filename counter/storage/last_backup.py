"""When this machine last made a copy of a shop; kept in its own folder, never in the copy."""

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """A copy that was whole. `at` is ms UTC."""

    file: str
    bytes: int
    entries: int
    at: int


def last_backup(home: Path, shop_file: Path) -> LastBackup | None:
    """The last copy this machine made of the shop in `shop_file`; None where it remembers none."""
    try:
        return LastBackup(**json.loads(_note(home, shop_file).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def keep_last_backup(home: Path, shop_file: Path, made: LastBackup) -> None:
    """Remembers a copy. Raises OSError."""
    path = _note(home, shop_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(asdict(made)), "utf-8")
    fresh.replace(path)


def _note(home: Path, shop_file: Path) -> Path:
    name = sha256(str(shop_file.resolve()).encode()).hexdigest()[:16]
    return home / "backups" / f"{name}.json"

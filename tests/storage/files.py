"""Copies of whole shops for tests that harm them."""

import json
import shutil
from pathlib import Path

from counter.storage.machine import identity_of


def copied(home: Path, to: Path) -> Path:
    """Shop and machine folder as they are; the lease is made to name the copied file, so that the
    copy goes on as the original would.
    """
    shutil.copytree(home, to)
    for path in (to / "machine" / "leases").iterdir():
        lease = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(lease | {"file": identity_of(to / "shop" / "shop.db")}), "utf-8")
    return to

"""`python -m tests.ui.gallery [SEED [ACTIONS]]`: the monkey at a fresh shop, as long as told."""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.ui.gallery.shops import make_shops

ACTIONS = 5000


def main(words: list[str]) -> int:
    """Make the shops, let the monkey work, and answer what it answers."""
    seed = words[0] if words else str(random.SystemRandom().randrange(1_000_000))
    actions = words[1] if len(words) > 1 else str(ACTIONS)
    with tempfile.TemporaryDirectory(prefix="counter-monkey-") as folder:
        shops, own = Path(folder) / "shops", Path(folder) / "monkey"
        shops.mkdir()
        own.mkdir()
        make_shops(shops)
        sys.stderr.write(f"seed {seed}, {actions} actions\n")
        command = [sys.executable, "-m", "tests.ui.gallery.monkey", seed, actions, shops, own]
        bare = {"QT_QPA_PLATFORM": "offscreen", "CUPS_SERVER": "/nowhere", "QT_IM_MODULE": ""}
        kept = {"PYTHONPATH": os.getcwd(), "COUNTER_HOME": str(own / "home")}
        return subprocess.run(command, env=os.environ | bare | kept, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

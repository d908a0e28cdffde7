"""A real X screen for what is measured, and programs that run on it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

NUMBER = ":77"


@contextmanager
def screen() -> Generator[dict[str, str]]:
    """A real X screen where Xvfb is installed (a window is mapped then), else none, and says so."""
    if not shutil.which("Xvfb"):
        print("no Xvfb here: the window is not mapped, the bare one costs too little")
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with subprocess.Popen(["Xvfb", NUMBER, "-screen", "0", "1366x768x24"]) as server:
        time.sleep(1)
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": NUMBER}
        finally:
            server.terminate()


def surroundings(named: dict[str, str], machine: object) -> dict[str, str]:
    """What a measured program finds around it."""
    there = os.environ | named | {"COUNTER_HOME": str(machine)}
    there.pop("PYTHONDONTWRITEBYTECODE", None)  # would compile every module at every start
    return there


def output(program: list[str], there: dict[str, str]) -> str:
    """The last line that a piece of Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", *program], env=there, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1]

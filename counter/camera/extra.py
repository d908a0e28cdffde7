"""What reads a camera is an extra: whether it is here, and how it is installed where it is not."""

import importlib
import importlib.util
import os
import sys
from pathlib import Path

from counter.domain.refusals import RuleBroken

MODULES = ("cv2", "zxingcpp")
PACKAGES = ('"opencv-python-headless>=5.0,<5.1"', '"zxing-cpp>=3.1,<4"')
PROGRAM = Path(__file__).resolve().parent.parent.parent


def need() -> None:
    """Go on only where the extra is installed. Raises RuleBroken "camera.not_installed", or
    "camera.not_in_package" where nothing can be added to the program.
    """
    importlib.invalidate_caches()  # it may have been installed beside the open window
    if all(importlib.util.find_spec(name) for name in MODULES):
        return
    raise missing()


def missing() -> RuleBroken:
    """How the extra is installed, as a refusal."""
    if getattr(sys, "frozen", False):
        return RuleBroken("camera.not_in_package")
    return RuleBroken("camera.not_installed", command=command())


def command(program: Path = PROGRAM, system: str = os.name, prefix: str = sys.prefix) -> str:
    """What to type in a terminal of this system: by `run` where that has set up the program, else
    by the Python that runs it.
    """
    is_windows = system == "nt"
    if Path(prefix) == program / ".venv":
        here, run = ("cd /d", "run.cmd") if is_windows else ("cd", "./run")
        return f'{here} "{program}" && {run} extra camera'
    return f'"{sys.executable}" -m pip install {" ".join(PACKAGES)}'

"""What others make people wait: Anki, Vorta and Picard started in turn with ours and a bare window.

From exec to the first mapped window of 300 pixels and more, and the CPU and memory of its processes
then. Anki comes from the Python registry (`aqt[qt6]`), Vorta and Picard from the system's packages.
What is missing is named, and the run fails: a comparison with nobody says nothing.
"""

import contextlib
import ctypes
import ctypes.util
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks._screen import NUMBER, screen, surroundings
from tests.benchmarks._shop import shop
from tests.benchmarks.start import BARE

LOOPS, LEAST, PATIENCE_S, PAUSE_S = 4, 300, 40, 0.004
VIEWABLE = 2
TICKS = os.sysconf("SC_CLK_TCK")
PEERS = {
    "anki": "pip install 'aqt[qt6]' into an environment of its own, its bin folder on PATH",
    "vorta": "apt-get install vorta",
    "picard": "apt-get install picard",
}
STAYS = BARE.replace("os._exit(0)", "pass")


class Attributes(ctypes.Structure):
    """XWindowAttributes, as far as the state of the map; the rest is room."""

    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("border", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("kind", ctypes.c_int),
        ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int),
        ("backing_store", ctypes.c_int),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("room", ctypes.c_char * 128),
    )


class Screen:
    """Looks at the windows of an X screen."""

    def __init__(self, name: str):
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))

    def has_window(self) -> bool:
        """Whether a window large enough is mapped."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        found = map(ctypes.byref, (root, parent, children, count))
        self._x.XQueryTree(self._display, self._root, *found)
        large = False
        for place in range(count.value):
            seen = Attributes()
            window = ctypes.c_ulong(children[place])
            self._x.XGetWindowAttributes(self._display, window, ctypes.byref(seen))
            large |= seen.map_state == VIEWABLE and min(seen.width, seen.height) >= LEAST
        if count.value:
            self._x.XFree(children)
        return large


def main() -> int:
    """Print one line for each program; answers how many are missing."""
    folder, machine = shop()
    missing = [name for name in PEERS if shutil.which(name) is None]
    ours = [sys.executable, "main.py", "--shop", str(folder), "--lang", "zh_CN"]
    programs = {"bare": [sys.executable, "-c", STAYS], "the counter": ours}
    programs |= {name: [name] for name in PEERS if name not in missing}
    with screen() as named, tempfile.TemporaryDirectory(prefix="counter-peers-") as home:
        if "DISPLAY" not in named:
            print("missing: Xvfb (apt-get install xvfb)")
            return 1
        there = surroundings(named, machine)
        took: dict[str, list[tuple[float, float, float]]] = {name: [] for name in programs}
        seen = Screen(NUMBER)
        for _ in range(LOOPS + 1):
            for name, command in programs.items():
                apart = {"HOME": home, "XDG_RUNTIME_DIR": home} if name in PEERS else {}
                if (one := started(command, there | apart, seen)) is not None:
                    took[name].append(one)
        silent = [name for name, found in took.items() if not found]
        tell({name: found[1:] or found for name, found in took.items() if found})
    for name in missing:
        print(f"missing: {name} ({PEERS[name]})")
    for name in silent:
        print(f"no window of {name} within {PATIENCE_S} s")
    return len(missing) + len(silent)


def started(command: list[str], there: dict[str, str], seen: Screen) -> tuple[float, ...] | None:
    """Seconds until its window stands, CPU seconds and MiB of all its processes then."""
    began = time.monotonic()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(command, env=there, start_new_session=True, **quiet)
    try:
        while not seen.has_window():
            if time.monotonic() - began > PATIENCE_S or program.poll() is not None:
                return None
            time.sleep(PAUSE_S)
        stands = time.monotonic() - began
        family = list(processes_of(program.pid))
        return stands, sum(map(cpu_of, family)), sum(map(pss_of, family))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        while seen.has_window():
            time.sleep(PAUSE_S)


def processes_of(session: int) -> Iterator[int]:
    """The processes of a session that was begun for one program."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                yield int(folder.name)


def cpu_of(process: int) -> float:
    """CPU seconds of a process, in the kernel's ticks."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0


def pss_of(process: int) -> float:
    """MiB of a process, what it shares divided."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return 0.0


def tell(took: dict[str, list[tuple[float, float, float]]]) -> None:
    """One line for each, with its ratio to the bare window of the same loop."""
    for name, found in took.items():
        pairs = list(zip(found, took["bare"], strict=False))
        wall, cpu = (
            statistics.median(one[place] / bare[place] for one, bare in pairs) for place in (0, 1)
        )
        stands, used, pss = (statistics.median(one[place] for one in found) for place in range(3))
        print(
            f"{name:14} window {stands * 1000:7.0f} ms  x {wall:5.2f}   CPU {used:5.2f} s  "
            f"x {cpu:5.2f}   PSS {pss:5.0f} MiB"
        )


if __name__ == "__main__":
    sys.exit(main())

"""A week offline sent and fetched, beside PouchDB with express-pouchdb and Anki with its own sync
server: the same documents, the same machine, in turn, in one run.

Both are installed by this run, from npm and PyPI, into a folder under `out/bench`. What is missing
is named, and the run fails: a comparison with nobody says nothing.
"""

import json
import os
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks._shop import HERE
from tests.benchmarks._sides import Figures, ours
from tests.benchmarks._week import WEEK, packets
from tests.ports import free_port

POUCH = ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.21.2")
ANKI = "anki>=25.9,<27"
PATIENCE_S = 60
HALF_GOALS = {"push": "<= 0.5 s", "pull": ">= 8,000 entries/s, above Anki"}


def main() -> int:
    """Print seconds and entries a second of each; answers how many are missing."""
    documents = [one.body.decode() for one in packets()]
    found, missing = {"ours": ours()}, dict[str, str]()
    for name, measure in (("PouchDB", pouch), ("Anki", anki)):
        try:
            found[name] = measure(documents)
        except (OSError, subprocess.SubprocessError, ValueError) as wrong:
            missing[name] = f"{wrong}"[:300]
    tell(found)
    for name, why in missing.items():
        print(f"missing: {name} ({why})")
    return len(missing)


def tell(found: dict[str, Figures]) -> None:
    """A line for each, with the ratio of ours to it."""
    mine = found["ours"]
    print(
        f"a week offline, {WEEK} entries; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    for name, one in found.items():
        push = f"push {one.push_s:6.2f} s, x {one.push_s / mine.push_s:5.2f} of our time"
        pull = f"pull {WEEK / one.pull_s:7.0f} entries/s, x {one.pull_s / mine.pull_s:5.2f}"
        cpu = f"processor {one.push_cpu_s:5.2f} s and {one.pull_cpu_s:5.2f} s"
        print(f"{name:10} {push}   {pull}   {cpu}")
    made, there = (f"{one:.2f} s = {WEEK / one:.0f} entries/s" for one in mine.move_in_s)
    print(f"{'ours':10} a new machine moves in, checked: {made}; by a file that is there {there}")
    print(f"{'goal':10} push {HALF_GOALS['push']}; fresh seat {HALF_GOALS['pull']}")


def pouch(documents: list[str]) -> Figures:
    """PouchDB replicates to express-pouchdb on LevelDB, and a fresh one from it."""
    place = HERE / "pouch"
    quiet = ["--silent", "--no-audit", "--no-fund", "--prefix", str(place)]
    subprocess.run(["npm", "install", *quiet, *POUCH], check=True, capture_output=True)
    with TemporaryDirectory(prefix="counter-pouch-") as scratch:
        job = Path(scratch) / "documents.json"
        job.write_text(json.dumps(documents), encoding="utf-8")
        script = Path(__file__).with_name("pouch.js")
        environment = os.environ | {"NODE_PATH": str(place / "node_modules")}
        server = subprocess.Popen(
            ["node", str(script), "serve", scratch, str(port := free_port())],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(port, server)
            said = subprocess.run(
                ["node", str(script), "measure", scratch, str(port), str(server.pid)],
                env=environment, check=True, capture_output=True, text=True, timeout=600,
            )  # fmt: skip
        finally:
            server.kill()
            server.wait()
    told = json.loads(said.stdout.strip().splitlines()[-1])
    return Figures(**told)


def anki(documents: list[str]) -> Figures:
    """One collection syncs its notes with Anki's server, a second one fetches them."""
    python = anki_python()
    with TemporaryDirectory(prefix="counter-anki-") as scratch:
        job = Path(scratch) / "documents.json"
        job.write_text(json.dumps(documents), encoding="utf-8")
        port = free_port()
        environment = os.environ | {
            "SYNC_USER1": "a:b", "SYNC_BASE": f"{scratch}/server", "SYNC_HOST": "127.0.0.1",
            "SYNC_PORT": str(port),
        }  # fmt: skip
        server = subprocess.Popen(
            [python, "-m", "anki.syncserver"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(port, server)
            script = Path(__file__).with_name("anki_peer.py")
            said = subprocess.run(
                [python, str(script), scratch, str(port), str(server.pid)],
                check=True, capture_output=True, text=True, timeout=600,
            )  # fmt: skip
        finally:
            server.kill()
            server.wait()
    told = json.loads(said.stdout.strip().splitlines()[-1])
    return Figures(**told)


def anki_python() -> str:
    """The Python of an environment with Anki, made when it is not there."""
    place = HERE / "anki-venv"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(place, with_pip=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run(
        [str(python), "-m", "pip", "install", *quiet, ANKI], check=True, capture_output=True
    )
    return str(python)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Until it listens."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise OSError("the server does not listen")


def timed(work: Callable[[], object]) -> float:
    """Seconds it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())

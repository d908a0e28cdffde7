"""Several processes serve one hub on PostgreSQL: a session holds at each, counts are added up."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import urllib3

from counter.hub.console.people import People, Role
from counter.hub.home import database_of
from counter.machine_home import now
from tests.hub.conftest import BOSS, PASSWORD
from tests.hub.serving import Visitor
from tests.ports import free_port
from tests.sync.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S, TIMES = 90, 24


def test_two_workers_are_one_hub(tmp_path: Path, postgres: Postgres) -> None:
    engine = postgres.fresh()
    database = engine.url.render_as_string(hide_password=False)
    engine.dispose()
    port = free_port()
    command = [sys.executable, str(ROOT / "main.py"), "hub", "--dir", str(tmp_path), "--port",
               str(port), "--database", database, "--workers", "2"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    url, pool = f"http://127.0.0.1:{port}", urllib3.PoolManager(retries=False)
    try:
        until = time.monotonic() + PATIENCE_S
        while not is_ready(pool, url):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        engine = database_of(tmp_path, database)
        People(engine, now, os.urandom).add(BOSS, Role.ACT, PASSWORD)
        engine.dispose()
        boss = Visitor(url)
        assert boss.signs_in(BOSS, PASSWORD).status == 303
        # a connection of its own each time: the system hands them to both
        assert {boss.gets("/console/outlets").status for _ in range(TIMES)} == {200}
        until, told = time.monotonic() + PATIENCE_S, ""
        while counted(told) != TIMES:  # a call is counted once it is over, after its answer
            assert time.monotonic() < until, told
            told = pool.request("GET", f"{url}/metrics").data.decode()
        assert told.count("hub_database_up 1.0") == 1
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def counted(told: str) -> float:
    found = re.search(r'call="/console/outlets",method="GET",status="200"} ([\d.]+)', told)
    return float(found[1]) if found else 0.0


def is_ready(pool: urllib3.PoolManager, url: str) -> bool:
    try:
        return pool.request("GET", f"{url}/ready").status == 200
    except urllib3.exceptions.HTTPError:
        return False

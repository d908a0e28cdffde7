"""A real PostgreSQL server of the tests' own, on a socket in a folder of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from counter.hub.engines import open_database

PLACES = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
PORT = 5432


class NoPostgres(RuntimeError):
    """The server's programs are not installed; `./run test` installs them where it may."""


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest where there are several. Raises NoPostgres."""
    found = [path.parent for path in PLACES.glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    if not found:
        raise NoPostgres("PostgreSQL is missing: apt-get install postgresql")
    return max(found, key=lambda path: path.parts)


class Postgres:
    """One server; `close` stops it and takes its folder away."""

    def __init__(self) -> None:
        self._prepare()
        self.run("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "counter")
        self.start()

    def _prepare(self) -> None:
        # a socket's path may have 107 characters, fewer than pytest's folders take
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._bin, self._made = programs(), 0
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)

    def start(self) -> None:
        """Starts it, after a kill too."""
        options = f"-k {self.folder} -c listen_addresses= -p {PORT} -c max_connections=50"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", log, "-w", "start")

    def kill(self) -> None:
        """No word of farewell, as when the machine goes dead."""
        pid = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        family = [pid, *_children(pid)]
        os.kill(int(pid), signal.SIGSTOP)  # it would begin children anew, or tell them
        for one in [*family, *_children(pid)]:
            with suppress(ProcessLookupError):
                os.kill(int(one), signal.SIGKILL)
        while any(_is_there(one) for one in family):
            time.sleep(0.01)

    def url(self, name: str) -> str:
        """The address of a database of this server."""
        return f"postgresql+psycopg://counter@/{name}?host={self.folder}&port={PORT}"

    def fresh(self) -> sa.Engine:
        """A new database."""
        return open_database(self.fresh_url())

    def fresh_url(self) -> str:
        """The address of a new database."""
        self._made += 1
        name = f"hub{self._made}"
        self.says(f"CREATE DATABASE {name}")
        return self.url(name)

    def close(self) -> None:
        """Stops it where it still runs."""
        pid = self.folder / "data" / "postmaster.pid"
        if pid.exists() and _is_there(pid.read_text().split()[0]):
            self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def says(self, question: str) -> object:
        """The first value of an answer, if there is one."""
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            found = db.execute(sa.text(question))
            value = found.scalar() if found.returns_rows else None
        engine.dispose()
        return value

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of the server's programs, as the account the server has."""
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            owner = pwd.getpwnam(ACCOUNT)
            subprocess.run(
                command, check=True, cwd=self.folder, user=owner.pw_uid, group=owner.pw_gid,
                extra_groups=[], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        else:
            subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)


def _children(pid: str) -> list[str]:
    found: list[str] = []
    for place in Path(f"/proc/{pid}/task").glob("*/children"):
        found += place.read_text().split()
    return found


def _is_there(pid: str) -> bool:
    """Whether it still runs; one that nobody has asked after yet is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

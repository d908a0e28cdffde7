"""A real PostgreSQL server of the tests' own, on a socket in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
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
        # a socket's path may have 107 characters, fewer than pytest's folders take
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._bin, self._made = programs(), 0
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "counter")
        self.start()

    def start(self) -> None:
        """Starts it, after a kill too."""
        options = f"-k {self.folder} -c listen_addresses= -p {PORT} -c max_connections=50"
        log = str(self.folder / "log")
        self._run(
            "pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", log, "-w", "start"
        )

    def kill(self) -> None:
        """No word of farewell, as when the machine goes dead."""
        pid = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        subprocess.run(["kill", "-9", pid], check=True)

    def url(self, name: str) -> str:
        """The address of a database of this server."""
        return f"postgresql+psycopg://counter@/{name}?host={self.folder}&port={PORT}"

    def fresh(self) -> sa.Engine:
        """A new database."""
        self._made += 1
        name = f"hub{self._made}"
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            db.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return open_database(self.url(name))

    def close(self) -> None:
        """Stops it."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            owner = pwd.getpwnam(ACCOUNT)
            subprocess.run(
                command, check=True, cwd=self.folder, user=owner.pw_uid, group=owner.pw_gid,
                extra_groups=[], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        else:
            subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

"""Opens the file: one SQLite everywhere, the one inside sqlcipher3 (decisions 13)."""

from pathlib import Path
from typing import Any, cast

from sqlcipher3 import dbapi2

#: the driver ships no types; it has the interface of the standard sqlite3 module
sqlite = cast(Any, dbapi2)
LEAST_SQLITE = (3, 51, 3)
#: kept prepared by a connection: a merge writes every kind of record in many shapes, and to prepare
#: one costs more than to run it
STATEMENTS = 1024
#: 64 MB; checkpoints are made by the one writer, when it is idle
WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-65536",
    "PRAGMA wal_autocheckpoint=10000",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA secure_delete=ON",
)
READER = ("PRAGMA query_only=ON", "PRAGMA cache_size=-16384", "PRAGMA wal_autocheckpoint=0")
BOTH = ("PRAGMA busy_timeout=5000", "PRAGMA temp_store=MEMORY", "PRAGMA mmap_size=0")

Connection = Any
DatabaseError: type[Exception] = sqlite.DatabaseError
OperationalError: type[Exception] = sqlite.OperationalError


class TooOldSqlite(RuntimeError):
    """The SQLite found has the WAL-reset bug (before 3.51.3)."""


def check_version() -> None:
    """Raises TooOldSqlite when this machine's SQLite may corrupt a file with two connections
    (sync.md §10).
    """
    if sqlite.sqlite_version_info < LEAST_SQLITE:
        raise TooOldSqlite(sqlite.sqlite_version)


def uri_of(path: Path) -> str:
    """The file as SQLite reads it in a URI; `Path.as_uri` brings in a parser of addresses."""
    quoted = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if quoted.startswith('/') else '/'}{quoted}"


def _connect(path: Path, statements: tuple[str, ...], *, uri_mode: str) -> Connection:
    check_version()
    connection = sqlite.connect(
        f"{uri_of(path)}?mode={uri_mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS,
    )
    for statement in (*BOTH, *statements):
        connection.execute(statement)
    return connection


def open_writer(path: Path, *, create: bool = False) -> Connection:
    """The connection that writes and checkpoints; there is one in a process."""
    return _connect(path, WRITER, uri_mode="rwc" if create else "rw")


def open_reader(path: Path) -> Connection:
    """A connection that cannot write."""
    return _connect(path, READER, uri_mode="rw")

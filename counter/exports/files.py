"""A file that appears whole or not at all, and what a disk says in the way of the program."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from counter.domain.refusals import RuleBroken

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FAILED = (errno.EIO, errno.ENXIO)


def fresh_path(path: Path) -> Path:
    """Where a file is written before it takes its name."""
    return path.with_name(f".{path.name}.{os.getpid()}.new")


@contextmanager
def writing(path: Path) -> Generator[None, None, None]:
    """Words what the disk says against `path`.

    Raises RuleBroken "disk.full", "disk.failed" or "file.cannot_write".
    """
    try:
        yield
    except OSError as trouble:
        raise _worded(trouble, path) from trouble


def keep(path: Path, content: bytes) -> None:
    """Write a file whole; raises RuleBroken as `writing` does."""
    fresh = fresh_path(path)
    with writing(path):
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _worded(trouble: OSError, path: Path) -> RuleBroken:
    if trouble.errno in FULL:
        return RuleBroken("disk.full", folder=str(path.parent))
    said = trouble.strerror or str(trouble)
    if trouble.errno in FAILED:
        return RuleBroken("disk.failed", folder=str(path.parent), said=said)
    return RuleBroken("file.cannot_write", file=str(path), said=said)

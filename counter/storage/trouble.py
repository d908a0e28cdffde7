"""What the disk and SQLite say, as refusals with a sentence."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.storage import database


@contextmanager
def worded(folder: Path) -> Generator[None, None, None]:
    """Turns what the disk and SQLite say into refusals with a sentence; the work typed is kept by
    the caller.
    """
    try:
        yield
    except database.DatabaseError as trouble:
        raise refusal_of(trouble, folder) from trouble
    except PermissionError as trouble:
        raise RuleBroken("shop.read_only", folder=str(folder)) from trouble
    except OSError as trouble:
        raise RuleBroken(
            "disk.failed", folder=str(folder), said=trouble.strerror or ""
        ) from trouble


#: primary result codes of SQLite
_CODES = {
    5: "shop.locked",
    6: "shop.locked",
    8: "shop.read_only",
    10: "disk.failed",
    13: "disk.full",
    14: "shop.read_only",
    11: "shop.damaged",
    26: "shop.damaged",
}


def refusal_of(trouble: Exception, folder: Path) -> Exception:
    """What SQLite said of a shop's file, as a refusal; as it is where it has no sentence."""
    rule = _CODES.get(getattr(trouble, "sqlite_errorcode", 0) & 0xFF)
    return RuleBroken(rule, folder=str(folder), said=str(trouble)) if rule else trouble

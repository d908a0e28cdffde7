"""The way into a folder: each page a file, for a program that watches it or for a look."""

import os
from contextlib import suppress
from pathlib import Path

from counter.domain.refusals import RuleBroken

UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-") | {chr(code): "-" for code in range(32)})
MOST_TITLE = 80


def put(folder: str, whole: bytes, *, title: str, suffix: str) -> Path:
    """Write a file that nobody sees half; raises RuleBroken "printer.not_reached".

    One of the same name is not written over: the new one gets a count.
    """
    place = Path(folder)
    stem = title.translate(UNSAFE).strip(" .")[:MOST_TITLE] or "page"
    fresh = place / f".{stem}.{os.getpid()}.new"
    try:
        place.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(whole)
        path = _free_name(place, stem, suffix)
        os.replace(fresh, path)
    except OSError as trouble:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        said = trouble.strerror or ""
        raise RuleBroken(
            "printer.not_reached", printer=folder, address=folder, said=said, sent="NOTHING"
        ) from trouble
    return path


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    count = 1
    path = folder / f"{stem}.{suffix}"
    while path.exists():
        count += 1
        path = folder / f"{stem} ({count}).{suffix}"
    return path

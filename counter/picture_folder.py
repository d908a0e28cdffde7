"""A folder in which a camera, a phone or a cloud drops pictures: what appears there from now on.

Looked at again and again, not watched: no system tells of what another computer writes on a share.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.pictures import MOST_FILE_BYTES, shrunk_bytes

TAKEN = "taken"  # where a picture is put once it is with an item
PICTURES = frozenset(
    (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif")
)
MOST_FILES, AT_ONCE = 20_000, 4
STILL_COMING_S = 8  # so long a file that cannot be read as a picture may still be on its way
UNFINISHED = ("photo.damaged", "photo.no_picture", "file.cannot_read")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A picture made small, and the name of its file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was seen when it last changed."""

    bytes: int
    changed_ns: int
    since: float


class PictureFolder:
    """Only what appears after `begin_anew` is taken, and only when it is whole."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic):
        self.folder, self._clock = folder, clock
        self._known: set[str] = set()
        self._coming: dict[str, _File] = {}
        self._began = False

    def begin_anew(self) -> list[str]:
        """Take nothing of what is there now. Gives back what had come since the last look and
        belongs to nobody now. Raises RuleBroken "pictures.…".
        """
        there = self._listed()
        left = [name for name in there if self._began and name not in self._known]
        self._known, self._coming, self._began = set(there), {}, True
        return left

    def look(self) -> list[Arrived | RuleBroken]:
        """What has come and is whole, at most four at once, and what came and is no picture.

        Raises RuleBroken "pictures.folder_gone" or "pictures.folder_too_full".
        """
        there = self._listed()
        self._known &= there.keys()  # a name may come again
        self._coming = {name: one for name, one in self._coming.items() if name in there}
        found: list[Arrived | RuleBroken] = []
        for name in sorted(there.keys() - self._known, key=lambda one: (there[one][1], one)):
            if len(found) == AT_ONCE:
                break
            one = self._taken(name, *there[name])
            if one is not None:
                self._known.add(name)
                found.append(one)
        return found

    def put_away(self, name: str) -> bool:
        """Move a file that was taken into the folder `taken`; False where that may not be written:
        then the file stays, and is not taken again while the folder is looked at.
        """
        stem, dot, suffix = name.rpartition(".")
        try:
            (self.folder / TAKEN).mkdir(exist_ok=True)
            for n in range(1, 1000):
                goal = self.folder / TAKEN / (name if n == 1 else f"{stem} ({n}){dot}{suffix}")
                if not goal.exists():
                    os.rename(self.folder / name, goal)
                    return True
        except OSError:
            return False
        return False

    def _listed(self) -> dict[str, tuple[int, int]]:
        """The pictures by their names: how large, and when they were written last."""
        there: dict[str, tuple[int, int]] = {}
        try:
            with os.scandir(self.folder) as entries:
                for n, entry in enumerate(entries):
                    if n == MOST_FILES:
                        raise RuleBroken("pictures.folder_too_full", folder=str(self.folder))
                    if _is_picture(entry.name) and entry.is_file():
                        seen = entry.stat()
                        there[entry.name] = (seen.st_size, seen.st_mtime_ns)
        except (OSError, ValueError) as gone:
            said = getattr(gone, "strerror", "") or ""
            raise RuleBroken("pictures.folder_gone", folder=str(self.folder), said=said) from gone
        return there

    def _taken(self, name: str, size: int, changed_ns: int) -> Arrived | RuleBroken | None:
        """A picture that is as it was at the last look; None while it still grows."""
        before = self._coming.get(name)
        if before is None or (before.bytes, before.changed_ns) != (size, changed_ns):
            self._coming[name] = _File(size, changed_ns, self._clock())
            return None
        try:
            return Arrived(name, self._small(name, size))
        except RuleBroken as refusal:
            is_fresh = self._clock() - before.since < STILL_COMING_S
            return None if is_fresh and refusal.rule in UNFINISHED else refusal

    def _small(self, name: str, size: int) -> bytes:
        if size > MOST_FILE_BYTES:
            most_mb = MOST_FILE_BYTES // 10**6
            raise RuleBroken("photo.file_too_large", file=name, most_mb=most_mb)
        try:
            content = (self.folder / name).read_bytes()
        except OSError as held:  # whoever writes it may hold it
            said = held.strerror or ""
            raise RuleBroken("file.cannot_read", file=name, said=said) from held
        return shrunk_bytes(content, name)


def check(folder: Path) -> None:
    """Whether a folder can be looked at at all. Raises RuleBroken "pictures.…"."""
    PictureFolder(folder).begin_anew()


def silent(folder: Path) -> RuleBroken:
    """It gives no answer at all."""
    return RuleBroken("pictures.folder_silent", folder=str(folder))


def came_for_another(name: str) -> RuleBroken:
    """The item that was open when a file came is open no more."""
    return RuleBroken("pictures.came_for_another", file=name)


def whose(name: str) -> RuleBroken:
    """A file has come while several items are open."""
    return RuleBroken("pictures.whose", file=name)


def _is_picture(name: str) -> bool:
    """By its name alone; what is hidden or says that it is not finished is left alone."""
    if name.startswith((".", "~")) or name.endswith("~"):
        return False
    return os.path.splitext(name)[1].lower() in PICTURES

"""Pictures away from the window's thread: made smaller when they come, decoded when they are seen.

One thread holds the darkroom; what it answers is an image that is ready to be painted.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from counter.domain.refusals import RuleBroken
from counter.pictures import shrunk, shrunk_bytes, small
from counter.storage.blobs import FOLDER, Blobs
from counter.storage.thumbnails import Thumbnails

KEPT = "pictures"  # of items that are not taken in yet, in the machine's own folder
KEPT_S = 30 * 86_400
#: a file, the bytes of one, or an image that another program has left in the clipboard
Source = Path | bytes | QImage


@dataclass(frozen=True, slots=True)
class Developed:
    """A picture by its hash, or by its path while its item is not taken in; no image where there
    is a trouble.
    """

    key: str
    image: QImage | None = None
    trouble: RuleBroken | None = None


class Darkroom:
    """The pictures of one shop and those that wait on this machine."""

    def __init__(self, shop: Path, home: Path):
        self._blobs = Blobs(shop / FOLDER)
        self._thumbnails = Thumbnails(home, self._blobs)
        self._kept = Blobs(home / KEPT)
        self._forget_old()

    def keep(self, source: Source) -> Developed:
        """Make a picture smaller and keep it on this machine; the key is its path.

        Raises RuleBroken as `shrunk`, "file.cannot_write" when there is no room.
        """
        content = _small_enough(source)
        try:
            path = self._kept.path(self._kept.put(content))
        except OSError as full:
            where, said = str(self._kept.folder), full.strerror or ""
            raise RuleBroken("file.cannot_write", file=where, said=said) from full
        return Developed(str(path), _image(small(content)))

    def small(self, key: str) -> Developed:
        """The thumbnail of a picture."""
        try:
            if Path(key).is_absolute():
                return Developed(key, _image(small(self._kept.read(Path(key).name))))
            return Developed(key, _image(self._thumbnails.of(key)))
        except RuleBroken as trouble:
            return Developed(key, trouble=trouble)

    def whole(self, key: str) -> Developed:
        """The picture itself."""
        blobs = self._kept if Path(key).is_absolute() else self._blobs
        try:
            return Developed(key, _image(blobs.read(Path(key).name)))
        except RuleBroken as trouble:
            return Developed(key, trouble=trouble)

    def forget(self, key: str) -> None:
        """Throw away a picture that waited: it is with its item now."""
        with suppress(OSError, RuleBroken):
            self._kept.drop(Path(key).name)

    def close(self) -> None:
        """Nothing is held open."""

    def _forget_old(self) -> None:
        """What nobody came back to in thirty days belongs to no item any more."""
        before = time.time() - KEPT_S
        for name in list(self._kept.names()):
            with suppress(OSError):
                if self._kept.path(name).stat().st_mtime < before:
                    self._kept.drop(name)


def _small_enough(source: Source) -> bytes:
    if isinstance(source, Path):
        return shrunk(source)
    if isinstance(source, QImage):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        source.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue]
        source = bytes(buffer.data().data())
    return shrunk_bytes(source, "–")


def _image(content: bytes) -> QImage:
    """Decoded here and not when it is painted."""
    image = QImage.fromData(content)
    if image.isNull():
        raise RuleBroken("photo.damaged", file="–")
    return image.convertToFormat(QImage.Format.Format_RGB32)

"""Small pictures of the items, made when one is first wanted and kept in a folder of this machine.

They can be thrown away at any time; they never travel and are in no backup.
"""

import os
from pathlib import Path

from counter.pictures import small
from counter.storage.blobs import Blobs

FOLDER = "thumbnails"


class Thumbnails:
    """The small pictures of the blobs of one shop."""

    def __init__(self, home: Path, blobs: Blobs) -> None:
        """`home` is the machine's own folder."""
        self.folder, self._blobs = home / FOLDER, blobs

    def of(self, name: str) -> bytes:
        """The small picture of the blob with that hash, as JPEG.

        Raises RuleBroken "photo.missing", "photo.altered" or "photo.damaged"; a folder that cannot
        be written only costs the making of it again.
        """
        path = self.folder / self._blobs.path(name).name
        try:
            if self._blobs.path(name).exists():
                return path.read_bytes()
        except OSError:
            pass
        made = small(self._blobs.read(name))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(made)
            os.replace(fresh, path)
        except OSError:
            pass
        return made

    def forget(self, names: list[str]) -> None:
        """Deletes what was made of blobs that are gone."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

"""Pictures between two seats of a shop: what the other lacks goes there, what is lacking comes."""

from contextlib import suppress
from hashlib import sha256

from counter.storage.blobs import Blobs, blobs_of, newest, standing_since
from counter.storage.database import Connection
from counter.sync import files
from counter.sync.http_line import SeatLine
from counter.sync.pictures import NAMES_A_CALL, Pictures


class NearPictures:
    """What was looked through with one neighbour so far: each line begins anew."""

    def __init__(self, db: Connection) -> None:
        self._db, self._blobs, self._place = db, blobs_of(db), 0

    def exchange(self, line: SeatLine) -> Pictures:
        """Both ways, for pictures of which something was said since all were in their places.
        Raises NoHub, OSError.
        """
        done, place = Pictures(), newest(self._db)
        names = standing_since(self._db, self._place)
        here = [name for name in names if self._blobs.path(name).exists()]
        for at in range(0, len(here), NAMES_A_CALL):
            for name in line.ask(list[str], "/v1/blobs", here[at : at + NAMES_A_CALL]):
                with suppress(FileNotFoundError):  # taken back meanwhile
                    content = self._blobs.read(name)
                    done.sent += files.send(line, f"/v1/blob/{name}", content) > 0
        for name in sorted(set(names).difference(here)):
            if _fetched(self._blobs, line, name):
                done.fetched += 1
            else:
                done.missing += 1
        if not done.missing:
            self._place = place
        return done


def _fetched(blobs: Blobs, line: SeatLine, name: str) -> bool:
    part = blobs.arriving(name)
    try:
        files.fetch(line, f"/v1/blob/{name}", part, name, lambda _here, _of: None)
        content = part.read_bytes()
    except FileNotFoundError:
        return False
    part.unlink(missing_ok=True)
    if sha256(content).hexdigest() != name:
        return False
    blobs.put(content)
    return True

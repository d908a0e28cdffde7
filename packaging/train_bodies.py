"""Trains `counter/storage/bodies.zdict` on the bodies of a demo shop: `train_bodies.py SHOP.db`.

The dictionary belongs to codec 1 of the log. Files in the field are read with it for ever: run this
only for a new codec with a new number.
"""

import sys
from pathlib import Path

import zstandard

from counter.storage import database, entries

SIZE = 64 * 1024


def main(file: Path) -> None:
    """Writes the dictionary and says how many bodies it was trained on."""
    db = database.open_reader(file)
    bodies = [entries.expanded(body) for (body,) in db.execute("SELECT body FROM sync_log")]
    words = zstandard.train_dictionary(SIZE, bodies, level=19)
    entries.DICTIONARY.write_bytes(words.as_bytes())
    sys.stderr.write(f"{len(bodies)} bodies, {len(words.as_bytes())} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Trains `counter/storage/bodies.zdict` on the kept bodies of demo shops: `train_bodies.py SHOP.db
...`.

The dictionary belongs to codec 1 of the log. Files in the field are read with it for ever: run this
only for a new codec with a new number.
"""

import sys
from pathlib import Path

import zstandard

from counter.storage import database, entries

SIZE = 64 * 1024


def main(files: list[Path]) -> None:
    """Writes the dictionary and says how many bodies it was trained on."""
    bodies: list[bytes] = []
    for file in files:
        db = database.open_reader(file)
        bodies += [entries.expanded(body) for (body,) in db.execute("SELECT body FROM sync_log")]
        db.close()
    words = zstandard.train_dictionary(SIZE, bodies, level=19)
    entries.DICTIONARY.write_bytes(words.as_bytes())
    sys.stderr.write(f"{len(bodies)} bodies, {len(words.as_bytes())} bytes\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])

"""Writes down the log of a small outlet with what its tables held, for later versions to replay:
`python -m tests.sync.recording VERSION`.
"""

import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from counter.storage.catalogue import TRAVELLING
from counter.sync.exchange import PIECE
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.messages import Run
from counter.wire.packing import packed
from tests.sync.world import World

FOLDER = Path(__file__).with_name("recorded")
SEED, STEPS, NAME = 7, 250, "1a"
Rows = dict[str, dict[str, dict[str, Any]]]


class Recorded(msgspec.Struct):
    """Every chain a file held, and by table and id in hex what each column said."""

    runs: list[Run]
    rows: Rows


def rows_of(db: Any) -> Rows:
    """The travelling rows of a file; what lies in one as bytes in hex."""
    rows: Rows = {}
    for kind in TRAVELLING:
        names = [column.name for column in kind.columns]
        quoted = ", ".join(f'"{name}"' for name in names)
        for row in db.execute(f"SELECT {quoted} FROM {kind.name}"):
            said = {
                name: value.hex() if isinstance(value, bytes) else value
                for name, value in zip(names, row, strict=True)
            }
            rows.setdefault(kind.name, {})[said.pop("id")] = said
    return rows


def runs_of(book: SeatBook) -> list[Run]:
    """Every chain from its beginning."""
    runs: list[Run] = []
    for n, _ in book.held().values():
        own = book.own(n)
        link, after = links.first_link(own.facts), 0
        while after < own.seq:
            run = book.run(own, after, link, PIECE)
            link, after = links.links_of(run)[-1], run.packets[-1].seq
            runs.append(run)
    return runs


def main() -> int:
    """Makes the file."""
    logging.getLogger("counter").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), SEED)
        for _ in range(STEPS):
            world.step()
        world.heal()
        seat = next(one for one in world.seats if one.name == NAME)
        recorded = Recorded(runs_of(seat.book), rows_of(seat.shop.db))
        world.close()
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{sys.argv[1]}.rcs"
    path.write_bytes(packed(recorded))
    print(f"{path}: {len(recorded.runs)} runs, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

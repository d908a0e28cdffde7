"""The logs of every version there was are replayed by this one: each column says what it said then
(sync.md §9.7). `poe record VERSION` writes one down.
"""

import shutil
from pathlib import Path

import pytest

from counter.storage import applying, database, erasing
from counter.storage.deriving import derive
from counter.storage.entries import read_body
from counter.wire import links
from counter.wire.packing import unpacked
from tests.sync.founding import blank
from tests.sync.recording import FOLDER, Recorded, rows_of

RECORDED = sorted(FOLDER.glob("*.rcs"))
ZONE = "Asia/Shanghai"


def test_there_is_one() -> None:
    assert RECORDED


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_an_old_log_says_what_it_said(path: Path, tmp_path: Path) -> None:
    kept = unpacked(path.read_bytes(), Recorded)
    assert len(kept.rows) > 5
    shutil.copy(blank(), tmp_path / "shop.db")
    db = database.open_writer(tmp_path / "shop.db")
    db.execute("BEGIN IMMEDIATE")
    with erasing.capture_off(db):
        for run in kept.runs:
            links.check_signed(run.facts.public_key, links.links_of(run)[-1], run.packets[-1].sig)
            for place, one in zip(links.places_of(run), run.packets, strict=True):
                links.check_personal(one, place.eid)
                entry = read_body(one.body, place.eid)
                personal = {n: (salt, value) for n, salt, value in one.personal}
                done = applying.apply_entry(db, entry, one.hlc, personal, one.held)
                derive(db, done.touched, done.new, ZONE)
    db.execute("COMMIT")
    now = rows_of(db)
    db.close()
    for table, rows in kept.rows.items():
        assert now[table].keys() == rows.keys(), table
        for row_id, said in rows.items():
            # columns that came later stand beside
            assert {name: now[table][row_id][name] for name in said} == said, (table, row_id)

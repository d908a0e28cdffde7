"""`verify` for a whole shop: chain, signatures, rows against the log, tail against the lease
(decisions 17).
"""

import tempfile
from pathlib import Path

from counter.storage import building, database, proving
from counter.storage.alterations import Alteration
from counter.storage.blobs import blobs_of, standing
from counter.storage.logbook import Logbook
from counter.storage.proving import Told, Verdict
from counter.storage.questions.signatures import signatures_apart
from counter.storage.shop import Shop

MOST_NOTES = 20


def verify(shop: Shop, *, quick: bool = False, told: Told | None = None) -> Verdict:
    """Reads the whole book. `quick` leaves out the replay that compares every row (minutes at
    100,000 cases); `told` hears how many entries of how many were read.
    """
    db = shop.db
    replica = db.execute("SELECT value FROM sync_state WHERE name = 'replica'").fetchone()[0]
    keys = shop.machine.keys_of(replica)
    # before the file is read: an act meanwhile must not look like a cut tail
    lease = shop.machine.lease_of(replica)
    db.execute("BEGIN")
    try:
        wrong = proving.verify_pages(db)
        chains = proving.verify_chains(db, told)
        wrong += chains.alterations
        wrong += proving.verify_lease(db, lease, keys.public() if keys else None)
        if not quick and not wrong:
            wrong += proving.verify_personal(db)
            wrong += _verify_rows(db, shop.folder)
        notes = _notes(db, is_whole=not wrong)
        notes += _notes_of_pictures(db, quick=quick)
        notes += [] if quick or wrong else _notes_of_names(db)
        if lease is None:
            notes.append("this machine has no lease of the shop: a cut tail would not show")
    finally:
        db.execute("ROLLBACK")
    return Verdict(chains.entries, tuple(wrong), tuple(notes))


def _verify_rows(db: database.Connection, beside: Path) -> list[Alteration]:
    (zone,) = db.execute(
        "SELECT o.zone FROM outlet o JOIN sync_gate g ON o.number = g.outlet"
    ).fetchone()
    with tempfile.TemporaryDirectory(prefix=".verify-", dir=beside) as folder:
        empty = database.open_writer(Path(folder) / "replay.db", create=True)
        try:
            empty.execute("PRAGMA synchronous=OFF")
            empty.execute("BEGIN")
            building.build(empty)
            empty.execute("COMMIT")
            return proving.verify_rows(db, empty, zone)
        finally:
            empty.close()


def _notes_of_pictures(db: database.Connection, *, quick: bool) -> list[str]:
    """Pictures that are not as the book has them. The book itself is whole: it holds their hashes,
    and other machines may hold the bytes.
    """
    blobs, named = blobs_of(db), standing(db)
    here = set(blobs.names())
    good = here if quick else {name for name in here if blobs.is_whole(name)}
    wrong = [(name, number) for name, number in named if name not in good]
    notes = [
        f"picture {name[:12]} of case {number} is {'altered' if name in here else 'missing'}"
        for name, number in wrong[:MOST_NOTES]
    ]
    if len(wrong) > MOST_NOTES:
        notes.append(f"{len(wrong)} pictures are missing or altered in all")
    strangers = len(here - {name for name, _ in named})
    return notes + ([f"{strangers} pictures belong to no case"] if strangers else [])


def _notes_of_names(db: database.Connection) -> list[str]:
    """Names on the pad over facts that were corrected later: what was signed for stands in the log
    and on the paper with the name, not in the case as it is now.
    """
    apart = signatures_apart(db)
    notes = [
        f"what was signed on the pad for receipt {one.number} ({one.what.value}) was changed since"
        for one in apart[:MOST_NOTES]
    ]
    more = f"{len(apart)} names on the pad stand under something else by now in all"
    return [*notes, more] if len(apart) > MOST_NOTES else notes


def _notes(db: database.Connection, *, is_whole: bool) -> list[str]:
    pending = db.execute("SELECT count(*) FROM sync_pending").fetchone()[0]
    notes = [f"{pending} rows wait to be sealed as written by nobody known"] if pending else []
    for logged in Logbook(db).rows() if is_whole else ():
        if b'"k":"outside"' in logged.body:
            chain, seq = logged.place.chain.hex(), logged.place.seq
            notes.append(f"entry {seq} of chain {chain} was written past the program")
    chains = db.execute(
        "SELECT chain, parent_seq, why FROM sync_chain WHERE parent IS NOT NULL ORDER BY n"
    )
    return notes + [
        f"chain {chain.hex()} began after entry {seq}: {why}" for chain, seq, why in chains
    ]

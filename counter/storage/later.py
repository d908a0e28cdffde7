"""Entries that were set aside because a newer program wrote them: they stand in the log as they
came, and are applied once this program has become new enough.
"""

from counter.storage import schema
from counter.storage.catalogue import BY_NAME
from counter.storage.database import Connection
from counter.storage.entries import SCHEMA_VERSION
from counter.storage.erasing import capture_off
from counter.storage.logbook import Logbook, Logged, number_of
from counter.storage.proving import held_of, personal_of
from counter.storage.receiving import Coming, Receiver, readable

#: with which program it was tried last
TRIED = "future_tried"
PROGRAM = f"{schema.HEAD}.{SCHEMA_VERSION}.{schema.LAYOUT}".encode()


def catch_up(db: Connection) -> frozenset[str]:
    """Applies what can be applied by now, where this program has not tried it yet; the kinds of
    record that changed. What is still unknown stays where it is.
    """
    waiting = db.execute("SELECT EXISTS(SELECT 1 FROM sync_future)").fetchone()[0]
    query = "SELECT value FROM sync_state WHERE name = ?"
    if not waiting or db.execute(query, (TRIED,)).fetchone() == (PROGRAM,):
        return frozenset()
    db.execute("BEGIN IMMEDIATE")
    try:
        kinds = _catch_up(db)
        statement = "INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)"
        db.execute(statement, (TRIED, PROGRAM))
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has ended it already
            db.execute("ROLLBACK")
        raise
    return kinds


def _catch_up(db: Connection) -> frozenset[str]:
    (zone,) = db.execute(
        "SELECT o.zone FROM outlet o JOIN sync_gate g ON o.number = g.outlet"
    ).fetchone()
    receiver, book = Receiver(db, str(zone)), Logbook(db)
    found = db.execute(
        "SELECT c.n, f.seq FROM sync_future f JOIN sync_chain c ON c.chain = f.chain ORDER BY 1, 2"
    ).fetchall()
    with capture_off(db):
        for chain, seq in found:
            coming = _known_now(db, chain, book.entry(number_of(chain, seq)))
            if coming is not None:
                _forget(db, coming)
                receiver.add(coming)
        receiver.write()
    return frozenset(receiver.kinds)


def _known_now(db: Connection, chain: int, logged: Logged) -> Coming | None:
    entry = readable(logged.body, logged.place)
    if entry is None or any(change.table not in BY_NAME for change in entry.changes):
        return None
    personal, held = personal_of(db, logged.n), held_of(db, logged.n)
    return Coming(chain, logged.place, entry, logged.body, logged.sig, personal, held)


def _forget(db: Connection, one: Coming) -> None:
    """Before it is taken anew."""
    db.execute(
        "DELETE FROM sync_future WHERE chain = ? AND seq = ?", (one.place.chain, one.place.seq)
    )
    db.execute("DELETE FROM sync_log WHERE n = ?", (one.n,))
    db.execute("DELETE FROM sync_personal WHERE entry = ?", (one.n,))
    db.execute("DELETE FROM sync_held WHERE entry = ?", (one.n,))

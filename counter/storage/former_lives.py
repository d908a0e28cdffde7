"""What a chain stands on may have moved: the entries of a life of one file that parted from another
stand on a chain of their own, and their links of before can be made again from them.
"""

from dataclasses import replace

from counter.storage.database import Connection
from counter.storage.logbook import Logbook


def stood_there(db: Connection, chain: bytes, seq: int, link: bytes) -> bool:
    """Whether a link of 32 bytes was that of entry `seq` of a chain in a life of it that has moved:
    who went on from that entry may be another seat than the one that moved it.
    """
    lives = db.execute(
        "SELECT n, parent_seq, parent_hash FROM sync_chain WHERE parent = ? AND parent_seq < ?",
        (chain, seq),
    ).fetchall()
    try:
        return any(_link_before(db, n, (chain, met, last), seq) == link for n, met, last in lives)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError):
        return False  # an entry that cannot be read is told by itself


def _link_before(db: Connection, n: int, met: tuple[bytes, int, bytes], seq: int) -> bytes | None:
    """The link entry `seq` of a chain had in the life that stands on chain number `n` now; `met` is
    the chain, the last entry common to its lives, and that one's link. None where it never stood
    there.
    """
    chain, last, link = met
    for logged in Logbook(db).rows(n):
        entry = logged.read()
        if entry.first_hlc is None:
            return None  # written where it stands
        last += 1
        before = replace(logged.place, chain=chain, seq=last, prev=link)
        if entry.eid == before.eid:  # it was first there: its body did not say so yet
            entry = replace(entry, first_hlc=None)
        link = before.hash_of(entry.body())
        if last == seq:
            return link
    return None

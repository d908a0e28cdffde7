"""A customer's answer as an entry that the hub seals for the outlet: on a chain of its own, beside
the one on which it hands over what other outlets wrote. From there it goes the way of every entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
import sqlalchemy as sa

from counter.domain.choices import AnswerWhat
from counter.domain.records import HEAD_OFFICE, Id
from counter.hub import tables as t
from counter.hub.ledger import Personal, next_positions
from counter.hub.routing import HubName
from counter.storage.entries import SCHEMA_VERSION, Change, Entry, Place, personal_hash
from counter.storage.ids import TAIL_BITS, make_id, place_of
from counter.wire import links
from counter.wire.messages import ChainFacts

KIND, TABLE, NOBODY = "customer_answer", "customer_answer", "unknown"
#: what the other chain of the hub's says too: it is no seat's
WHY = "handed over"
SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said of an item: `estimate` is the id of what is approved or declined."""

    receipt: bytes
    item: bytes
    what: AnswerWhat
    estimate: bytes | None = None
    stars: int = 0
    said: str = ""


def entry_of(answer: Answer, at: int, chance: Callable[[int], bytes]) -> tuple[Entry, Personal]:
    """The entry that says it, and the personal values beside it. Its row is of the outlet that
    issued the receipt.
    """
    place = place_of(answer.receipt)
    tail = place & (1 << TAIL_BITS) - 1
    row_id: Id = make_id(at, place >> TAIL_BITS, tail, chance)
    values: dict[str, Any] = {
        "item_id": answer.item.hex(), "what": answer.what.value, "stars": answer.stars, "at": at,
        "estimate_id": answer.estimate.hex() if answer.estimate else None, "said": "",
    }  # fmt: skip
    personal: Personal = ()
    if answer.said:
        salt = chance(SALT_BYTES)
        values["said"] = [0, personal_hash(salt, answer.said).hex()]
        personal = ((0, salt, answer.said),)
    change = Change(TABLE, row_id, "I", values)
    return Entry(b"", KIND, NOBODY, at, (change,)), personal


def facts_of(name: bytes, public_key: bytes, outlet: int) -> ChainFacts:
    """The chain on which a hub seals what an outlet's customers say."""
    chain = sha256(b"customers" + name + outlet.to_bytes(4, "big")).digest()[:16]
    return ChainFacts(chain, name, public_key, HEAD_OFFICE, 0, why=WHY)


def seal(
    db: sa.Connection, hub: HubName, outlet: int, said: tuple[Entry, Personal], at: int
) -> None:
    """Puts an answer into the outlet's stream; `at` is milliseconds since 1970 UTC."""
    entry, personal = said
    facts = facts_of(hub.name, hub.public_key, outlet)
    pos = next_positions(db, outlet, 1)  # whoever has it writes this chain alone
    where = t.CHAIN.c.outlet_no == outlet, t.CHAIN.c.chain == facts.chain
    kept = db.execute(sa.select(t.CHAIN.c.seq, t.CHAIN.c.head).where(*where)).first()
    seq, head = (int(kept.seq), bytes(kept.head)) if kept else (0, links.first_link(facts))
    place = Place(facts.chain, seq + 1, at << 16, SCHEMA_VERSION, head)
    body = entry.body()
    link = place.hash_of(body)
    row = {
        "outlet_no": outlet, "pos": pos, "chain": facts.chain, "seq": place.seq, "hlc": place.hlc,
        "sv": place.sv, "prev": head, "body": body, "sig": hub.sign(link),
        "personal": msgspec.msgpack.encode(personal), "recv_at": at,
    }  # fmt: skip
    db.execute(sa.insert(t.OP_LOG), row)
    now = {"seq": place.seq, "head": link, "seen_at": at}
    if kept is None:
        told = msgspec.msgpack.encode(facts)
        db.execute(
            sa.insert(t.CHAIN).values(outlet_no=outlet, chain=facts.chain, facts=told, **now)
        )
    else:
        db.execute(sa.update(t.CHAIN).where(*where).values(**now))

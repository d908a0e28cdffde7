"""The hub's tables, the same on SQLite and PostgreSQL; every key begins with the outlet's number,
so that one request touches one outlet (sync.md §5.1).
"""

from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()
Columns = sa.Column[Any]
BYTES, WHOLE, TEXT = sa.LargeBinary, sa.BigInteger, sa.Text


def _key(name: str, of: Any = WHOLE) -> Columns:
    return sa.Column(name, of, primary_key=True, nullable=False, autoincrement=False)


def _must(name: str, of: Any = WHOLE) -> Columns:
    return sa.Column(name, of, nullable=False)


def _may(name: str, of: Any = WHOLE) -> Columns:
    return sa.Column(name, of)


OUTLET = sa.Table("outlet", METADATA, _key("no"), _must("name", TEXT))
#: shops that began alone: the number and the tail inside their ids, and the outlet each is here
ADOPTED = sa.Table("adopted", METADATA, _key("no"), _key("tail"), _must("outlet_no"))
#: the code itself is kept nowhere, only its hash
ENROL_CODE = sa.Table(
    "enrol_code", METADATA, _key("code_hash", BYTES), _must("outlet_no"), _must("seat"),
    _must("until_at"), _may("used_at"),
)  # fmt: skip
REPLICA = sa.Table(
    "replica", METADATA, _key("outlet_no"), _key("replica", BYTES), _must("public_key", BYTES),
    _must("seat"), _must("machine", TEXT), _must("enrolled_at"), _may("revoked_at"),
    _must("seen_at"),
)  # fmt: skip
CHAIN = sa.Table(
    "chain", METADATA, _key("outlet_no"), _key("chain", BYTES), _must("facts", BYTES),
    _must("seq"), _must("head", BYTES), _must("seen_at"),
)  # fmt: skip
STREAM = sa.Table("stream", METADATA, _key("outlet_no"), _must("pos"))
OP_LOG = sa.Table(
    "op_log", METADATA, _key("outlet_no"), _key("pos"), _must("chain", BYTES), _must("seq"),
    _must("hlc"), _must("sv"), _must("prev", BYTES), _must("body", BYTES), _must("sig", BYTES),
    _must("personal", BYTES), _must("recv_at"),
    sa.UniqueConstraint("outlet_no", "chain", "seq"),
)  # fmt: skip
#: an act may come again on a second chain; it is handed on once
ROUTED = sa.Table("routed", METADATA, _key("outlet_no"), _key("eid", BYTES))
QUARANTINE = sa.Table(
    "quarantine", METADATA, _key("outlet_no"), _key("pos"), _key("n"), _must("why", TEXT),
)  # fmt: skip
#: entries of head office that are for nobody else
WITHHELD = sa.Table("withheld", METADATA, _key("outlet_no"), _key("pos"))
#: how far each outlet's stream was read by whoever follows it
FOLLOWED = sa.Table("followed", METADATA, _key("name", TEXT), _key("outlet_no"), _must("pos"))
#: which entries speak of a row, for an outlet that comes to see it later
SPEAKS = sa.Table(
    "speaks", METADATA, _key("tbl", TEXT), _key("id", BYTES), _key("outlet_no"), _key("pos"),
    _key("n"),
)  # fmt: skip
REFERENCE = sa.Table(
    "reference", METADATA, _key("id", BYTES), _key("tbl", TEXT), _key("col", TEXT),
    _must("ref", BYTES),
)  # fmt: skip
GRANT = sa.Table(
    "granted", METADATA, _key("id", BYTES), _key("tbl", TEXT), _key("outlet_no"),
)  # fmt: skip
WITH_ITEM = sa.Table(
    "with_item", METADATA, _key("item", BYTES), _key("tbl", TEXT), _key("id", BYTES)
)
WAITING = sa.Table(
    "waiting", METADATA, _key("for_id", BYTES), _key("for_tbl", TEXT), _key("id", BYTES),
    _key("tbl", TEXT),
)  # fmt: skip
#: what was published for a later day: JSON of rows that no outlet is given before
PLANNED = sa.Table(
    "planned", METADATA, _key("number"), _must("from_on", TEXT), _must("rows", BYTES)
)
HUB = sa.Table("hub", METADATA, _key("name", TEXT), _must("value", BYTES))

# what follows from the entries and can be made again ---------------------------------------------

#: an outlet's rows as its seats hold them; `fields` is JSON of what was said (the rest is at its
#: default), nothing for a row that is still on its way; `parent` is an item's customer
HELD_ROW = sa.Table(
    "held_row", METADATA, _key("outlet_no"), _key("tbl", TEXT), _key("id", BYTES),
    _may("fields", TEXT), _may("ver", BYTES), _may("ph", BYTES), _may("parked", TEXT),
    _must("erased"), _may("link", BYTES), _may("parent", BYTES),
)  # fmt: skip
_HAS_PARENT = HELD_ROW.c.parent.is_not(None)
sa.Index(
    "held_row_parent", HELD_ROW.c.outlet_no, HELD_ROW.c.parent,
    sqlite_where=_HAS_PARENT, postgresql_where=_HAS_PARENT,
)  # fmt: skip
#: of a table's rows the count and the sum of their links mod 2^256 (decisions 18)
HELD_SUM = sa.Table(
    "held_sum", METADATA, _key("outlet_no"), _key("tbl", TEXT), _must("rows"),
    _must("total", BYTES),
)  # fmt: skip
#: up to which position of a stream something was erased: no older copy may be handed out
HELD_ERASED = sa.Table("held_erased", METADATA, _key("outlet_no"), _must("pos"))
#: which entries hold personal values of a row beside them: they go when it is erased
HELD_PERSONAL = sa.Table(
    "held_personal", METADATA, _key("outlet_no"), _key("tbl", TEXT), _key("id", BYTES),
    _key("pos"),
)  # fmt: skip
#: which pictures the items of an outlet have; bytes added less bytes taken back
BLOB_NAMED = sa.Table(
    "blob_named", METADATA, _key("sha256", TEXT), _key("outlet_no"), _key("item_id", BYTES),
    _must("size"),
)  # fmt: skip
sa.Index("blob_named_item", BLOB_NAMED.c.outlet_no, BLOB_NAMED.c.item_id)
#: pictures that may belong to nobody any more
BLOB_DOUBT = sa.Table("blob_doubt", METADATA, _key("sha256", TEXT))
#: what the hub has signed for a day that is over; a message of `counter.wire.day_proofs`
DAY_PROOF = sa.Table(
    "day_proof", METADATA, _key("outlet_no"), _key("day", TEXT), _must("said", BYTES)
)

# bundles ------------------------------------------------------------------------------------------

#: how far a seat has read its outlet's stream and head office's, as its last bundle said
BUNDLE_HEARD = sa.Table(
    "bundle_heard", METADATA, _key("outlet_no"), _key("replica", BYTES), _must("own_pos"),
    _must("hq_pos"),
)  # fmt: skip
#: the bundles written for an outlet: how many, and up to where the last one went
BUNDLE_GIVEN = sa.Table(
    "bundle_given", METADATA, _key("outlet_no"), _must("number"), _must("own_pos"),
    _must("hq_pos"),
)  # fmt: skip

"""From the code on a receipt to the receipt: by a hash, so that a stolen table opens nothing."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from counter.hub.customer.tables import CUSTOMER_LINE, CUSTOMER_TOKEN

RECEIPT, LINE = "item_receipt", "receipt_line"
TOKEN_DIGITS = 32
#: table and row id of what a stream changed; what was said of it before and now
Key = tuple[str, bytes]
Change = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]


def hash_of(token: str) -> bytes:
    """What stands for a token of 32 hex digits."""
    return hashlib.sha256(b"RCS-customer-1" + bytes.fromhex(token)).digest()


def note(db: sa.Connection, outlet: int, changed: Mapping[Key, Change]) -> None:
    """Keeps the way to receipts that are new in an outlet's rows; a line of one never leaves it."""
    codes, lines = list[dict[str, Any]](), list[dict[str, Any]]()
    for (table, row_id), (was, now) in changed.items():
        if was is not None or now is None:
            continue
        if table == RECEIPT and _is_token(now.get("token", "")):
            code = hash_of(now["token"])
            codes.append({"outlet_no": outlet, "token_hash": code, "receipt_id": row_id})
        elif table == LINE and now.get("receipt_id"):
            receipt = bytes.fromhex(now["receipt_id"])
            lines.append({"outlet_no": outlet, "receipt_id": receipt, "line_id": row_id})
    if codes:
        db.execute(sa.insert(CUSTOMER_TOKEN), codes)
    if lines:
        db.execute(sa.insert(CUSTOMER_LINE), lines)


def find(db: sa.Connection, outlets: Collection[int], token: str) -> tuple[int, bytes] | None:
    """Outlet and receipt a token opens at one of these outlets."""
    known = CUSTOMER_TOKEN.c
    where = known.outlet_no.in_(outlets), known.token_hash == hash_of(token)
    query = sa.select(known.outlet_no, known.receipt_id).where(*where).order_by(known.receipt_id)
    found = db.execute(query.limit(1)).first()
    return (int(found.outlet_no), bytes(found.receipt_id)) if found else None


def lines_of(db: sa.Connection, outlet: int, receipt: bytes) -> list[bytes]:
    """The lines of a receipt."""
    known = CUSTOMER_LINE.c
    where = known.outlet_no == outlet, known.receipt_id == receipt
    found = db.execute(sa.select(known.line_id).where(*where).order_by(known.line_id))
    return [bytes(one) for one in found.scalars()]


def _is_token(text: str) -> bool:
    if len(text) != TOKEN_DIGITS:
        return False
    try:
        return len(bytes.fromhex(text)) * 2 == TOKEN_DIGITS
    except ValueError:
        return False

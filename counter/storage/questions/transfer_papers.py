"""What the transfer note is handed, read from the book."""

from counter.domain.choices import PaperCopy
from counter.domain.numbers import NumberKind
from counter.domain.transfer_paper import TransferPaper, TransferredThing
from counter.storage.database import Connection
from counter.storage.questions.numbered import one_of
from counter.storage.questions.paper_parts import Setting, paper_item, setting_for
from counter.storage.questions.parts_of_sql import who
from counter.storage.questions.reading import Row, at_one_moment, row, rows

_TRANSFER = f"""
SELECT t.number, t.from_outlet, t.from_name, t.to_outlet, t.to_name, t.seal, t.carrier, t.note,
  t.packed_at, {who("t.packed_by", "packed_by")}
FROM transfer t WHERE t.id = ?
"""
_ITEMS = "SELECT item_id FROM transfer_line WHERE transfer_id = ? ORDER BY n, k"
_PARTS = "SELECT name, qty FROM transfer_part WHERE item_id = ? AND transfer_id = ? ORDER BY k"


@at_one_moment
def transfer_paper(
    db: Connection,
    *,
    number: str,
    copy: PaperCopy = PaperCopy.FILE,
    printed_at: int,
    reprint: int = 0,
    language: str | None = None,
) -> TransferPaper:
    """The paper that goes with a transfer, by its number; names stand masked on it.

    Raises RuleBroken "number.…", "record.unknown".
    """
    transfer = one_of(db, number, NumberKind.TRANSFER)
    found = row(db, _TRANSFER, (transfer,)) or {}
    setting = setting_for(db, language, "transfer")
    items = [item for (item,) in db.execute(_ITEMS, (transfer,)).fetchall()]
    return TransferPaper(
        number=found["number"],
        letterhead=setting.letterhead,
        language=setting.language,
        copy=copy,
        reprint=reprint,
        printed_at=setting.local(printed_at),
        packed_at=setting.local(found["packed_at"]),
        from_outlet=f"{found['from_outlet']} {found['from_name']}".strip(),
        to_outlet=f"{found['to_outlet']} {found['to_name']}".strip(),
        seal=found["seal"],
        carrier=found["carrier"],
        remark=found["note"],
        clerk=_clerk(found),
        items=tuple(_thing(db, transfer, item, setting) for item in items),
        **setting.chosen,
    )


def _clerk(found: Row) -> str:
    name, code = found["packed_by_name"], found["packed_by_code"]
    return f"{name}（{code}）" if name else ""


def _thing(db: Connection, transfer: bytes, item_id: bytes, setting: Setting) -> TransferredThing:
    item = paper_item(db, item_id, setting.language)
    condition = (*item.condition_found, item.condition_note)
    return TransferredThing(
        card_number=item.card_number,
        product=item.product,
        model=item.model,
        serial=item.serial,
        masked_name=item.masked_name,
        fault=item.fault,
        accessories=item.accessories,
        condition=" · ".join(part for part in condition if part),
        parts=tuple(
            f"{one['name']} ×{one['qty']}" for one in rows(db, _PARTS, (item_id, transfer))
        ),
    )

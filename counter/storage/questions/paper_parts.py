"""Reads what papers have in common: the letterhead, an item in the paper's language."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from counter.domain import personal
from counter.domain.paper_looks import LOGO, PREFIX, logo_of, look_of
from counter.domain.papers import Letterhead, ReceiptItem
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category, OldPartChoice
from counter.language import chip_word, spoken
from counter.storage.database import Connection
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.outlet import local, settings, zone
from counter.storage.questions.parts_of_sql import CUSTOMER
from counter.storage.questions.reading import Row, row

_OUTLET = """
SELECT o.name, o.name_en, o.address, o.service_phone, o.complaint_phone, o.language
FROM sync_gate g JOIN outlet o ON o.number = g.outlet
"""
_ITEM = f"""
SELECT i.id, i.number, i.fault, i.fault_codes_json AS _fault_codes, i.condition_json,
  i.condition_note, i.accessories_json,
  i.declared_value_fen, i.quoted_fen, i.diagnosis_fee_fen, i.category_expected,
  i.old_part_choice, i.cover, i.promised_at, i.received_at, c.id AS card_id,
  c.number AS card_number, c.category, c.status AS card_status, c.guarantee_until_on,
  u.product, u.brand, u.model, u.serial, u.kind_code, s.name AS shelf,
  cu.name AS customer_name, cu.phone,
  (SELECT coalesce(sum((p.size > 0) - (p.size < 0)), 0) FROM photo p WHERE p.item_id = i.id)
    AS photos,
  (SELECT coalesce(sum(p.amount_fen), 0) FROM payment p WHERE p.item_id = i.id
    AND (p.kind = 'DEPOSIT' OR p.reverses IN
      (SELECT d.id FROM payment d WHERE d.item_id = i.id AND d.kind = 'DEPOSIT'))) AS deposit_fen
FROM customer_item i {CUSTOMER}
  LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN shelf s ON s.id = i.shelf_id
WHERE i.id = ?
"""
_CONDITIONS = "SELECT conditions_json FROM item_kind WHERE code = ? ORDER BY active DESC, k LIMIT 1"


class Chosen(TypedDict):
    """What the outlet has chosen for a paper, by the names a paper has for it."""

    hidden: frozenset[str]
    note: str
    size: str


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Whose paper it is and how it speaks: letterhead, language, the outlet's clock; what was
    `chosen` for it, and where the customer's page is.
    """

    letterhead: Letterhead
    language: str
    zone: ZoneInfo
    chosen: Chosen
    status_link: str = ""

    def local(self, at: int) -> datetime:
        """A moment as the outlet's clock shows it."""
        return local(at, self.zone)


def paper_language(db: Connection) -> str:
    """The language of the outlet's papers."""
    found = row(db, _OUTLET)
    return found["language"] if found else ""


def setting_for(db: Connection, language: str | None, form: str) -> Setting:
    """The outlet's letterhead of a form in a language; None = the outlet's own."""
    found = row(db, _OUTLET)
    if found is None:
        raise RuleBroken("record.gone", kind="outlet")
    speaks = language or found["language"]
    kept = settings(db)
    look = look_of(form, kept[f"{PREFIX}{form}"])
    note = kept["receipt_note"] if form == "item_receipt" else look.note
    names = {"zh_CN": found["name"], "en": found["name_en"] or found["name"]}
    letterhead = Letterhead(
        outlet_name=spoken(names, speaks),
        outlet_address=found["address"],
        service_phone=found["service_phone"],
        complaint_phone=found["complaint_phone"],
        logo=logo_of(kept[LOGO]) if look.logo else None,
    )
    return Setting(
        letterhead=letterhead,
        language=speaks,
        zone=zone(db),
        chosen=Chosen(hidden=look.hidden, note=spoken(note, speaks), size=look.size),
        status_link=str(kept["status_link"]),
    )


@dataclass(frozen=True, kw_only=True)
class PaperItem:
    """An item with everything any paper tells of it, words already in the paper's language."""

    id: bytes
    card_id: bytes | None
    case_number: str
    card_number: str
    card_status: str
    guarantee_until_on: str
    customer_name: str
    phone: str
    product: str
    model: str
    serial: str
    fault: str
    accessories: tuple[str, ...]
    condition_words: tuple[str, ...]
    condition_found: tuple[str, ...]
    condition_note: str
    photos: int
    category: Category
    cover: str
    received_at: int
    promised_at: int
    quoted_fen: int | None
    diagnosis_fee_fen: int
    deposit_fen: int
    declared_value_fen: int | None
    old_part_choice: OldPartChoice
    shelf: str

    @property
    def masked_name(self) -> str:
        """The name as card, labels and register carry it."""
        return personal.masked_name(self.customer_name)

    @property
    def phone_tail(self) -> str:
        """The last four digits."""
        return personal.phone_tail(self.phone)


def paper_item(db: Connection, item: bytes, language: str) -> PaperItem:
    """An item as papers in that language tell of it."""
    found: Row = row(db, _ITEM, (item,)) or {}
    seen: list[str] = json.loads(found["condition_json"])
    words = _conditions(db, found["kind_code"], language)
    return PaperItem(
        id=found["id"],
        card_id=found["card_id"],
        case_number=found["number"],
        card_number=found["card_number"] or "",
        card_status=found["card_status"] or "",
        guarantee_until_on=found["guarantee_until_on"] or "",
        customer_name=found["customer_name"],
        phone=found["phone"],
        product=found["product"] or "",
        model=_model(found["brand"] or "", found["model"] or ""),
        serial=found["serial"] or "",
        fault=FaultWords(db, language).of(found),
        accessories=accessory_words(found["accessories_json"]),
        condition_words=tuple(words.values()),
        condition_found=tuple(words.get(code) or code for code in seen),
        condition_note=found["condition_note"],
        photos=found["photos"],
        category=Category(found["category"] or found["category_expected"]),
        cover=found["cover"],
        received_at=found["received_at"],
        promised_at=found["promised_at"],
        quoted_fen=found["quoted_fen"],
        diagnosis_fee_fen=found["diagnosis_fee_fen"],
        deposit_fen=found["deposit_fen"],
        declared_value_fen=found["declared_value_fen"],
        old_part_choice=OldPartChoice(found["old_part_choice"]),
        shelf=found["shelf"] or "",
    )


def receipt_item(item: PaperItem, setting: Setting) -> ReceiptItem:
    """An item as the receipt tells of it."""
    return ReceiptItem(
        case_number=item.case_number,
        card_number=item.card_number,
        product=item.product,
        model=item.model,
        serial=item.serial,
        fault=item.fault,
        accessories=item.accessories,
        condition_words=item.condition_words,
        condition_found=item.condition_found,
        condition_note=item.condition_note,
        photos=item.photos,
        category=item.category,
        cover=item.cover,
        promised_at=setting.local(item.promised_at),
        quoted_fen=item.quoted_fen,
        diagnosis_fee_fen=item.diagnosis_fee_fen,
        deposit_fen=item.deposit_fen,
        declared_value_fen=item.declared_value_fen,
        old_part_choice=item.old_part_choice,
        shelf=item.shelf,
    )


def accessory_words(listed_json: str) -> tuple[str, ...]:
    """The accessories as they are read out: 电池 ×2."""
    listed: list[dict[str, Any]] = json.loads(listed_json)
    return tuple(
        f"{one['name']} ×{one['qty']}" if one.get("qty", 1) > 1 else one["name"] for one in listed
    )


def _model(brand: str, model: str) -> str:
    return model if model.startswith(brand) else f"{brand} {model}".strip()


def _conditions(db: Connection, kind_code: str | None, language: str) -> dict[str, str]:
    """The words to tick of a kind of item, by code."""
    found = db.execute(_CONDITIONS, (kind_code or "",)).fetchone()
    chips: list[dict[str, str]] = json.loads(found[0]) if found else []
    return {chip["code"]: chip_word(chip, language) for chip in chips}

"""From a draft to what the act `check_in` is told."""

from typing import Any

from counter.domain.choices import NameDiffers, PaymentMethod
from counter.domain.money import typed_fen
from counter.domain.states import Category, OldPartChoice
from counter.services.customers import CustomerFacts
from counter.services.intake import ItemFacts
from counter.services.intake_checks import AccessoryFacts
from counter.services.payments import PaymentFacts
from counter.services.units import UnitFacts
from counter.storage.questions.lists import ItemKindRow
from ui.language import Speech
from ui.screens.check_in.accessories import typed_pieces
from ui.screens.check_in.draft import NONE, CheckInDraft, ItemDraft


def facts_of(draft: CheckInDraft, name_differs: NameDiffers) -> dict[str, Any]:
    """Everything the act is told; its papers speak as the customer's do, or the outlet's.

    Amounts that cannot be read raise RuleBroken "money.…".
    """
    customer = CustomerFacts(
        phone=draft.phone,
        name=draft.name,
        customer_number=draft.customer_number,
        name_differs=name_differs,
    )
    items = tuple(_item(item) for item in draft.items)
    return {"customer": customer, "items": items}


def fault_said(item: ItemDraft, kind: ItemKindRow | None, language: Speech) -> str:
    """The faults chosen and the customer's words as one text, as every paper shows it."""
    chips = kind.faults if kind else []
    chosen = [language.named(c.zh, c.en) for c in chips if c.code in item.faults]
    texts = (language.listing(chosen), item.fault_words)
    return ("; " if language.code == "en" else "；").join(text for text in texts if text)


def _item(item: ItemDraft) -> ItemFacts:
    return ItemFacts(
        unit=None if item.unit_of_case else _unit(item),
        unit_of_case=item.unit_of_case,
        fault=item.fault_words,
        fault_codes=tuple(item.faults),
        condition_codes=tuple(code for code in item.conditions if code != NONE),
        condition_note=item.condition_note,
        no_marks=NONE in item.conditions,
        accessories=_accessories(item),
        no_accessories=NONE in item.accessories,
        declared_value_fen=_fen(item.declared_value, "declared_value_fen"),
        passcode=item.passcode,
        photos=tuple(item.photos),
        quoted_fen=_fen(item.quote, "quoted_fen"),
        diagnosis_fee_fen=_fen(item.diagnosis_fee, "diagnosis_fee_fen") or 0,
        deposit=_deposit(item),
        category_expected=Category(item.category),
        old_part=OldPartChoice(item.old_parts),
        promised_at=item.promised_at or None,
    )


def _unit(item: ItemDraft) -> UnitFacts:
    return UnitFacts(
        kind=item.kind,
        product=item.product,
        brand=item.brand,
        model=item.model,
        serial=item.serial,
        colour=item.colour,
    )


def _accessories(item: ItemDraft) -> tuple[AccessoryFacts, ...]:
    chosen = [AccessoryFacts(code=code) for code in item.accessories if code != NONE]
    typed = [AccessoryFacts(name=p.name, qty=p.qty) for p in typed_pieces(item.more_accessories)]
    return (*chosen, *typed)


def _deposit(item: ItemDraft) -> PaymentFacts | None:
    fen = _fen(item.deposit, "deposit_fen")
    return PaymentFacts(method=PaymentMethod(item.paid_by), amount_fen=fen) if fen else None


def _fen(text: str, field: str) -> int | None:
    return typed_fen(text, field) if text else None

"""The receipt that a draft would become, for the live slip."""

from typing import Any

from counter.domain.money import typed_fen
from counter.domain.paper_looks import LOGO, PREFIX, logo_of, look_of
from counter.domain.papers import ItemReceiptPaper, Letterhead, ReceiptItem
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category, OldPartChoice
from counter.language import spoken
from counter.storage.questions.lists import ItemKindRow, OutletView
from ui.kit import Kit
from ui.language import PaperSpeech, Speech
from ui.screens.check_in.accessories import accessory_texts
from ui.screens.check_in.draft import NONE, CheckInDraft, ItemDraft
from ui.screens.check_in.facts import fault_said
from ui.screens.check_in.kinds import kind_name

NUMBER_TO_COME = "0" * 16
FORM = "item_receipt"


def receipt_of(
    draft: CheckInDraft,
    kinds: dict[str, ItemKindRow],
    outlet: OutletView | None,
    kit: Kit,
    speaks: str,
) -> ItemReceiptPaper:
    """The paper as far as it is filled in, in the customer's language `speaks` or, "" = nobody is
    known yet, in the outlet's; its number is only known once it is issued.
    """
    speech = PaperSpeech(speaks or (outlet.language if outlet else kit.language.code))
    moment = kit.figures.local(kit.now()).replace(tzinfo=None)
    place = draft.place
    items = [draft.items[place], *draft.items[:place], *draft.items[place + 1 :]]
    return ItemReceiptPaper(
        number=NUMBER_TO_COME,
        letterhead=_letterhead(outlet, speech),
        language=speech.code,
        printed_at=moment,
        issued_at=moment,
        clerk=kit.desk.person_code,
        customer_name=draft.name,
        phone=draft.phone,
        items=tuple(_item(item, kinds.get(item.kind), kit, speech) for item in items),
        **_chosen(outlet, speech),
    )


def _chosen(outlet: OutletView | None, speech: Speech) -> dict[str, Any]:
    """What the outlet wants on its receipts; the slip itself is always that of A5."""
    if outlet is None:
        return {}
    look = look_of(FORM, outlet.settings[f"{PREFIX}{FORM}"])
    return {"hidden": look.hidden, "note": spoken(outlet.settings["receipt_note"], speech.code)}


def _letterhead(outlet: OutletView | None, speech: Speech) -> Letterhead:
    if outlet is None:
        return Letterhead()
    look = look_of(FORM, outlet.settings[f"{PREFIX}{FORM}"])
    return Letterhead(
        outlet_name=speech.named(outlet.name, outlet.name_en),
        outlet_address=outlet.address,
        service_phone=outlet.service_phone,
        complaint_phone=outlet.complaint_phone,
        logo=logo_of(outlet.settings[LOGO]) if look.logo else None,
    )


def _item(item: ItemDraft, kind: ItemKindRow | None, kit: Kit, speech: Speech) -> ReceiptItem:
    named = speech.named
    marks = kind.conditions if kind else []
    promised = kit.figures.local(item.promised_at or kit.now())
    return ReceiptItem(
        case_number=NUMBER_TO_COME,
        product=item.product or kind_name(kind, speech),
        model=" ".join(text for text in (item.brand, item.model) if text),
        serial=item.serial,
        fault=fault_said(item, kind, speech),
        accessories=accessory_texts(item, kind, speech),
        condition_words=tuple(named(c.zh, c.en) for c in marks),
        condition_found=tuple(named(c.zh, c.en) for c in marks if c.code in item.conditions),
        condition_note=_no_marks(item, speech) or item.condition_note,
        category=Category(item.category),
        promised_at=promised.replace(tzinfo=None),
        declared_value_fen=_fen(item.declared_value),
        quoted_fen=_fen(item.quote),
        diagnosis_fee_fen=_fen(item.diagnosis_fee) or 0,
        deposit_fen=_fen(item.deposit) or 0,
        old_part_choice=OldPartChoice(item.old_parts),
    )


def _no_marks(item: ItemDraft, speech: Speech) -> str:
    if NONE not in item.conditions:
        return ""
    texts = [speech.say("No marks"), item.condition_note]
    return "; ".join(text for text in texts if text)


def _fen(text: str) -> int | None:
    """What was typed, as far as it is an amount yet."""
    try:
        return typed_fen(text, "amount_fen") if text else None
    except RuleBroken:
        return None

"""Check-in: items are taken into custody, one receipt for all of them (domain.md §11.3)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.choices import PhotoOf, Source
from counter.domain.numbers import NumberKind
from counter.domain.personal import cleaned
from counter.domain.records import Customer, CustomerItem, RepairCard, Unit
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus, Category, CustodyState, OldPartChoice, SignedOn
from counter.services import receipts
from counter.services.custody import CustodyStep, log, pass_on
from counter.services.customers import CustomerFacts, known_or_new
from counter.services.drafts import own_draft
from counter.services.intake_checks import (
    accessories_json,
    category_of,
    check_amounts,
    check_different_units,
    condition_json,
    fault_json,
    promise,
)
from counter.services.intake_facts import ItemFacts
from counter.services.lookups import item_kind_of, past_case_of, shelf_of
from counter.services.paper_settings import queue
from counter.services.payments import take_deposit
from counter.services.photos import keep_photo
from counter.services.settings import checked_language
from counter.services.signing import SignatureFacts
from counter.services.units import unit_for

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_ITEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTakenIn:
    """The numbers of one item taken in."""

    case_number: str
    card_number: str
    product: str
    model: str
    serial: str
    promised_at: int
    deposit_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn:
    """A check-in: one receipt, its items in the order they were named."""

    receipt_number: str
    customer_number: str
    signed_on: SignedOn
    items: tuple[ItemTakenIn, ...]


def check_in(
    work: "Work",
    *,
    customer: CustomerFacts,
    items: tuple[ItemFacts, ...],
    signed_on: SignedOn = SignedOn.NOT_YET,
    signature: SignatureFacts | None = None,
    source: Source = Source.WALK_IN,
    language: str = "",
    draft: str = "",
) -> CheckedIn:
    """Take items into custody and issue one receipt for them, a repair card and labels for each.

    Everything is done or nothing; `signature` is the name on the pad, where that is how the
    receipt is signed. Raises RuleBroken "check_in.…", "customer.…", "phone.…",
    "unit.…", "intake.…", "promise.…", "money.…", "input.…", "signature.…", "photo.…".
    """
    if not 1 <= len(items) <= MOST_ITEMS:
        raise RuleBroken("check_in.how_many", items=len(items), most=MOST_ITEMS)
    check_different_units(items)
    owner = known_or_new(work, customer)
    speaks = checked_language(language or owner.language)
    taken = [_take_in(work, owner, facts, source, speaks) for facts in items]
    receipt = receipts.issue(
        work, owner.id, [item for item, _ in taken], language=speaks, signed_on=signed_on
    )
    receipts.sign(work, receipt, signature)
    _queue_papers(work, taken)
    if draft:
        work.drop_draft(own_draft(work, draft))
    return CheckedIn(
        receipt_number=receipt.number,
        customer_number=owner.number,
        signed_on=receipt.signed_on,
        items=tuple(
            _taken_in(work, item, card, facts)
            for (item, card), facts in zip(taken, items, strict=True)
        ),
    )


def _take_in(
    work: "Work", owner: Customer, facts: ItemFacts, source: Source, language: str
) -> tuple[CustomerItem, RepairCard]:
    unit = unit_for(work, owner, facts.unit, facts.unit_of_case, language)
    item = _open_case(work, unit, facts, source, language)
    log(work, item, CustodyState.RECEIVED)
    card = work.add(
        RepairCard(
            id=work.new_id(),
            number=work.next_number(NumberKind.CARD),
            item_id=item.id,
            category=item.category_expected,
            status=CardStatus.OPENED,
            status_at=work.at,
            status_by=work.person.id,
        )
    )
    if facts.shelf:
        item = pass_on(work, item, CustodyStep.STORE, shelf=shelf_of(work, facts.shelf))
    if facts.deposit is not None:
        take_deposit(work, item, facts.deposit)
    if facts.passcode:
        work.keep_passcode(item.id, cleaned(facts.passcode, "passcode"))
    for file in facts.photos:
        keep_photo(work, item, PhotoOf.CHECK_IN, file)
    return item, card


def _open_case(
    work: "Work", unit: Unit, facts: ItemFacts, source: Source, language: str
) -> CustomerItem:
    kind = item_kind_of(work, unit.kind_code)
    rework = past_case_of(work, facts.rework_of) if facts.rework_of else None
    category = category_of(work, unit, facts, rework)
    check_amounts(facts)
    return work.add(
        CustomerItem(
            id=work.new_id(),
            number=work.next_number(NumberKind.CASE),
            outlet_id=work.outlet.id,
            custodian=work.outlet.number,
            customer_id=unit.customer_id,
            unit_id=unit.id,
            source=source.value,
            fault=cleaned(facts.fault, "fault", lines=True),
            fault_codes_json=fault_json(kind, facts),
            condition_json=condition_json(kind, facts),
            condition_note=cleaned(facts.condition_note, "condition_note", lines=True),
            accessories_json=accessories_json(kind, facts, language),
            declared_value_fen=facts.declared_value_fen,
            quoted_fen=facts.quoted_fen,
            diagnosis_fee_fen=facts.diagnosis_fee_fen,
            currency=work.outlet.currency,
            category_expected=category,
            old_part_choice=facts.old_part or _old_part(category),
            cover=cleaned(facts.cover, "cover"),
            promised_at=promise(work, facts.promised_at),
            received_at=work.at,
            received_by=work.person.id,
            rework_of=rework.id if rework else None,
            custody_state=CustodyState.RECEIVED,
            custody_at=work.at,
            custody_by=work.person.id,
        )
    )


def _old_part(category: Category) -> OldPartChoice:
    """What becomes of replaced parts unless the customer chooses (domain.md §7.9)."""
    if category is Category.FREE:
        return OldPartChoice.RETURN_TO_MANUFACTURER
    return OldPartChoice.RETURN_TO_CUSTOMER


def _queue_papers(work: "Work", taken: list[tuple[CustomerItem, RepairCard]]) -> None:
    """After the receipt the cards, then the labels, then those of the accessories."""
    for _, card in taken:
        queue(work, "repair_card", card.number)
    for _, card in taken:
        queue(work, "item_label", card.number)
    for item, card in taken:
        if item.accessories_json != "[]":
            queue(work, "accessory_label", card.number)


def _taken_in(work: "Work", item: CustomerItem, card: RepairCard, facts: ItemFacts) -> ItemTakenIn:
    unit = work.one(Unit, id=item.unit_id)
    return ItemTakenIn(
        case_number=item.number,
        card_number=card.number,
        product=unit.product,
        model=unit.model,
        serial=unit.serial,
        promised_at=item.promised_at,
        deposit_fen=facts.deposit.amount_fen if facts.deposit else 0,
    )

"""Columns of records, and what was written into them, as people call them."""

import json
from collections.abc import Mapping

from counter.domain.money import figures
from counter.hub.console.texts import CATEGORIES, CUSTODY, NOTHING, STATUSES, moment, name_of
from counter.language import N_, Words

FIELDS: dict[str, str] = {
    "accessories_back_json": N_("accessories given back"),
    "accessories_json": N_("accessories"),
    "active": N_("in use"),
    "address": N_("address"),
    "arrived_at": N_("arrived"),
    "arrived_by": N_("received by"),
    "arrived_note": N_("found on arrival"),
    "badge": N_("badge"),
    "bought_on": N_("date of purchase"),
    "brand": N_("brand"),
    "card_id": N_("card"),
    "carrier": N_("carried by"),
    "category": N_("category"),
    "category_expected": N_("expected category"),
    "cause": N_("cause"),
    "checks_json": N_("points of inspection"),
    "code": N_("code"),
    "collector_id_tail": N_("end of the collector's document"),
    "collector_id_type": N_("collector's document"),
    "collector_name": N_("collected by"),
    "colour": N_("colour"),
    "complaint_phone": N_("phone for complaints"),
    "condition_changed": N_("changed condition"),
    "condition_json": N_("condition"),
    "condition_note": N_("condition"),
    "conditions_json": N_("chips of condition"),
    "corrected_by": N_("corrected by"),
    "corrects": N_("corrects"),
    "cover": N_("cover"),
    "created_at": N_("first seen"),
    "currency": N_("currency"),
    "custodian": N_("outlet that has the item"),
    "custody_at": N_("time"),
    "custody_by": N_("moved by"),
    "custody_reason": N_("reason"),
    "custody_state": N_("where the item is"),
    "customer_id": N_("customer"),
    "declared_value_fen": N_("declared value"),
    "deposit_fen": N_("deposit"),
    "diagnosis": N_("diagnosis"),
    "diagnosis_fee_fen": N_("diagnosis fee"),
    "digit": N_("digit of the seat"),
    "email": N_("e-mail"),
    "ended_at": N_("ended"),
    "erased_at": N_("erased"),
    "extra": N_("extra work"),
    "fault": N_("fault"),
    "fault_code": N_("kind of fault"),
    "fault_codes_json": N_("fault"),
    "faults_json": N_("chips of faults"),
    "from_name": N_("from"),
    "from_on": N_("holds from"),
    "from_outlet": N_("from outlet"),
    "gross_fen": N_("amount"),
    "guarantee_days": N_("days of guarantee"),
    "guarantee_until_on": N_("guarantee until"),
    "high_fen": N_("highest price"),
    "hung_at": N_("hung"),
    "hung_by": N_("hung by"),
    "icon": N_("icon"),
    "inspected_at": N_("inspected"),
    "inspected_by": N_("inspected by"),
    "inspection_checks_json": N_("what was inspected"),
    "inspection_result": N_("result of the inspection"),
    "issued_at": N_("issued"),
    "issued_by": N_("issued by"),
    "item_id": N_("case"),
    "kind_code": N_("kind of item"),
    "language": N_("language"),
    "lines_json": N_("lines"),
    "low_fen": N_("lowest price"),
    "maintenance_months": N_("months of maintenance"),
    "made_at": N_("made"),
    "made_by": N_("made by"),
    "merged_into": N_("merged into"),
    "minutes": N_("minutes"),
    "model": N_("model"),
    "n": N_("line"),
    "name": N_("name"),
    "name_en": N_("English name"),
    "name_zh": N_("Chinese name"),
    "net_fen": N_("net amount"),
    "no_fault_found": N_("no fault found"),
    "no_parts_used": N_("no parts used"),
    "note": N_("note"),
    "number": N_("number"),
    "old_part_choice": N_("old parts"),
    "opened_at": N_("opened"),
    "out_at": N_("handed back"),
    "out_by": N_("handed back by"),
    "out_how": N_("how it went"),
    "outlet_id": N_("outlet"),
    "packed_at": N_("packed"),
    "packed_by": N_("packed by"),
    "part_id": N_("part"),
    "phone": N_("phone"),
    "phone_2": N_("second phone"),
    "place": N_("order"),
    "price_fen": N_("price"),
    "product": N_("product"),
    "promised_at": N_("promised time"),
    "published_at": N_("published"),
    "publisher": N_("published by"),
    "quoted_fen": N_("quoted price"),
    "reason": N_("reason"),
    "receipt_id": N_("receipt"),
    "received_at": N_("taken in"),
    "received_by": N_("taken in by"),
    "recovered_at": N_("recovered"),
    "recovered_by": N_("recovered by"),
    "recovered_how": N_("how it was recovered"),
    "replaces_number": N_("in place of receipt"),
    "rework_of": N_("repair done again"),
    "role": N_("role"),
    "seal": N_("seal"),
    "seal_found": N_("seal on arrival"),
    "self_inspected": N_("inspected by the one who repaired"),
    "sent_at": N_("sent"),
    "sent_by": N_("sent by"),
    "serial": N_("serial number"),
    "service_phone": N_("service phone"),
    "shelf_id": N_("shelf"),
    "signed_at": N_("signed at"),
    "signed_on": N_("signed on"),
    "since_at": N_("since"),
    "source": N_("how it came"),
    "spec": N_("specification"),
    "started_at": N_("begun"),
    "status": N_("state"),
    "status_at": N_("time"),
    "status_by": N_("set by"),
    "status_reason": N_("reason"),
    "tail": N_("tail of its ids"),
    "tax_fen": N_("tax"),
    "tax_permille": N_("tax rate"),
    "technician_id": N_("technician"),
    "tests_json": N_("usual tests"),
    "to_name": N_("to"),
    "to_outlet": N_("to outlet"),
    "token": N_("code of the customer's page"),
    "total_fen": N_("amount"),
    "transfer_id": N_("transfer"),
    "unit": N_("unit"),
    "unit_id": N_("unit"),
    "value_json": N_("value"),
    "wait_cause": N_("waits for"),
    "wording": N_("wording"),
    "work": N_("work"),
    "zone": N_("time zone"),
}
#: what people did not write themselves, and need not read
BESIDE = frozenset({"currency", "custody_at", "custody_by", "status_at", "status_by"})
RECEIPTS = {
    "DRAFT": N_("Draft"),
    "ISSUED": N_("Valid"),
    "RECOVERED": N_("Recovered"),
    "LOST_REPORTED": N_("Reported lost"),
    "LOST_DECLARED": N_("Loss declared"),
    "VOIDED": N_("Void"),
    "VOIDED_ERROR": N_("Void, written in error"),
}
ESTIMATES = {
    "SENT": N_("Waits for the customer"),
    "CONSENTED": N_("Customer agreed"),
    "DECLINED": N_("Customer declined"),
    "REPLACED": N_("Replaced"),
}
SETTLEMENTS = {
    "OPEN": N_("To be paid"),
    "PAID": N_("Paid"),
    "ZERO_DUE": N_("Nothing due"),
    "CREDIT": N_("On credit"),
    "REPLACED": N_("Replaced"),
}
OUTS = {
    "SELF": N_("by the customer"),
    "DEPUTY": N_("by a deputy"),
    "NOT_TAKEN_IN": N_("check-in undone"),
}
WAITS = {
    "MANUFACTURER": N_("The maker sends them"),
    "OUTLET": N_("We order them"),
    "CUSTOMER": N_("The customer brings them"),
}
COVERAGES = {
    "CUSTOMER": N_("Customer"),
    "CONTRACT": N_("Contract"),
    "WARRANTY_MANUFACTURER": N_("Manufacturer"),
    "GOODWILL": N_("Goodwill"),
    "OUTLET_REWORK": N_("Rework"),
}
SOURCES = {
    "WALK_IN": N_("Brought in"),
    "COLLECTED": N_("Collected"),
    "MAILED": N_("By post"),
}
OLD_PARTS = {
    "RETURN_TO_CUSTOMER": N_("Return"),
    "RETURN_TO_MANUFACTURER": N_("Maker"),
    "SCRAP_WITH_CONSENT": N_("Scrap"),
}
ROLES = {
    "FRONT_DESK": N_("Front desk"),
    "TECHNICIAN": N_("Technician"),
    "SUPERVISOR": N_("Supervisor"),
    "CASHIER": N_("Cashier"),
    "MANAGER": N_("Manager"),
    "AUDITOR": N_("Auditor"),
}
STATES = {
    "repair_card": STATUSES, "item_receipt": RECEIPTS, "estimate": ESTIMATES,
    "settlement": SETTLEMENTS,
}  # fmt: skip
TERMS: Mapping[str, Mapping[str, str]] = {
    "custody_state": CUSTODY,
    "category": CATEGORIES,
    "category_expected": CATEGORIES,
    "old_part_choice": OLD_PARTS,
    "cover": COVERAGES,
    "source": SOURCES,
    "out_how": OUTS,
    "recovered_how": OUTS,
    "role": ROLES,
    "wait_cause": WAITS,
}
YES_OR_NO = frozenset({"active", "no_fault_found", "no_parts_used", "self_inspected", "extra"})


def field(words: Words, name: str) -> str:
    """What a column is called; its own name where a newer program has made it."""
    return name_of(words, FIELDS, name)


def value(words: Words, record: str, name: str, text: str, zone: str) -> str:
    """What was written into it by the outlet's clock; a dash for nothing."""
    if not text:
        return NOTHING
    if name.endswith("_json"):
        return _listed(text)
    if text.lstrip("-").isdecimal():
        return _number(words, name, int(text), zone)
    known = STATES.get(record, {}) if name == "status" else TERMS.get(name, {})
    return name_of(words, known, text)


def _number(words: Words, name: str, number: int, zone: str) -> str:
    if name.endswith("_at"):
        return moment(number, zone)
    if name.endswith("_fen"):
        return figures(number)
    if name in YES_OR_NO:
        return words.say("yes") if number else words.say("no")
    return str(number)


def _listed(text: str) -> str:
    """A list of words as words; anything else as it was written."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        return text
    return ", ".join(found) or NOTHING

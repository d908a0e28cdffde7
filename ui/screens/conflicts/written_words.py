"""Fields and values of the book, as people call them."""

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from counter.language import N_
from counter.storage.catalogue import BY_NAME
from ui import terms
from ui.kit import Kit

RECORDS = {
    "outlet": N_("Outlet"),
    "seat": N_("Seat"),
    "person": N_("Person"),
    "item_kind": N_("Kind of item"),
    "model": N_("Model"),
    "part": N_("Part"),
    "part_price": N_("Price of a part"),
    "publication": N_("Publication of head office"),
    "shelf": N_("Shelf"),
    "setting": N_("Setting"),
    "customer": N_("Customer"),
    "unit": N_("Unit"),
    "customer_item": N_("Case"),
    "item_receipt": N_("Receipt"),
    "receipt_line": N_("Line of a receipt"),
    "repair_card": N_("Repair card"),
    "work_step": N_("Work on the card"),
    "estimate": N_("Estimate"),
    "settlement": N_("Settlement"),
    "transfer": N_("Transfer note"),
    "transfer_line": N_("Line of a transfer"),
}
FIELDS = {
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
    "card_id": N_("card"),
    "kind_code": N_("kind of item"),
    "language": N_("language"),
    "lines_json": N_("lines"),
    "low_fen": N_("lowest price"),
    "made_at": N_("made"),
    "made_by": N_("made by"),
    "maintenance_months": N_("months between maintenance"),
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
#: what people did not write themselves, and need not read to choose
BESIDE = frozenset({"currency", "custody_at", "custody_by", "status_at", "status_by"})
TERMS: Mapping[str, Mapping[Any, str]] = {
    "custody_state": terms.CUSTODY,
    "category": terms.CATEGORIES,
    "category_expected": terms.CATEGORIES,
    "old_part_choice": terms.OLD_PARTS,
    "cover": terms.COVERAGES,
    "source": terms.SOURCES,
    "out_how": terms.OUTS,
    "recovered_how": terms.OUTS,
    "role": terms.ROLES,
    "wait_cause": terms.WAITS,
}
STATES: Mapping[str, Mapping[Any, str]] = {
    "repair_card": terms.CARDS,
    "item_receipt": terms.RECEIPTS,
    "estimate": terms.ESTIMATES,
    "settlement": terms.SETTLEMENTS,
}
YES_OR_NO = frozenset({"active", "no_fault_found", "no_parts_used", "self_inspected", "extra"})


class WrittenWords:
    """Says them in the language and the figures of the window."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def field(self, name: str) -> str:
        """What a column is called."""
        return self._kit.language.say(FIELDS[name])

    def value(self, record: str, name: str, value: str | int | None) -> str:
        """What was written into it; a dash for nothing."""
        if value is None or value == "":
            return "–"
        if isinstance(value, int):
            return self._number(name, value)
        if name.endswith("_json"):
            return self._listed(value)
        make = BY_NAME[record].column(name).make
        known = STATES.get(record, {}) if name == "status" else TERMS.get(name, {})
        if make is None or not known:
            return value
        return self._kit.language.say(known.get(_member(make, value), value))

    def _number(self, name: str, value: int) -> str:
        say, figures = self._kit.language.say, self._kit.figures
        if name.endswith("_at"):
            return figures.moment(value, self._kit.now())
        if name.endswith("_fen"):
            return figures.amount(value)
        if name in YES_OR_NO:
            return say("yes") if value else say("no")
        return str(value)

    def _listed(self, text: str) -> str:
        """A list of words as a sentence has it; anything else as it was written."""
        found = json.loads(text)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            return text
        return self._kit.language.listing(found) if found else "–"


def _member(make: type[Enum], value: str) -> Any:
    try:
        return make(value)
    except ValueError:  # of a newer program
        return value

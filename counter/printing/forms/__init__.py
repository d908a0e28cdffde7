"""Every paper of the counter; a form is a pure function from a record to sheets of marks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from counter.domain import papers
from counter.language import N_, Words
from counter.printing.forms import (
    accessory_label,
    item_label,
    item_receipt,
    item_register,
    repair_card,
    settlement_statement,
)
from counter.printing.metrics import Metrics
from counter.printing.sheet import Sheet


class Medium(Enum):
    """What a paper is printed on; width and height in mm stand with the form."""

    OFFICE = auto()  # the system's driver: A4, A5, A6
    LABEL = auto()  # a thermal head of 203 or 300 dpi


@dataclass(frozen=True, slots=True)
class Form:
    """One paper: `name` is its identifier (domain.md §2.1), `paper` the record it is handed."""

    name: str
    title: str
    medium: Medium
    width: float
    height: float
    paper: type
    draw: Callable[[Any, Words, Metrics], list[Sheet]]


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form(
            "item_receipt",
            N_("Customer Item Receipt"),
            Medium.OFFICE,
            item_receipt.WIDTH,
            item_receipt.HEIGHT,
            papers.ItemReceiptPaper,
            item_receipt.draw,
        ),
        Form(
            "repair_card",
            N_("Repair card"),
            Medium.OFFICE,
            repair_card.WIDTH,
            repair_card.HEIGHT,
            papers.RepairCardPaper,
            repair_card.draw,
        ),
        Form(
            "item_label",
            N_("Item label"),
            Medium.LABEL,
            item_label.WIDTH,
            item_label.HEIGHT,
            papers.ItemLabelPaper,
            item_label.draw,
        ),
        Form(
            "accessory_label",
            N_("Accessory label"),
            Medium.LABEL,
            accessory_label.WIDTH,
            accessory_label.HEIGHT,
            papers.AccessoryLabelPaper,
            accessory_label.draw,
        ),
        Form(
            "settlement_statement",
            N_("Repair Settlement Statement"),
            Medium.OFFICE,
            settlement_statement.WIDTH,
            settlement_statement.HEIGHT,
            papers.SettlementPaper,
            settlement_statement.draw,
        ),
        Form(
            "item_register",
            N_("Item In and Out Register"),
            Medium.OFFICE,
            item_register.WIDTH,
            item_register.HEIGHT,
            papers.RegisterPaper,
            item_register.draw,
        ),
    )
}

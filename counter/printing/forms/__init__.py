"""Every paper of the counter, and the one table of what each is printed on.

A form is a pure function from a record to sheets of marks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from counter.domain import papers
from counter.domain.refusals import RuleBroken
from counter.language import N_, Words
from counter.printing.forms import (
    accessory_label,
    carbon_set,
    estimate,
    flowing,
    item_label,
    item_receipt,
    item_receipt_flowing,
    item_register,
    loss_declaration,
    repair_card,
    settlement_flowing,
    settlement_statement,
    tag,
    transfer,
)
from counter.printing.media import MEDIA, Medium, medium_named
from counter.printing.metrics import Metrics
from counter.printing.sheet import Sheet

Draw = Callable[[Any, Words, Metrics], list[Sheet]]


@dataclass(frozen=True, slots=True)
class Form:
    """One paper: `name` is its identifier (domain.md §2.1), `paper` the record it is handed.

    `on` says what it is printed on and how it is drawn there, its own medium first. What is drawn
    half as high as its medium goes on it twice (`counter.printing.press`). `stands` says on what
    its rows never move, so that their boxes may be printed beforehand, `backs` what stands on the
    other side of such paper.
    """

    name: str
    title: str
    paper: type
    on: Mapping[str, Draw]
    stands: Mapping[str, Draw] = field(default_factory=dict[str, Draw])
    backs: Mapping[str, Draw] = field(default_factory=dict[str, Draw])

    @property
    def medium(self) -> Medium:
        """What it is printed on unless something else is asked for."""
        return MEDIA[next(iter(self.on))]

    @property
    def width(self) -> float:
        """mm, of its own medium."""
        return self.medium.width

    @property
    def height(self) -> float:
        """mm, of its own medium."""
        return self.medium.height


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form(
            "item_receipt",
            N_("Customer Item Receipt"),
            papers.ItemReceiptPaper,
            {
                "a5": item_receipt.draw,
                "a4": item_receipt.draw,
                **{name: item_receipt_flowing.on(name) for name in flowing.STYLES},
            },
            {"a5": item_receipt.draw, "a4": item_receipt.draw, **carbon_set.RECEIPTS},
            carbon_set.BACKS,
        ),
        Form(
            "repair_card",
            N_("Repair card"),
            papers.RepairCardPaper,
            {
                "a6": repair_card.draw,
                "a5-portrait": repair_card.draw_large,
                "60x40": repair_card.draw_label,
            },
        ),
        Form(
            "item_label",
            N_("Item label"),
            papers.ItemLabelPaper,
            {"60x40": item_label.draw, "40x30": item_label.draw_small},
        ),
        Form(
            "accessory_label",
            N_("Accessory label"),
            papers.AccessoryLabelPaper,
            {"40x30": accessory_label.draw, "60x40": accessory_label.draw_large},
        ),
        Form(
            "settlement_statement",
            N_("Repair Settlement Statement"),
            papers.SettlementPaper,
            {
                "a5": settlement_statement.draw,
                "a4": settlement_statement.draw,
                **{name: settlement_flowing.on(name) for name in flowing.STYLES},
            },
            {
                "a5": settlement_statement.draw,
                "a4": settlement_statement.draw,
                **carbon_set.STATEMENTS,
            },
        ),
        Form(
            "item_register",
            N_("Item In and Out Register"),
            papers.RegisterPaper,
            {"a4-landscape": item_register.draw},
        ),
        Form(
            "estimate",
            N_("Repair Estimate"),
            papers.EstimatePaper,
            {name: estimate.on(name) for name in flowing.EVERYWHERE},
        ),
        Form(
            "loss_declaration",
            N_("Declaration of a Lost Receipt"),
            papers.LossPaper,
            {name: loss_declaration.on(name) for name in flowing.EVERYWHERE},
        ),
        Form(
            "transfer",
            N_("Transfer Note"),
            papers.TransferPaper,
            {name: transfer.on(name) for name in flowing.EVERYWHERE},
        ),
        *(
            Form(name, title, papers.TagPaper, {"60x40": tag.draw, "40x30": tag.draw_small})
            for name, title in (
                ("shelf_label", N_("Shelf label")),
                ("part_label", N_("Part label")),
                ("staff_badge", N_("Staff badge")),
            )
        ),
    )
}


def medium_of(form: str, size: str = "") -> Medium:
    """What a form is printed on: the size asked for, else its own.

    Raises RuleBroken "paper.unknown_form", "paper.unknown_medium" or "paper.medium".
    """
    chosen = FORMS.get(form)
    if chosen is None:
        raise RuleBroken("paper.unknown_form", form=form[:40])
    if not size:
        return chosen.medium
    medium = medium_named(size)
    if medium.name not in chosen.on:
        known = ", ".join(chosen.on)
        raise RuleBroken("paper.medium", form=form, medium=medium.name, known=known)
    return medium

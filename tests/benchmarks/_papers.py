"""The papers that the benchmarks make: the samples, each with a number and a code of its own."""

from dataclasses import replace

from counter.domain.choices import PaperCopy
from counter.domain.numbers import NumberKind
from counter.domain.papers import ItemLabelPaper, ItemReceiptPaper
from tests.printing import samples


def receipt(n: int) -> ItemReceiptPaper:
    """The customer's receipt of one item."""
    paper = samples.receipt("zh_CN", samples.TYPICAL["zh_CN"], PaperCopy.CUSTOMER)
    return replace(paper, number=samples.number(NumberKind.RECEIPT, n + 1), token=f"{n:032x}")


def label(n: int) -> ItemLabelPaper:
    """The label of its item."""
    made = samples.item_label("zh_CN", samples.TYPICAL["zh_CN"])
    return replace(made, number=samples.number(NumberKind.CARD, n + 1))


MADE = {"item_receipt": receipt, "item_label": label}

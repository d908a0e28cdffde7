"""A name on the pad for samples: written by nobody."""

from dataclasses import replace
from typing import Any

from counter.domain.choices import PaperCopy
from counter.domain.papers import SignedName

NAME = SignedName(
    strokes=(
        ((12, 40), (20, 38), (31, 37), (44, 35)),
        ((28, 22), (27, 35), (24, 50), (17, 62), (8, 72)),
        ((29, 42), (35, 53), (42, 62), (52, 69)),
        ((64, 30), (72, 29), (80, 30)),
        ((70, 18), (71, 34), (69, 52), (66, 70)),
        ((92, 26), (88, 40), (90, 55), (101, 60), (112, 52), (116, 38), (108, 27), (97, 30)),
        ((104, 44), (112, 58), (124, 70), (140, 74), (160, 66)),
    ),
    check="9f3c1b7a",
)


def signed_samples(receipt: Any, statement: Any) -> dict[str, tuple[str, list[Any]]]:
    """Name of the sample -> form and its papers; each is handed a language."""
    made: dict[str, tuple[str, list[Any]]] = {}
    for language in ("zh_CN", "en"):
        for copy in (PaperCopy.FILE, PaperCopy.CUSTOMER):
            paper = replace(receipt(language), copy=copy, signed=NAME)
            made[f"item_receipt.{copy.lower()}.on_pad.{language}"] = "item_receipt", [paper]
        paper = replace(statement(language), copy=PaperCopy.FILE, signed=NAME)
        made[f"settlement_statement.on_pad.{language}"] = "settlement_statement", [paper]
    return made

"""The outlet's own words as chips."""

from counter.storage.questions.lists import Chip, ItemKindRow
from ui.language import Speech
from ui.widgets.chips import Choice


def choices(chips: list[Chip], language: Speech) -> list[Choice]:
    """Chips for a list of the outlet's words."""
    return [Choice(chip.code, language.named(chip.zh, chip.en)) for chip in chips]


def kind_name(kind: ItemKindRow | None, language: Speech) -> str:
    """What a kind of item is called."""
    return language.named(kind.name_zh, kind.name_en) if kind else ""

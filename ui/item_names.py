"""What an item is called: its product in the language spoken, brand and model; and its chips."""

from typing import Protocol

from counter.storage.questions.lists import Chip, ItemKindRow
from ui.language import Language


class Item(Protocol):
    """Whatever says product, brand and model."""

    @property
    def product(self) -> str:
        """What kind of thing it is, as it was written down."""
        ...

    @property
    def brand(self) -> str:
        """Whose make it is."""
        ...

    @property
    def model(self) -> str:
        """Its type."""
        ...


def name_of(item: Item, kind: ItemKindRow | None, language: Language) -> str:
    """Product, brand and model; a product that is just its kind is said in the language spoken."""
    product = item.product
    if kind is not None and product in ("", kind.name_zh, kind.name_en):
        product = language.named(kind.name_zh, kind.name_en)
    return " ".join(text for text in (product, item.brand, item.model) if text)


def chip_name(chips: list[Chip], code: str, language: Language) -> str:
    """A chip in the language spoken; one that its kind no longer has is called by its code."""
    chip = next((one for one in chips if one.code == code), None)
    return language.named(chip.zh, chip.en) if chip else code

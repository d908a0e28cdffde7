"""What came with an item: the chips chosen, and more of them typed as a list."""

import re
from dataclasses import dataclass

from counter.storage.questions.lists import ItemKindRow
from ui.language import Speech
from ui.screens.check_in.draft import ItemDraft

_SEPARATOR = re.compile(r"[,，、;；\n]+")
_COUNT = re.compile(r"^(?P<name>.*?\D)\s*[x×*✕]?\s*(?P<count>[1-9]\d?)\s*[个件只条块]?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One accessory and how many of it."""

    name: str
    qty: int = 1


def pieces_of(item: ItemDraft, kind: ItemKindRow | None, language: Speech) -> list[Piece]:
    """Everything that came with the item, in the language of whoever takes it in."""
    chips = kind.accessories if kind else []
    chosen = [language.named(c.zh, c.en) for c in chips if c.code in item.accessories]
    return [*(Piece(name) for name in chosen), *typed_pieces(item.more_accessories)]


def typed_pieces(text: str) -> list[Piece]:
    """`电池 2、背带` or `battery x2, strap`: names with a count behind them where there is one."""
    pieces: list[Piece] = []
    for part in (part.strip() for part in _SEPARATOR.split(text)):
        counted = _COUNT.match(part)
        if counted and re.search(r"[\s x×*✕]\s*[1-9]\d?\s*[个件只条块]?$", part):
            pieces.append(Piece(counted["name"].strip(" x×*✕"), int(counted["count"])))
        elif part:
            pieces.append(Piece(part))
    return pieces


def accessory_texts(item: ItemDraft, kind: ItemKindRow | None, language: Speech) -> tuple[str, ...]:
    """The accessories as a paper names them."""
    pieces = pieces_of(item, kind, language)
    return tuple(f"{p.name} ×{p.qty}" if p.qty > 1 else p.name for p in pieces)

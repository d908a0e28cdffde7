"""Wordings that a notice to consumers must not use (domain.md §9); the list is the rule pack's."""

from collections.abc import Iterable


def unlawful(text: str, fragments: Iterable[str]) -> list[str]:
    """The fragments that stand in a text, whatever spaces and capitals it uses."""
    said = _plain(text)
    return [one for one in fragments if _plain(one) in said]


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()

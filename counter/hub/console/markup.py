"""Writes HTML so that nothing anybody typed can become markup: what is not `Html` is escaped."""

from collections.abc import Iterable
from html import escape

#: elements that have nothing inside
_EMPTY = {"input", "meta", "link", "br", "hr"}


class Html(str):
    """Markup that is written already."""

    __slots__ = ()


def el(name: str, /, *inside: object, **attributes: object) -> Html:
    """An element. Attributes are named with `_` for `-` and may end in `_`; None and False leave
    one out, True writes it bare. What is inside may be text, markup, numbers, or lists of these.
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{joined(*inside)}</{name}>")


def joined(*inside: object) -> Html:
    """Pieces one behind another."""
    return Html("".join(_written(one) for one in inside))


def _written(one: object) -> str:
    if one is None or one is False:
        return ""
    if isinstance(one, Html):
        return one
    if isinstance(one, str | int):
        return escape(str(one))
    if isinstance(one, Iterable):
        return "".join(_written(each) for each in one)
    raise TypeError(type(one))


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'

"""Names of Qt's enumerations are made when one of them is first used.

The binding makes every name of a class's enumerations with the class: two thousand objects before
the first paint, of which it needs a hundred. Here an enumeration stands without its names until
somebody asks it for anything; then Python's own way makes them, and it is as any other.
"""

import sys
from collections.abc import Callable, Iterator
from enum import EnumType
from threading import RLock
from typing import Any

KNOWN = ((3, 11), (3, 12), (3, 13))  # in other Pythons all names are made at once
GIVEN = {"boundary"}  # how the binding calls it, and nobody else
KEPT = {"__dict__", "__weakref__", "__module__", "__qualname__", "__doc__"}
_ITSELF = {
    "__name__",
    "__qualname__",
    "__module__",
    "__mro__",
    "__dict__",
    "__class__",
    "__flags__",
}
_python: Callable[..., Any] = EnumType.__call__
_lock = RLock()
_late: dict["LateNames", tuple[Any, str, list[tuple[str, int]], dict[str, Any]]] = {}


class LateNames(EnumType):
    """What an enumeration is until its names are asked for."""

    def __getattribute__(cls, name: str) -> Any:
        if name not in _ITSELF:
            cls_made(cls)
        return type.__getattribute__(cls, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        type.__setattr__(cls, name, value)

    def __call__(cls, *arguments: Any, **given: Any) -> Any:
        return _python(cls_made(cls), *arguments, **given)

    def __iter__(cls) -> Iterator[Any]:
        return iter(cls_made(cls))

    def __reversed__(cls) -> Iterator[Any]:
        return reversed(cls_made(cls))

    def __len__(cls) -> int:
        return len(cls_made(cls))

    def __contains__(cls, value: object) -> bool:
        return value in cls_made(cls)

    def __getitem__(cls, name: str) -> Any:
        return cls_made(cls)[name]

    def __dir__(cls) -> list[str]:
        return dir(cls_made(cls))

    def __repr__(cls) -> str:
        return repr(cls_made(cls))


def cls_made(cls: Any) -> Any:
    """The enumeration with its names; other threads wait until it has them."""
    with _lock:
        waits = _late.pop(cls, None)
        if waits is not None:
            kind, name, names, given = waits
            _take_over(cls, _python(kind, name, names, **given))
    return cls


def _take_over(cls: Any, made: Any) -> None:
    for name, value in list(vars(made).items()):
        if name not in KEPT:
            type.__setattr__(cls, name, value)
    for member in [*made._member_map_.values(), *made._value2member_map_.values()]:
        if type(member) is made:
            member.__class__ = cls
            member.__objclass__ = cls
    type.__setattr__(cls, "__class__", EnumType)


def _called(cls: Any, *arguments: Any, **given: Any) -> Any:
    """What stands for `EnumType.__call__` meanwhile."""
    if given.keys() != GIVEN or len(arguments) != 2 or not isinstance(arguments[1], list):
        return _python(cls, *arguments, **given)
    name, names = arguments
    late = type.__new__(LateNames, name, (cls,), {})
    _late[late] = cls, name, names, given
    return late


def begin() -> None:
    """Let enumerations wait from now on."""
    if sys.version_info[:2] in KNOWN:
        EnumType.__call__ = _called


def end() -> None:
    """Let every further enumeration have its names at once; those that wait go on waiting."""
    EnumType.__call__ = _python

"""Spares the start what the binding does for features that this program does not use.

PySide6 parses the source of every module imported after it, to see whether it asks for snake_case
names or true properties; with our forty modules that is a tenth of the start and 7 MiB. And it
compiles, at each start anew, what it needs to word a wrong call or to show a signature: a fifth.
"""

import builtins
import zlib
from collections.abc import Callable
from importlib import import_module
from sys import modules
from types import CodeType, ModuleType
from typing import Any

from ui import late_names

#: what is compiled when it is first asked for, and the sum of the sources that this is known to be
#: safe with; sources of another release are taken as they come
UNREAD = {
    "shibokensupport/signature/mapping.py": 1303443386,
    "shibokensupport/signature/errorhandler.py": 158631412,
    "shibokensupport/signature/layout.py": 1519412675,
    "shibokensupport/signature/parser.py": 274529439,
    "shibokensupport/signature/lib/enum_sig.py": 766133272,
    "shibokensupport/signature/lib/pyi_generator.py": 1711296105,
    "shibokensupport/signature/lib/tool.py": 904433905,
}
STAND_IN = "from ui.binding import stand_in\n__getattr__, update_mapping = stand_in(globals())\n"
_sources: dict[str, tuple[bytes, str]] = {}
_compile: Callable[..., CodeType] = compile


def spare_the_start() -> None:
    """Let modules be imported unread; called before any other module of the window."""
    unused = "tempfile" not in modules
    if unused:  # the binding imports it and what it stands on, for nothing
        modules["tempfile"] = ModuleType("tempfile")
    late_names.begin()
    builtins.compile = _compiled
    try:
        import_module("PySide6.QtCore")  # sets up what is turned off here
    finally:
        builtins.compile = _compile
        if unused:
            del modules["tempfile"]
    feature = import_module("shibokensupport.feature")
    if hasattr(feature, "feature_imported"):
        vars(feature)["feature_imported"] = _unread


def stand_in(names: dict[str, Any]) -> tuple[Callable[[str], Any], Callable[[], Any]]:
    """What stands in a module of the binding until somebody asks it for something."""
    source, file = _sources[names["__name__"]]

    def read() -> None:
        if names.pop("__getattr__", None) is not None:
            del names["update_mapping"]
            exec(_compile(source, file, "exec"), names)

    def named(name: str) -> Any:
        if name[:2] == "__":  # what Python itself looks for
            raise AttributeError(name)
        read()
        return names[name]

    def update_mapping() -> Any:
        """The binding takes this one, in the module that has it, without asking for it."""
        read()
        return names["update_mapping"]()

    return named, update_mapping


def _compiled(source: Any, filename: Any, mode: str, *more: Any, **given: Any) -> CodeType:
    """What `compile` answers while the binding is set up."""
    if filename in UNREAD and zlib.crc32(source) == UNREAD[filename]:
        name = filename.removesuffix(".py").replace("/", ".")
        _sources[name] = source, filename
        return _compile(STAND_IN, filename, mode)
    return _compile(source, filename, mode, *more, **given)


def _unread(_module: ModuleType) -> None:
    """Every module of ours takes the binding as it is."""

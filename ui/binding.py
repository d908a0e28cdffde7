"""Spares the start what the binding does for a feature that this program does not use.

PySide6 parses the source of every module imported after it, to see whether it asks for snake_case
names or true properties; with our forty modules that is a tenth of the start and 7 MiB.
"""

from importlib import import_module
from types import ModuleType


def spare_the_start() -> None:
    """Let modules be imported unread; called before any other module of the window."""
    import_module("PySide6.QtCore")  # sets up what is turned off here
    feature = import_module("shibokensupport.feature")
    if hasattr(feature, "feature_imported"):
        vars(feature)["feature_imported"] = _unread


def _unread(_module: ModuleType) -> None:
    """Every module of ours takes the binding as it is."""

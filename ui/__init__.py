"""The window: what staff see and press. Everything it knows it asks the counter; it decides nothing
itself.
"""

from PySide6 import QtCore  # first: it brings shibokensupport
from shibokensupport import feature  # pyright: ignore[reportMissingImports]


def _no_features(_module: object) -> None:
    """Take no notice of a module that was imported.

    The binding would read the source of every module imported after it, looking for switches we
    never use: a twentieth of the start, and the sources stay in memory.
    """


assert QtCore
feature.feature_imported = _no_features

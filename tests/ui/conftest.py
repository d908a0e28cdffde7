"""A window over a real shop, and hands to work it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.fonts import load_fonts
from ui.theme import RESOURCES, Theme


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The application with the bundled type: widths are the same on every machine."""
    load_fonts(RESOURCES / "fonts")
    return qapp


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a widget as the active window, so that it can have the focus."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return shown


@pytest.fixture
def theme(application: QApplication, tmp_path: Path) -> Iterator[Theme]:
    theme = Theme(application, "light", scratch=tmp_path)
    yield theme
    theme.deleteLater()

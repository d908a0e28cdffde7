"""The bundled type: loaded from files, so that the window needs no font of the system."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ui import tokens


def load_fonts(folder: Path) -> int:
    """Load every bundled Noto Sans SC face of `folder`; answers how many were taken."""
    files = sorted(folder.glob("NotoSansSC-*.ttf"))
    return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


@cache
def text_font(
    size: int = tokens.TYPE["body"], *, bold: bool = False, tabular: bool = False
) -> QFont:
    """The window's font at `size` logical pixels; `tabular` figures do not dance while they
    change. It is made once and never altered.
    """
    font = QFont()
    font.setFamilies(tokens.FAMILIES)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    # Preferring no hinting darkens stems: Chinese looks bold on a dark ground.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font

"""What is looked at, and whether it is well; nothing of a customer is in it."""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QSysInfo, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication

from counter.storage.last_backup import LastBackup, last_backup
from counter.storage.questions.health import ShopHealth, shop_health
from ui import tokens
from ui.door import FILE

LEAST_FREE = 500_000_000  # bytes; a busy shop writes some 100 MB a year
LIBRARIES = (
    "PySide6-Essentials",
    "sqlcipher3",
    "SQLAlchemy",
    "reportlab",
    "cryptography",
    "pypdfium2",
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What only the disk and the shop's file can say."""

    health: ShopHealth
    free_bytes: int
    backup: LastBackup | None


def gather(db: Any, *, folder: Path, home: Path) -> Gathered:
    """Look at file and disk; on the reader's thread, for a disk may take its time."""
    return Gathered(
        health=shop_health(db),
        free_bytes=shutil.disk_usage(folder).free,
        backup=last_backup(home, folder / FILE),
    )


def bundled_fonts() -> list[str]:
    """The bundled faces that were taken; papers and window stand on them."""
    family = tokens.FAMILIES[0]
    return QFontDatabase.styles(family) if family in QFontDatabase.families() else []


def input_method() -> tuple[str, bool]:
    """The name of the input method Qt was told of, and whether it has a plug-in for it."""
    if not sys.platform.startswith("linux"):
        return QSysInfo.prettyProductName(), True
    named = os.environ.get("QT_IM_MODULE", "")
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    plug_ins = [file.name for file in (folder / "platforminputcontexts").glob("*.so")]
    return named, bool(named) and any(named in name for name in plug_ins)


def screen_line() -> str:
    """The screen as the window sees it."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    return f"{size.width()} × {size.height()}, {screen.devicePixelRatio():g} ×"


def versions() -> list[tuple[str, str]]:
    """The libraries and what they are."""
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    for name in LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found


def system_line() -> str:
    """The system this runs on."""
    return f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"

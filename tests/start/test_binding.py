"""The Qt binding and the SQLite that the program is made for are the ones installed."""

import subprocess
import sys
from importlib.metadata import distributions, version
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
GPL_ONLY_OR_TOO_BIG = ("Charts", "DataVisualization", "Graphs", "WebEngine", "VirtualKeyboard")

COUNT_REFERENCES_OF_NONE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, {project!r})
if os.path.exists(os.path.join({project!r}, "main.py")):
    import main
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label, path = QLabel(), QPainterPath()
before = sys.getrefcount(None)
for _ in range(1000):
    label.setText("x")
    label.setEnabled(True)
    path.lineTo(1.0, 1.0)
print(sys.getrefcount(None) - before)
"""


def test_binding_does_not_eat_none() -> None:
    """PySide6 6.12.0 drops one reference to None in each void call and ends Python 3.11."""
    answer = subprocess.run(
        [sys.executable, "-c", COUNT_REFERENCES_OF_NONE.format(project=str(PROJECT))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert abs(int(answer.stdout.split()[-1])) < 200


WORD_A_WRONG_CALL = """
import sys
sys.path.insert(0, {project!r})
import ui
from ui.binding import UNREAD
from PySide6.QtCore import QRect, QTimer
names = [file.removesuffix(".py").replace("/", ".") for file in UNREAD]
print([name for name in names if "stand_in" not in vars(sys.modules[name])])
for wrong in (lambda: QRect(1, "a"), lambda: QTimer(nothing=1)):
    try:
        wrong()
    except Exception as told:
        print(type(told).__name__, len(str(told).splitlines()))
from shibokensupport.signature import get_signature
import tempfile
print(get_signature(QRect.moveTo)[0], bool(tempfile.gettempdir()))
"""


def test_what_the_binding_compiles_for_nothing_is_compiled_when_it_is_asked_for() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", WORD_A_WRONG_CALL.format(project=str(PROJECT))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    unread, call, keyword, signature = answer.stdout.splitlines()
    assert unread == "[]"
    assert call == "TypeError 8"
    assert keyword.startswith("AttributeError")
    assert signature == "(self, p: PySide6.QtCore.QPoint, /) -> None True"


def test_binding_is_the_pinned_one() -> None:
    assert version("PySide6-Essentials") == version("shiboken6") == "6.11.3"


def test_nothing_gpl_only_is_installed() -> None:
    names = {found.name.lower().replace("_", "-") for found in distributions()}
    assert not names & {"pyside6", "pyside6-addons", "pyside6-webengine", "pyqt6", "pyqt5"}
    import PySide6

    libraries = Path(PySide6.__file__).parent
    found = [
        library.name
        for pattern in ("Qt*.abi3.so", "Qt*.pyd", "Qt/lib/libQt6*.so*", "Qt6*.dll")
        for library in libraries.glob(pattern)
        if any(word in library.name for word in GPL_ONLY_OR_TOO_BIG)
    ]
    assert found == []


def test_sqlite_is_new_enough_and_searches_words() -> None:
    from sqlcipher3 import dbapi2

    assert dbapi2.sqlite_version_info >= (3, 51, 3)
    book = dbapi2.connect(":memory:")
    book.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    book.execute("INSERT INTO words VALUES ('kettle')")
    assert book.execute("SELECT count(*) FROM words WHERE words MATCH 'kettle'").fetchone() == (1,)
    book.close()

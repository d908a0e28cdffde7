"""Enumerations of Qt whose names come late are, once asked, as those whose names came at once."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TELL = """
import enum, pickle, sys
sys.path.insert(0, {project!r})
if {late}:
    from ui import late_names
    late_names.begin()
from PySide6 import QtCore, QtGui, QtWidgets
Qt = QtCore.Qt
for module in (QtCore, QtGui, QtWidgets):
    for name in sorted(dir(module)):
        kind = getattr(module, name)
        for inner in sorted(vars(kind)) if isinstance(kind, type) else ():
            one = vars(kind)[inner]
            if isinstance(one, enum.EnumMeta):
                told = [(n, m.value, m.name) for n, m in one.__members__.items()]
                print(name, one.__qualname__, one.__module__, one.__mro__[1:], told, len(one))
print(Qt.Key(65), Qt.Key["Key_A"] is Qt.Key.Key_A, isinstance(Qt.Key.Key_A, Qt.Key), repr(Qt.Key))
print(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, repr(Qt.AlignmentFlag(0x84)))
print(~Qt.AlignmentFlag.AlignLeft & Qt.AlignmentFlag.AlignCenter, Qt.CheckState.Checked.name)
print(pickle.loads(pickle.dumps(Qt.Key.Key_B)) is Qt.Key.Key_B, hash(Qt.Key.Key_A), type(Qt.Key))
print(QtWidgets.QStyleOptionViewItem().state, list(Qt.Orientation), Qt.Key.Key_A in Qt.Key)
event = QtGui.QKeyEvent(QtCore.QEvent.Type.KeyPress, 65, Qt.KeyboardModifier.ControlModifier)
print(event.type(), event.modifiers(), Qt.KeyboardModifier.ControlModifier in event.modifiers())
"""


def told(*, late: bool) -> str:
    run = subprocess.run(
        [sys.executable, "-c", TELL.format(project=str(PROJECT), late=late)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_names_that_come_late_are_the_same() -> None:
    at_once, late = told(late=False), told(late=True)
    assert len(at_once.splitlines()) > 200
    assert late == at_once

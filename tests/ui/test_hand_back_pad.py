"""The pad alone: pen, finger and mouse write, times never run back, and little is kept."""

import json

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from counter.domain.signing import MOST_CHARACTERS, strokes_text
from ui.widgets.signature_pad import SignaturePad


def test_a_finger_writes(show):
    pad = SignaturePad()
    pad.resize(280, 110)
    show(pad)
    device = QTest.createTouchDevice()
    assert isinstance(device, QPointingDevice)
    touches = QTest.touchEvent(pad, device)
    touches.press(0, QPoint(30, 40), pad)
    touches.commit()
    for n in range(1, 12):
        touches.move(0, QPoint(30 + n * 14, 40 + n % 3 * 12), pad)
        touches.commit()
    touches.release(0, QPoint(190, 44), pad)
    touches.commit()
    assert pad.is_signed()


def test_the_mouse_writes_only_while_it_is_pressed(show):
    pad = SignaturePad()
    pad.resize(280, 110)
    show(pad)
    QTest.mouseMove(pad, QPoint(20, 20))
    assert pad.is_blank()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for n in range(12):
        QTest.mouseMove(pad, QPoint(20 + n * 9, 20 + n % 4 * 8))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(140, 30))
    assert pad.is_signed()
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_blank()


def test_what_is_drawn_can_always_be_kept(show):
    pad = SignaturePad()
    pad.resize(280, 110)
    show(pad)
    for stroke in range(90):
        for n in range(200):
            at = 100 * stroke + n - 5000 * (stroke % 2)  # two pens whose clocks differ
            pad.draw(QPointF(n * 3 - 40, n * 7 % 300 - 60), at, starts=n == 0)
        pad.lift()
    text = strokes_text(pad.strokes())
    assert len(text) <= MOST_CHARACTERS
    assert max(x for stroke in json.loads(text) for x, _, _ in stroke) <= 1000


def test_a_dot_is_no_name(show):
    pad = SignaturePad()
    show(pad)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert not pad.is_blank()
    assert not pad.is_signed()

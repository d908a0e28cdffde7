"""A name on the pad stands for what was shown above it, whoever changes that meanwhile."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.domain.choices import SignedFor
from counter.domain.signing import CHECK_DIGITS
from counter.storage.questions.signatures import receipt_said, signatures_apart
from tests.desk import DESK, Desk
from tests.ui.robots import Clerk, seen_texts
from tests.ui.test_check_in import fill_in
from ui.dialogs.loss import LossDialog
from ui.dialogs.signing import SigningDialog
from ui.widgets.signature_pad import SignaturePad

ENTER = Qt.Key.Key_Return
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


def writes_a_name(pad: SignaturePad) -> None:
    """A line with the mouse."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(30, 40))
    for n in range(12):
        QTest.mouseMove(pad, QPoint(30 + n * 9, 40 + n % 4 * 8))
    QTest.mouseRelease(pad, left, pos=QPoint(150, 44))


def opens_pad(clerk: Clerk) -> SigningDialog:
    """After a check-in, the pad in front of the customer."""
    fill_in(clerk, kind="kettle")
    clerk.presses(ENTER, ctrl=True)
    last = clerk.check_in().form.last
    clerk.waits(last.on_pad.isVisible)
    clerk.waits_for_answers()
    clerk.clicks(last.on_pad)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), SigningDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SigningDialog)
    clerk.waits_for_answers()
    return dialog


@LANGUAGES
def test_the_pad_shows_what_the_name_is_bound_to(
    language: str, open_window: Callable[..., Clerk], shop: Desk
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    dialog = opens_pad(clerk)
    (receipt,) = shop.rows("item_receipt")
    said = receipt_said(shop.counter.shop.db, number=receipt["number"]).signed_sha256
    assert any(said[:CHECK_DIGITS] in text for text in seen_texts(dialog))
    writes_a_name(dialog.pad)
    clerk.tabs_to(dialog.go)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("signature")) == 1)
    (kept,) = shop.rows("signature")
    assert kept["signed_sha256"] == said
    times = [point[2] for stroke in json.loads(kept["strokes_json"]) for point in stroke]
    assert times == sorted(times)
    assert signatures_apart(shop.counter.shop.db) == []


def test_what_was_corrected_meanwhile_is_signed_once_more(clerk: Clerk, shop: Desk):
    dialog = opens_pad(clerk)
    (item,) = shop.rows("customer_item")
    shop.do("correct_item", DESK, case_number=item["number"], fault="壶嘴也漏")
    writes_a_name(dialog.pad)
    clerk.clicks(dialog.go)
    clerk.waits(dialog.pad.is_blank)
    assert shop.rows("signature") == []
    clerk.waits_for_answers()
    writes_a_name(dialog.pad)
    clerk.clicks(dialog.go)
    clerk.waits(lambda: len(shop.rows("signature")) == 1)
    assert shop.rows("signature")[0]["what"] == SignedFor.CHECK_IN
    assert signatures_apart(shop.counter.shop.db) == []
    clerk.waits_for_answers()


def test_another_word_in_a_declaration_is_signed_once_more(clerk: Clerk):
    dialog = LossDialog(clerk.window.kit, clerk.window, "王芳", [])
    dialog.open()
    clerk.waits(lambda: QApplication.activeModalWidget() is dialog)
    dialog.knowledge.setFocus()
    clerk.waits_for_focus(dialog.knowledge)
    clerk.types("SW-17J")
    writes_a_name(dialog.pad)
    assert dialog.pad.is_signed()
    clerk.tabs_to(dialog.knowledge)
    clerk.types("2")
    assert dialog.pad.is_blank()
    assert any("请重新签字" in text for text in seen_texts(dialog))
    dialog.reject()


def test_a_pen_writes(show: Callable[[SignaturePad], None]):
    pad = SignaturePad()
    pad.resize(280, 110)
    show(pad)
    pen = QPointingDevice(
        "pen", 1, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1,
    )  # fmt: skip
    none, tip = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    kinds = QTabletEvent.Type
    for n in range(12):
        at = QPointF(30 + n * 12, 40 + n % 3 * 10)
        kind = kinds.TabletPress if n == 0 else kinds.TabletMove
        event = QTabletEvent(
            kind, pen, at, at, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier,
            tip if n == 0 else none, tip,
        )  # fmt: skip
        event.setTimestamp(5000 + n * 16)
        QApplication.sendEvent(pad, event)
    over = QTabletEvent(
        kinds.TabletRelease, pen, QPointF(170, 50), QPointF(170, 50), 0.0, 0.0, 0.0, 0.0, 0.0,
        0.0, Qt.KeyboardModifier.NoModifier, tip, none,
    )  # fmt: skip
    QApplication.sendEvent(pad, over)
    (stroke,) = pad.strokes()
    assert [point[2] for point in stroke] == [n * 16 for n in range(12)]

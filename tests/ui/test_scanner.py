"""A scanner's burst is taken out of whatever it fell into; typing is left alone."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.scanner import ScanFilter, plain_code
from ui.theme import Theme
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit
from ui.widgets.pin_pad import PinPad

RECEIPT = "3000171260012349"


class Bench(QWidget):
    """One of every widget that keys change, and a scanner beside them."""

    def __init__(self, application: QApplication, theme: Theme):
        super().__init__()
        self.ms = 1000.0
        self.codes: list[str] = []
        self.line, self.code, self.words = QLineEdit(), CodeEdit(), QPlainTextEdit()
        self.chips, self.pad = Chips(theme), PinPad(theme)
        self.pad.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chips.offer([Choice(letter, f"choice {letter}") for letter in "abcd"])
        box = QVBoxLayout(self)
        for part in (self.line, self.code, self.words, self.chips, self.pad):
            box.addWidget(part)
        self.filter = ScanFilter(application, self, clock=self._clock)
        self.filter.scanned.connect(self.codes.append)

    def types(self, text: str, gap: float = 90) -> None:
        for character in text:
            self.ms += gap
            QTest.keyClicks(QApplication.focusWidget(), character)

    def scans(self, code: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        self.ms += 400
        self.types(code, gap=6)
        self.ms += 6
        QTest.keyClick(QApplication.focusWidget(), end)

    def _clock(self, _event: QEvent) -> float:
        return self.ms


@pytest.fixture
def bench(application, theme, show) -> Bench:
    bench = Bench(application, theme)
    show(bench)
    bench.line.setFocus()
    return bench


def test_a_burst_leaves_the_text_and_the_cursor_as_they_were(bench):
    bench.line.setText("张伟")
    bench.line.setCursorPosition(1)
    bench.scans(RECEIPT)
    assert bench.codes == [RECEIPT]
    assert (bench.line.text(), bench.line.cursorPosition()) == ("张伟", 1)


def test_a_burst_in_the_middle_of_typing_takes_only_itself(bench):
    bench.types("13800")
    bench.scans(RECEIPT)
    bench.types("135678")
    assert bench.codes == [RECEIPT]
    assert bench.line.text() == "13800135678"


def test_a_burst_leaves_several_lines_as_they_were(bench):
    bench.words.setPlainText("不加热\n有焦味")
    bench.words.setFocus()
    bench.scans(RECEIPT)
    assert bench.words.toPlainText() == "不加热\n有焦味"


def test_a_burst_of_digits_toggles_no_chip(bench):
    bench.chips.choose(["b"])
    bench.chips.start()
    bench.scans(RECEIPT)
    assert bench.codes == [RECEIPT]
    assert bench.chips.value() == ["b"]


def test_a_burst_types_no_pin(bench):
    bench.pad.setFocus()
    bench.types("12")
    bench.scans(RECEIPT)
    assert bench.codes == [RECEIPT]
    assert bench.pad.held() == "12"


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_both_ends_that_scanners_send_are_known(bench, end):
    bench.scans(RECEIPT, end)
    assert bench.codes == [RECEIPT]
    assert QApplication.focusWidget() is bench.line


def test_typing_is_left_alone(bench):
    bench.types("blue 256 GB")
    bench.ms += 90
    QTest.keyClick(bench.line, Qt.Key.Key_Return)
    assert bench.codes == []
    assert bench.line.text() == "blue 256 GB"


def test_a_short_burst_is_typing(bench):
    bench.scans("12345")
    assert bench.codes == []
    assert bench.line.text() == "12345"


def test_full_width_and_small_letters_are_folded():
    assert plain_code("３０００１７１２６００１２３４９ ") == RECEIPT
    assert plain_code(" ab-12 ") == "AB-12"


def test_no_input_method_touches_a_code(bench):
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(bench.code, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled) is False
    QApplication.sendEvent(bench.line, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled) is True

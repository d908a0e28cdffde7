"""Leads a scan to where it belongs, and says what became of it: found, unknown, alarm."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from counter.domain.label_codes import LabelKind, read_label
from counter.domain.numbers import NumberKind
from counter.language import N_
from ui.finder import too_few_digits
from ui.routing import is_claimed
from ui.scanner import ALT_CODES, COMPOSED, half_width, plain_code
from ui.scans.door import Outcome

if TYPE_CHECKING:
    from ui.window import Window

SOON_MS = 1500  # what is refused by then was refused to the scan
RECEIPTS = frozenset({NumberKind.RECEIPT})
WHY_UNREADABLE = {
    COMPOSED: N_(
        "The input method took the letters of a scan. Switch it to English and scan again."
    ),
    ALT_CODES: N_(
        "The scanner types Alt codes, which cannot be read here. Switch its Alt mode off by its "
        "set-up sheet and scan again."
    ),
}


class Leading(QObject):
    """Stands between the door of the codes and the window."""

    def __init__(self, window: "Window"):
        super().__init__(window)
        self._window, self._door = window, window.kit.scans
        self._is_leading = self._was_refused = False
        self._just = QTimer(self, singleShot=True, interval=SOON_MS)
        self._door.came.connect(self.lead)
        self._door.unreadable.connect(self._cannot_read)
        window.messages.objected.connect(self._objected)
        window.search.nothing.connect(self._found_nothing)
        window.bar.entered.connect(self.look_for)

    def lead(self, raw: str) -> None:
        """Lead what was scanned."""
        window, code = self._window, meant(raw)
        window.overlays.close_all()
        window.messages.go_on()
        self._door.begin()
        self._was_refused, self._is_leading = False, True
        dialog = QApplication.activeModalWidget()
        try:
            told = self._led(code) if dialog is None else self._put_into(dialog, code)
        finally:
            self._is_leading = False
        self._just.start()
        if told is not None:
            self._door.tell(told)

    def look_for(self, text: str) -> None:
        """Lead what was typed into the scan box: a number as if it was scanned, else a search."""
        window = self._window
        if window.role is None:
            return
        window.messages.go_on()
        if window.reception.is_badge(text):
            window.switch_to(text)
        elif window.guide.lead(text, window.role):
            window.bar.scan.clear()
            window.search.close_list()
        else:
            window.search.look_for(text)

    # -- where it goes

    def _led(self, code: str) -> Outcome | None:
        """Lead it about the window; None where the page says later what became of it."""
        window, screen = self._window, self._window.current()
        if window.role is None:
            return Outcome.HIT if window.reception.choose(code) else self._nobodys()
        if window.reception.is_badge(code):
            window.switch_to(code)
            return Outcome.HIT
        if screen is not None and is_claimed(code, screen.claims) and screen.scanned(code):
            pass  # the screen took it
        elif window.guide.lead(code, window.role, is_scanned=True):
            if is_claimed(code, RECEIPTS) and self._is_judged_by_the_page():
                return None
        elif screen is None or not screen.scanned(code):
            window.search.look_for(code)
        return Outcome.UNKNOWN if self._was_refused else Outcome.HIT

    def _is_judged_by_the_page(self) -> bool:
        screen = self._window.current()
        return screen is not None and screen.name == "hand_back" and not self._was_refused

    def _nobodys(self) -> Outcome:
        say = self._window.kit.language.say
        self._window.messages.object_to(say("Nobody here has this badge. Choose your name."))
        return Outcome.UNKNOWN

    def _put_into(self, dialog: QWidget, code: str) -> Outcome:
        """What lies over the window has the scan: its own way with it, or the field one types in;
        its buttons are not pressed, and nothing happens behind it.
        """
        takes = getattr(dialog, "scanned", None)
        if callable(takes) and takes(code):
            return Outcome.HIT
        field = QApplication.focusWidget()
        if isinstance(field, QPlainTextEdit) and not field.isReadOnly():
            field.insertPlainText(code)
            return Outcome.HIT
        if isinstance(field, QLineEdit) and _takes_text(field):
            field.insert(code)
            return Outcome.HIT
        say = self._window.kit.language.say
        self._window.messages.object_to(say("Finish or cancel this form first, then scan again."))
        return Outcome.UNKNOWN

    # -- what became of it

    def _objected(self, _text: str) -> None:
        """Something was refused: in the middle of a scan, or soon after as an answer to it."""
        self._was_refused = True
        if not self._is_leading and self._just.isActive():
            self._just.stop()
            self._door.begin()
            self._door.tell(Outcome.UNKNOWN)

    def _found_nothing(self, text: str) -> None:
        window, say = self._window, self._window.kit.language.say
        nothing = say("Nothing here has the code {code}", code=text)
        window.messages.object_to(too_few_digits(window.kit, text) or nothing)
        window.bar.scan.selectAll()

    def _cannot_read(self, why: str) -> None:
        window = self._window
        window.messages.object_to(window.kit.language.say(WHY_UNREADABLE[why]))
        self._door.begin()
        self._door.tell(Outcome.UNKNOWN)


def _takes_text(field: QLineEdit) -> bool:
    return not field.isReadOnly() and field.echoMode() is QLineEdit.EchoMode.Normal


def meant(raw: str) -> str:
    """A code as screens take it: plain ones in capitals without the scanner's own mark; one that
    says itself what its parts are as it stands.
    """
    label = read_label(raw)
    is_structured = label.kind in (LabelKind.GS1, LabelKind.MAKER)
    return half_width(raw) if is_structured else plain_code(label.text)

"""What every screen has in common: words said anew, a reload when its records changed, a first
focus.
"""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.desk import EVERYTHING
from ui.kit import Kit

if TYPE_CHECKING:
    from counter.domain.numbers import NumberKind


class Screen(QWidget):
    """A page of the window. Build, connect, respond; texts only in `say_all`."""

    name: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = frozenset()  # records whose change makes it stale
    claims: ClassVar[frozenset["NumberKind"]] = frozenset()  # numbers it takes itself while open
    told = Signal(str)  # a sentence for the foot of the window
    undoable = Signal(str, object)  # such a sentence, and a method or Reversal that takes it back
    objected = Signal(str)  # such a sentence about what does not go yet, and what to do first
    refused = Signal(object)  # a refusal that no field of the screen can show
    wants = Signal(str, object)  # another screen, and what it should open with

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("canvas")
        self.kit = kit
        self.say = kit.language.say
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._reload_now)
        kit.language.changed.connect(self._said_anew)
        kit.desk.changed.connect(self._records_changed)

    def say_all(self) -> None:
        """Set every text anew, in the language that is spoken now."""

    def reload(self) -> None:
        """Ask again for what is shown."""

    def open_with(self, subject: object) -> None:
        """Take what the screen should open with, e.g. the number that was scanned."""

    def first(self) -> None:
        """Put the focus on the first gap."""

    def leave(self) -> None:
        """Whoever was signed in goes: keep what is theirs."""

    def begin_anew(self) -> None:
        """Somebody else is signed in now: show nothing of what the one before had begun."""

    def scanned(self, code: str) -> bool:
        """Take a code that is no paper's number, or one of a kind that the screen claims; False
        when it means nothing here.
        """
        del code
        return False

    def title(self) -> str:
        """What stands at the top of the window."""
        return ""

    def keys(self) -> list[tuple[str, str]]:
        """Keys that are no shortcuts, and what they do here, for the keyboard sheet."""
        return []

    def hint(self) -> str:
        """What the scan box asks for while this screen is open."""
        return self.say("Scan, or type a number, a phone or a serial")

    def hasHeightForWidth(self) -> bool:
        # Asked by its width, a page of wrapped texts and lists would want more than it needs.
        return False

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload_now()

    def _reload_now(self) -> None:
        self._stale = False
        self.reload()

    def _said_anew(self) -> None:
        self.say = self.kit.language.say
        self.say_all()
        self._ask_again()  # what the counter names, chips of faults too, it names anew

    def _records_changed(self, kinds: frozenset[str]) -> None:
        if kinds is not EVERYTHING and not kinds & self.kinds:
            return
        self._ask_again()

    def _ask_again(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

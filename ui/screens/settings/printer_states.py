"""How the printers of this machine are: asked one after the other, so that papers go in between."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import Status
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.settings.printer_words import state_words


class PrinterStates(QObject):
    """By key: what each said last, or why it was not reached."""

    changed = Signal()

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._kit = kit
        self._heard: dict[str, Status | RuleBroken] = {}
        self._left: dict[str, Printer] = {}
        self._asked = ""

    def ask(self, printers: Mapping[str, Printer]) -> None:
        """Ask these, after those that are still to be asked."""
        self._left |= printers
        for key in printers:
            self._heard.pop(key, None)
        self.changed.emit()
        if not self._asked:
            self._ask_next()

    def words(self, key: str) -> tuple[str, str]:
        """A state in words and its tone."""
        heard, say = self._heard.get(key), self._kit.language.say
        if heard is None:
            return say("asking …") if self._is_to_ask(key) else "", "grey"
        if isinstance(heard, RuleBroken):
            return say("not reached"), "danger"
        return state_words(self._kit.language, heard)

    def why(self, key: str) -> str:
        """Why it was not reached, as a sentence; else nothing."""
        heard = self._heard.get(key)
        if not isinstance(heard, RuleBroken):
            return ""
        return sentence(heard.rule, heard.facts, self._kit.language.words)

    # -- inside

    def _is_to_ask(self, key: str) -> bool:
        return key in self._left or key == self._asked

    def _ask_next(self) -> None:
        if not self._left:
            self._asked = ""
            return
        self._asked = next(iter(self._left))
        printer = self._left.pop(self._asked)
        reply = self._kit.printer_desk.state(printer)
        reply.then(self._take).sorry(self._refused).after(self._answered)

    def _take(self, status: Status) -> None:
        self._heard[self._asked] = status

    def _refused(self, refusal: RuleBroken) -> None:
        self._heard[self._asked] = refusal

    def _answered(self) -> None:
        self._ask_next()
        self.changed.emit()

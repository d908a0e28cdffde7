"""The left of the printers' page: those that there are, and the ways to more of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.printing.devices.catalogue import Printer
from ui.kit import Kit
from ui.screens.settings.printer_list import PrinterList, PrinterRow
from ui.screens.settings.printer_states import PrinterStates
from ui.screens.settings.printer_words import LANGUAGES
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column

NEW = "new"
OURS, SYSTEMS = "d:", "s:"  # before the name: described here, of the system alone


class PrinterSide(QWidget):
    """Shows each printer with its state; says which is wanted."""

    wants_undo = Signal()

    def __init__(self, kit: Kit, states: PrinterStates):
        super().__init__()
        self.kit, self._states = kit, states
        self.printers: dict[str, Printer] = {}
        self._drafts: set[str] = set()
        self._gone = ""
        self.list = PrinterList(kit.theme)
        self.empty = label("", "muted", wrap=True)
        self.add, self.look = Button(kit.theme, "", "plus"), Button(kit.theme, "", "search")
        self.again = Button(kit.theme, "", "history")
        self.undo = Button(kit.theme, "link")
        self.gone = Callout(kit.theme, "undo-2", "accent", self.undo)
        self.gone.hide()
        parts = (self.empty, self.list, self.gone, self.add, self.look, self.again)
        box = column(*parts, gap=8)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.undo.clicked.connect(self.wants_undo)
        states.changed.connect(self.show_rows)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.list, self.undo, self.add, self.look, self.again]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        self.list.setAccessibleName(say("Printers"))
        self.empty.setText(
            say(
                "No printer yet: papers are saved as PDF in the shop's folder. Look for printers, "
                "or describe one."
            )
        )
        self.add.say(say("Describe a printer"))
        self.look.say(say("Look for printers"))
        self.again.say(say("Ask again how they are"))
        self.undo.say(say("Undo"))
        self._say_gone()
        self.show_rows()

    def show_printers(self, printers: dict[str, Printer], drafts: set[str]) -> None:
        """Show these; a draft is half typed."""
        self.printers, self._drafts = printers, drafts
        self.show_rows()

    def show_gone(self, name: str) -> None:
        """Offer to take back that a printer was taken away; without a name nothing is offered."""
        self._gone = name
        self.gone.setVisible(bool(name))
        self._say_gone()

    def show_rows(self) -> None:
        """Show the rows in the words of today."""
        say = self.kit.language.say
        rows = [self._row(key, printer) for key, printer in self.printers.items()]
        if NEW in self._drafts:
            rows.append(
                PrinterRow(
                    key=NEW, name=say("A new printer"), state=say("not saved yet"), tone="warn",
                    detail="", is_described=True,
                )
            )  # fmt: skip
        self.list.show_rows(rows)
        self.empty.setVisible(not rows)

    def _row(self, key: str, printer: Printer) -> PrinterRow:
        say, ours = self.kit.language.say, key.startswith(OURS)
        state, tone = self._states.words(key)
        if key in self._drafts:
            state, tone = say("changes not saved"), "warn"
        language = say(LANGUAGES[printer.language][0])
        detail = f"{language} · {printer.address}" if ours else say("of the system")
        return PrinterRow(
            key=key, name=printer.name, state=state, tone=tone, detail=detail, is_described=ours
        )

    def _say_gone(self) -> None:
        text = self.kit.language.say("“{name}” was taken away.", name=self._gone)
        self.gone.show_text(text)


def described_key(name: str) -> str:
    """The key of a printer that is described here."""
    return OURS + name


def name_in(key: str) -> str:
    """The name of the printer with this key."""
    return key.partition(":")[2]

"""Looking for printers: what the system names, and who listens in the networks of this machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from counter.printing.devices.catalogue import MOST_NAME, PORT, Language, Printer, Way
from ui.kit import Kit
from ui.lines import Reply
from ui.screens.settings.printer_fields import usual
from ui.screens.settings.printer_list import PrinterList, PrinterRow
from ui.screens.settings.printer_words import WAYS
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import announce

if TYPE_CHECKING:
    from counter.printing.devices.ways.found import Found

HANDFUL = 32  # hosts that are knocked at together


@dataclass(frozen=True, slots=True)
class Find:
    """Something that could be a printer."""

    way: Way
    address: str

    def as_printer(self) -> Printer:
        """What a form begins with; of a queue the system knows the rest."""
        language = Language.DRIVER if self.way is Way.QUEUE else Language.TSPL
        plain = usual(language)
        name = "" if self.way is Way.TCP else self.address.rpartition("/")[2][:MOST_NAME]
        return Printer(
            name=name, language=language, way=self.way, address=self.address,
            width_dots=plain.width_dots, stock_width_mm=plain.stock_width_mm,
            stock_height_mm=plain.stock_height_mm,
        )  # fmt: skip


class PrinterFinds(QWidget):
    """Looks only when told to, handful by handful, and stops when told to."""

    chosen = Signal(object)
    ended = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self.port = PORT
        self.hosts: list[str] | None = None  # None: those of this machine's own networks
        self.finds: list[Find] = []
        self._known: frozenset[tuple[Way, str]] = frozenset()
        self._left: list[list[str]] = []
        self._is_looking = self._has_looked = self._is_asking = False
        self._next = "look"
        self.title, self._text = label("", "title"), label("", "muted", wrap=True)
        self.progress, self.stop = QProgressBar(), Button(kit.theme)
        self.state = label("", "hint", wrap=True)
        self.list = PrinterList(kit.theme)
        self.progress.setTextVisible(False)
        running = stretched(row(self.progress, self.stop, gap=10), 1, 0)
        box = column(
            self.title, self._text, running, self.state, self.list, gap=8, margins=(20, 12, 16, 12)
        )
        self.setLayout(stretched(box, 0, 0, 0, 0, 1))
        self.stop.clicked.connect(self.cancel)
        self.list.opened.connect(self._open)
        self._show_running()

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.stop, self.list]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        self.title.setText(say("Look for printers"))
        self._text.setText(
            say(
                "Queues, USB and serial ports of this computer, and every address of its own "
                "network that takes pages at port {port}. Enter describes one; only then it is "
                "asked which language it speaks.",
                port=self.port,
            )
        )
        self.stop.say(say("Cancel"))
        self.progress.setAccessibleName(say("Look for printers"))
        self.list.setAccessibleName(say("Printers that were found"))
        self._show_finds()

    def look(self, known: Iterable[Printer]) -> None:
        """Begin to look; those that are described already are left out."""
        if self._is_looking:
            return
        self._known = frozenset((one.way, _whole(one.address, self.port)) for one in known)
        self.finds, self._left = [], []
        self._is_looking, self._next = True, "look"
        self.progress.setRange(0, 0)
        self._show_running()
        self._show_finds()
        self.stop.setFocus()
        if not self._is_asking:  # an answer to what was cancelled may still be under way
            self._step()

    def cancel(self) -> None:
        """Look no further; what was found stays."""
        if self._is_looking:
            self._left = []
            self._end()

    def is_looking(self) -> bool:
        """Whether there is more to come."""
        return self._is_looking

    # -- inside

    def _take_found(self, found: "Found") -> None:
        for way, addresses in (
            (Way.QUEUE, found.queues),
            (Way.DEVICE, found.devices),
            (Way.SERIAL, found.ports),
        ):
            self._add(way, addresses)

    def _step(self) -> None:
        """Ask for what comes next: one thing is asked at a time."""
        self._is_asking = False
        desk = self.kit.printer_desk
        if not self._is_looking:
            return
        if self._next == "look":
            self._next = "near"
            self._ask(desk.look().then(self._take_found))
        elif self._next == "near" and self.hosts is None:
            self._next = "knock"
            self._ask(desk.near().then(self._take_hosts))
        elif self._next == "near":
            self._next = "knock"
            self._take_hosts(self.hosts or [])
            self._step()
        elif self._left:
            self.progress.setValue(self.progress.maximum() - len(self._left))
            self._ask(desk.knock(self._left.pop(0), self.port).then(self._take_open))
        else:
            self._end()

    def _ask(self, reply: Reply) -> None:
        self._is_asking = True
        reply.after(self._step)

    def _take_hosts(self, hosts: list[str]) -> None:
        self._left = [hosts[at : at + HANDFUL] for at in range(0, len(hosts), HANDFUL)]
        self.progress.setRange(0, max(1, len(self._left)))

    def _take_open(self, hosts: list[str]) -> None:
        if self._is_looking:
            self._add(Way.TCP, [f"{host}:{self.port}" for host in hosts])

    def _add(self, way: Way, addresses: Iterable[str]) -> None:
        new = [Find(way, one) for one in addresses if (way, one) not in self._known]
        self.finds += [one for one in new if one not in self.finds]
        self._show_finds()

    def _end(self) -> None:
        self._is_looking, self._has_looked = False, True
        self._show_running()
        self._show_finds()
        announce(self, self.state.text())
        if self.finds:
            self.list.start()
        self.ended.emit()

    def _show_running(self) -> None:
        self.progress.setVisible(self._is_looking)
        self.stop.setVisible(self._is_looking)

    def _show_finds(self) -> None:
        speech = self.kit.language
        rows = [
            PrinterRow(
                key=str(place),
                name=one.address,
                state=speech.say(WAYS[one.way]),
                tone="accent",
                detail="",
                is_described=True,
            )
            for place, one in enumerate(self.finds)
        ]
        self.list.show_rows(rows)
        if self._is_looking:
            text = speech.say("Looking …")
        elif not self._has_looked:
            text = ""
        elif rows:
            text = speech.say_n("{n} place found", "{n} places found", len(rows))
        else:
            text = speech.say(
                "Nothing that is not described already. Is it on, and in the same network? A "
                "printer can be described by hand too."
            )
        self.state.setText(text)

    def _open(self, key: str) -> None:
        self.chosen.emit(self.finds[int(key)].as_printer())


def _whole(address: str, port: int) -> str:
    """An address of the network with its port, as it is found."""
    return address if ":" in address or "/" in address else f"{address}:{port}"

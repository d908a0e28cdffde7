"""The code on the screen that lets a phone send pictures to one item, while this panel is open."""

import threading
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from counter.printing.codes import dark, qr
from ui.kit import Kit
from ui.phone.addresses import Address, addresses
from ui.phone.server import PhoneServer, Pictures
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import announce

WIDTH, CODE_SIDE, WHITE = 660, 232, 4
TICK_MS = 1000
FIREWALL_S, TAKE_S = 30, 5
MINUTE_S = 60


class PhonePanel(QDialog):
    """As long as it is open its server answers; with it everything is over."""

    came = Signal(object)  # a picture made small, as bytes
    _handed = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget, name: str):
        """`name` is what the case is called on the phone; empty = not taken in yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kit, self._name = kit, name
        self._here: Sequence[Address] = ()
        self.server: PhoneServer | None = None
        self._seconds, self._count = 0, 0
        self._title, self._steps = label("", "page"), [label("", "", wrap=True) for _ in range(3)]
        self.code = CodePicture()
        self.address = label("", "muted", wrap=True)
        self.ways = Chips(kit.theme, one=True, gap=6, padding=10)
        self.state = Callout(kit.theme, "smartphone")
        self.trouble = Callout(kit.theme, "triangle-alert", "warn")
        self.fresh, self.close_button = Button(kit.theme), Button(kit.theme, "primary")
        self._ticking = QTimer(self, interval=TICK_MS)
        self._build()
        self._connect()
        kit.theme.dress(self)
        self.say_all()
        self.renew()
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told = column(*self._steps, self.ways, self.address, 1, gap=10)
        middle = stretched(row(self.code, told, gap=20), 0, 1)
        foot = row(self.fresh, 1, self.close_button, gap=8)
        parts = (self._title, middle, self.trouble, self.state, foot)
        self.setLayout(column(*parts, gap=12, margins=(28, 22, 28, 22)))
        self.setFixedWidth(WIDTH)
        self.trouble.hide()
        self.close_button.setDefault(True)

    def _connect(self) -> None:
        self._handed.connect(self._take)
        self._ticking.timeout.connect(self._tick)
        self.ways.changed.connect(self._choose)
        self.fresh.clicked.connect(self.renew)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._end)
        self._kit.language.changed.connect(self.say_all)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setWindowTitle(say("Pictures by phone"))
        title = say("Pictures by phone · case {name}", name=self._name)
        self._title.setText(title if self._name else say("Pictures by phone"))
        steps = (
            say("1. The phone is in the same network (Wi-Fi) as this machine."),
            say("2. Scan the code with its camera and open the address."),
            say("3. Take or choose pictures: they come to this item at once."),
        )
        for step, text in zip(self._steps, steps, strict=True):
            step.setText(text)
        self.ways.name(say("Which network"))
        self.code.setAccessibleName(say("Code with the address for the phone"))
        self.fresh.say(say("New code"))
        self.close_button.say(say("Done"))
        self._show()

    def renew(self) -> None:
        """A new code; the one before is over."""
        self._stop()
        self._here = addresses()
        chosen = (self.ways.value() or [""])[0]
        offered = [Choice(one.ip, f"{one.name} · {one.ip}") for one in self._here]
        self.ways.blockSignals(True)
        self.ways.offer(offered)
        known = {one.ip for one in self._here}
        first = chosen if chosen in known else (self._here[0].ip if self._here else "")
        self.ways.choose([first] if first else [])
        self.ways.blockSignals(False)
        self.ways.setVisible(len(self._here) > 1)
        self._serve(first)

    def hand(self, content: bytes) -> bool:
        """A picture has come, on a thread of the server's; whether somebody here takes it."""
        handed = _Handed(content)
        try:
            self._handed.emit(handed)
        except RuntimeError:  # the panel has gone
            return False
        return handed.is_done.wait(TAKE_S) and handed.is_taken

    # -- inside

    def _choose(self) -> None:
        chosen = self.ways.value()
        if chosen:
            self._stop()
            self._serve(chosen[0])

    def _serve(self, ip: str) -> None:
        self._seconds = 0
        if ip:
            try:
                self.server = PhoneServer(ip, Pictures(self._name, self.hand))
            except OSError:
                self.server = None
            else:
                self.server.begin()
        self._ticking.start()
        self._show()

    def _stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None

    def _end(self, _result: int) -> None:
        self._ticking.stop()
        self._stop()

    def _take(self, handed: "_Handed") -> None:
        if self.server is not None:
            self._count += 1
            handed.is_taken = True
            self.came.emit(handed.content)
            self._show()
            announce(self, self._said())
        handed.is_done.set()

    def _tick(self) -> None:
        self._seconds += 1
        self._show()

    def _show(self) -> None:
        say, server = self._kit.language.say, self.server
        is_good = server is not None and server.left_s() > 0
        self.code.show_text(server.url if server is not None and is_good else "")
        self.address.setText(server.url if server is not None and is_good else "")
        self._complain()
        self.state.show_text(self._said(), "ok" if self._count else "accent", "smartphone")
        self.state.setVisible(server is not None)
        if server is not None and not is_good:
            self.state.show_text(say("The code is over. Make a new one to go on."), "warn", "clock")

    def _complain(self) -> None:
        say, text = self._kit.language.say, ""
        if not self._here:
            text = say(
                "This machine is in no network that a phone could be in. Connect it to the shop's "
                "Wi-Fi or cable and press “New code”; or add the pictures as files."
            )
        elif self.server is None:
            text = say(
                "The address cannot be used any more. Press “New code”; or add the pictures as "
                "files."
            )
        elif self._seconds >= FIREWALL_S and not self.server.visits:
            text = say(
                "No phone has come yet. Is it in the same network, not in one for guests? A "
                "firewall of this machine must let the counter answer at port {port}.",
                port=self.server.server_port,
            )
        if text and text != self.trouble.accessibleName():
            announce(self, text)
        self.trouble.show_text(text)
        if self.trouble.isHidden() is bool(text):
            self.trouble.setVisible(bool(text))
            self.adjustSize()

    def _said(self) -> str:
        say_n, say, server = self._kit.language.say_n, self._kit.language.say, self.server
        minutes = int((server.left_s() if server is not None else 0) + MINUTE_S - 1) // MINUTE_S
        good = say_n(
            "The code is good for {n} minute.", "The code is good for {n} minutes.", minutes
        )
        if self._count:
            came = say_n("{n} picture has come.", "{n} pictures have come.", self._count)
            return f"{came} {good}"
        waits = say("A phone is there.") if server is not None and server.visits else ""
        return f"{waits} {good}".strip()


class _Handed:
    """A picture on its way from the server's thread to the window's."""

    def __init__(self, content: bytes):
        self.content, self.is_taken = content, False
        self.is_done = threading.Event()


class CodePicture(QWidget):
    """A QR code: black on white in both schemes, with its white around it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setFixedSize(CODE_SIDE, CODE_SIDE)

    def sizeHint(self) -> QSize:
        return QSize(CODE_SIDE, CODE_SIDE)

    def show_text(self, text: str) -> None:
        """Show the code of a text; nothing for none."""
        if text != self._text:
            self._text = text
            self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if not self._text:
            return
        rows = qr(self._text)
        side = CODE_SIDE // (len(rows) + 2 * WHITE)  # whole dots: edges stay sharp
        left = (CODE_SIDE - side * len(rows)) / 2
        for n, modules in enumerate(rows):
            for start, length in dark(modules):
                cell = QRectF(left + start * side, left + n * side, length * side, side)
                painter.fillRect(cell, QColor("black"))

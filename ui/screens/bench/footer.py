"""Below the open card: its clock, waiting for parts, what is still needed, and the one button."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from counter.domain.cards import AT_WORK, STARTS, WAYS, CardEvent
from counter.domain.choices import WaitCause
from counter.domain.states import CardStatus
from counter.storage.questions.bench import BenchCard
from ui import terms
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, rule, stretched

HEIGHT, ROOMY = 64, 560


class Footer(QFrame):
    """The clock at the left, the decision at the right."""

    wants_clock = Signal()
    wants_parts = Signal(str)
    accepted = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("topbar")
        self._kit = kit
        self.clock = Button(kit.theme, "tall", "play", "text")
        self.pause = Button(kit.theme, "tall", "pause", "text")
        self.wait = Button(kit.theme, "tall", "package", "text")
        self.missing = label("", "hint", wrap=True)
        self.go = Button(kit.theme, "primary", "badge-check", "on_accent")
        self.menu = QMenu(self.wait)
        self._gap = QWidget()
        buttons = stretched(row(self.clock, self.pause, self.wait, self._gap, self.go), 0, 0, 0, 1)
        self._above = row(gap=0)
        self._beside = row(self.missing, gap=0)
        self._gap.setLayout(self._beside)
        box = column(self._above, buttons, gap=4, margins=(16, 9, 16, 9))
        self.setLayout(column(rule(), box, gap=0))
        self.setMinimumHeight(HEIGHT)
        self.clock.clicked.connect(self.wants_clock)
        self.pause.clicked.connect(self.wants_clock)
        self.go.clicked.connect(self.accepted)
        self.wait.clicked.connect(self._open_menu)
        self.menu.triggered.connect(self._cause_chosen)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.clock.say(say("Start"), say("Start the clock"))
        self.pause.say(say("Pause"), say("Stop the clock"))
        self.wait.say(say("Wait for parts"))
        self.menu.clear()
        for cause, text in terms.WAITS.items():
            self.menu.addAction(say(text)).setData(cause.value)

    def show_card(self, view: BenchCard, me: str, primary: str, joins: bool) -> None:
        """Offer what the card's state allows. `joins` = a colleague's clock runs on it."""
        say, status = self._kit.language.say, view.card.status
        mine = any(s.ended_at is None and s.technician_code == me for s in view.steps)
        may_start = status in STARTS or status in AT_WORK
        self.pause.setVisible(mine)
        self.clock.setVisible(may_start and not mine and primary != "start")
        self.clock.say(say("Join in") if joins else say("Start"), say("Start the clock"))
        self.wait.setVisible(CardEvent.PARTS_NEEDED in WAYS[status])
        self.show_primary(primary, status)

    def show_primary(self, primary: str, status: CardStatus) -> None:
        """Word the one button; without anything to decide there is none."""
        say = self._kit.language.say
        words = {
            "hang": say("Hang the card"),
            "start": say("Start"),
            "record": say("Record the finding"),
            "estimate": say("Send the estimate"),
            "finish": say("To inspection"),
            "inspect": say("Inspect"),
        }
        if status is CardStatus.AWAIT_PARTS:
            words["start"] = say("Parts are here: start")
        self.go.setVisible(primary in words)
        self.go.say(words.get(primary, ""), "Ctrl+Enter")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY
        place = self._beside if roomy else self._above
        if place.indexOf(self.missing) < 0:
            place.addWidget(self.missing)

    def say_gaps(self, names: list[str], remark: str) -> None:
        """Say what is still needed, or what should be known."""
        language = self._kit.language
        text = language.say("Still needed: {list}", list=language.listing(names))
        self.missing.setText(text if names else remark)

    def _open_menu(self) -> None:
        above = QPoint(0, -self.menu.sizeHint().height() - 4)
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(self.wait.mapToGlobal(above))

    def _cause_chosen(self, action: QAction) -> None:
        self.wants_parts.emit(WaitCause(action.data()).value)

"""The page of the bench: queue, open card, parts and estimate, laid out for the room there is."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QWidget

from counter.domain.states import CardStatus
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.lists import ItemKindRow
from ui.kit import Kit
from ui.screens.bench.estimate_panel import EstimatePanel
from ui.screens.bench.finding_card import FindingCard, Found
from ui.screens.bench.footer import Footer
from ui.screens.bench.head_card import HeadCard
from ui.screens.bench.parts_panel import PartsPanel
from ui.screens.bench.queue_panel import QueuePanel
from ui.screens.bench.steps_card import StepsCard
from ui.screens.bench.values_card import ValuesCard
from ui.widgets.chips import Choice
from ui.widgets.labels import Callout, ElidedLabel, IconLabel, label
from ui.widgets.layouts import column, framed, holder, row, scrolled, stretched
from ui.widgets.marks import KindTile
from ui.widgets.segmented import Segmented

ASIDE, ASIDE_NARROW, ASIDE_LEAST, ROOMY, TIGHT = 316, 264, 248, 1240, 1000
PARTS, ESTIMATE = "parts", "estimate"
EMPTY_WIDTH, SECOND_MS = 440, 1000
FAILED, MENDING = "FAILED", frozenset({CardStatus.REWORK, CardStatus.REPAIRING})


class BenchPage(QWidget):
    """Everything of the bench that can be seen."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.queue, self.head, self.finding = QueuePanel(kit), HeadCard(kit), FindingCard(kit)
        self.steps, self.values = StepsCard(kit), ValuesCard(kit)
        self.parts, self.estimate = PartsPanel(kit), EstimatePanel(kit)
        self.footer = Footer(kit)
        self.side = Segmented(kit.theme, [PARTS, ESTIMATE])
        self._failed = Callout(kit.theme, "undo-2", "danger")
        self._visits = ElidedLabel("muted")
        self._visits_title = label("", "label")
        self._empty_title, self._empty = label("", "page", wrap=True), label("", "muted", wrap=True)
        self._two = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._middle = QStackedWidget()
        self._work = self._build_work()
        self._nothing = self._build_empty()
        self._middle.addWidget(self._nothing)
        self._middle.addWidget(self._work)
        self._sides = QStackedWidget()
        self._sides.addWidget(self.parts)
        self._sides.addWidget(self.estimate)
        self.aside = self._build_aside()
        self.setLayout(stretched(row(self.queue, self._middle, self.aside, gap=0), 0, 1, 0))
        self.queue.make_room(roomy=False)
        self.side.changed.connect(self._side_changed)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self.tick)
        self.show_nothing()

    def _build_work(self) -> QWidget:
        self._two.setSpacing(12)
        self._two.addWidget(self.steps, 1)
        self._two.addWidget(self.values, 1)
        history = IconLabel(self._kit.theme, "history", "text_2", 16)
        strip = row(history, self._visits_title, self._visits, gap=12, margins=(16, 9, 16, 9))
        self._strip = framed(stretched(strip, 0, 0, 1), "inset")
        parts = (self.head, self._failed, self.finding, self._two, self._strip)
        inside = holder(column(*parts, 1, gap=12, margins=(10, 14, 16, 8)))
        return holder(stretched(column(scrolled(inside), self.footer, gap=0), 1, 0))

    def _build_empty(self) -> QWidget:
        tile = KindTile(self._kit.theme, "scan-barcode", 64)
        inside = column(tile, self._empty_title, self._empty, gap=10, margins=(32, 28, 32, 24))
        inside.setAlignment(tile, Qt.AlignmentFlag.AlignLeft)
        card = framed(inside)
        card.setFixedWidth(EMPTY_WIDTH)
        return holder(column(2, row(1, card, 1), 3))

    def _build_aside(self) -> QFrame:
        box = column(self.side, self._sides, gap=12, margins=(20, 14, 16, 12))
        aside = framed(stretched(box, 0, 1), "", name="aside")
        aside.setFixedWidth(ASIDE_LEAST)  # as long as nobody knows how much room there is
        return aside

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        for part in (self.queue, self.finding, self.steps, self.values, self.parts):
            part.say_all()
        self.estimate.say_all()
        self.footer.say_all()
        choices = [Choice(PARTS, say("Parts")), Choice(ESTIMATE, say("Estimate"))]
        self.side.say(say("Beside the card"), choices)
        self._visits_title.setText(say("Here before"))
        self._empty_title.setText(say("Scan a card or an item"))
        self._empty.setText(
            say("The scan opens it and starts your clock. Or choose a card at the left: Enter.")
        )

    def show_card(
        self, view: BenchCard, kind: ItemKindRow | None, found: Found, *, me: str, any_step: bool
    ) -> None:
        """Show a card on every part of the page."""
        self.head.show_card(view, kind)
        self._show_failure(view)
        self.finding.show_card(view, kind, found)
        self.steps.show_card(view, me, may_correct_any=any_step)
        self.values.show_card(view)
        self.parts.show_card(view)
        self.estimate.show_card(view)
        self._show_visits(view)
        self.queue.list.show_open(view.card.number)
        self._middle.setCurrentWidget(self._work)
        self.aside.show()

    def show_nothing(self) -> None:
        """No card is open."""
        self.queue.list.show_open("")
        self._middle.setCurrentWidget(self._nothing)
        self.aside.hide()

    def tick(self) -> None:
        """A second went by."""
        self.head.tick()
        self.steps.tick()
        self.queue.tick()

    def turn_to(self, side: str) -> None:
        """Show parts or estimate beside the card."""
        self.side.choose(side)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._second.start()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._second.stop()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        side = (self.side, *self.parts.stops(), *self.estimate.stops())
        footer = (self.footer.clock, self.footer.pause, self.footer.wait, self.footer.go)
        middle = (self.head.case, *self.finding.stops(), *self.steps.stops(), *self.values.stops())
        return [self.queue.filter, self.queue.list, *middle, *side, *footer]

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY
        self.queue.make_room(roomy=roomy)
        narrow = ASIDE_NARROW if self.width() >= TIGHT else ASIDE_LEAST
        self.aside.setFixedWidth(ASIDE if roomy else narrow)
        way = QBoxLayout.Direction
        self._two.setDirection(way.LeftToRight if roomy else way.TopToBottom)

    def _show_failure(self, view: BenchCard) -> None:
        """What the supervisor wrote when it did not pass."""
        card = view.card
        failed = card.inspection_result == FAILED and bool(card.status_reason)
        self._failed.setVisible(failed and card.status in MENDING)
        text = self._kit.language.say("Did not pass: {reason}", reason=card.status_reason)
        self._failed.show_text(text, "danger", "undo-2")

    def _show_visits(self, view: BenchCard) -> None:
        figures, language = self._kit.figures, self._kit.language
        told: list[str] = []
        for visit in view.visits:
            day = figures.day(figures.local(visit.received_at).date())
            what = visit.diagnosis or visit.fault
            told.append(f"{day}: {language.listing([t for t in (what, *visit.parts) if t])}")
        self._visits.setText("  ·  ".join(told))
        self._strip.setVisible(bool(told))

    def _side_changed(self, side: str) -> None:
        self._sides.setCurrentWidget(self.parts if side == PARTS else self.estimate)

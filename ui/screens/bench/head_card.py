"""The open card: what it is, where it stands, and its clock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from counter.storage.questions.bench import BenchCard
from counter.storage.questions.lists import ItemKindRow
from ui import terms
from ui.item_names import name_of
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Pill, figure
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.look import set_look
from ui.widgets.marks import KindTile

MINUTE_MS, MOST_ROOM = 60_000, 150


class HeadCard(QWidget):
    """One line about the item, and the time on its card as the largest thing of the page."""

    wants_case = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._view: BenchCard | None = None
        self._tile = KindTile(kit.theme, "shapes", 48)
        self._name, self._sub = ElidedLabel("value"), ElidedLabel("muted")
        self._state, self._due = Pill(), ElidedLabel("label")
        self._due.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._clock, self._clock_text = figure(22, tone="accent"), ElidedLabel("caption")
        clock = column(self._clock, self._clock_text, gap=0, margins=(14, 4, 14, 4))
        self._callout: QFrame = framed(clock, "callout")
        name = stretched(row(self._name, self._state, gap=10), 1, 0)
        sub = stretched(row(self._due, self._sub, gap=8), 0, 1)
        texts = column(name, sub, gap=2)
        self.case = Button(kit.theme, "ghost", "file", "text_2")
        parts = (self._tile, texts, self.case, self._callout)
        box = row(*parts, gap=12, margins=(16, 10, 10, 10))
        self.setLayout(column(framed(stretched(box, 0, 1, 0, 0)), gap=0))
        self.case.clicked.connect(self.wants_case)

    def show_card(self, view: BenchCard, kind: ItemKindRow | None) -> None:
        """Show a card."""
        self._view = view
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        unit, card = view.unit, view.card
        self.case.say_to_readers(say("Open case"))
        self._tile.show_icon(kind.icon if kind else "shapes")
        self._name.setText(name_of(unit, kind, self._kit.language))
        self._state.show_state(say(terms.CARDS[card.status]), terms.CARD_TONES[card.status])
        late = view.promised_at < now
        if late:
            due = say("Overdue {age}", age=figures.age(now - view.promised_at))
        else:
            due = say("promised {moment}", moment=figures.moment_within(view.promised_at, now))
        self._due.setText(due)
        set_look(self._due, tone="danger" if late else "", role="strong" if late else "muted")
        parts = (
            say(terms.CATEGORIES[card.category]),
            figures.number(card.number),
            unit.serial,
            view.shelf,
        )
        self._sub.setText(" · ".join(part for part in parts if part))
        texts = (say("On this card · running"), say("On this card"))
        self._clock_text.ensurePolished()
        metrics = self._clock_text.fontMetrics()
        room = max(metrics.horizontalAdvance(text) for text in texts)
        self._clock_text.setMinimumWidth(
            min(room + 2, MOST_ROOM)
        )  # nothing moves when the clock stops
        self.tick()

    def tick(self) -> None:
        """A second went by."""
        if self._view is None:
            return
        say = self._kit.language.say
        running = [step for step in self._view.steps if step.ended_at is None]
        spent = self.spent_ms()
        self._clock.setText(self._kit.figures.clock(spent))
        self._clock_text.setText(say("On this card · running") if running else say("On this card"))
        set_look(self._clock, tone="accent" if running else "")
        set_look(self._callout, role="callout" if running else "inset")

    def spent_ms(self) -> int:
        """All time of this card, that of running clocks with it."""
        if self._view is None:
            return 0
        now = self._kit.now()
        running = sum(now - step.started_at for step in self._view.steps if step.ended_at is None)
        return self._view.card.minutes * MINUTE_MS + running

"""A receipt that is not good was shown: say so across the page, offer only what is lawful."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.receipts import WAYS, ReceiptEvent
from counter.domain.states import ReceiptStatus
from counter.storage.questions.hand_back import HandBackView
from counter.storage.questions.history import TimelineEntry
from counter.storage.questions.lists import ItemKindRow
from counter.storage.questions.reading import Page
from counter.wording import sentence
from ui import terms
from ui.deeds import deed_of
from ui.item_names import name_of
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Callout, IconLabel, Pill, label
from ui.widgets.layouts import column, framed, holder, row, scrolled, stretched
from ui.widgets.trail import Step, Trail

PADDING = (20, 14, 20, 18)
LOG_ROWS = 4


class AlarmPage(QWidget):
    """Nothing can be handed over from here: there is no such button."""

    wants_found = Signal()
    wants_loss = Signal()
    wants_replacement = Signal(str)
    closed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kinds: dict[str, ItemKindRow] = {}
        self._kit = kit
        self.view: HandBackView | None = None
        self._entries: Page[TimelineEntry] | None = None
        theme = kit.theme
        self._head, self._sentence = label("", "page"), label("", "", wrap=True)
        self._state = Pill("", "danger")
        self._record = Card(self._state, padding=PADDING)
        self._items = label("", "value", wrap=True)
        self._facts = QGridLayout()
        self._captions = [label("", "caption") for _ in range(6)]
        self._values = [label("", "", wrap=True) for _ in range(6)]
        self._steps = Card(padding=PADDING)
        self._log = Card(titled=False, padding=(20, 8, 20, 8))
        self.trail = Trail(theme)
        self.close_button = Button(theme, "primary", "check", "on_accent")
        self.found = Button(theme, "tall", "undo-2", "text")
        self.declare = Button(theme, "tall", "pen", "text")
        self.replacement = Button(theme, "tall", "ticket", "text")
        self._hints = [label("", "hint", wrap=True) for _ in range(4)]
        self._polite = Callout(theme, "info", "warn")
        self._build()
        self.close_button.clicked.connect(self.closed)
        self.found.clicked.connect(self.wants_found)
        self.declare.clicked.connect(self.wants_loss)
        self.replacement.clicked.connect(self._open_replacement)

    def _build(self) -> None:
        shield = IconLabel(self._kit.theme, "shield-alert", "on_alarm", 36)
        texts = column(self._head, self._sentence, gap=4)
        banner = stretched(row(shield, texts, gap=18, margins=(24, 16, 24, 16)), 0, 1)
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(2)
        for place, (caption, value) in enumerate(zip(self._captions, self._values, strict=True)):
            down, across = divmod(place, 2)
            self._facts.addWidget(caption, down * 2, across)
            self._facts.addWidget(value, down * 2 + 1, across)
            self._facts.setColumnStretch(across, 1)
        self._record.box.setSpacing(14)
        self._record.box.addWidget(self._items)
        self._record.box.addLayout(self._facts)
        self._record.box.addStretch(1)
        buttons = (self.close_button, self.found, self.declare, self.replacement)
        self._steps.box.setSpacing(12)
        for button, hint in zip(buttons, self._hints, strict=True):
            self._steps.box.addLayout(column(button, hint, gap=4))
        self._steps.box.addWidget(self._polite)
        self._steps.box.addStretch(1)
        self._log.box.addWidget(self.trail)
        self._log.hide()
        cards = stretched(row(self._record, self._steps, gap=12), 1, 1)
        parts = (framed(banner, "banner"), cards, self._log)
        inside = holder(column(*parts, 1, gap=12, margins=(20, 14, 20, 14)))
        self.setLayout(column(scrolled(inside)))

    def use_kinds(self, kinds: dict[str, ItemKindRow]) -> None:
        """The outlet's kinds of item."""
        self._kinds = kinds

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._steps.say(say("What you may do now"))
        self.close_button.say(say("Hand nothing over and close"))
        self.found.say(say("The customer has found it again"))
        self.declare.say(say("Declare the loss, with identity check"))
        self.replacement.say(say("Open the receipt that replaced it"))
        hints = (
            say("Time and clerk are on record already"),
            say("The receipt becomes good again"),
            say("A supervisor is present and enters a PIN"),
            say("It may be with the customer"),
        )
        for hint, text in zip(self._hints, hints, strict=True):
            hint.setText(text)
        self._polite.show_text(
            say(
                "Explain it politely. Hold back neither the person nor any paper; the receipt may"
                " be copied and stays with whoever brought it."
            )
        )
        self.trail.setAccessibleName(say("Log"))
        if self.view is not None:
            self.show_view(self.view)
        if self._entries is not None:
            self.show_log(self._entries)

    def show_view(self, view: HandBackView) -> None:
        """Show why nothing may be handed over, and the ways that this receipt still has."""
        self.view = view
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        number = figures.number(view.receipt_number)
        state = say(terms.RECEIPTS[view.status])
        self._head.setText(say("{state}: hand nothing over", state=state))
        words = self._kit.language.words
        self._sentence.setText(" ".join(sentence(b.rule, b.facts, words) for b in view.blocks))
        self._state.show_state(state, "danger")
        is_loss = view.status in (ReceiptStatus.LOST_REPORTED, ReceiptStatus.LOST_DECLARED)
        self._record.say(say("The loss on record") if is_loss else say("The receipt on record"))
        kinds, language = self._kinds, self._kit.language
        names = [name_of(line, kinds.get(line.kind_code), language) for line in view.lines]
        names = names or [one.product for one in view.closed]
        self._items.setText(self._kit.language.listing(names))
        facts = (
            (say("Receipt"), number),
            (say("Since"), figures.moment(view.status_at, now) if view.status_at else ""),
            (say("Clerk"), f"{view.status_by_name} {view.status_by_code}".strip()),
            (say("Remark"), view.status_reason),
            (say("Shown so far"), self._times(view.alarms)),
            (say("Replaced by"), figures.number(view.replaced_by)),
        )
        for (caption, value), label_pair in zip(
            facts, zip(self._captions, self._values, strict=True), strict=True
        ):
            label_pair[0].setText(caption)
            label_pair[1].setText(value or "–")
        self._offer(view)

    def show_log(self, page: Page[TimelineEntry]) -> None:
        """Show what was done last, the newest first."""
        figures, now = self._kit.figures, self._kit.now()
        today, steps = figures.local(now).date(), list[Step]()
        for entry in reversed(page.rows[-LOG_ROWS:]):
            deed, local = deed_of(entry), figures.local(entry.at)
            day = figures.near_day(local.date(), today)
            who = f"{entry.by_name} {entry.by_code}".strip()
            text = self._kit.language.say(deed.text)
            steps.append(Step(day, f"{local:%H:%M}", deed.icon, deed.tone, text, who))
        self._entries = page
        self._log.setVisible(bool(steps))
        self.trail.show_steps(steps)

    def first(self) -> None:
        """The safest way has the focus."""
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self, view: HandBackView) -> None:
        ways = WAYS[view.status]
        offers = (
            True,
            ReceiptEvent.FOUND in ways,
            ReceiptEvent.DECLARE_LOST in ways,
            bool(view.replaced_by),
        )
        buttons = (self.close_button, self.found, self.declare, self.replacement)
        for button, hint, offered in zip(buttons, self._hints, offers, strict=True):
            button.setVisible(offered)
            hint.setVisible(offered)

    def _times(self, count: int) -> str:
        return self._kit.language.say_n("{n} time", "{n} times", count)

    def _open_replacement(self) -> None:
        if self.view is not None:
            self.wants_replacement.emit(self.view.replaced_by)

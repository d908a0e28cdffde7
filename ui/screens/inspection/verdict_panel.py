"""The decision: the card with its stamp to come, why it fails, onto which shelf, and pass."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from counter.domain.covers import guarantee_until
from counter.storage.questions.inspection import InspectionView
from counter.storage.questions.lists import ItemKindRow
from counter.wording import sentence
from ui.item_names import name_of
from ui.kit import Kit
from ui.screens.inspection.card_slip import CardSlip
from ui.screens.inspection.repair_cards import used
from ui.usual import failures
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, rule, stretched

NOTE_HEIGHT, LINES = 54, 2


class Note(QPlainTextEdit):
    """A sentence; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(NOTE_HEIGHT)
        self.setTabChangesFocus(True)


class VerdictPanel(QFrame):
    """Pass or fail."""

    changed = Signal()
    passed = Signal()
    failed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("aside")
        self._kit = kit
        self._view: InspectionView | None = None
        self._kind: ItemKindRow | None = None
        self.slip = CardSlip()
        self._guarantee = Callout(kit.theme, "shield-check", "ok")
        self.own = Callout(kit.theme, "triangle-alert", "danger")
        self._why_title = label("", "label")
        self.reasons = Chips(kit.theme, gap=6, padding=10)
        self.note = Note()
        self.fail = Button(kit.theme, "danger", "undo-2", "danger")
        self.shelf = QLineEdit()
        self.shelf.setMaxLength(24)
        self.missing = label("", "hint", wrap=True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.go = Button(kit.theme, "primary", "badge-check", "on_accent")
        why = column(self._why_title, self.reasons, self.note, gap=6)
        self._failing: list[QWidget] = [self._why_title, self.reasons, self.note, self.fail]
        self._passing: list[QWidget] = [self.shelf, self.missing, self.go]
        parts = (self.slip, self._guarantee, self.own, 1, why, self.fail, rule())
        box = column(*parts, *self._passing, gap=9, margins=(20, 14, 20, 12))
        self.setLayout(stretched(box))
        self._connect()

    def _connect(self) -> None:
        self.reasons.changed.connect(self.changed)
        self.note.textChanged.connect(self.changed)
        self.fail.clicked.connect(self.failed)
        self.go.clicked.connect(self.passed)
        self.shelf.returnPressed.connect(self.passed)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        # the longest of what is said there takes two lines: nothing above it jumps
        self.missing.setMinimumHeight(LINES * self.missing.fontMetrics().lineSpacing() + LINES)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._why_title.setText(say("If it fails, why"))
        self.reasons.name(say("If it fails, why"))
        self.reasons.offer([Choice(one.code, one.text(self._kit.language)) for one in failures()])
        self.note.setPlaceholderText(say("One sentence for the technician"))
        self.note.setAccessibleName(say("One sentence for the technician"))
        self.fail.say(say("Fail, back to rework"))
        self.shelf.setPlaceholderText(say("Onto which shelf? Scan or type"))
        self.shelf.setAccessibleName(say("Shelf"))
        self.go.say(say("Pass and stamp"), "Ctrl+Enter")
        if self._view is not None:
            self._show(self._view)

    def show_repair(self, view: InspectionView, kind: ItemKindRow | None, me: str) -> None:
        """Show what is to be decided."""
        self._view, self._kind = view, kind
        self._show(view)
        own = me in view.worker_codes
        self.own.setVisible(own)
        if own:
            self._say_own(view)
        for part in (*self._failing, *self._passing):
            part.setVisible(not own or view.self_inspection)

    def reason(self) -> str:
        """Why it fails, in words."""
        words = self.note.toPlainText().strip()
        return self._kit.language.listing([*self.reasons.texts(), *([words] if words else [])])

    def say_gaps(self, names: list[str]) -> None:
        """Say above the button what is still needed."""
        language = self._kit.language
        text = language.say("Still needed: {list}", list=language.listing(names))
        self.missing.setText(text if names else "")

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.reasons, self.note, self.fail, self.shelf, self.go]

    def clear(self) -> None:
        """Begin with another repair."""
        self.reasons.choose([])
        self.note.clear()
        self.shelf.clear()

    def ask_why(self) -> None:
        """A failure needs its reason."""
        self.missing.setText(self._kit.language.say("Say why it fails: tick a reason or write it."))
        target = self.reasons.chips[0] if self.reasons.chips else self.note
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def say_reason_stands(self) -> None:
        """Where a reason for failing was given, that is what is said above the button."""
        self.missing.setText(
            self._kit.language.say(
                "A reason for failing was given. Send the repair back, or clear the reason to pass."
            )
        )

    def ask_which(self) -> None:
        """A pass was asked for beside a reason for failing: the next key sends it back."""
        self.say_reason_stands()
        self.fail.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_own(self, view: InspectionView) -> None:
        language, number = self._kit.language, view.work.card.number
        if view.self_inspection:
            text = language.say(
                "This is your own work. The outlet allows that; it is printed on the card and"
                " counted."
            )
            self.own.show_text(text, "warn", "triangle-alert")
        else:
            text = sentence("card.own_work", {"number": number}, language.words)
            self.own.show_text(text, "danger", "triangle-alert")

    def _show(self, view: InspectionView) -> None:
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        work = view.work
        lines = [
            say("Repair card"),
            say("due {moment}", moment=figures.moment_within(work.promised_at, now)),
            figures.number(work.card.number),
            name_of(work.unit, self._kind, self._kit.language),
            f"{work.customer_name}  {work.phone}".strip(),
            self._kit.language.listing(used(work)),
        ]
        self.slip.show_card(work.card.number, lines, say("to stamp"))
        until = guarantee_until(figures.local(now).date(), view.guarantee_days)
        text = say("Once passed, guaranteed at least to {day}", day=until.isoformat())
        self._guarantee.show_text(text)

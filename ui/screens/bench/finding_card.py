"""What the customer says, how it came, and what the technician found."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from counter.domain.cards import AT_WORK
from counter.domain.choices import Finding
from counter.domain.states import CardStatus, Category
from counter.language import N_
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.lists import ItemKindRow
from ui.item_names import chip_name
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import holder, row, stretched

CAPTION = 66
CONTRACT, FREE = "CONTRACT", "FREE"
LEADS = {
    Finding.NEEDS_ESTIMATE.value: N_("Estimate"),
    CONTRACT: N_("Contract"),
    FREE: N_("Free of charge"),
    Finding.NO_FAULT_FOUND.value: N_("No fault"),
    Finding.NOT_REPAIRABLE.value: N_("Not repairable"),
}
GOES_ON = {
    Finding.NEEDS_ESTIMATE.value: N_("Repair goes on"),
    Finding.NOT_REPAIRABLE.value: N_("Not repairable"),
}
COVERED = {CONTRACT: Category.CONTRACT, FREE: Category.FREE}


@dataclass(frozen=True, slots=True)
class Found:
    """What is typed of a finding."""

    fault: str = ""
    words: str = ""
    cause: str = ""
    leads: str = ""

    def facts(self) -> dict[str, object]:
        """What the act is told."""
        finding = Finding.COVERED if self.leads in COVERED else Finding(self.leads)
        return {
            "finding": finding,
            "diagnosis": self.words,
            "fault_code": self.fault,
            "cause": self.cause,
            "category": COVERED.get(self.leads),
        }


class FindingCard(Card):
    """The fault, and where it leads."""

    changed = Signal()
    wants_save = Signal()
    left = Signal()

    def __init__(self, kit: Kit):
        super().__init__(titled=False)
        self._kit, self._say = kit, kit.language
        self._view: BenchCard | None = None
        self._kind: ItemKindRow | None = None
        self._captions: list[QLabel] = [label("", "label") for _ in range(5)]
        self._said, self._came = ElidedLabel(""), ElidedLabel("muted")
        self.fault = Chips(kit.theme, one=True, gap=6, padding=10)
        self.words, self.cause = QLineEdit(), QLineEdit()
        self.leads = Chips(kit.theme, one=True, gap=6, padding=10)
        self.save, self.change = Button(kit.theme, "link"), Button(kit.theme, "link")
        self._changes = False  # a finding that stands is read until somebody changes it
        self._summary = ElidedLabel("")
        said, came, fault, found, leads = self._captions
        self._typed = holder(stretched(row(self.words, self.cause, gap=8), 3, 2))
        told = stretched(row(self._typed, self._summary, self.change, gap=8), 1, 1, 0)
        lines = (
            self._line(said, self._said),
            self._line(came, self._came),
            self._line(fault, self.fault),
            self._line(found, holder(told)),
            self._line(leads, holder(stretched(row(self.leads, self.save, gap=8), 1, 0))),
        )
        for line in lines:
            self.box.addWidget(line)
        self._asked = (lines[2], lines[4])
        self._found_line = lines[3]
        self._connect()

    def _connect(self) -> None:
        for chips in (self.fault, self.leads):
            chips.changed.connect(self.changed)
            chips.left.connect(self.left)
        for edit in (self.words, self.cause):
            edit.textEdited.connect(self._edited)
            edit.returnPressed.connect(self.left)
            edit.setMaxLength(200)
        self.save.clicked.connect(self._save)
        self.change.clicked.connect(self._begin_change)

    def _line(self, caption: QLabel, part: QWidget) -> QWidget:
        caption.setFixedWidth(CAPTION)
        caption.setWordWrap(True)
        line = row(caption, part, gap=12)
        line.setAlignment(caption, Qt.AlignmentFlag.AlignVCenter)
        return holder(stretched(line, 0, 1))

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        texts = (say("Customer"), say("Came"), say("Fault"), say("Finding"), say("Leads to"))
        for caption, text in zip(self._captions, texts, strict=True):
            caption.setText(text)
        self.fault.name(say("Fault"))
        self.leads.name(say("Leads to"))
        for edit, text in ((self.words, say("What was found")), (self.cause, say("Cause"))):
            edit.setPlaceholderText(text)
            edit.setAccessibleName(text)
        self.save.say(say("Save"))
        self.change.say(say("Change"))
        if self._view is not None:
            self._show(self._view)

    def show_card(self, view: BenchCard, kind: ItemKindRow | None, found: Found) -> None:
        """Show a card with what was found, or begun to be typed."""
        before, self._view, self._kind = self._view, view, kind
        if before is None or before.card != view.card:
            self._changes = False
        self._show(view)
        self.fault.choose([found.fault])
        self.leads.choose([found.leads])
        for edit, text in ((self.words, found.words), (self.cause, found.cause)):
            if edit.text() != text:
                edit.setText(text)

    def typed(self) -> Found:
        """What stands here now."""
        return Found(
            fault="".join(self.fault.value()),
            words=self.words.text().strip(),
            cause=self.cause.text().strip(),
            leads="".join(self.leads.value()),
        )

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.fault, self.words, self.cause, self.change, self.leads, self.save]

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What a finding still needs."""
        say, typed = self._kit.language.say, self.typed()
        found: list[tuple[str, QWidget]] = []
        if not typed.fault and self.fault.chips:
            found.append((say("the fault"), self.fault.chips[0]))
        if not typed.words:
            found.append((say("what was found"), self.words))
        if not typed.leads:
            found.append((say("where it leads"), self.leads.chips[0]))
        return found

    def _show(self, view: BenchCard) -> None:
        at_work = view.card.status in AT_WORK
        diagnosing = view.card.status is CardStatus.DIAGNOSING
        typing = diagnosing or (at_work and self._changes)
        self._show_said(view)
        self._offer(diagnosing)
        for line in self._asked:
            line.setVisible(typing)
        self._typed.setVisible(typing)
        self.save.setVisible(typing and not diagnosing)
        self.change.setVisible(at_work and not typing)
        fault = chip_name(self._kind.faults if self._kind else [], view.card.fault_code, self._say)
        told = " · ".join(t for t in (fault, view.card.diagnosis, view.card.cause) if t)
        self._summary.setText(told)
        self._summary.setVisible(not typing and bool(told))
        self._found_line.setVisible(typing or bool(told) or at_work)

    def _show_said(self, view: BenchCard) -> None:
        language, kind = self._kit.language, self._kind
        chips = [
            chip_name(kind.faults if kind else [], code, language) for code in view.fault_codes
        ]
        words = f"“{view.fault}”" if view.fault else ""
        self._said.setText(" · ".join(t for t in (words, language.listing(chips)) if t))
        marks = [
            chip_name(kind.conditions if kind else [], code, language) for code in view.condition
        ]
        marks += [view.condition_note] if view.condition_note else []
        came = [f"{a.name} ×{a.qty}" if a.qty > 1 else a.name for a in view.accessories]
        texts = (
            language.listing(marks) or language.say("No marks"),
            language.listing(came) or language.say("Nothing came with it"),
            language.say("passcode kept: see the case") if view.has_passcode else "",
        )
        self._came.setText(" · ".join(text for text in texts if text))

    def _offer(self, diagnosing: bool) -> None:
        language = self._kit.language
        faults = self._kind.faults if self._kind else []
        self.fault.offer([Choice(c.code, language.named(c.zh, c.en)) for c in faults])
        ways = LEADS if diagnosing else GOES_ON
        self.leads.offer([Choice(code, language.say(text)) for code, text in ways.items()])

    def _save(self) -> None:
        gaps = self.gaps()
        if gaps:
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.wants_save.emit()

    def _begin_change(self) -> None:
        self._changes = True
        if self._view is not None:
            self._show(self._view)
        self.words.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self, _text: str) -> None:
        self.changed.emit()


def found_on(view: BenchCard) -> Found:
    """What the card says was found."""
    card, leads = view.card, ""
    if card.status is CardStatus.REPAIRING:
        leads = Finding.NEEDS_ESTIMATE.value
    return Found(card.fault_code, card.diagnosis, card.cause, leads)

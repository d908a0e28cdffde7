"""One item that goes back: what it is, where it lies, what came with it, how it looks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter.domain.choices import PhotoOf
from counter.services.handing_back import ReturnedItem
from counter.storage.questions.hand_back import Block, HandBackLine
from counter.storage.questions.lists import ItemKindRow
from counter.wording import sentence
from ui import terms
from ui.item_names import name_of
from ui.item_photos import ItemPhotos
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Choice
from ui.widgets.labels import Callout, ElidedLabel, IconLabel, Pill, figure, label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.marks import KindTile
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Tick

SAME, CHANGED = "same", "changed"
PAYABLE, UNSETTLED = "handback.not_paid", "handback.not_settled"
OVERPAID = "handback.refund_due"
NARROWEST, WIDEST = 190, 372
MOST_PHOTOS = 3
THEN_AND_NOW = frozenset({PhotoOf.CHECK_IN, PhotoOf.HAND_BACK})


class ItemPanel(QWidget):
    """What is ticked and said of one item."""

    changed = Signal()
    wants_settlement = Signal(str)
    wants_refund = Signal(object)  # the line of the item
    undoable = Signal(str, object)
    refused = Signal(object)

    def __init__(self, kit: Kit, line: HandBackLine, kind: ItemKindRow | None):
        super().__init__()
        self._kit, self.line, self._kind = kit, line, kind
        self._told = ""  # the fault in the language of the window
        self.ticks: list[Tick] = []
        self.old_parts: list[Tick] = []
        self.condition = Segmented(kit.theme, [SAME, CHANGED])
        self.change, self.reason = QLineEdit(), QLineEdit()
        self._name, self._state = label("", "value"), Pill()
        self._numbers, self._shelf_title = ElidedLabel("muted"), label("", "caption")
        self._shelf = figure(26, tone="accent")
        self._count = label("", "label")
        self._accessories = Card(self._count)
        self._condition = Card(self.condition)
        self._found = label("", "", wrap=True)
        self._fault_title, self._found_title = label("", "caption"), label("", "caption")
        self._fault = label("", "", wrap=True)
        self.strip = PhotoStrip(kit.theme, most=MOST_PHOTOS)
        self.photos = ItemPhotos(kit, self, self.strip)
        self.photos.compare(THEN_AND_NOW)
        self._blocks: list[Callout] = []
        self.settle, self.refund = Button(kit.theme, "link"), Button(kit.theme, "link")
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        kit, line = self._kit, self.line
        self._blocks = [self._block(block) for block in self.obstacles()]
        for accessory in line.accessories:
            tick = Tick(kit.theme)
            tick.setChecked(accessory.is_back)
            self.ticks.append(tick)
        self.old_parts = [Tick(kit.theme) for _ in line.old_parts]
        self._fill_accessories(self._accessories.box)
        self._accessories.box.addStrut(NARROWEST)  # or as wide as its words must be
        self._accessories.setMaximumWidth(WIDEST)
        told = [self._fault_title, self._fault, self._found_title, self._found]
        self._condition.box.addLayout(column(*told, gap=3))
        self._condition.box.addWidget(self.strip)
        self._condition.box.addStretch(1)
        self._condition.box.addWidget(self.change)
        self.change.hide()
        below = stretched(row(self._accessories, self._condition, gap=12), 4, 5)
        self.setLayout(column(self._head(), *self._blocks, below, gap=12))

    def _block(self, block: Block) -> Callout:
        """What stands in the way, with the way out where it can be gone from here."""
        way = {UNSETTLED: self.settle, OVERPAID: self.refund}.get(block.rule)
        return Callout(self._kit.theme, "triangle-alert", "warn", *([way] if way else []))

    def _head(self) -> QWidget:
        kit = self._kit
        name = row(self._name, self._state, 1, gap=10)
        check = IconLabel(kit.theme, "circle-check", "ok", 16)
        numbers = stretched(row(check, self._numbers, gap=6), 0, 1)
        shelf = row(self._shelf_title, self._shelf, gap=14, margins=(16, 6, 16, 6))
        tile = KindTile(kit.theme, self._kind.icon if self._kind else "shapes", 52)
        callout = framed(shelf, "callout")
        callout.setVisible(bool(self.line.shelf))
        head = row(tile, column(name, numbers, gap=4), callout, gap=14, margins=(16, 12, 12, 12))
        return framed(stretched(head, 0, 1))

    def _fill_accessories(self, box: QVBoxLayout) -> None:
        box.setSpacing(4)
        for tick in (*self.ticks, *self.old_parts):
            box.addWidget(tick)
        box.addStretch(1)
        box.addWidget(self.reason)
        self.reason.hide()

    def _connect(self) -> None:
        for tick in (*self.ticks, *self.old_parts):
            tick.toggled.connect(self._ticked)
        self.condition.changed.connect(self._condition_changed)
        self.change.textEdited.connect(self.changed)
        self.reason.textEdited.connect(self.changed)
        self.photos.undoable.connect(self.undoable)
        self.photos.refused.connect(self.refused)
        self.settle.clicked.connect(self._settle)
        self.refund.clicked.connect(self._refund)

    def say_all(self) -> None:
        """Set every text anew."""
        say, figures, line = self._kit.language.say, self._kit.figures, self.line
        self._name.setText(self.called())
        self._state.show_state(say(terms.CUSTODY[line.custody_state]), "ok")
        texts = (
            say("Card {number}", number=figures.number(line.card_number)),
            say("Taken in: {day}", day=figures.moment(line.received_at, self._kit.now())),
            line.serial,
        )
        self._numbers.setText(" · ".join(text for text in texts if text))
        self._shelf_title.setText(say("Shelf"))
        self._shelf.setText(line.shelf)
        self.settle.say(say("Settle now"))
        self.refund.say(say("Pay it back"))
        self._say_ticks()
        self._say_condition()
        self.photos.say_all()
        self.tell_fault(self._told or line.fault)
        self._say_blocks()

    def _say_ticks(self) -> None:
        say, line = self._kit.language.say, self.line
        self._accessories.say(say("Accessories"))
        for tick, accessory in zip(self.ticks, line.accessories, strict=True):
            tick.say(accessory.name, f"×{accessory.qty}" if accessory.qty > 1 else "")
        for tick, part in zip(self.old_parts, line.old_parts, strict=True):
            qty = f"×{part.qty}" if part.qty > 1 else ""
            tick.say(say("Old part: {name}", name=part.name), qty)
        self.reason.setPlaceholderText(say("Why is something missing?"))
        self.reason.setAccessibleName(say("Why is something missing?"))
        self._show_count()

    def _say_condition(self) -> None:
        say, line = self._kit.language.say, self.line
        self._condition.say(say("Condition"))
        self.condition.say(
            say("Condition"),
            [Choice(SAME, say("As taken in")), Choice(CHANGED, say("Changed"))],
        )
        self._fault_title.setText(say("Fault"))
        self._found_title.setText(say("Condition when taken in"))
        marks = self._kind.conditions if self._kind else []
        named = self._kit.language.named
        found = [named(mark.zh, mark.en) for mark in marks if mark.code in line.condition]
        found += [line.condition_note] if line.condition_note else []
        self._found.setText(self._kit.language.listing(found) or say("No marks"))
        self.change.setPlaceholderText(say("What has changed?"))
        self.change.setAccessibleName(say("What has changed?"))

    def _say_blocks(self) -> None:
        words = self._kit.language.words
        for callout, block in zip(self._blocks, self.obstacles(), strict=True):
            callout.show_text(sentence(block.rule, block.facts, words))

    def tell_fault(self, text: str) -> None:
        """The fault in the language that is spoken now."""
        self._told = text
        self._fault.setText(text)

    def allow_photos(self, *, may_add: bool) -> None:
        """Show how it looked then; whoever may takes a picture of how it looks now."""
        line = self.line
        self.photos.show_case(line.case_number, line.photos, PhotoOf.HAND_BACK, may_add=may_add)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        ticks = [*self.ticks, *self.old_parts]
        ways = [self.settle] if self._is_unsettled() else []
        ways += [self.refund] if self.is_overpaid() else []
        return [*ways, *ticks, self.reason, self.condition, *self.strip.stops(), self.change]

    # -- what is open

    def money_gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed before this item can be paid."""
        say = self._kit.language.say
        found: list[tuple[str, QWidget]] = []
        if self._is_unsettled():
            found.append((say("settlement"), self.settle))
        if self.is_overpaid():
            found.append((say("the money that goes back"), self.refund))
        return found

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed for this item."""
        say = self._kit.language.say
        found = self.money_gaps()
        if self.obstacles() and not found:
            found.append((say("{item} ready", item=self.called()), self.condition))
        for tick in (*self.ticks, *self.old_parts):
            if not tick.isChecked() and not self.reason.text().strip():
                found.append((tick.text(), tick))
        if self.condition.value() == CHANGED and not self.change.text().strip():
            found.append((say("what has changed"), self.change))
        return found

    def obstacles(self) -> list[Block]:
        """The rules in the item's way, but for the money that can be paid here and now."""
        return [block for block in self.line.blocks if block.rule != PAYABLE]

    def facts(self) -> ReturnedItem:
        """What the act is told of this item."""
        pairs = zip(self.ticks, self.line.accessories, strict=True)
        back = tuple(accessory.n for tick, accessory in pairs if tick.isChecked())
        missing = any(not tick.isChecked() for tick in (*self.ticks, *self.old_parts))
        changed = self.condition.value() == CHANGED
        return ReturnedItem(
            case_number=self.line.case_number,
            accessories_back=back,
            missing_reason=self.reason.text().strip() if missing else "",
            condition_changed=self.change.text().strip() if changed else "",
        )

    def is_overpaid(self) -> bool:
        """Whether money has to go back to the customer first."""
        return any(block.rule == OVERPAID for block in self.obstacles())

    def _is_unsettled(self) -> bool:
        return any(block.rule == UNSETTLED for block in self.obstacles())

    def may_be_settled(self) -> bool:
        """Whether the settlement alone is missing."""
        return {block.rule for block in self.obstacles()} <= {UNSETTLED}

    def called(self) -> str:
        """What the item is called."""
        return name_of(self.line, self._kind, self._kit.language)

    def _settle(self) -> None:
        self.wants_settlement.emit(self.line.case_number)

    def _refund(self) -> None:
        self.wants_refund.emit(self.line)

    def _ticked(self, _on: bool) -> None:
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        ticks = [*self.ticks, *self.old_parts]
        done = sum(tick.isChecked() for tick in ticks)
        say = self._kit.language.say
        text = say("{done} of {all} ticked", done=done, all=len(ticks))
        self._count.setText(text if ticks else say("Nothing came with it"))
        self.reason.setVisible(done < len(ticks))

    def _condition_changed(self, code: str) -> None:
        self.change.setVisible(code == CHANGED)
        if code == CHANGED:
            self.change.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

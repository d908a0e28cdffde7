"""How the item looks and what came with it: never filled in from an earlier visit, never without an
answer.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.storage.questions.lists import ItemKindRow
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.check_in.draft import NONE, ItemDraft, typed
from ui.screens.check_in.fault_card import TITLE_WIDTH
from ui.screens.check_in.kinds import choices
from ui.screens.check_in.photos import DraftPhotos
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit
from ui.widgets.labels import label
from ui.widgets.layouts import row, stretched
from ui.widgets.look import set_look
from ui.widgets.photo_strip import PhotoStrip

UPRIGHT = Qt.AlignmentFlag.AlignVCenter


class ConditionCard(Card):
    """Condition and accessories of one item."""

    changed = Signal()
    left = Signal()

    def __init__(self, kit: Kit):
        super().__init__(titled=False)
        self._kit = kit
        self._kind: ItemKindRow | None = None
        self.conditions = Chips(kit.theme, alone=NONE, gap=6, padding=12)
        self.accessories = Chips(kit.theme, alone=NONE, gap=6, padding=12)
        self.note, self.more = QLineEdit(), QLineEdit()
        self.value, self.passcode = CodeEdit(), CodeEdit()
        self.passcode.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.strip = PhotoStrip(kit.theme, most=2)
        self.photos = DraftPhotos(kit, self.strip)
        self._titles = [label("", "strong"), label("", "strong")]
        self._build()
        self.photos.changed.connect(self.changed)
        for group in (self.conditions, self.accessories):
            group.changed.connect(self.changed)
            group.left.connect(self.left)
        self.value.editingFinished.connect(self._check_value)
        for edit in (self.note, self.more, self.value, self.passcode):
            edit.textEdited.connect(self.changed)
            edit.returnPressed.connect(self.left)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, group in enumerate((self.conditions, self.accessories)):
            self._titles[place].setMinimumWidth(TITLE_WIDTH)
            grid.addWidget(self._titles[place], place, 0, UPRIGHT)
            grid.addWidget(group, place, 1)
        grid.setColumnStretch(1, 1)
        self.box.addLayout(grid)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        edits = row(self.note, self.more, self.value, self.passcode, self.strip, gap=12)
        self.box.addLayout(stretched(edits, 6, 6, 4, 4))
        self.wrong = label("", "hint", wrap=True)
        self.wrong.setProperty("state", "error")
        self.wrong.hide()
        self.box.addWidget(self.wrong)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Condition and what came with it"))
        for title, text in zip(self._titles, (say("Condition"), say("Accessories")), strict=True):
            title.setText(text)
        self.photos.say_all()
        self.conditions.name(say("Condition"))
        self.accessories.name(say("Accessories"))
        self.note.setPlaceholderText(say("More about the condition"))
        self.note.setAccessibleName(say("More about the condition"))
        self.more.setPlaceholderText(say("More accessories, e.g. battery 2, strap"))
        self.more.setAccessibleName(say("More accessories"))
        for edit, text, name, tip in (
            (
                self.value,
                say("Value"),
                say("Declared value"),
                say("What the customer says it is worth"),
            ),
            (
                self.passcode,
                say("Passcode"),
                say("Passcode"),
                say("Kept encrypted on this machine, never printed, gone at hand-back"),
            ),
        ):
            edit.setPlaceholderText(text)
            edit.setAccessibleName(name)
            edit.setToolTip(tip)
        if self.wrong.text():
            self._check_value()
        self.offer(self._kind)

    def offer(self, kind: ItemKindRow | None) -> None:
        """Offer the words of a kind; that there is nothing is an answer too."""
        self._kind = kind
        say, language = self._kit.language.say, self._kit.language
        marks = choices(kind.conditions, language) if kind else []
        parts = choices(kind.accessories, language) if kind else []
        self.conditions.offer([*marks, Choice(NONE, say("No marks"))])
        self.accessories.offer([*parts, Choice(NONE, say("Nothing"))])

    def show_item(self, item: ItemDraft) -> None:
        """Fill in an item."""
        self.conditions.choose(item.conditions)
        self.accessories.choose(item.accessories)
        self.note.setText(item.condition_note)
        self.more.setText(item.more_accessories)
        self.photos.show_paths(item.photos)
        self.value.setText(item.declared_value)
        self.passcode.setText(item.passcode)
        self._check_value()

    def read_into(self, item: ItemDraft) -> None:
        """Put what is chosen and typed into an item."""
        item.conditions = self.conditions.value()
        item.accessories = self.accessories.value()
        item.condition_note = typed(self.note.text())
        item.more_accessories = typed(self.more.text())
        item.photos = self.photos.paths  # the very list: pictures come when they are ready
        item.declared_value = typed(self.value.text())
        item.passcode = typed(self.passcode.text())

    def photos_are_gap(self) -> bool:
        """Whether a picture is still on its way."""
        return self.photos.is_waiting()

    def value_error(self) -> QLineEdit | None:
        """The declared value, while it cannot be read."""
        self._check_value()
        return self.value if self.wrong.text() else None

    def _check_value(self) -> None:
        said, amount = "", self.value.text().strip()
        if amount:
            try:
                typed_fen(amount, "declared_value_fen")
            except RuleBroken as refusal:
                said = sentence(refusal.rule, refusal.facts, self._kit.language.words)
        self.wrong.setText(said)
        self.wrong.setVisible(bool(said))
        set_look(self.value, state="error" if said else "")

    def condition_is_gap(self) -> bool:
        """Whether nobody looked at the item yet."""
        return not self.conditions.value() and not self.note.text().strip()

    def accessories_are_gap(self) -> bool:
        """Whether nobody said yet what came with it."""
        return not self.accessories.value() and not self.more.text().strip()

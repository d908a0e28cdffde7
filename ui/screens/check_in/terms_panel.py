"""What is agreed with the customer: category, old parts, money and the promise."""

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category, OldPartChoice
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.pay_methods import METHODS
from ui.screens.check_in.draft import ItemDraft
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented

PICK = "pick"
MONEY = ("quoted_fen", "diagnosis_fee_fen", "deposit_fen")


class TermsPanel(QWidget):
    """The agreed things of one item."""

    changed = Signal()
    left = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._proposals: list[int] = []
        self._usual = 0
        self.promise_seen = False  # somebody looked at the promise and went on
        self.category = Segmented(kit.theme, [c.value for c in Category])
        self.old_parts = Segmented(kit.theme, [c.value for c in OldPartChoice])
        self.quote, self.diagnosis_fee, self.deposit = CodeEdit(), CodeEdit(), CodeEdit()
        edits = (self.quote, self.diagnosis_fee, self.deposit)
        self.money = [Field(edit, note="none") for edit in edits]
        self.money_note = label("", "hint", wrap=True)
        self.money_note.setProperty("state", "error")
        self.money_note.hide()
        self.paid_by = Chips(kit.theme, one=True, gap=4, padding=8)
        self.paid_by.hide()
        self.promise = Chips(kit.theme, one=True, gap=6)
        self.moment = QDateTimeEdit()
        self._category_title, self._old_parts_title = label("", "label"), label("", "label")
        self._promise_title = label("", "label")
        self._build()
        self._connect()

    def _build(self) -> None:
        for edit in (self.quote, self.diagnosis_fee, self.deposit):
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.moment.setCalendarPopup(True)
        self.moment.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.moment.hide()
        promise = column(self._promise_title, self.promise, self.moment, gap=6)
        self.setLayout(
            column(
                column(self._category_title, self.category, gap=4),
                column(self._old_parts_title, self.old_parts, gap=4),
                stretched(row(*self.money, gap=8), 1, 1, 1),
                self.paid_by,
                self.money_note,
                promise,
                gap=10,
            )
        )

    def _connect(self) -> None:
        self.category.changed.connect(self._segment_changed)
        self.old_parts.changed.connect(self._segment_changed)
        for edit in (self.quote, self.diagnosis_fee, self.deposit):
            edit.textEdited.connect(self.changed)
            edit.returnPressed.connect(self.left)
            edit.editingFinished.connect(self._check_money)
        self.deposit.textChanged.connect(self._deposit_typed)
        self.paid_by.changed.connect(self.changed)
        self.paid_by.left.connect(self.left)
        self.promise.changed.connect(self._promised)
        self.promise.left.connect(self._accepted)
        self.moment.dateTimeChanged.connect(self._moment_changed)

    def say_all(self) -> None:
        """Set every text anew."""
        say, sign = self._kit.language.say, self._kit.figures.sign()
        self._category_title.setText(say("Category expected"))
        self._old_parts_title.setText(say("Old parts"))
        self._promise_title.setText(say("Promised for"))
        self.category.say(
            say("Category expected"), [Choice(c, say(t)) for c, t in terms.CATEGORIES.items()]
        )
        self.old_parts.say(
            say("Old parts"), [Choice(c, say(t)) for c, t in terms.OLD_PARTS.items()]
        )
        names = (
            say("&Estimate"),
            say("Diagnosis"),
            say("&Deposit"),
        )
        self.diagnosis_fee.setPlaceholderText(sign)
        self.deposit.setPlaceholderText(sign)
        for field, name in zip(self.money, names, strict=True):
            field.say(name)
        self.quote.setPlaceholderText(say("later"))
        self._check_money()
        self.paid_by.name(say("Deposit paid by"))
        self.paid_by.offer([Choice(code, say(text)) for code, text in METHODS.items()])
        self.promise.name(say("Promised for"))
        self.moment.setAccessibleName(say("Promised for"))
        self.offer_promises(self._proposals, self._usual)

    def offer_promises(self, moments: list[int], usual: int) -> None:
        """Offer these moments (ms UTC) and a free choice; the outlet's usual one is proposed."""
        moments = sorted({*moments, usual} - {0})
        self._proposals, self._usual = moments, usual
        figures, now = self._kit.figures, self._kit.now()
        choices = [Choice(str(at), figures.moment(at, now)) for at in moments]
        self.promise.offer([*choices, Choice(PICK, self._kit.language.say("Pick …"))])
        if moments and not self.promise.value():
            self.promise.choose([str(usual)])

    def show_item(self, item: ItemDraft) -> None:
        """Fill in an item."""
        self.promise_seen = False
        self.category.choose(item.category)
        self.old_parts.choose(item.old_parts)
        self.quote.setText(item.quote)
        self.diagnosis_fee.setText(item.diagnosis_fee)
        self.deposit.setText(item.deposit)
        self.paid_by.choose([item.paid_by])
        self._check_money()
        codes = [str(at) for at in self._proposals]
        if item.promised_at and str(item.promised_at) not in codes:
            self._show_moment(item.promised_at)
            self.promise.choose([PICK])
        else:
            self.promise.choose([str(item.promised_at or self._usual)])

    def read_into(self, item: ItemDraft) -> None:
        """Put what is chosen and typed into an item."""
        item.category, item.old_parts = self.category.value(), self.old_parts.value()
        item.quote, item.diagnosis_fee = (
            self.quote.text().strip(),
            self.diagnosis_fee.text().strip(),
        )
        item.deposit = self.deposit.text().strip()
        item.paid_by = "".join(self.paid_by.value()) or item.paid_by
        item.promised_at = self.promised_at()

    def promised_at(self) -> int:
        """The moment promised (ms UTC), 0 while there is none."""
        chosen = "".join(self.promise.value())
        if chosen == PICK:
            local = self.moment.dateTime().toPython()
            return self._kit.figures.at(local)  # pyright: ignore[reportArgumentType]
        return int(chosen) if chosen else 0

    def money_error(self) -> Field | None:
        """The first amount that cannot be read."""
        self._check_money()
        return next((field for field in self.money if field.has_error()), None)

    def _check_money(self) -> None:
        edits = (self.quote, self.diagnosis_fee, self.deposit)
        for field, edit, name in zip(self.money, edits, MONEY, strict=True):
            if not edit.text().strip():
                field.clear_state()
                continue
            try:
                typed_fen(edit.text(), name)
            except RuleBroken as refusal:
                facts = refusal.facts | {"field": field.label.text().replace("&", "")}
                field.object_to(sentence(refusal.rule, facts, self._kit.language.words))
            else:
                field.clear_state()
        said = next((field.sentence() for field in self.money if field.has_error()), "")
        self.money_note.setText(said)
        self.money_note.setVisible(bool(said))

    def _deposit_typed(self, text: str) -> None:
        self.paid_by.setVisible(bool(text.strip()))

    def _accepted(self) -> None:
        self.promise_seen = True
        self.left.emit()

    def _promised(self) -> None:
        is_free = self.promise.value() == [PICK]
        if is_free and not self.moment.isVisible():
            self._show_moment((self._proposals or [self._kit.now()])[-1])
        self.moment.setVisible(is_free)
        self.changed.emit()

    def _show_moment(self, at: int) -> None:
        local = self._kit.figures.local(at).replace(tzinfo=None)
        self.moment.setDateTime(QDateTime(local.date(), local.time()))  # pyright: ignore[reportCallIssue, reportArgumentType]

    def _moment_changed(self, _moment: QDateTime) -> None:
        self.changed.emit()

    def _segment_changed(self, _code: str) -> None:
        self.changed.emit()

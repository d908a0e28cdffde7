"""Whose item it is: the phone finds who came before."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from counter.domain.choices import NameDiffers
from counter.domain.personal import phone_digits
from counter.domain.refusals import RuleBroken
from counter.storage.questions.customers import KnownCustomer
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.check_in.draft import CheckInDraft, typed
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.look import set_look

SETTLE_MS = 150  # longer than a scanner's gaps, so that a burst never asks half a number
MOBILE_DIGITS = 11


class CustomerCard(Card):
    """Phone and name, and who that phone belongs to."""

    changed = Signal()
    phone_settled = Signal(str)
    phone_gone = Signal()  # what stands there belongs to nobody
    left = Signal()
    person_chosen = Signal(str)  # which of several customers with this phone
    name_settled = Signal(str)  # what another name than the known one means

    def __init__(self, kit: Kit):
        super().__init__(titled=False)
        self._kit = kit
        self._settled = ""
        self._customer: KnownCustomer | None = None
        self._filled_in = ""  # the name that came with the phone, and goes with it
        self.phone, self.person = CodeEdit(), QLineEdit()
        self.phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.phone_field = Field(self.phone, note="none")
        self.name_field = Field(self.person, note="none")
        self.hint = label("", "hint", wrap=True)
        self._correct = Button(kit.theme, "link")
        self._somebody_else = Button(kit.theme, "link")
        self.known = Callout(kit.theme, "history", "accent", self._correct, self._somebody_else)
        self._asks(False)
        self.which = Chips(kit.theme, one=True)
        self._which_title = label("", "label")
        self.which_row = holder(stretched(row(self._which_title, self.which, gap=10), 0, 1))
        self.which_row.hide()
        self.known.setMinimumHeight(kit.theme.height("control"))
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        beside = column(1, self.known)
        fields = row(self.phone_field, self.name_field, beside, gap=14)
        self.box.addLayout(stretched(fields, 5, 4, 8))
        self.box.addWidget(self.hint)
        self.box.addWidget(self.which_row)
        self.known.hide()
        self.which.changed.connect(self._which_changed)
        self.which.left.connect(self.left)
        self.phone.textEdited.connect(self._typed)
        self.phone.editingFinished.connect(self.settle)
        self.phone.returnPressed.connect(self._enter)
        self.person.textEdited.connect(self._edited)
        self.person.returnPressed.connect(self.left)
        self._correct.clicked.connect(self._is_corrected)
        self._somebody_else.clicked.connect(self._is_somebody_else)
        self._soon.timeout.connect(self._settle_if_whole)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Customer"))
        self.phone_field.say(say("&Phone"))
        self.name_field.say(say("Na&me"))
        self._which_title.setText(say("Who is it?"))
        self.which.name(say("Who is it?"))
        self._correct.say(say("Correct the name"))
        self._somebody_else.say(say("Somebody else"))
        if self.phone_field.has_error():
            self.settle()
        else:
            self._say_customer()
        self._tell()

    def show_draft(self, draft: CheckInDraft) -> None:
        """Fill in what a draft holds."""
        self.phone.setText(draft.phone)
        self.person.setText(draft.name)
        self._settled, self._customer, self._filled_in = "", None, ""
        self.phone_field.clear_state()
        self.name_field.clear_state()
        self.known.hide()
        self._tell()
        if draft.phone:
            self.settle()

    def read_into(self, draft: CheckInDraft) -> None:
        """Put what is typed into a draft."""
        draft.phone = self.digits() or typed(self.phone.text())
        draft.name = typed(self.person.text())

    def digits(self) -> str:
        """The phone as it is kept; empty while it is none."""
        try:
            return phone_digits(self.phone.text())
        except RuleBroken:
            return ""

    def is_settled(self) -> bool:
        """Whether the phone was taken as it stands there."""
        return bool(self._settled)

    def settle(self) -> None:
        """Take the phone as typed: say what is wrong with it, or ask who it belongs to."""
        self._soon.stop()
        if not self.phone.text().strip():
            self._lose()
            return
        try:
            digits = phone_digits(self.phone.text())
        except RuleBroken as refusal:
            text = sentence(refusal.rule, refusal.facts, self._kit.language.words)
            self._lose()
            self.phone_field.object_to(text)
            self._tell()
            return
        self.phone.setText(shown_phone(digits))
        if digits != self._settled:
            self._settled = digits
            self.phone_field.clear_state()
            self._tell()
            self.phone_settled.emit(digits)

    def take_phone(self, digits: str) -> None:
        """Fill in a phone that was scanned."""
        self.phone.setText(digits)
        self.settle()

    def show_known(self, customer: KnownCustomer | None) -> None:
        """Say who the phone belongs to; None is somebody new."""
        self._customer = customer
        if customer is not None:
            self._filled_in = customer.name
            self.person.setText(customer.name)
            self.name_field.clear_state()
        elif self._filled_in:
            self.person.clear()
            self._filled_in = ""
        self._asks(False)
        self._say_customer()
        self._tell()

    def _lose(self) -> None:
        """The phone that was settled stands there no more; the right one is looked up again."""
        if self._settled:
            self._settled = ""
            self.phone_field.clear_state()
            self.phone_gone.emit()
            self._tell()

    def _tell(self) -> None:
        """What is said of the phone, across the whole card: a sentence widens no field."""
        field = self.phone_field
        state = "error" if field.has_error() else str(field.note.property("state") or "")
        set_look(self.hint, state=state)
        self.hint.setText(field.sentence())

    def _say_customer(self) -> None:
        say, customer = self._kit.language.say, self._customer
        self.known.setVisible(customer is not None)
        if customer is None:
            if self._settled:
                self.phone_field.remark(say("New customer"))
            return
        figures = self._kit.figures
        remark = self._kit.language.say_n("{n} visit", "{n} visits", customer.visits)
        if customer.last_visit_at:
            day = figures.day(figures.local(customer.last_visit_at).date())
            remark = say("{visits}, last on {day}", visits=remark, day=day)
        self.phone_field.confirm(say("Known customer"))
        self.known.show_text(remark, "accent", "history")

    def offer_people(self, people: list[tuple[str, str]]) -> None:
        """Several people share this phone (number and name of each): the clerk asks which one."""
        self.which_row.setVisible(len(people) > 1)
        self.which.offer([Choice(number, name) for number, name in people])
        self.which.choose([people[0][0]] if people else [])

    def _which_changed(self) -> None:
        chosen = self.which.value()
        if chosen and self.which_row.isVisible():
            self._filled_in = self.which.texts()[0]
            self.person.setText(self._filled_in)
            self.person_chosen.emit(chosen[0])

    def ask_whose_name(self, sentence_said: str) -> None:
        """The phone is known under another name: corrected, or somebody else with the phone?"""
        self.known.show_text(sentence_said, "warn", "triangle-alert")
        self._asks(True)
        self.known.show()
        self._correct.setFocus(Qt.FocusReason.TabFocusReason)

    def _asks(self, on: bool) -> None:
        self._correct.setVisible(on)
        self._somebody_else.setVisible(on)

    def _is_corrected(self) -> None:
        self.name_settled.emit(NameDiffers.CORRECT.value)

    def _is_somebody_else(self) -> None:
        self.name_settled.emit(NameDiffers.NEW_CUSTOMER.value)

    def _typed(self) -> None:
        if self.phone_field.has_error():
            self.phone_field.clear_state()
            self._tell()
        self._soon.start()
        self.changed.emit()

    def _edited(self) -> None:
        self._filled_in = ""
        self.name_field.clear_state()
        self.changed.emit()

    def _settle_if_whole(self) -> None:
        if len(self.digits()) == MOBILE_DIGITS:
            self.settle()

    def _enter(self) -> None:
        self.settle()
        self.left.emit()


def shown_phone(digits: str) -> str:
    """A mobile in its groups, anything else as it is."""
    if len(digits) == MOBILE_DIGITS and digits.isdigit():
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits

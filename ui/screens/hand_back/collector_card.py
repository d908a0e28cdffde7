"""Who takes it: the customer, or a deputy who names himself and shows an identity paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.choices import Collector
from counter.domain.personal import last_four, phone_tail
from counter.domain.refusals import RuleBroken
from counter.services.handing_back import CollectorFacts
from counter.storage.questions.case_views import CustomerView
from counter.wording import sentence
from ui.dialogs.loss import ID_PAPERS
from ui.kit import Kit
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.segmented import Segmented

ICONS = {Collector.SELF.value: "user-round", Collector.DEPUTY.value: "user-shield"}


class CollectorCard(Card):
    """The person at the counter."""

    changed = Signal()

    def __init__(self, kit: Kit):
        self.who = Segmented(kit.theme, [c.value for c in Collector], ICONS)
        super().__init__(self.who)
        self._kit = kit
        self._customer: CustomerView | None = None
        self.tail, self.person, self.id_tail = CodeEdit(), QLineEdit(), CodeEdit()
        self.id_type = Chips(kit.theme, one=True, gap=6)
        self.fields = [Field(self.tail), Field(self.person), Field(self.id_tail)]
        self._id_title = label("", "label")
        self.tail.setMaxLength(4)
        self.id_tail.setMaxLength(4)
        types = holder(column(self._id_title, self.id_type, 1, gap=4))
        tail, person, id_tail = self.fields
        self.box.addLayout(stretched(row(tail, person, types, id_tail, gap=14), 4, 4, 7, 4))
        self._deputy_only: list[QWidget] = [types, id_tail]
        self.who.changed.connect(self._who_changed)
        self.id_type.changed.connect(self.changed)
        for edit in (self.tail, self.person, self.id_tail):
            edit.textEdited.connect(self._edited)
        self.id_tail.editingFinished.connect(self._check_tail)
        self._who_changed(self.who.value())

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Collector"))
        self.who.say(
            say("Collector"),
            [
                Choice(Collector.SELF.value, say("Customer")),
                Choice(Collector.DEPUTY.value, say("Deputy")),
            ],
        )
        tail, person, id_tail = self.fields
        tail.say(say("&Phone, last 4"))
        person.say(say("&Name"))
        id_tail.say(say("&ID, last 4"), say("no copy is kept"))
        self._id_title.setText(say("Identity paper seen"))
        self.id_type.name(say("Identity paper seen"))
        self.id_type.offer([Choice(text, say(text)) for text in ID_PAPERS])
        self._check_phone()

    def show_customer(self, customer: CustomerView, *, alone: bool = False) -> None:
        """Begin with the customer the receipt was given to; `alone` lets nobody else take it."""
        self._customer = customer
        self.who.setVisible(not alone)
        for field in self.fields:
            field.clear_state()
        self.tail.clear()
        self.id_tail.clear()
        self.id_type.choose([])
        self.who.choose(Collector.SELF.value)
        self._who_changed(Collector.SELF.value)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.who, self.tail, self.person, self.id_type, self.id_tail]

    def is_deputy(self) -> bool:
        """Whether somebody else takes it."""
        return self.who.value() == Collector.DEPUTY.value

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed of the person."""
        say = self._kit.language.say
        found: list[tuple[str, QWidget]] = []
        if not self.is_deputy():
            return found
        if not self.person.text().strip():
            found.append((say("the deputy's name"), self.person))
        if not self.id_type.value():
            found.append((say("the identity paper"), self.id_type.chips[0]))
        if not self._tail_is_right():
            found.append((say("its last 4"), self.id_tail))
        return found

    def facts(self) -> CollectorFacts:
        """What the act is told."""
        if not self.is_deputy():
            return CollectorFacts(who=Collector.SELF, name=self.person.text().strip())
        return CollectorFacts(
            who=Collector.DEPUTY,
            name=self.person.text().strip(),
            id_type="".join(self.id_type.texts()),
            id_tail=self.id_tail.text().strip(),
        )

    def _edited(self) -> None:
        self._check_phone()
        self.fields[2].clear_state()
        self.changed.emit()

    def _check_phone(self) -> None:
        """A match is said; another phone is no obstacle, the receipt is what counts."""
        typed, field = self.tail.text().strip(), self.fields[0]
        if len(typed) < 4 or self._customer is None:
            field.clear_state()
        elif typed == phone_tail(self._customer.phone):
            field.confirm(self._kit.language.say("Matches the record"))
        else:
            field.warn(self._kit.language.say("The record has another phone"))

    def _check_tail(self) -> None:
        if self.id_tail.text().strip():
            self._tail_is_right()

    def _tail_is_right(self) -> bool:
        try:
            last_four(self.id_tail.text())
        except RuleBroken as refusal:
            text = sentence(refusal.rule, refusal.facts, self._kit.language.words)
            if self.id_tail.text().strip():
                self.fields[2].object_to(text)
            return False
        return True

    def _who_changed(self, code: str) -> None:
        is_deputy = code == Collector.DEPUTY.value
        for part in self._deputy_only:
            part.setVisible(is_deputy)
        name = self._customer.name if self._customer else ""
        self.person.setText("" if is_deputy else name)
        self.changed.emit()

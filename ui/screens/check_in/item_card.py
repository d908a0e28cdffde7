"""What is brought in: its kind, which of the customer's known units it is, and how it is told from
others.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from counter.domain.personal import is_imei, serial_number
from counter.domain.refusals import RuleBroken
from counter.storage.questions.customers import KnownUnit
from counter.storage.questions.lists import ItemKindRow
from counter.storage.questions.models import ModelRow
from counter.storage.questions.unit_cases import UnitHistory
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.check_in.draft import ItemDraft, typed
from ui.screens.check_in.kinds import kind_name
from ui.screens.check_in.model_list import ModelList
from ui.screens.check_in.unit_past import UnitPast
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import holder, row, stretched

ANOTHER, TITLE_WIDTH, NARROW, FEW = "another", 76, 720, 2
IMEI_LENGTH, PHONE = 15, "phone"


class ItemCard(Card):
    """Kind, known unit, brand, model, serial and colour of one item."""

    changed = Signal()
    kind_changed = Signal(str)
    place_chosen = Signal(int)
    drop_wanted = Signal()
    past_wanted = Signal(str, str)  # of a serial number, else of the unit of a case
    left = Signal()

    def __init__(self, kit: Kit):
        super().__init__(titled=False)
        self._kit = kit
        self._kinds: list[ItemKindRow] = []
        self._units: list[KnownUnit] = []
        self._passed: set[QLineEdit] = set()
        theme = kit.theme
        self.places = Chips(theme, one=True)
        self.kinds = Chips(theme, one=True, gap=6, padding=9)
        self.units = Chips(theme, one=True)
        self.brand, self.model = QLineEdit(), QLineEdit()
        self.serial, self.colour = CodeEdit(), QLineEdit()
        self.serial.setInputMethodHints(Qt.InputMethodHint.ImhPreferUppercase)
        self.fields = [
            Field(edit, note="beside")
            for edit in (self.brand, self.model, self.serial, self.colour)
        ]
        self.offers = ModelList(kit, self.model, self._brand_and_kind)
        self.past = UnitPast(kit)
        self._settled = ""
        self._product: tuple[str, list[str]] = "", []  # what the catalogue calls what stands here
        self._places_title, self._units_title = label("", "label"), label("", "label")
        self.drop = Button(theme, "link")
        self._places_row = _titled_row(self._places_title, self.places, self.drop)
        self._units_row = _titled_row(self._units_title, self.units, self.past)
        self.wrong = label("", "hint", wrap=True)
        self.wrong.setProperty("state", "error")
        self.wrong.hide()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._places_row.hide()
        self._units_row.hide()
        self.box.addWidget(self._places_row)
        self.box.addWidget(self.kinds)
        self.box.addWidget(self._units_row)
        self.box.addLayout(stretched(row(*self.fields, gap=14), 3, 4, 5, 3))
        self.box.addWidget(self.wrong)

    def _connect(self) -> None:
        self.places.changed.connect(self._place_chosen)
        self.drop.clicked.connect(self.drop_wanted)
        self.kinds.changed.connect(self._kind_chosen)
        self.kinds.left.connect(self.left)
        self.units.changed.connect(self._unit_chosen)
        self.units.left.connect(self.left)
        for edit in (self.brand, self.model, self.serial, self.colour):
            edit.textEdited.connect(self.changed)
            edit.returnPressed.connect(self._passed_by)
        self.offers.picked.connect(self._model_picked)
        self.serial.editingFinished.connect(self._check_serial)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._show_known_row()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Item"))
        self.kinds.name(say("Kind of item"))
        self.units.name(say("Known items"))
        self._units_title.setText(say("Brought before"))
        self._places_title.setText(say("On this receipt"))
        self.places.name(say("On this receipt"))
        self.drop.say(say("Take this one off"), "Ctrl+Shift+I")
        names = (say("&Brand"), say("Mode&l"), say("&Serial number"), say("Colour, size"))
        for field, name in zip(self.fields, names, strict=True):
            field.say(name)
        self.offers.say_all()
        self.past.say_all()
        self.offer_kinds(self._kinds)
        self.offer_units(self._units)
        if self.serial_field().note.text():
            self._check_serial()

    def serial_field(self) -> Field:
        """The field of the serial number."""
        return self.fields[2]

    def offer_kinds(self, kinds: list[ItemKindRow]) -> None:
        """Offer the outlet's kinds."""
        self._kinds = kinds
        self.offers.use_kinds(kinds)
        self.kinds.offer([Choice(kind.code, kind_name(kind, self._kit.language)) for kind in kinds])

    def offer_units(self, units: list[KnownUnit]) -> None:
        """Offer what this customer brought before, and another item."""
        self._units = units
        self._units_title.setVisible(bool(units))
        self.units.setVisible(bool(units))
        self._show_known_row()
        say = self._kit.language.say
        choices = [Choice(key_of(u), self._unit_text(u), u.serial) for u in units]
        self.units.offer([*choices, Choice(ANOTHER, say("Another item"))] if units else [])

    def choose_unit(self, unit: str) -> None:
        """Choose a known unit whose answers stand in the form already."""
        self.units.blockSignals(True)
        self.units.choose([unit] if unit else [])
        self.units.blockSignals(False)
        if self.chosen_unit() is not None:
            self._check_serial()

    def show_places(self, texts: list[str], place: int) -> None:
        """Show the items of this receipt where there are several, with the open one chosen."""
        self._places_row.setVisible(len(texts) > 1)
        self.places.blockSignals(True)
        self.places.offer([Choice(str(n), f"{n + 1}  {text}") for n, text in enumerate(texts)])
        self.places.choose([str(place)])
        self.places.blockSignals(False)

    def show_item(self, item: ItemDraft) -> None:
        """Fill in an item."""
        self.kinds.choose([item.kind] if item.kind else [])
        self.units.choose([item.unit] if item.unit else [])
        edits = (self.brand, self.model, self.serial, self.colour)
        for edit, text in zip(
            edits, (item.brand, item.model, item.serial, item.colour), strict=True
        ):
            edit.setText(text)
        self._product = item.product, [item.kind, item.brand, item.model]
        self._passed.clear()
        for field in self.fields:
            field.clear_state()
        self.wrong.hide()
        self._settled = ""
        self._forget_past()
        if item.serial:
            self._check_serial()

    def read_into(self, item: ItemDraft) -> None:
        """Put what is chosen and typed into an item."""
        item.kind = "".join(self.kinds.value())
        unit = self.chosen_unit()
        item.unit = "".join(self.units.value())
        item.brand, item.model = typed(self.brand.text()), typed(self.model.text())
        item.serial, item.colour = typed(self.serial.text()), typed(self.colour.text())
        product, of_what = self._product
        item.product = product if of_what == [item.kind, item.brand, item.model] else ""
        given = (item.kind, item.brand, item.model, item.serial, item.colour)
        known = unit and (unit.kind_code, unit.brand, unit.model, unit.serial, unit.colour)
        item.unit_of_case = unit.last_case_number if unit and given == known else ""

    def wants(self, edit: QLineEdit) -> bool:
        """Whether a field that may stay empty is empty and nobody has passed it by yet.

        Of a unit that is known nobody is asked again what was left open then.
        """
        is_open = not edit.text().strip() and edit not in self._passed
        return is_open and self.chosen_unit() is None

    def units_offered(self) -> list[KnownUnit]:
        """What this customer brought before."""
        return self._units

    def has_units(self) -> bool:
        """Whether there is a known unit to choose."""
        return bool(self._units)

    def chosen_unit(self) -> KnownUnit | None:
        """The known unit that is chosen."""
        chosen = "".join(self.units.value())
        return next((unit for unit in self._units if key_of(unit) == chosen), None)

    def take_serial(self, serial: str) -> None:
        """Fill in a serial number that was scanned; a known unit's number chooses that unit."""
        unit = next((u for u in self._units if u.serial and u.serial == serial), None)
        if unit is not None:
            self.units.choose([key_of(unit)])
            return
        self.serial.setText(serial)
        self._check_serial()
        self.changed.emit()

    def _passed_by(self) -> None:
        edit = self.sender()
        if isinstance(edit, QLineEdit):
            self._passed.add(edit)
        self.left.emit()

    def _brand_and_kind(self) -> tuple[str, str]:
        return self.brand.text(), "".join(self.kinds.value())

    def _model_picked(self, model: ModelRow) -> None:
        """What the catalogue says of it stands in place of what was typed; the form goes on."""
        if any(kind.code == model.kind_code for kind in self._kinds):
            self.kinds.choose([model.kind_code])
        self.brand.setText(model.brand or self.brand.text())
        self.model.setText(model.name)
        stands = ["".join(self.kinds.value()), typed(self.brand.text()), model.name]
        self._product = model.product, stands
        self._passed.update((self.brand, self.model))
        self.changed.emit()
        self.left.emit()

    def _unit_text(self, unit: KnownUnit) -> str:
        kind = next((kind for kind in self._kinds if kind.code == unit.kind_code), None)
        name = unit.product or kind_name(kind, self._kit.language)
        return " ".join(t for t in (name, unit.brand, unit.model) if t)

    def _kind_chosen(self) -> None:
        self.kind_changed.emit("".join(self.kinds.value()))
        if self.serial.text().strip():
            self._check_serial()
        self.changed.emit()

    def _place_chosen(self) -> None:
        chosen = "".join(self.places.value())
        if chosen:
            self.place_chosen.emit(int(chosen))

    def _unit_chosen(self) -> None:
        unit = self.chosen_unit()
        if unit is not None:
            self.kinds.choose([unit.kind_code])
            for edit, text in (
                (self.brand, unit.brand),
                (self.model, unit.model),
                (self.serial, unit.serial),
                (self.colour, unit.colour),
            ):
                edit.setText(text)
            self._check_serial()
        self.changed.emit()

    def refuse_serial(self, text: str) -> None:
        """This number cannot be right here; say why."""
        self._object(text)

    def _object(self, text: str) -> None:
        """A whole sentence stands below the fields; beside the question there is no room."""
        self.serial_field().object_to(self._kit.language.say("please check"))
        self.serial.setAccessibleDescription(text)
        self.wrong.setText(text)
        self.wrong.show()

    def ask_again(self) -> None:
        """What is known of the unit is told in another language now."""
        if not self.past.isHidden():
            self._settled = ""
            self._check_serial()

    def _forget_past(self) -> None:
        self.past.clear()
        self._show_known_row()

    def _show_known_row(self) -> None:
        self._units_row.setVisible(bool(self._units) or not self.past.isHidden())
        has_room = self.width() >= NARROW and len(self._units) <= FEW
        box = self._units_row.layout()
        if isinstance(box, QBoxLayout):  # what is known of a unit goes below where units are many
            way = QBoxLayout.Direction
            box.setDirection(way.LeftToRight if has_room else way.TopToBottom)

    def _check_serial(self) -> None:
        words = self._kit.language.words
        self.wrong.hide()
        try:
            serial = serial_number(self.serial.text())
        except RuleBroken as refusal:
            self._object(sentence(refusal.rule, refusal.facts, words))
            return
        if serial != self.serial.text():
            self.serial.setText(serial)
        self._judge(serial)
        unit = self.chosen_unit()
        case_number = unit.last_case_number if unit else ""
        named = serial or case_number
        if named != self._settled:
            self._settled = named
            self._forget_past()
            if named:
                self.past_wanted.emit(serial, case_number)
        elif self.past.open_case():
            facts = {"case_number": self.past.open_case(), "serial": serial}
            self._object(sentence("unit.already_here", facts, words))

    def _judge(self, serial: str) -> None:
        """What the number itself says: only an IMEI has a check digit."""
        say, field = self._kit.language.say, self.serial_field()
        if len(serial) != IMEI_LENGTH or not serial.isdigit():
            field.clear_state()
        elif is_imei(serial):
            field.confirm(say("IMEI check digit is right"))
        elif self.kinds.value() == [PHONE]:
            facts = {"serial": serial}
            self._object(sentence("unit.imei_wrong", facts, self._kit.language.words))
        else:
            field.remark(say("Not an IMEI: its check digit is another"))

    def show_past(self, history: UnitHistory, customer: str) -> None:
        """What is known of this unit; one that is here cannot be taken in again."""
        self.past.show_history(history, customer)
        self._show_known_row()
        self._check_serial()


def key_of(unit: KnownUnit) -> str:
    """What tells a known unit from the customer's others on this form."""
    return unit.serial or unit.last_case_number


def _titled_row(title: QWidget, chips: Chips, *more: QWidget) -> QWidget:
    title.setMinimumWidth(TITLE_WIDTH)
    return holder(stretched(row(title, chips, *more, gap=10), 0, 3, 4))

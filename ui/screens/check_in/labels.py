"""What a maker's label that was scanned fills in: serial number or IMEI, and the model where the
label tells it.
"""

from counter.domain.gs1 import gtin_forms
from counter.domain.label_codes import LabelCode, LabelKind, read_label
from counter.domain.personal import is_imei
from counter.storage.questions.alike import Alike, model_by_imei
from ui.scanner import plain_code
from ui.screens.check_in.item_card import PHONE, ItemCard
from ui.screens.screen import Screen

ARTICLE = "EAN"  # before an article number that stands where no model is known


class Labels:
    """Reads labels into the card of an item; the screen says what is to be said of it."""

    def __init__(self, screen: Screen, item: ItemCard):
        self._screen, self._item = screen, item

    def take(self, code: str) -> None:
        """Fill in what a code says."""
        label = read_label(code)
        identity = plain_code(self._identity(label))
        if identity:
            self._item.take_serial(identity)
        if label.model and self._is_open():
            self._fill_model(label.model)
        elif label.gtin and self._is_open():
            self._fill_model(f"{ARTICLE} {gtin_forms(label.gtin)[-1]}")
            self._tell_of_article(is_whole=bool(identity))
        elif not identity:
            self._object(label)
        if is_imei(identity) and self._is_open():
            self._screen.kit.desk.ask(model_by_imei, imei=identity).then(self._fill_alike, identity)

    def _fill_alike(self, alike: Alike | None, identity: str) -> None:
        """A phone of this model was here: it is most likely the same again."""
        if alike is None or not self._is_open() or self._item.serial.text() != identity:
            return
        if not self._item.kinds.value():
            self._item.kinds.choose([alike.kind_code])
        if not self._item.brand.text().strip():
            self._item.brand.setText(alike.brand)
        self._fill_model(alike.model)

    def _identity(self, label: LabelCode) -> str:
        """What this item is known by: as it stood here before, else as its kind is told apart."""
        if label.kind is LabelKind.PLAIN:
            return label.text
        both = [one for one in (label.imei, label.serial) if one]
        known = {unit.serial for unit in self._item.units_offered() if unit.serial}
        before = next((one for one in both if plain_code(one) in known), "")
        is_phone = self._item.kinds.value() in ([], [PHONE])
        return before or (label.identity if is_phone else label.serial or label.imei)

    def _is_open(self) -> bool:
        return not self._item.model.text().strip() and self._item.chosen_unit() is None

    def _fill_model(self, model: str) -> None:
        self._item.model.setText(model)
        self._item.changed.emit()

    def _tell_of_article(self, *, is_whole: bool) -> None:
        say = self._screen.say
        if is_whole:
            self._screen.told.emit(say("The article number stands as the model."))
        else:
            text = say("The article number stands as the model. Scan the serial number too.")
            self._screen.told.emit(text)

    def _object(self, label: LabelCode) -> None:
        say = self._screen.say
        objected = self._screen.objected
        if label.other:
            text = say(
                "This is the item's {name}, not its serial number. Scan the line S/N or IMEI.",
                name=label.other,
            )
            objected.emit(text)
        elif label.wrong:
            objected.emit(say("The check digit of this code is wrong. Scan it again."))
        elif label.gtin:
            text = say("This is the article number. Scan the serial number too.")
            self._screen.told.emit(text)
        else:
            objected.emit(say("This code tells no serial number. Scan the line S/N or IMEI."))

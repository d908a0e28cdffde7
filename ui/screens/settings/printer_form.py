"""The form of one printer: only what means something for what it speaks; objections stand below."""

from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.refusals import RuleBroken
from counter.language import N_
from counter.printing.devices.catalogue import (
    MOST_ADDRESS,
    MOST_NAME,
    SHAPES,
    Language,
    Printer,
    Way,
    as_json,
    read_printer,
)
from counter.printing.media import MEDIA, Feed
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.settings.printer_fields import (
    HEAD,
    LABEL_HEADS,
    OFFSET,
    Line,
    meant,
    shown_number,
    stock_of,
    typed_number,
    usual,
)
from ui.screens.settings.printer_words import LANGUAGES, WAYS, stocks
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import tip_of
from ui.widgets.pick import Pick
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Tick

NUMBERS = ("stock_width_mm", "stock_height_mm", "gap_mm", "width_dots", "darkness", *OFFSET)
TICKS = ("cuts", "tells", "as_text")
CAPTIONS = {
    "name": N_("Its &name"),
    "address": N_("&Address"),
    "stock_width_mm": N_("Width mm"),
    "stock_height_mm": N_("Height mm"),
    "gap_mm": N_("Gap mm"),
    "width_dots": N_("Head, dots"),
    "darkness": N_("Darkness"),
    "offset_x_mm": N_("Right, mm"),
    "offset_y_mm": N_("Down, mm"),
}
NUMBER_WIDTH = 96
LONGEST_NUMBER = 12


class PrinterForm(QWidget):
    """Shows a printer, reads it as it is typed, and puts a refusal beside its field."""

    edited = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self._is_new = self._fills = False
        self._kept: dict[str, Any] = {}  # what has no meaning now but was described
        self.name, self.address = QLineEdit(), QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.address.setMaxLength(MOST_ADDRESS)
        self.language = Segmented(kit.theme, list(Language))
        self.way, self.stock = Pick(), Pick()
        self.dpi = Segmented(kit.theme, [str(dpi) for dpi in LABEL_HEADS])
        self.numbers = {name: CodeEdit() for name in NUMBERS}
        self.ticks = {name: Tick(kit.theme) for name in TICKS}
        edits = {"name": self.name, "address": self.address, **self.numbers}
        self.fields = {name: Field(edit, note="none") for name, edit in edits.items()}
        self._language = Field(self.language, note="none")
        self._way, self._stock = Field(self.way, note="none"), Field(self.stock, note="none")
        self._dpi = Field(self.dpi, note="none")
        self._lines: dict[str, Line] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        fields = self.fields
        for name in NUMBERS:
            self.numbers[name].setMaxLength(LONGEST_NUMBER)
            if name not in OFFSET:
                fields[name].setFixedWidth(NUMBER_WIDTH)
        named = stretched(row(fields["name"], self._language, gap=10), 1, 0)
        where = stretched(row(self._way, fields["address"], gap=10), 2, 3)
        sizes = [fields[name] for name in ("stock_width_mm", "stock_height_mm", "gap_mm")]
        lies = stretched(row(self._stock, *sizes, gap=10), 1)
        burns = row(self._dpi, fields["width_dots"], fields["darkness"], 1, gap=10)
        offsets = [fields[name] for name in OFFSET]
        self.moves = Line(stretched(row(*offsets, gap=10), 1, 1), *offsets)  # stands elsewhere
        self.named = Line(named, fields["name"])
        self.reached = Line(where, fields["address"])
        self.laid = Line(lies, *sizes)
        self.burnt = Line(burns, fields["width_dots"], fields["darkness"])
        lines = (self.named, self.reached, self.laid, self.burnt)
        self.setLayout(column(*lines, column(*self.ticks.values(), gap=0), 1, gap=8))
        for line, names in (
            (self.named, ("name",)),
            (self.reached, ("address",)),
            (self.laid, NUMBERS[:3]),
            (self.burnt, NUMBERS[3:5]),
            (self.moves, OFFSET),
        ):
            self._lines |= dict.fromkeys(names, line)

    def _connect(self) -> None:
        for name, field in self.fields.items():
            edit = field.control
            assert isinstance(edit, QLineEdit)
            edit.setObjectName(name)
            edit.textEdited.connect(self._typed)
            edit.editingFinished.connect(self._left)
        self.language.changed.connect(self._speaks_otherwise)
        self.way.picked.connect(self._way_changed)
        self.stock.picked.connect(self._stock_changed)
        self.dpi.changed.connect(self._head_changed)
        for tick in self.ticks.values():
            tick.toggled.connect(self._changed)

    def stops(self) -> list[QWidget]:
        """Where Tab goes, in asking order; what stands elsewhere comes after it."""
        sizes = [self.numbers[name] for name in NUMBERS[:3]]
        head = [self.dpi, self.numbers["width_dots"], self.numbers["darkness"]]
        ticks = list(self.ticks.values())
        return [self.name, self.language, self.way, self.address, self.stock, *sizes, *head, *ticks]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        for name, field in self.fields.items():
            field.say(say(CAPTIONS[name]))
        self._language.say(say("It speaks"))
        codes = [Choice(code, say(text)) for code, (text, _) in LANGUAGES.items()]
        self.language.say(say("It speaks"), codes)
        self._way.say(say("Way to it"))
        self._stock.say(say("In it lies"))
        self._dpi.say(say("Dots per inch"))
        self.dpi.say(say("Dots per inch"), [Choice(str(dpi), str(dpi)) for dpi in LABEL_HEADS])
        for name, text, note in (
            ("cuts", say("It cuts the paper"), say("else it is fed out to be torn")),
            ("tells", say("It tells its state"), say("off for one that never answers")),
            ("as_text", say("Print as text"), say("for a serial line too slow for pictures")),
        ):
            self.ticks[name].say(text, note)
        self._offer()

    # -- what stands in it

    def show_printer(self, printer: Printer | None, *, is_new: bool) -> None:
        """Fill the form in; None is a new printer of which nothing is known."""
        self.fill(as_json(printer or usual(Language.TSPL)), is_new=is_new)

    def fill(self, facts: dict[str, Any], *, is_new: bool) -> None:
        """Fill the form in with values as they were typed or kept."""
        self._fills, self._is_new, self._kept = True, is_new, dict(facts)
        self.name.setText(str(facts["name"]))
        self.address.setText(str(facts["address"]))
        self.language.choose(str(facts["language"]))
        self._offer()
        self.way.pick(str(facts["way"]))
        self.dpi.choose(str(facts["dpi"]))
        for name, edit in self.numbers.items():
            value = facts[name]
            edit.setText(value if isinstance(value, str) else shown_number(value))
        for name, tick in self.ticks.items():
            tick.setChecked(bool(facts[name]))
        self._pick_stock()
        self._fills = False
        for line in {id(line): line for line in self._lines.values()}.values():
            line.clear_state()
        self._show_meant()

    def facts(self) -> dict[str, Any]:
        """What is typed, numbers as numbers where they are, for fields that mean something."""
        language, way = self.chosen()
        shown = meant(language, way)
        facts: dict[str, Any] = {
            "name": self.name.text().strip(),
            "language": language,
            "way": way,
            "address": self.address.text().strip(),
        }
        for name, edit in self.numbers.items():
            if name in shown:
                facts[name] = typed_number(name, edit.text())
        if "dpi" in shown:
            facts["dpi"] = int(self.dpi.value())
        return facts | {name: t.isChecked() for name, t in self.ticks.items() if name in shown}

    def typed(self) -> dict[str, Any]:
        """All of it as it stands there, to be filled in again."""
        texts = {name: edit.text() for name, edit in self.numbers.items()}
        ticks = {name: tick.isChecked() for name, tick in self.ticks.items()}
        return self._kept | self.facts() | texts | ticks | {"dpi": int(self.dpi.value())}

    def chosen(self) -> tuple[Language, Way]:
        """What it speaks, and the way to it; a driver is reached through a queue alone."""
        language = Language(self.language.value())
        if language is Language.DRIVER:
            return language, Way.QUEUE
        return language, Way(self.way.code() or Way.TCP)

    def read(self) -> Printer:
        """The printer as it is typed; raises RuleBroken as `read_printer` does."""
        return read_printer(self.facts())

    def gap(self) -> QLineEdit | None:
        """The first field that is still empty."""
        return next((edit for edit in (self.name, self.address) if not edit.text().strip()), None)

    def refuse(self, refusal: RuleBroken) -> QWidget | None:
        """Say what is wrong below its field; gives back the field, None where it has none."""
        taken = refusal.rule == "printer.name_taken"
        name = "name" if taken else str(refusal.facts.get("name", ""))
        field = self.fields.get(name)
        if field is None or not field.isVisibleTo(field.window()):
            return None
        words, edit = self.kit.language.words, cast(QLineEdit, field.control)
        facts = dict(refusal.facts)
        if not taken:
            caption = self.kit.language.say(CAPTIONS[name]).replace("&", "")
            facts |= {"name": caption, "value": edit.text()}
        self._lines[name].object_to(field, sentence(refusal.rule, facts, words))
        return edit

    # -- inside

    def _offer(self) -> None:
        say, (language, way) = self.kit.language.say, self.chosen()
        self.way.offer(say("Way to it"), [Choice(w, say(WAYS[w])) for w in WAYS])
        sizes = [Choice(medium.name, say(medium.title)) for medium in stocks(language)]
        ends = [Choice("own", say("Another size")), Choice("any", say("Not checked"))]
        self.stock.offer(say("In it lies"), [*sizes, *ends])
        self.named.hint(say(LANGUAGES[language][1]))
        self._show_example(way)
        self._show_width()

    def _show_meant(self) -> None:
        language, way = self.chosen()
        shown = meant(language, way)
        own = self.stock.code() == "own"
        for name in NUMBERS:
            is_size = name in ("stock_width_mm", "stock_height_mm")
            self.fields[name].setVisible(name in shown and (own or not is_size))
        for name, tick in self.ticks.items():
            tick.setVisible(name in shown)
        self._dpi.setVisible("dpi" in shown)
        self.burnt.setVisible(bool(shown & set(HEAD)))
        self._way.setVisible(language is not Language.DRIVER)
        self._show_example(way)
        self._show_width()

    def _show_example(self, way: Way) -> None:
        text = self.kit.language.say("for example {example}", example=SHAPES[way])
        self.address.setPlaceholderText(text)
        self.address.setToolTip(tip_of(text))

    def _show_width(self) -> None:
        dots = typed_number("width_dots", self.numbers["width_dots"].text())
        text = ""
        if isinstance(dots, int) and dots > 0:
            wide = dots * (25.4 / (203.2 if self.dpi.value() == "203" else 300.0))
            text = self.kit.language.say("The head prints {mm} mm wide.", mm=f"{wide:.0f}")
        self.burnt.hint(text)

    def _pick_stock(self) -> None:
        numbers = {name: typed_number(name, self.numbers[name].text()) for name in NUMBERS[:2]}
        language = Language(self.language.value())
        if all(isinstance(one, float) for one in numbers.values()):
            printer = Printer(name="", language=language, way=Way.TCP, address="", **numbers)
            self.stock.pick(stock_of(printer, stocks(language)))
        else:
            self.stock.pick("own")

    def _speaks_otherwise(self, _code: str) -> None:
        if self._fills:
            return
        if self._is_new:
            kept = {
                "name": self.name.text(),
                "address": self.address.text(),
                "way": self.way.code(),
            }
            now = as_json(usual(Language(self.language.value())))
            now["way"] = kept.pop("way") or now["way"]
            self.fill(now | kept, is_new=True)
        else:
            self._offer()
            self._pick_stock()
            self._show_meant()
        self._changed()

    def _way_changed(self) -> None:
        self.reached.clear_state()
        self._show_meant()
        self._changed()

    def _stock_changed(self) -> None:
        medium = MEDIA.get(self.stock.code())
        if medium is not None:
            roll = medium.feed is Feed.ROLL
            self.numbers["stock_width_mm"].setText(
                shown_number(medium.paper if roll else medium.width)
            )
            self.numbers["stock_height_mm"].setText(shown_number(medium.height))
            if roll:
                dot = 0.125 if self.dpi.value() == "203" else 25.4 / 300
                self.numbers["width_dots"].setText(str(int(medium.width / dot)))
        elif self.stock.code() == "any":
            for name in NUMBERS[:2]:
                self.numbers[name].setText("0")
        self.laid.clear_state()
        self._show_meant()
        self._changed()

    def _head_changed(self, _code: str) -> None:
        if self._fills:
            return
        dots, now = self.numbers["width_dots"], LABEL_HEADS[int(self.dpi.value())]
        if dots.text() in map(str, LABEL_HEADS.values()):
            dots.setText(str(now))
        elif self.stock.code() in MEDIA and MEDIA[self.stock.code()].feed is Feed.ROLL:
            self._stock_changed()
        self._show_width()
        self._changed()

    def _typed(self, _text: str) -> None:
        name = self.sender().objectName()
        self._lines[name].clear_state()
        if name == "width_dots":
            self._show_width()
        self._changed()

    def _changed(self) -> None:
        if not self._fills:
            self.edited.emit()

    def _left(self) -> None:
        """Say at once what is wrong with the field that was left, whatever else is."""
        name = self.sender().objectName()
        language, way = self.chosen()
        value = self.facts().get(name, "")
        if value in ("", None):
            return
        whole = {
            "name": "1",
            "language": language,
            "way": way,
            "address": SHAPES[way].split(",")[0],
        }
        try:
            read_printer(whole | {name: value})
        except RuleBroken as refusal:
            self.refuse(refusal)

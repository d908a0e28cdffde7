"""Parts and prices, and parts that come in."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.money import figures as plain_fen
from counter.domain.money import typed_fen
from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.services.parts import PartStock
from counter.storage.questions.lists import PartRow, parts
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.settings.label_button import LabelButton
from ui.screens.settings.listed import ListedSection
from ui.screens.settings.roster import Entry
from ui.screens.settings.section import Act, Gap
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, holder, row, rule, stretched
from ui.widgets.ticks import Tick

SETTLE_MS = 200
MOST_SHOWN = 100
MONEY = ("price_fen", "low_fen", "high_fen")
PLAIN = ("name", "spec", "unit")


class PartsSection(ListedSection):
    """Adds, changes and books parts by `add_part`, `change_part` and `receive_parts`."""

    name = "parts"
    icon = "package"
    kinds: ClassVar[frozenset[str]] = frozenset({"part", "part_price", "stock_entry"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.search = limited(QLineEdit(), "search")
        self.search.setClearButtonEnabled(True)
        self.code = CodeEdit()
        self.plain = {key: limited(QLineEdit(), "spec") for key in PLAIN}
        self.money = {key: CodeEdit() for key in MONEY}
        self.qty, self.reason = CodeEdit(), limited(QLineEdit(), "reason")
        self.code_field = Field(self.code)
        self.fields = {key: Field(edit) for key, edit in {**self.plain, **self.money}.items()}
        self.qty_field, self.reason_field = Field(self.qty), Field(self.reason)
        self.active = Tick(kit.theme)
        self._stock = label("", "strong")
        self.print_label = LabelButton(kit, "part_label")
        self.published = Callout(kit.theme, "info", "accent")
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        for edit in (*self.money.values(), self.qty):
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        fields = self.fields
        self._receiving = holder(
            column(
                rule(),
                self._stock,
                stretched(row(self.qty_field, self.reason_field, gap=14), 1, 3),
                gap=8,
            )
        )
        form = column(
            self.published,
            stretched(row(self.code_field, fields["name"], gap=14), 1, 2),
            stretched(row(fields["spec"], fields["unit"], gap=14), 2, 1),
            stretched(row(*(fields[key] for key in MONEY), gap=14), 1, 1, 1),
            row(self.active, 1, self.print_label, gap=8),
            self._receiving,
            gap=4,
        )
        self.build_listed(form, self.search)

    def _connect(self) -> None:
        edits = (self.code, *self.plain.values(), *self.money.values(), self.qty, self.reason)
        for edit in edits:
            edit.textEdited.connect(self.edited)
        self.active.toggled.connect(self.edited)
        self.search.textChanged.connect(self._soon.start)
        self._soon.timeout.connect(self.reload)

    def stops(self) -> list[QWidget]:
        return [
            self.search,
            self.roster,
            self.add,
            self.code,
            *self.plain.values(),
            *self.money.values(),
            self.active,
            self.print_label,
            self.qty,
            self.reason,
            self.go,
        ]

    def caption(self) -> str:
        return self.kit.language.say("Parts and prices")

    def purpose(self) -> str:
        return self.kit.language.say(
            "The price list of estimates and statements; what comes in is booked here."
        )

    def say_all(self) -> None:
        say, fields = self.kit.language.say, self.fields
        self.add.say(say("Add a part"))
        self.roster.setAccessibleName(say("Parts"))
        self.search.setPlaceholderText(say("Code or name"))
        self.search.setAccessibleName(say("Look for a part"))
        self.code_field.say(say("&Code"), say("as it is scanned; never changes"))
        fields["name"].say(say("Part &name"))
        fields["spec"].say(say("Spe&cification"))
        fields["unit"].say(say("&Unit"), say("piece, set, metre"))
        fields["price_fen"].say(say("&Price"), self.kit.figures.sign())
        fields["low_fen"].say(say("&Lowest"), say("empty = the price"))
        fields["high_fen"].say(say("&Highest"), say("published range"))
        self.active.say(say("In use"))
        self.qty_field.say(say("Comes &in"), say("minus = taken out"))
        self.reason_field.say(say("&Reason"), say("needed for taking out"))
        self.say_open()
        super().say_all()

    def reload(self) -> None:
        facts = {"text": self.search.text().strip()[:60], "active_only": False}
        self.kit.desk.ask(parts, limit=MOST_SHOWN, **facts).then(self._take)

    def first(self) -> None:
        self.search.setFocus(Qt.FocusReason.TabFocusReason)

    def first_field(self) -> QWidget:
        return self.code if self.record() is None else self.plain["name"]

    def fill(self, record: Any) -> None:
        part: PartRow | None = record
        self.code.setText(part.code if part else "")
        self.code.setReadOnly(part is not None)
        for key, edit in self.plain.items():
            edit.setText(getattr(part, key) if part else "")
        for key, edit in self.money.items():
            edit.setText(plain_fen(getattr(part, key)) if part else "")
        self.active.setChecked(part is None or part.is_active)
        self.active.setVisible(part is not None)
        is_ours = part is None or part.publisher != HEAD_OFFICE
        for edit in (*self.plain.values(), *self.money.values()):
            edit.setReadOnly(not is_ours)
        self.active.setEnabled(is_ours)
        self.qty.clear()
        self.reason.clear()

    def say_open(self) -> None:
        language, part = self.kit.language, self.record()
        self.about.setText(f"{part.code}  {part.name}" if part else language.say("A new part"))
        self.empty.setText(
            language.say("No part is called so.")
            if self.search.text().strip()
            else language.say("No part yet. Add the first one, or use parts without a list.")
        )
        self.print_label.say(language.say("Print the label"))
        self.print_label.show_number(part.number if part else "")
        self.published.setVisible(part is not None and part.publisher == HEAD_OFFICE)
        if part is not None:
            self.published.show_text(self._said_of(part))
            n = part.in_stock
            self._stock.setText(language.say_n("{n} in stock", "{n} in stock", n))
        else:
            self._stock.setText(language.say("First stock"))

    def gaps(self) -> list[Gap]:
        say, found = self.kit.language.say, list[Gap]()
        if not (self.is_dirty or self.record()):
            return found
        if not self.code.text().strip():
            found.append((say("the code"), self.code))
        if not self.plain["name"].text().strip():
            found.append((say("the name"), self.plain["name"]))
        words = {"price_fen": say("the price"), "low_fen": say("the lowest"),
                 "high_fen": say("the highest")}  # fmt: skip
        for key, edit in self.money.items():
            empty_is_fine = key != "price_fen" and not edit.text().strip()
            if not empty_is_fine and _fen(edit.text(), key) is None:
                found.append((words[key], edit))
        if self.qty.text().strip() and self._pieces() is None:
            found.append((say("how many come in"), self.qty))
        return found

    def acts(self) -> list[Act]:
        part: PartRow | None = self.record()
        code = self.code.text().strip()
        texts = {key: edit.text().strip() for key, edit in self.plain.items()}
        fens = {key: _fen(edit.text(), key) for key, edit in self.money.items()}
        money = {key: fen for key, fen in fens.items() if fen is not None}
        acts: list[Act] = []
        if part is None:
            if code:
                acts.append(("add_part", {"code": code, **texts, **money}))
        else:
            facts: dict[str, Any] = {
                key: value
                for key, value in {**texts, **money}.items()
                if value != getattr(part, key)
            }
            if self.active.isChecked() != part.is_active:
                facts["active"] = self.active.isChecked()
            if facts:
                acts.append(("change_part", {"part": code, **facts}))
        if pieces := self._pieces():
            receive = {"part": code, "qty": pieces, "reason": self.reason.text().strip()}
            acts.append(("receive_parts", receive))
        return acts

    def key_of(self, answer: Any) -> str:
        assert isinstance(answer, PartStock)
        return answer.code

    # -- inside

    def _take(self, page: Page[PartRow]) -> None:
        self.rows = {part.code: part for part in page.rows}
        entries = [
            Entry(part.code, f"{part.code}  {part.name}", "package", part.is_active)
            for part in page.rows
        ]
        self.show_rows(self.rows, entries)
        self.say_open()

    def _said_of(self, part: PartRow) -> str:
        """What there is to know of a part that head office has published."""
        say, figures = self.kit.language.say, self.kit.figures
        if part.next_price_fen is None:
            return say("Head office's part and price; what comes in is booked here.")
        day = figures.day(date.fromisoformat(part.next_from_on))
        price = figures.amount(part.next_price_fen)
        return say("Head office's part. From {day} on it costs {price}.", day=day, price=price)

    def _pieces(self) -> int | None:
        text = self.qty.text().strip().replace("−", "-").replace("＋", "+")
        try:
            return int(text)
        except ValueError:
            return None


def _fen(text: str, key: str) -> int | None:
    if not text.strip():
        return None
    try:
        return typed_fen(text, key)
    except RuleBroken:
        return None

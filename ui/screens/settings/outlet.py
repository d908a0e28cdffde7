"""The outlet: what stands at the head of every paper."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from counter.domain.setting_values import CURRENCIES
from counter.storage.questions.lists import OutletView, outlet_view
from ui.kit import Kit
from ui.language import PAPER_LANGUAGES
from ui.screens.settings.section import Act, Gap, Section, changed_text
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.segmented import Segmented

ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei")


class OutletSection(Section):
    """Changes the outlet by `change_outlet`."""

    name = "outlet"
    icon = "inbox"
    kinds: ClassVar[frozenset[str]] = frozenset({"outlet"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._before: OutletView | None = None
        self.outlet, self.outlet_en = limited(QLineEdit(), "name"), limited(QLineEdit(), "name")
        self.address = limited(QLineEdit(), "address")
        self.service, self.complaint = CodeEdit(), CodeEdit()
        self.zone, self.currency = QComboBox(), QComboBox()
        self.paper = Segmented(kit.theme, list(PAPER_LANGUAGES))
        self.edits = {
            "name": self.outlet,
            "name_en": self.outlet_en,
            "address": self.address,
            "service_phone": self.service,
            "complaint_phone": self.complaint,
        }
        self.fields = {key: Field(edit) for key, edit in self.edits.items()}
        self.zone_field, self.currency_field = Field(self.zone), Field(self.currency)
        self._paper_title, self._seat = label("", "label"), label("", "muted", wrap=True)
        self._build()
        for edit in self.edits.values():
            edit.textEdited.connect(self.edited)
        self.say_all()

    def _build(self) -> None:
        self.zone.addItems(ZONES)
        self.zone.setLineEdit(limited(QLineEdit(), "name"))  # which makes it editable
        self.currency.addItems(CURRENCIES)
        fields = self.fields
        paper = holder(column(self._paper_title, row(self.paper, 1), 1, gap=4))
        body = column(
            stretched(row(fields["name"], fields["name_en"], gap=14), 1, 1),
            fields["address"],
            stretched(row(fields["service_phone"], fields["complaint_phone"], gap=14), 1, 1),
            stretched(row(self.zone_field, self.currency_field, paper, gap=14), 3, 2, 3),
            self._seat,
            1,
            gap=6,
        )
        self.build(body)

    def stops(self) -> list[QWidget]:
        return [*self.edits.values(), self.zone, self.currency, self.paper, self.go]

    def caption(self) -> str:
        return self.kit.language.say("Outlet")

    def purpose(self) -> str:
        return self.kit.language.say("What stands at the head of every paper.")

    def say_all(self) -> None:
        say, fields = self.kit.language.say, self.fields
        fields["name"].say(say("Outlet's &name"), say("printed on every paper"))
        fields["name_en"].say(say("Name in &English"), say("on papers in English; may stay empty"))
        fields["address"].say(say("A&ddress"))
        fields["service_phone"].say(say("&Service phone"), say("what customers call"))
        fields["complaint_phone"].say(say("C&omplaints phone"))
        self.zone_field.say(say("&Time zone"), say("hours and days are counted in it"))
        self.currency_field.say(say("C&urrency"))
        line = self.zone.lineEdit()
        if line is not None:
            line.setAccessibleName(say("&Time zone").replace("&", ""))
        self._paper_title.setText(say("Language of the papers"))
        self.paper.say(
            say("Language of the papers"),
            [Choice(code, name) for code, name in PAPER_LANGUAGES.items()],
        )
        if self._before is not None:
            self._say_seat(self._before)
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(outlet_view).then(self._take)

    def first(self) -> None:
        self.outlet.setFocus()

    def gaps(self) -> list[Gap]:
        if self._before is None or self.outlet.text().strip():
            return []
        return [(self.kit.language.say("the outlet's name"), self.outlet)]

    def acts(self) -> list[Act]:
        before = self._before
        if before is None:
            return []
        texts = {key: changed_text(edit, getattr(before, key)) for key, edit in self.edits.items()}
        facts: dict[str, Any] = {key: text for key, text in texts.items() if text is not None}
        if self.zone.currentText().strip() != before.zone:
            facts["zone"] = self.zone.currentText().strip()
        if self.currency.currentText() != before.currency:
            facts["currency"] = self.currency.currentText()
        if self.paper.value() != before.language:
            facts["language"] = self.paper.value()
        return [("change_outlet", facts)] if facts else []

    def done(self, answer: Any) -> None:
        super().done(answer)
        self._before = None
        self.reload()

    def _take(self, view: OutletView) -> None:
        if self._before is not None and self.acts():
            return  # half typed: what is there stays
        self._before = view
        for key, edit in self.edits.items():
            edit.setText(getattr(view, key))
        self.zone.setCurrentText(view.zone)
        self.currency.setCurrentText(view.currency)
        self.paper.choose(view.language)
        self._say_seat(view)
        self.show_state()

    def _say_seat(self, view: OutletView) -> None:
        self._seat.setText(
            self.kit.language.say(
                "Outlet number {number}, seat {seat}: they stand in every paper's number and "
                "never change.",
                number=view.number,
                seat=view.seat_digit,
            )
        )

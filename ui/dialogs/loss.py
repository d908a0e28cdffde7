"""A receipt is lost for good: who says so, what was checked, and the supervisor's word."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from counter.domain.choices import PhoneCheck
from counter.domain.refusals import RuleBroken
from counter.language import N_
from counter.services.signing import SignatureFacts
from counter.storage.questions.lists import PersonRow
from counter.wording import sentence
from ui.kit import Kit
from ui.paper_job import PaperJob
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.look import announce
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.tab_order import TabOrder
from ui.widgets.ticks import Tick

CHECKS = {PhoneCheck.CALL_BACK: N_("Called back"), PhoneCheck.CODE: N_("Code sent")}
ID_PAPERS = (N_("ID card"), N_("Passport"), N_("Driving licence"))
WIDTH, PAD_HEIGHT = 640, 76


class LossDialog(QDialog):
    """Asks for a loss declaration (domain.md §9.1); the act itself checks every rule."""

    declared = Signal(object)  # a dict: Qt would turn its states into plain texts
    reported = Signal(str)  # only blocked for now; by whom

    def __init__(
        self,
        kit: Kit,
        parent: QWidget,
        customer: str,
        people: list[PersonRow],
        *,
        receipt: str = "",
    ):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kit = kit
        theme = kit.theme
        self._title, self._text = label("", "page"), label("", "muted", wrap=True)
        self.declarant = limited(QLineEdit(customer), "name")
        self.knowledge = limited(QLineEdit(), "said")
        self.id_type, self.check = Chips(theme, one=True, gap=6), Chips(theme, one=True, gap=6)
        self.id_tail, self.pin = CodeEdit(), CodeEdit()
        self.supervisor = Chips(theme, one=True, gap=6)
        self.signed, self.reissue = Tick(theme), Tick(theme)
        self.pad = SignaturePad()
        self.pad.setFixedHeight(PAD_HEIGHT)
        self.fields = [Field(e) for e in (self.declarant, self.id_tail, self.knowledge, self.pin)]
        self._titles = [label("", "label") for _ in range(3)]
        self._trouble = Callout(theme, "circle-alert", "danger")
        self.go = Button(theme, "primary", "pen", "on_accent")
        self.cancel, self.report = Button(theme, "ghost"), Button(theme, "tall", "lock")
        self.print = Button(theme, "link", "printer", "accent")
        self._people, self._receipt = people, receipt
        self.print.setVisible(bool(receipt))
        self.go.setDefault(True)  # never the button that happens to stand first
        for button in (self.cancel, self.report, self.print):
            button.setAutoDefault(False)
        self._build()
        self._ring = FocusRing(self, theme)
        self._tab_order = TabOrder(self, self._tab_stops)
        self.say_all()
        self._tab_order.lead()
        self.go.clicked.connect(self._declare)
        self.cancel.clicked.connect(self.reject)
        self.report.clicked.connect(self._report)
        self.id_type.changed.connect(self._changed)
        self.knowledge.textEdited.connect(self._changed)
        self.print.clicked.connect(self._print)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.go.click)
        kit.language.changed.connect(self.say_all)
        kit.theme.dress(self)

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        self.id_tail.setMaxLength(4)
        self.pin.setMaxLength(6)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._trouble.hide()
        declarant, tail, knowledge, pin = self.fields
        paper = holder(column(self._titles[0], self.id_type, 1, gap=4))
        phone = holder(column(self._titles[1], self.check, 1, gap=4))
        boss = holder(column(self._titles[2], self.supervisor, 1, gap=4))
        self.setLayout(
            column(
                self._title,
                self._text,
                stretched(row(declarant, phone, gap=14), 1, 1),
                stretched(row(paper, tail, gap=14), 2, 1),
                knowledge,
                self.pad,
                stretched(row(row(self.signed, self.print, 1, gap=6), self.reissue, gap=14), 1, 1),
                stretched(row(boss, pin, gap=14), 2, 1),
                self._trouble,
                row(self.report, 1, self.cancel, self.go, gap=8),
                gap=10,
                margins=(28, 22, 28, 22),
            )
        )

    def _tab_stops(self) -> list[QWidget]:
        asked = (self.declarant, self.check, self.id_type, self.id_tail, self.knowledge)
        allowed = (self.signed, self.print, self.reissue, self.supervisor, self.pin)
        return [*asked, self.pad, *allowed, self.report, self.cancel, self.go]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setWindowTitle(say("Lost receipt"))
        self._title.setText(say("The receipt is lost"))
        self._text.setText(say("Everything asked here goes on record with your name."))
        declarant, tail, knowledge, pin = self.fields
        declarant.say(say("Who &declares it"))
        tail.say(say("&ID, last 4"), say("no copy is kept"))
        knowledge.say(say("What they &know of the item"), say("serial, condition, accessories"))
        pin.say(say("Supervisor's &PIN"))
        titles = (say("Identity paper seen"), say("Phone verified by"), say("Approved by"))
        for title, group, text in zip(
            self._titles, (self.id_type, self.check, self.supervisor), titles, strict=True
        ):
            title.setText(text)
            group.name(text)
        self.id_type.offer([Choice(text, say(text)) for text in ID_PAPERS])
        self.check.offer([Choice(code, say(text)) for code, text in CHECKS.items()])
        self.supervisor.offer([Choice(p.code, p.name) for p in self._people])
        self.pad.say(say("Pad to sign on"), say("The declarant signs here"))
        self.signed.say(say("Signed on paper"))
        self.reissue.say(say("Print a new receipt"), say("the items stay here"))
        self.go.say(say("Declare the loss"))
        self.cancel.say(say("Cancel"))
        self.report.say(say("Only block it"), say("Nobody can use it from now on"))
        self.print.say(say("Print it"), say("A sheet to fill in and sign by hand"))

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why not; everything typed stays, but for the PIN."""
        text = sentence(refusal.rule, refusal.facts, self._kit.language.words)
        self._trouble.show_text(text)
        self._trouble.show()
        self.pin.clear()
        self.go.setEnabled(True)
        announce(self, text)

    def done_with(self, _answer: object) -> None:
        """The act was done."""
        self.accept()

    def _print(self) -> None:
        job = PaperJob("loss_declaration", self._receipt, self._kit.language.code)
        self._kit.print_room.print_papers([job])

    def _report(self) -> None:
        self.reported.emit(self.declarant.text().strip())

    def _declare(self) -> None:
        if not self.check.value():
            self._trouble.show_text(self._kit.language.say("Say how the phone was verified."))
            self._trouble.show()
            self.check.start()
            return
        self.go.setEnabled(False)
        self.declared.emit(self._facts())

    def _changed(self) -> None:
        """A name stands for what stood above it."""
        if not self.pad.is_blank():
            self.pad.clear()
            text = self._kit.language.say("Something changed: please sign once more")
            self._trouble.show_text(text)
            self._trouble.show()
            announce(self, text)

    def _signature(self) -> SignatureFacts | None:
        if self.signed.isChecked() or not self.pad.is_signed():
            return None
        return SignatureFacts(strokes=self.pad.strokes())

    def _facts(self) -> dict[str, Any]:
        return {
            "declarant_name": self.declarant.text().strip(),
            "id_type": "".join(self.id_type.texts()),
            "id_tail": self.id_tail.text().strip(),
            "phone_check": PhoneCheck(self.check.value()[0]),
            "item_knowledge": self.knowledge.text().strip(),
            "declaration_signed": self.signed.isChecked() or self.pad.is_signed(),
            "signature": self._signature(),
            "approved_by": "".join(self.supervisor.value()),
            "approved_pin": self.pin.text(),
            "reissue": self.reissue.isChecked(),
        }

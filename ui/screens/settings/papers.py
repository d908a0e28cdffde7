"""Papers: each as the outlet wants it, seen as it will be printed while it is chosen."""

from copy import deepcopy
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from counter.domain.lawful_words import unlawful
from counter.domain.paper_looks import CHOICES, LOGO, PREFIX, kept_logo, logo_of, look_of
from counter.domain.papers import Letterhead
from counter.domain.refusals import RuleBroken
from counter.language import BOTH, N_, spoken
from counter.printing import press
from counter.storage.questions.lists import OutletView, outlet_view
from counter.wording import sentence
from ui.dialogs.preview import PreviewDialog
from ui.kit import Kit
from ui.language import PAPER_LANGUAGES
from ui.screens.settings.logo_box import LogoBox
from ui.screens.settings.paper_form import LEAST, PaperForm
from ui.screens.settings.sample_papers import Setup, said_in, sample
from ui.screens.settings.section import Act, Section
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, holder, row, scrolled, stretched
from ui.widgets.segmented import Segmented
from ui.widgets.sheet_view import SheetView
from ui.widgets.ticks import Tick

RECEIPT_NOTE = "receipt_note"
NAMES = {
    "item_receipt": N_("Receipt"),
    "repair_card": N_("Repair card"),
    "item_label": N_("Item label"),
    "accessory_label": N_("Accessory label"),
    "settlement_statement": N_("Statement"),
    "estimate": N_("Estimate"),
    "loss_declaration": N_("Lost receipt"),
    "transfer": N_("Transfer note"),
    "item_register": N_("Register"),
}
FORM_WIDTH, NARROW, ROOMY = 400, 312, 860


class PapersSection(Section):
    """Changes one setting for each paper that was touched, and the logo of all."""

    name = "papers"
    icon = "file"
    kinds: ClassVar[frozenset[str]] = frozenset({"setting", "outlet"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._outlet: OutletView | None = None
        self._now: dict[str, Any] = {}  # settings as they are kept
        self.wanted: dict[str, Any] = {}  # as they are chosen here
        self.papers = Chips(kit.theme, one=True, gap=6, padding=11)
        self.form = PaperForm(kit)
        self.logo = LogoBox(kit)
        self._logo_title = label("", "title")
        self.warning = Callout(kit.theme, "triangle-alert", "warn")
        self.undo = Button(kit.theme, "link")
        self.languages = Segmented(kit.theme, list(PAPER_LANGUAGES))
        self.long = Tick(kit.theme)
        self.view = SheetView(kit.theme)
        self._build()
        self._connect()
        self._speaks = ""
        self.say_all()

    def _build(self) -> None:
        self.warning.hide()
        self.long.setMinimumWidth(LEAST)
        inner = column(
            self.form, self.warning, self._logo_title, self.logo, row(self.undo, 1), 1,
            gap=8, margins=(18, 12, 18, 12),
        )  # fmt: skip
        left = framed(column(scrolled(holder(inner), "clear"), margins=(1, 1, 1, 1)))
        self._side = left
        left.setFixedWidth(FORM_WIDTH)
        seen = row(self.languages, self.long, gap=10)
        right = column(stretched(seen, 0, 1), self.view, gap=8)
        both = stretched(row(left, right, gap=16), 0, 1)
        self.build(stretched(column(self.papers, both, gap=10), 0, 1), scrolls=False)

    def _connect(self) -> None:
        self.papers.changed.connect(self._turn)
        self.papers.left.connect(self._into_form)
        self.form.changed.connect(self.edited)
        self.form.shown_in.connect(self._show_in)
        self.logo.changed.connect(self.edited)
        self.logo.refused.connect(self._refuse_logo)
        self.languages.changed.connect(self._show_sheets)
        self.long.toggled.connect(self._show_sheets)
        self.view.looked_at.connect(self._look_closely)
        self.undo.clicked.connect(self._take_back)

    def stops(self) -> list[QWidget]:
        languages = self.languages.segments.values()
        return [
            self.papers, *self.form.stops(), *self.logo.stops(), self.undo, *languages, self.long,
            *self.view.stops(), self.go,
        ]  # fmt: skip

    def caption(self) -> str:
        return self.kit.language.say("Papers")

    def purpose(self) -> str:
        return self.kit.language.say(
            "What each paper is printed on, how often, and with what; at the right as it comes out."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        self.papers.name(say("Papers"))
        self.papers.offer([Choice(form, say(name)) for form, name in NAMES.items()])
        if not self.papers.value():
            self.papers.choose([next(iter(CHOICES))])
        self.form.say_all()
        self._logo_title.setText(say("Logo on all papers"))
        self.logo.say_all()
        self.undo.say(say("Undo the changes"))
        spoken_in = [Choice(code, name) for code, name in PAPER_LANGUAGES.items()]
        self.languages.say(say("Language of the preview"), spoken_in)
        if self._speaks != self.kit.language.code:
            self._speaks = self.kit.language.code
            self.languages.choose(self._speaks)
        self.long.say(say("Long texts"))
        self.view.say(say("Preview"), say("Sheet before"), say("Next sheet"))
        self._show()
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(outlet_view).then(self._take)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(FORM_WIDTH if self.width() >= ROOMY else NARROW)

    def first(self) -> None:
        self.papers.start()

    def acts(self) -> list[Act]:
        return [
            ("change_setting", {"name": name, "value": self.wanted[name]})
            for name, before in self._now.items()
            if self.wanted[name] != before
        ]

    def edited(self) -> None:
        self._keep_typed()
        self._show()
        super().edited()

    def done(self, answer: Any) -> None:
        super().done(answer)
        self._now = {}
        self.reload()

    def paper(self) -> str:
        """The form that is open."""
        return next(iter(self.papers.value()), next(iter(CHOICES)))

    # -- inside

    def _into_form(self) -> None:
        self.form.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, view: OutletView) -> None:
        self._outlet = view
        if self._now and self.acts():
            self._show()
            return  # half typed: what is there stays
        names = [f"{PREFIX}{form}" for form in CHOICES]
        self._now = {name: view.settings[name] for name in (*names, RECEIPT_NOTE, LOGO)}
        for form in CHOICES:
            self._now[f"{PREFIX}{form}"] = _whole(form, view.settings[f"{PREFIX}{form}"])
        self.wanted = deepcopy(self._now)
        self._fill()

    def _turn(self) -> None:
        if self.wanted:
            self._fill()

    def _take_back(self) -> None:
        form = self.paper()
        for name in (*self._names(form), LOGO):
            self.wanted[name] = deepcopy(self._now[name])
        self._fill()
        super().edited()
        self.first()

    def _names(self, form: str) -> list[str]:
        own = [] if CHOICES[form].notes else [RECEIPT_NOTE]
        return [f"{PREFIX}{form}", *own]

    def _fill(self) -> None:
        """The form of the paper that is open."""
        form = self.paper()
        value = self.wanted[f"{PREFIX}{form}"]
        note = value["note"] if CHOICES[form].notes else self.wanted[RECEIPT_NOTE]
        self.form.show_paper(form, value, note)
        self.logo.show_logo(logo_of(self.wanted[LOGO]))
        self._show()
        self.show_state()

    def _keep_typed(self) -> None:
        if not self.wanted:
            return
        form, value, note = self.form.form, self.form.value(), self.form.note()
        if CHOICES[form].notes:
            value["note"] = note
        else:
            self.wanted[RECEIPT_NOTE] = note
        self.wanted[f"{PREFIX}{form}"] = value
        self.wanted[LOGO] = kept_logo(self.logo.logo())

    def _show(self) -> None:
        """The paper as it would come out, what the law forbids to say, what can be undone."""
        self.undo.setVisible(bool(self._now and self.acts()))
        if self._outlet is None:
            return
        said = "\n".join(self.form.note().values())
        found = unlawful(said, self._outlet.settings["unlawful_words"])
        facts = {"words": ", ".join(found)}
        self.warning.show_text(sentence("setting.unlawful", facts, self.kit.language.words), "warn")
        self.warning.setVisible(bool(found))
        self._show_sheets()

    def _show_sheets(self) -> None:
        if self._outlet is not None and self.wanted:
            form = self.paper()
            self.view.show_sheets(press.sheets_of(form, self._paper(form)))

    def _paper(self, form: str) -> Any:
        outlet, language = self._outlet, self.languages.value()
        assert outlet is not None
        look = look_of(form, self.wanted[f"{PREFIX}{form}"])
        note = look.note if CHOICES[form].notes else self.wanted[RECEIPT_NOTE]
        names = {"zh_CN": outlet.name, "en": outlet.name_en or outlet.name}
        head = Letterhead(
            outlet_name=spoken(names, language),
            outlet_address=outlet.address,
            service_phone=outlet.service_phone,
            complaint_phone=outlet.complaint_phone,
            logo=logo_of(self.wanted[LOGO]) if look.logo else None,
        )
        chosen = {"hidden": look.hidden, "note": spoken(note, language), "size": look.size}
        now = self.kit.figures.local(self.kit.now()).replace(tzinfo=None)
        words = said_in(language, long=self.long.isChecked())
        return sample(form, Setup(
            letterhead=head, language=language, said=words, now=now, chosen=chosen
        ))  # fmt: skip

    def _show_in(self, language: str) -> None:
        """A note is seen in the language it is typed in."""
        if self.languages.value() != BOTH:
            self.languages.choose(language)

    def _look_closely(self) -> None:
        form = self.paper()
        if self.wanted and self._outlet is not None:
            PreviewDialog(self.kit, self, form, self._paper(form), printable=False).open()

    def _refuse_logo(self, refusal: RuleBroken) -> None:
        self.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))


def _whole(form: str, kept: Any) -> dict[str, Any]:
    """A setting in the shape it is saved in, whatever time it is of."""
    look = look_of(form, kept)
    value: dict[str, Any] = {
        "size": look.size,
        "copies": look.copies,
        "hidden": [name for name in CHOICES[form].optional if name in look.hidden],
        "logo": look.logo,
    }
    if CHOICES[form].notes:
        value["note"] = {lang: look.note.get(lang, "") for lang in ("en", "zh_CN")}
    return value

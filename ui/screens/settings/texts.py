"""Texts of the outlet's own: the foot of a receipt, and what a customer is told."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.lawful_words import unlawful
from counter.domain.papers import ItemReceiptPaper, Letterhead, ReceiptItem
from counter.domain.personal import LIMITS
from counter.domain.setting_values import TEXTS
from counter.language import LANGUAGES, N_
from counter.storage.questions.lists import OutletView, outlet_view
from counter.wording import sentence
from ui.kit import Kit
from ui.language import LANGUAGES as NAMES
from ui.screens.settings.paper_foot import PaperFoot
from ui.screens.settings.section import Act, Section
from ui.widgets.field import Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, row, stretched

NUMBER = "3000171260012349"  # no receipt of anybody's: the number of the manual
TITLES = {
    "receipt_note": N_("At the foot of the receipt"),
    "ready_words": N_("What a customer is told when his item is ready"),
}


class TextsSection(Section):
    """Changes two settings, each a text in both languages, and shows what they become."""

    name = "texts"
    icon = "pen"
    kinds: ClassVar[frozenset[str]] = frozenset({"setting", "outlet"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._outlet: OutletView | None = None
        self._now: dict[str, dict[str, str]] = {}
        self.edits = {(name, lang): QLineEdit() for name in TEXTS for lang in LANGUAGES}
        self.fields = {key: Field(edit, note="none") for key, edit in self.edits.items()}
        self._titles = {name: label("", "title") for name in TEXTS}
        self._hint = label("", "muted", wrap=True)
        self.warning = Callout(kit.theme, "triangle-alert", "warn")
        self.foot, self.told_text = PaperFoot(), label("", "", wrap=True)
        self._shown_in = kit.language.code
        self._build()
        for (name, _), edit in self.edits.items():
            edit.setMaxLength(LIMITS[name])
            edit.textEdited.connect(self.edited)
        self.say_all()

    def _build(self) -> None:
        note, ready = (
            stretched(row(*(self.fields[name, lang] for lang in LANGUAGES), gap=14), 1, 1)
            for name in TEXTS
        )
        self.warning.hide()
        said = framed(column(self.told_text, margins=(12, 8, 12, 8)), "inset")
        card = column(
            self._titles["receipt_note"], note, self.foot,
            self._titles["ready_words"], ready, said, self._hint, self.warning,
            gap=8, margins=(20, 14, 20, 14),
        )  # fmt: skip
        self.build(column(framed(card), 1))

    def stops(self) -> list[QWidget]:
        return [*self.edits.values(), self.go]

    def caption(self) -> str:
        return self.kit.language.say("Texts")

    def purpose(self) -> str:
        return self.kit.language.say("What the outlet says in its own words, in both languages.")

    def say_all(self) -> None:
        say = self.kit.language.say
        for name, title in TITLES.items():
            self._titles[name].setText(say(title))
        for (name, lang), field in self.fields.items():
            field.say(NAMES[lang])
            field.control.setAccessibleName(f"{say(TITLES[name])}, {NAMES[lang]}")
        self._hint.setText(say("What is still to pay is added by itself."))
        self._shown_in = self.kit.language.code
        self._show()
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(outlet_view).then(self._take)

    def first(self) -> None:
        next(iter(self.edits.values())).setFocus()

    def acts(self) -> list[Act]:
        return [
            ("change_setting", {"name": name, "value": typed})
            for name in (TEXTS if self._now else ())
            if (typed := self._typed(name)) != self._now[name]
        ]

    def edited(self) -> None:
        sender = self.sender()
        for (_, lang), edit in self.edits.items():
            if edit is sender:
                self._shown_in = lang
        self._show()
        super().edited()

    def done(self, answer: Any) -> None:
        super().done(answer)
        self._now = {}
        self.reload()

    # -- inside

    def _typed(self, name: str) -> dict[str, str]:
        return {lang: self.edits[name, lang].text().strip() for lang in LANGUAGES}

    def _take(self, view: OutletView) -> None:
        if self._now and self.acts():
            return  # half typed: what is there stays
        self._outlet = view
        self._now = {name: dict(view.settings[name]) for name in TEXTS}
        for (name, lang), edit in self.edits.items():
            edit.setText(self._now[name].get(lang, ""))
        self._show()
        self.show_state()

    def _show(self) -> None:
        """The texts as they will stand, and what the law forbids to say."""
        if self._outlet is None:
            return
        said = "\n".join(edit.text() for edit in self.edits.values())
        found = unlawful(said, self._outlet.settings["unlawful_words"])
        facts = {"words": ", ".join(found)}
        self.warning.show_text(sentence("setting.unlawful", facts, self.kit.language.words), "warn")
        self.warning.setVisible(bool(found))
        self.told_text.setText(self.edits["ready_words", self._shown_in].text())
        self.foot.show_paper(self._paper(self._outlet))

    def _paper(self, outlet: OutletView) -> ItemReceiptPaper:
        now = self.kit.figures.local(self.kit.now()).replace(tzinfo=None)
        return ItemReceiptPaper(
            number=NUMBER,
            letterhead=Letterhead(outlet_name=outlet.name),
            language=self._shown_in,
            printed_at=now,
            issued_at=now,
            items=(_item(now),),
            note=self.edits["receipt_note", self._shown_in].text(),
        )


def _item(now: datetime) -> ReceiptItem:
    return ReceiptItem(case_number=NUMBER, promised_at=now + timedelta(days=3))

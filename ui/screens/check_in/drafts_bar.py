"""What was begun and set aside: one chip a draft, to go on with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.personal import masked_name, masked_phone
from counter.storage.questions.lists import DraftRow, ItemKindRow
from ui.kit import Kit
from ui.screens.check_in.draft import CheckInDraft, draft_from
from ui.screens.check_in.kinds import kind_name
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import label
from ui.widgets.layouts import FLUSH, row, stretched

MOST_SHOWN = 6


class DraftsBar(QWidget):
    """Stands above the form while there is a draft beside the one that is open."""

    resumed = Signal(str, object)  # the name of a draft and what it holds

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._drafts: list[DraftRow] = []
        self._kinds: dict[str, ItemKindRow] = {}
        self._title = label("", "label")
        self.chips = Chips(kit.theme, gap=6, padding=11)
        self.setLayout(stretched(row(self._title, self.chips, gap=10, margins=FLUSH), 0, 1))
        self.chips.changed.connect(self._chosen)
        self.hide()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Set aside"))
        self.chips.name(say("Set aside"))
        self._offer()

    def use_kinds(self, kinds: dict[str, ItemKindRow]) -> None:
        """The outlet's kinds of item, which tell drafts apart."""
        self._kinds = kinds
        self._offer()

    def show_drafts(self, drafts: list[DraftRow]) -> None:
        """Show these, the newest first."""
        self._drafts = drafts[:MOST_SHOWN]
        self._offer()

    def _offer(self) -> None:
        self.setVisible(bool(self._drafts))
        self.chips.offer([Choice(one.draft, self._text(one)) for one in self._drafts])
        self.chips.choose([])

    def _text(self, row_: DraftRow) -> str:
        draft, figures = draft_from(row_.body), self._kit.figures
        who = masked_name(draft.name) or masked_phone(draft.phone)
        parts = (who, self._what(draft), figures.hour(row_.saved_at))
        return " · ".join(part for part in parts if part)

    def _what(self, draft: CheckInDraft) -> str:
        kind = kind_name(self._kinds.get(draft.items[0].kind), self._kit.language)
        name = f"{kind} {draft.items[0].model}".strip()
        more = len(draft.items) - 1
        return f"{name} +{more}" if more else name

    def _chosen(self) -> None:
        chosen = self.chips.value()
        kept = next((one for one in self._drafts if one.draft in chosen), None)
        if kept is not None:
            self.resumed.emit(kept.draft, kept.body)

"""What one hand wrote: the values, who and when, and a button that lets it stand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from counter.glossary.records import BESIDE
from counter.storage.questions.conflicts import Conflict, ConflictSide
from ui.deeds import DEEDS, OTHER
from ui.kit import Kit
from ui.screens.conflicts.written_words import WrittenWords
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Pill, label
from ui.widgets.layouts import row

NAME_WIDTH = 150


class SideCard(Card):
    """One of the sides of a conflict."""

    chosen = Signal(int)

    def __init__(self, kit: Kit, conflict: Conflict, side: ConflictSide):
        self.stands = Pill()
        super().__init__(self.stands)
        self._kit, self.side = kit, side
        self._who = label("", "caption", wrap=True)
        look = ("primary", "check", "on_accent") if side.stands else ("", "check")
        self.keep = Button(kit.theme, *look)
        self.keep.clicked.connect(self._choose)
        values = QGridLayout()
        values.setHorizontalSpacing(12)
        values.setVerticalSpacing(2)
        values.setColumnStretch(1, 1)
        words = WrittenWords(kit)
        shown = [one for one in side.fields if one.field not in BESIDE]
        for place, one in enumerate(shown or side.fields):
            name = label(words.field(one.field), "label")
            name.setFixedWidth(NAME_WIDTH)
            value: QLabel = label(
                words.value(conflict.record, one.field, one.value), "strong", wrap=True
            )
            values.addWidget(name, place, 0)
            values.addWidget(value, place, 1)
        self.box.addLayout(values)
        self.box.addWidget(self._who)
        self.box.addLayout(row(self.keep, 1))
        self._say()

    def offer(self, *, may_settle: bool) -> None:
        """Let it be chosen, or only be read."""
        self.keep.setVisible(may_settle)

    def _say(self) -> None:
        say, figures, side = self._kit.language.say, self._kit.figures, self.side
        who = side.by_name or side.by_code or say("Head office")
        self.say(who)
        self.stands.show_state(say("stands now") if side.stands else "", "ok")
        where = say("seat {seat}", seat=side.seat) if side.seat is not None else ""
        where = where or say("outlet {outlet}", outlet=side.outlet)
        deed = say(DEEDS.get(side.act, OTHER).text)
        when = figures.moment(side.at, self._kit.now())
        self._who.setText(" · ".join((deed, when, where)))
        text = say("Let it stand") if side.stands else say("Take this one")
        self.keep.say(text)
        self.keep.setAccessibleName(f"{text}: {who}, {when}")

    def _choose(self) -> None:
        self.chosen.emit(self.side.n)

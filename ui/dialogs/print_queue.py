"""The print queue: every paper that has not come out for sure, why, and what can be done about it.

It stays open while papers leave, and shows how each stands.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain.states import PrintStatus
from counter.language import N_
from counter.printing.devices.routes import AS_PDF
from counter.storage.questions.lists import PrintRow, unprinted
from ui.dialogs.form import FormDialog
from ui.dialogs.print_queue_words import QueueWords
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, row
from ui.widgets.paper_list import PaperLine, PaperList
from ui.widgets.pick import Pick

if TYPE_CHECKING:
    from ui.pile import Printers

WIDTH, MOST_LINES, LEAST_LINES = 760, 5, 2
MOST_SHOWN = 200
AS_SET = "="  # in place of a printer: where it goes anyway
KINDS = {"print_job", "*"}
SURE = (PrintStatus.QUEUED, PrintStatus.FAILED)
NOTHING = N_("No paper waits. What an act prints comes out by itself and stands here only while it "
             "cannot.")  # fmt: skip


class PrintQueueDialog(FormDialog):
    """What waits is ticked; what may have come out is not."""

    def __init__(self, kit: Kit, parent: QWidget, rows: list[PrintRow]):
        super().__init__(kit, parent, "printer", WIDTH)
        self.rows: list[PrintRow] = []
        self._words = QueueWords(kit)
        self._ticked: set[int] = set()
        self._others: list[str] = []
        self._acted = False
        self.list = PaperList(kit.theme)
        self.empty = Callout(kit.theme, "circle-check", "ok")
        self.detail = Callout(kit.theme, "info")
        self.target, self._to = Pick(), label("", "muted")
        self.out = Button(kit.theme, "", "circle-check")
        self.again = Button(kit.theme, "", "printer")
        self.away = Button(kit.theme, "", "x")
        self._build()
        self._connect()
        self._show(rows, first=True)

    def _build(self) -> None:
        self.target.setMinimumContentsLength(18)
        for button in (self.out, self.again, self.away):
            button.setAutoDefault(False)
        choose = row(self._to, self.target, 1, self.out, self.again, self.away, gap=8)
        self.assemble(self.list, self.empty, self.detail, column(choose))

    def _connect(self) -> None:
        self.list.ticked.connect(self._tick)
        self.list.all_ticked.connect(self._tick_all)
        self.list.moved.connect(self._say_chosen)
        self.out.clicked.connect(self.came_out)
        self.again.clicked.connect(self.print_again)
        self.away.clicked.connect(self.put_away)
        QShortcut(QKeySequence("Ctrl+Delete"), self).activated.connect(self.put_away)
        self.kit.desk.changed.connect(self._changed)
        self.kit.print_room.printers().then(self._take_printers)

    # -- what it says

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Print queue"))
        self.text.setText(
            say("Space ticks a paper, Ctrl+A all of them. What waits is tried again by itself.")
            if self.rows
            else ""
        )
        self.cancel.say(say("Close"))
        self.empty.show_text(say(NOTHING))
        self._to.setText(say("Print on"))
        self.list.setAccessibleName(say("Papers that have not come out for sure"))
        self._offer_printers()
        self._say_lines()

    def _say_lines(self) -> None:
        self._words.look()
        self.list.show_lines([self._line(one) for one in self.rows])
        self._say_chosen()
        self._say_buttons()

    def _line(self, one: PrintRow) -> PaperLine:
        ticked = self.say("Ticked") if one.place in self._ticked else ""
        return self._words.line(one, ticked)

    def _say_chosen(self) -> None:
        chosen = self._chosen()
        was = self.detail.text()
        if chosen is not None:
            text, tone = self._words.detail(chosen)
            self.detail.show_text(text, tone, "triangle-alert" if tone == "danger" else "info")
        self._say_buttons()
        if self.detail.text() != was:
            self.fit()

    def _say_buttons(self) -> None:
        say, say_n = self.say, self.kit.language.say_n
        sure, unsure, away = len(self._sure()), len(self._unsure()), len(self._closing())
        text = say_n("Print {n} paper", "Print {n} papers", sure) if sure else say("Print")
        self.go.say(text, "Ctrl+Enter")
        self.go.setEnabled(sure > 0)
        self.out.say(say("It came out"))
        self.again.say(say("Print again"), say("Only when nothing of it came out"))
        for button in (self.out, self.again):
            button.setVisible(any(one.status is PrintStatus.UNSURE for one in self.rows))
            button.setEnabled(unsure > 0)
        text = say_n("Put {n} away", "Put {n} away", away) if away > 1 else say("Put away")
        self.away.say(text, "Ctrl+Delete")
        self.away.setEnabled(away > 0)

    def _offer_printers(self) -> None:
        say = self.say
        known = dict.fromkeys((*self.kit.preferences.described_printers(), *self._others))
        choices = [Choice(AS_SET, say("As it is set"))]
        choices += [Choice(name, name) for name in known]
        self.target.offer(say("Print on"), [*choices, Choice(AS_PDF, say("Save as PDF"))])

    # -- what is ticked

    def _chosen(self) -> PrintRow | None:
        return next((one for one in self.rows if str(one.place) == self.list.key()), None)

    def _meant(self) -> list[PrintRow]:
        """What is ticked, else what is chosen."""
        ticked = [one for one in self.rows if one.place in self._ticked]
        chosen = self._chosen()
        return ticked or ([chosen] if chosen is not None else [])

    def _sure(self) -> list[int]:
        return [one.place for one in self._meant() if one.status in SURE]

    def _unsure(self) -> list[int]:
        """Those that are ticked; one alone needs no tick where it is chosen."""
        chosen = self._chosen()
        found = [one for one in self._meant() if one.status is PrintStatus.UNSURE]
        if not found and chosen is not None and chosen.status is PrintStatus.UNSURE:
            found = [chosen]
        return [one.place for one in found]

    def _closing(self) -> list[int]:
        return [one.place for one in self._meant() if one.status is not PrintStatus.PRINTING]

    def _tick(self, key: str) -> None:
        self._ticked ^= {int(key)}
        self._say_lines()

    def _tick_all(self) -> None:
        every = {one.place for one in self.rows}
        self._ticked = set() if self._ticked == every else every
        self._say_lines()

    # -- what is done

    def send(self) -> None:
        """Print what is meant and waits, on the printer that is named."""
        self._print(self._sure(), again=False)

    def print_again(self) -> None:
        """Somebody has looked: nothing came out, so it is printed once more."""
        self._print(self._unsure(), again=True)

    def came_out(self) -> None:
        """Somebody has looked: it came out."""
        self._do("mark_papers", self._unsure(), status=PrintStatus.PRINTED)

    def put_away(self) -> None:
        """Nobody needs these."""
        self._do("cancel_papers", self._closing())

    def _print(self, places: list[int], *, again: bool) -> None:
        printer = self.target.code()
        if printer not in ("", AS_SET) and places:
            self._do("route_papers", places, printer=printer)
            if not again:
                return
        self._do("retry_papers", places, again=again)

    def _do(self, act: str, places: list[int], **facts: Any) -> None:
        if places:
            self.trouble.hide()
            self._acted = True
            reply = self.kit.desk.do(act, places=places, **facts)
            reply.sorry(self.refuse).after(self._ask)

    # -- what changes meanwhile

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            self._ask()

    def _ask(self) -> None:
        self.kit.desk.ask(unprinted, limit=MOST_SHOWN).then(self._take)

    def _take(self, rows: list[PrintRow]) -> None:
        if rows or not self._acted:
            self._show(rows)
        else:
            self.accept()  # all that somebody wanted of it is done

    def _take_printers(self, found: "Printers") -> None:
        self._others = found.names
        self._offer_printers()

    def _show(self, rows: list[PrintRow], *, first: bool = False) -> None:
        before = {one.place for one in self.rows}
        self.rows = rows
        fresh = {one.place for one in rows if one.status in SURE and one.place not in before}
        kept = {one.place for one in rows if one.place in self._ticked}
        self._ticked = fresh if first else kept
        for part in (self.list, self.detail, self._to, self.target, self.away, self.go):
            part.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.say_all()
        lines = max(LEAST_LINES, min(MOST_LINES, len(rows)))
        self.list.setFixedHeight(lines * max(1, self.list.sizeHintForRow(0)) + 4)
        if first and rows:
            self.list.start()
        elif not rows:
            self.cancel.setFocus()

"""The page of transfers: what is packed, on its way, or to be taken over by two scans."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role, TransferStatus
from counter.services.transfer_arrivals import ArrivedItem
from counter.storage.questions.lists import people
from counter.storage.questions.reading import Page
from counter.storage.questions.transfers import (
    TransferLineView,
    TransferRow,
    TransferView,
    transfer_view,
    transfers,
)
from ui.kit import Kit
from ui.scans.door import Outcome
from ui.screens.screen import Screen
from ui.screens.transfers.aside import Aside
from ui.screens.transfers.awaited import expected, is_awaited, is_coming
from ui.screens.transfers.cells import LINE_COLUMNS, LIST_COLUMNS, Cells
from ui.screens.transfers.deeds import TransferDeeds
from ui.screens.transfers.words import EXTRA, KEPT, SCANNED, Words
from ui.short_numbers import whole_number
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row, stretched
from ui.widgets.ledger import Ledger

LIST_WIDTH, ROOMY = 290, 28
LABELS = (NumberKind.CARD, NumberKind.CASE)


class TransfersScreen(Screen):
    """The paper is scanned, then the label of every item."""

    name = "transfers"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"transfer", "transfer_line", "transfer_arrival", "customer_item"}
    )
    claims: ClassVar[frozenset[NumberKind]] = frozenset({*LABELS, NumberKind.TRANSFER})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._cells, self._words = Cells(kit), Words(kit)
        self.list = Ledger(kit.theme, LIST_COLUMNS, ROOMY)
        self.lines = Ledger(kit.theme, LINE_COLUMNS, ROOMY)
        self.aside = Aside(kit)
        self.deeds = TransferDeeds(kit, self)
        self._name, self._sum = label("", "title"), label("", "muted")
        self._none, self._nothing = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self._lists, self._stack = QStackedWidget(), QStackedWidget()
        self.rows: list[TransferRow] = []
        self.view: TransferView | None = None
        self.unheard = ""  # the number of a transfer this seat has not heard of
        self.scans: dict[str, str] = {}  # label as scanned -> what is damaged on it
        self.extra: list[str] = []
        self._doubtful = self._wanted = ""
        self._is_asked = False
        self._build()
        self.say_all()
        self._connect()

    # -- build

    def _build(self) -> None:
        for table, note, stack in (
            (self.list, self._none, self._lists),
            (self.lines, self._nothing, self._stack),
        ):
            note.setAlignment(Qt.AlignmentFlag.AlignCenter)
            stack.addWidget(table)
            stack.addWidget(framed(column(1, note, 1, margins=(24, 0, 24, 0)), ""))
        left = framed(column(self._lists, gap=0, margins=(1, 1, 1, 1)))
        left.setFixedWidth(LIST_WIDTH)
        table = framed(column(self._stack, gap=0, margins=(1, 1, 1, 1)))
        self._head = holder(stretched(row(self._name, self._sum, gap=12), 0, 1))
        middle = stretched(column(self._head, table, gap=8), 0, 1)
        page = row(left, middle, self.aside, gap=14, margins=(20, 14, 20, 14))
        self.setLayout(stretched(page, 0, 1, 0))

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._enter_lines)
        self.lines.opened.connect(self._open_case)
        self.aside.entered.connect(self._typed)
        self.aside.commit.clicked.connect(self.commit)
        self.aside.damaged.clicked.connect(self._ask_damage)
        self.aside.refuse_all.clicked.connect(self._refuse_all)
        self.aside.lost.clicked.connect(self._ask_loss)
        self.aside.print_again.clicked.connect(self._print_again)
        for signal, other in (
            (self.deeds.told, self.told),
            (self.deeds.refused, self.refused),
        ):
            signal.connect(other)
        self.deeds.done.connect(self._was_done)
        self.deeds.not_done.connect(self.aside.refuse)
        self.deeds.damaged.connect(self._note_damage)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.commit)

    def title(self) -> str:
        return self.say("Transfers")

    def hint(self) -> str:
        return self.say("Scan a transfer note, then every item")

    def say_all(self) -> None:
        say = self.say
        self.aside.say_all()
        self.list.setAccessibleName(say("Transfers"))
        self.list.ledger.say([say("State"), say("Outlet"), say("Items")])
        self.lines.setAccessibleName(say("What is in the bag"))
        heads = ("", say("Repair card"), say("Item"), say("Customer"), say("Goes along"))
        self.lines.ledger.say([*heads, say("Remark")])
        self._none.setText(
            say("Nothing is packed or on its way. “Send to outlet” on the page of a case packs it.")
        )
        self._show_list()
        self._show()

    # -- ask

    def reload(self) -> None:
        self.kit.desk.ask(transfers).then(self._take_rows)

    def first(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def open_with(self, subject: object) -> None:
        """Show a transfer by its number, also one this seat has not heard of."""
        if str(subject):
            self._open(str(subject))

    def begin_anew(self) -> None:
        self._forget_scans()
        self._show()

    def _open(self, number: str) -> None:
        if number != (self.view.transfer_number if self.view else self.unheard):
            self._forget_scans()
        self._wanted = number
        reply = self.kit.desk.ask(transfer_view, number=number)
        reply.then(self._take).sorry(self._unheard, number)

    def _take_rows(self, page: Page[TransferRow]) -> None:
        self.rows = page.rows
        self._show_list()
        number = self._wanted or (self.view.transfer_number if self.view else self.unheard)
        if number or self.rows:
            self._open(number or self.rows[0].transfer_number)

    def _take(self, view: TransferView) -> None:
        if view.transfer_number != self._wanted:
            return
        if self.unheard:
            self.aside.show_trouble("")  # it was said of what was not known yet
        self.view, self.unheard = view, ""
        if is_coming(self.view) and not self.scans:
            self.scans = dict.fromkeys(view.counted, "")
        self.list.choose_subject(view.transfer_number)
        self._show()

    def _unheard(self, refusal: RuleBroken, number: str) -> None:
        """A bag whose cases have not come; what is in it can be scanned all the same."""
        if number != self._wanted:
            return
        self.view = None
        is_other = refusal.rule in ("transfer.unknown", "estimate.other_outlet")
        self.unheard = numbers.plain(self._wanted) if is_other else ""
        if not self.unheard:
            self.aside.refuse(refusal)
        self._show()

    def _choose(self, number: object) -> None:
        if number and number != self._wanted:
            self._open(str(number))

    # -- scans

    def scanned(self, code: str) -> bool:
        """Take a transfer note or the label of an item; False for what is neither."""
        try:
            read = numbers.parse(code)
        except RuleBroken as refusal:
            self._object(refusal)
            return True
        self.aside.show_trouble("")
        self._is_asked = False
        if read.kind is None:
            self._open(read.digits)
        elif read.kind in LABELS:
            self._take_item(read.digits)
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        if self.scanned(whole_number(self.kit, text, *LABELS)):
            self.aside.number.clear()

    def _take_item(self, digits: str) -> None:
        line = self._line_of(digits)
        if self.unheard:
            self.scans.setdefault(digits, "")
        elif line is not None and is_awaited(self.view, line):
            self.scans.setdefault(line.card_number, "")
            self.lines.choose_subject(line.card_number)
        elif line is not None:
            self.objected.emit(self.say("This item was dealt with already."))
        elif not is_coming(self.view):
            self.objected.emit(self.say("Scan a transfer note first."))
        elif self._doubtful == digits:
            self.extra.append(digits)
            self._doubtful = ""
        else:
            self._doubtful = digits
            self.kit.scans.tell(Outcome.ALARM)
            self.aside.show_trouble(
                self.say(
                    "{number} does not stand on this transfer. Put it aside; if it was in the "
                    "bag, scan it once more to record it as extra.",
                    number=self.kit.figures.short_number(digits),
                )
            )
        self._show()

    def _object(self, refusal: RuleBroken) -> None:
        self.aside.refuse(refusal)
        self.kit.scans.tell(Outcome.UNKNOWN)

    def _line_of(self, digits: str) -> TransferLineView | None:
        lines = self.view.lines if self.view else []
        return next((one for one in lines if digits in (one.card_number, one.case_number)), None)

    # -- do

    def commit(self) -> None:
        """What leads on: send it off, or take over what was scanned."""
        view = self.view
        if view is not None and view.status is TransferStatus.PACKED:
            self.deeds.run("send_transfer", transfer_number=view.transfer_number)
            return
        number = view.transfer_number if view else self.unheard
        if not number or not (is_coming(self.view) or self.unheard):
            return
        left = self._missing()
        if left and self.scans and not self._is_asked:
            self._is_asked = True
            text = self.kit.language.say_n(
                "{n} item was not scanned. Press again to record it as missing.",
                "{n} items were not scanned. Press again to record them as missing.",
                left,
            )
            self.aside.show_trouble(text)
            return
        items = tuple(ArrivedItem(number=one, damaged=d) for one, d in self.scans.items())
        self.deeds.run(
            "receive_transfer", transfer_number=number, items=items, extra=tuple(self.extra)
        )

    def _missing(self) -> int:
        """How many items would be written down as missing; of what was not refused nothing is
        expected back.
        """
        view = self.view
        if view is None or (view.is_ours and view.status is not TransferStatus.REFUSED):
            return 0
        return sum(one.card_number not in self.scans for one in expected(self.view))

    def _refuse_all(self) -> None:
        view = self.view
        if view is None:
            return
        is_packed = view.status is TransferStatus.PACKED
        act = "cancel_transfer" if is_packed else "refuse_transfer"
        asked = self._words.give_up if is_packed else self._words.refusal
        self.deeds.ask_why(act, asked, transfer_number=view.transfer_number)

    def _ask_damage(self) -> None:
        chosen = self.lines.subject()
        if chosen in self.scans:
            self.deeds.ask_damage(str(chosen))
        else:
            self.objected.emit(self.say("Scan the damaged item first, then choose it."))

    def _note_damage(self, card: str, damage: str) -> None:
        self.scans[card] = damage
        self._show()

    def _ask_loss(self) -> None:
        view, count = self.view, len(expected(self.view))
        line = next(
            (one for one in expected(self.view) if one.card_number == self.lines.subject()), None
        )
        if view is None or not count:
            return
        case, card = (line.case_number, line.card_number) if line else ("", "")
        short = self.kit.figures.short_number(card) if card else ""
        asked = partial(self._words.loss, short, count)
        self.deeds.ask_loss(asked, view.transfer_number, case)

    def _print_again(self) -> None:
        if self.view is not None:
            self.deeds.print_again(self.view.transfer_number)

    def _was_done(self, act: str, answer: Any) -> None:
        number = answer.transfer_number
        if number == self._wanted or not self.scans:  # else another is being taken over by now
            self._forget_scans()
            self._wanted = number
        self.aside.show_trouble("")
        self.told.emit(self._words.done(act, answer))
        self.reload()

    def _forget_scans(self) -> None:
        self.scans, self.extra, self._doubtful = {}, [], ""
        self._is_asked = False

    # -- show

    def _show_list(self) -> None:
        chosen = self.list.subject()
        self.list.ledger.show_entries([self._cells.transfer(one) for one in self.rows])
        if chosen is not None:
            self.list.choose_subject(chosen)
        self._lists.setCurrentIndex(0 if self.rows else 1)

    def _show(self) -> None:
        view, chosen = self.view, self.lines.subject()
        is_expected = is_coming(self.view) and view is not None and not view.is_ours
        entries = [
            self._cells.line(one, self.scans.get(one.card_number), is_coming=is_expected)
            for one in (view.lines if view else [])
        ]
        if self.unheard:
            kept = [one for one in self._kept() if one not in self.scans]
            entries += [self._cells.loose(one, KEPT) for one in kept]
            entries += [self._cells.loose(one, SCANNED) for one in self.scans]
        entries += [self._cells.loose(one, EXTRA, "danger") for one in self.extra]
        self.lines.ledger.show_entries(entries)
        if chosen is None or not self.lines.choose_subject(chosen):
            self.lines.choose(0)
        self._stack.setCurrentIndex(0 if entries else 1)
        scan_items = self.say("Scan the label of every item in the bag.")
        none = self.say("Scan a transfer note, or choose one.")
        self._nothing.setText(scan_items if self.unheard else none)
        number = view.transfer_number if view else self.unheard
        self._name.setText(self.kit.figures.short_number(number) if number else "")
        self._sum.setText(self._words.way(view) if view else "")
        self._head.setVisible(bool(number))
        self._show_aside()

    def _show_aside(self) -> None:
        view, aside, say = self.view, self.aside, self.say
        is_packed = view is not None and view.status is TransferStatus.PACKED
        may_come = is_coming(view) or bool(self.unheard)
        aside.about.setText(self._words.about(view))
        kept = len(self._kept()) if self.unheard and not self.scans else 0
        aside.say_what(self._words.what(view, bool(self.unheard), is_coming(view), kept))
        aside.commit.say(say("Send it off") if is_packed else say("Take over"))
        if self.unheard:
            aside.commit.say(say("Keep what was scanned"))
        aside.commit.setEnabled(is_packed or (may_come and bool(self.scans)))
        may_refuse = may_come and view is not None and not view.is_ours
        may_refuse = may_refuse and view is not None and view.status is TransferStatus.ON_THE_WAY
        aside.refuse_all.setVisible(is_packed or may_refuse)
        aside.refuse_all.say(say("Give it up…") if is_packed else say("Do not take it over…"))
        aside.damaged.setVisible(may_come)
        aside.lost.setVisible(bool(expected(self.view)) and self._may("declare_transfer_lost"))
        aside.print_again.setVisible(view is not None and self._may("reprint_paper"))

    def _kept(self) -> list[str]:
        """What was scanned of a bag whose cases have not come."""
        found = (one.scanned for one in self.rows if one.transfer_number == self.unheard)
        return next(found, [])

    def _may(self, right: str) -> bool:
        code = self.kit.desk.person_code
        roles = (one.role for one in self.kit.desk.glance(people).rows if one.code == code)
        role = next(roles, None)
        return role is not None and may(Role(role), right)

    def _enter_lines(self, _number: object) -> None:
        self.lines.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_case(self, card: object) -> None:
        self.wants.emit("case", card)

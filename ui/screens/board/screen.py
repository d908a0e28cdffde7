"""The board's page: filters, lanes, and what is overdue."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from counter.domain.refusals import RuleBroken
from counter.language import N_
from counter.storage.questions.board import BoardPage, BoardRow, board
from counter.storage.questions.reading import Page
from ui.figures import DAY_MS
from ui.kit import Kit
from ui.screens.board.lane_view import Cards, LaneView
from ui.screens.board.lanes import LANES, READY
from ui.screens.screen import Screen
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched

if TYPE_CHECKING:
    from counter.storage.questions.board_lanes import BoardView, Filter, LanePage
    from ui.screens.board.asking import BoardAnswer
    from ui.screens.board.filters import MoreFilters
    from ui.screens.board.moves import Moves
    from ui.screens.board.peek import Peek
    from ui.screens.board.said import CustomersSaid

FIRST_ROWS, ROWS, MOST_ROWS = 50, 60, 200
MINUTE_MS = 60_000
FILTERS = {"all": N_("All"), "mine": N_("Mine"), "today": N_("Due today"), "late": N_("Overdue")}


class BoardScreen(Screen):
    """Everything that is here. Names are masked: anybody may look over a shoulder."""

    name = "board"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            *("customer_item", "repair_card", "unit", "customer", "item_receipt", "person"),
            *("shelf", "customer_answer", "answer_taken"),
        }
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.lanes = [LaneView(kit, lane) for lane in LANES]
        self.filter = Chips(kit.theme, one=True)
        self.more: MoreFilters | None = None  # what nobody needs at the first paint comes later
        self.moves: Moves | None = None
        self.peek: Peek | None = None
        self.said: CustomersSaid | None = None
        self._summary = label("", "muted")
        self._seen = (0, 0)
        self._sought = ""
        self._round = 0  # how often the board was shown: rows asked for before are of no use
        self._minute = QTimer(self, interval=MINUTE_MS)  # what is overdue changes by itself
        self._build()
        self.say_all()  # offers the filters, which is no reason yet to ask
        self._connect()

    def _build(self) -> None:
        lanes = QWidget()
        lanes.setObjectName("canvas")
        lanes.setLayout(row(*self.lanes, gap=10))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(lanes)
        self._head = stretched(row(self.filter, self._summary, gap=10), 1)
        self._head.addStrut(self.kit.theme.height("control"))  # what comes later is that high
        self.setLayout(column(self._head, self._area, gap=12, margins=(20, 14, 20, 16)))

    def _connect(self) -> None:
        self.filter.changed.connect(self.reload)
        self._minute.timeout.connect(self.reload)
        self._minute.start()
        for lane in self.lanes:
            lane.cards.turned.connect(self._turn)
            lane.cards.opened.connect(self._open)
            lane.cards.peeked.connect(self._look_closer)
            lane.cards.pushed.connect(self._push)
            lane.cards.lane_model.wants_more.connect(self._ask_more)

    def _furnish(self) -> "MoreFilters":
        """What is only of use to somebody who is signed in."""
        from ui.screens.board.filters import MoreFilters
        from ui.screens.board.moves import Moves
        from ui.screens.board.peek import Peek
        from ui.screens.board.said import CustomersSaid

        said = CustomersSaid(self.kit)
        self._head.addWidget(said)
        said.opened.connect(self._open_case)
        more, moves = MoreFilters(self.kit), Moves(self.kit, self)
        self._head.insertWidget(1, more)
        more.setVisible(self.kit.desk.person_code != "")
        more.changed.connect(self.reload)
        moves.told.connect(self.told)
        moves.objected.connect(self.objected)
        moves.undoable.connect(self.undoable)
        moves.refused.connect(self._refused)
        self.more, self.moves, self.peek = more, moves, Peek(self.kit, self)
        self.said = said
        return more

    def title(self) -> str:
        return self.say("Board")

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Space", self.say("Look closer at a card")),
            ("Ctrl+←  Ctrl+→", self.say("Move a card, where an act allows it")),
            ("Ctrl+↓", self.say("Put it on another shelf")),
        ]

    def say_all(self) -> None:
        self.filter.offer([Choice(code, self.say(text)) for code, text in FILTERS.items()])
        self.filter.name(self.say("Filter"))
        if not self.filter.value():
            self.filter.choose(["all"])
        for lane in self.lanes:
            lane.say_all()
        if self.more is not None:
            self.more.say_all()
            if self.said is not None:
                self.said.say_all()
            self.reload()  # faults are named in the language of the window
        self._say_summary()

    def first(self) -> None:
        if self.more is None:
            self.reload()
        else:
            self.more.show()
        lane = next((lane for lane in self.lanes if lane.cards.lane_model.rowCount()), None)
        (lane or self.lanes[0]).cards.choose(0)

    def leave(self) -> None:
        """Whoever comes next sees everything, and nothing of what was looked for."""
        self._sought = ""
        if self.peek is not None:
            self.peek.hide()
        if self.more is not None:
            self.more.clear()
            self.more.hide()
        if self.said is not None:
            self.said.forget()
        if self.filter.value() != ["all"]:
            self.filter.choose(["all"])

    def use_icons(self, icons: dict[str, str]) -> None:
        """The icon of each kind of item."""
        for lane in self.lanes:
            lane.cards.painter.use_icons(icons)
            lane.cards.draw_again()

    # -- asking

    def reload_at_once(self) -> None:
        """The first board: asked on the window's own connection, before anything heavy is there."""
        self._stale = False
        facts = {"now_at": self.kit.now(), "masked": True, "limit": FIRST_ROWS}
        facts |= {"language": self.kit.language.code}
        page: BoardPage = self.kit.desk.glance(board, **facts)
        counts = {one.state: one.count for one in page.counts}
        for lane in self.lanes:
            states = lane.lane.states
            rows = [one for one in page.rows if one.state in states]
            count = sum(counts.get(state, 0) for state in states)
            lane.show_page(Page(rows=rows), count, is_filtered=False)
        self._seen = sum(counts.values()), page.overdue
        self._say_summary()

    def reload(self) -> None:
        from ui.screens.board.asking import ask_board

        if self.more is None:
            self._furnish()
        shown = [lane.cards.lane_model.rowCount() for lane in self.lanes]
        facts = {
            "now_at": self.kit.now(),
            "limits": [min(max(ROWS, count), MOST_ROWS) for count in shown],
            "chosen": self._filter(),
            "language": self.kit.language.code,
        }
        self.kit.desk.ask(ask_board, **facts).then(self._show, self._sought)
        if self.said is not None:
            self.said.look()

    def _ask_more(self, after: str) -> None:
        from ui.screens.board.asking import ask_lane

        lane = next(lane for lane in self.lanes if lane.cards.lane_model is self.sender())
        facts = {
            "states": list(lane.lane.states),
            "chosen": self._filter(),
            "language": self.kit.language.code,
            "after": after,
        }
        self.kit.desk.ask(ask_lane, **facts).then(self._show_more, lane, self._round)

    def _filter(self) -> "Filter":
        from counter.storage.questions.board_lanes import Filter

        now, before, late, mine = self.kit.now(), None, None, ""
        chosen = "".join(self.filter.value())
        if chosen == "mine":
            mine = self.kit.desk.person_code
        elif chosen == "late":
            late = now
        elif chosen == "today":
            midnight = self.kit.figures.local(now).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            before = round(midnight.timestamp() * 1000) + DAY_MS
        more = self.more
        if more is None:
            return Filter(technician_code=mine or None, promised_before_at=before, late_at=late)
        return Filter(
            technician_code=mine or more.technician.currentData() or None,
            kind_code=more.kind.currentData() or None,
            promised_before_at=before,
            late_at=late,
            text=more.words(),
        )

    # -- showing

    def _show(self, answer: "BoardAnswer", sought: str) -> None:
        view: BoardView = answer.view
        if self.more is not None:
            self.more.offer(answer.kinds, answer.people)
        self.use_icons({kind.code: kind.icon for kind in answer.kinds})
        is_filtered = self._is_filtered()
        for lane, page in zip(self.lanes, view.lanes, strict=True):
            lane.show_page(page, page.count, is_filtered=is_filtered)
        self._round += 1
        self._seen = view.here, view.overdue
        self._say_summary()
        if sought and sought == self._sought:
            self._find_sought()

    def _show_more(self, page: "LanePage", lane: LaneView, asked_in: int) -> None:
        if asked_in == self._round:  # unless the board was asked anew meanwhile
            lane.show_more(page)

    def _say_summary(self) -> None:
        total, overdue = self._seen
        here = self.kit.language.say_n("{n} item here", "{n} items here", total)
        late = self.say("{n} overdue", n=overdue)
        self._summary.setText(f"{here} · {late}")

    def _is_filtered(self) -> bool:
        is_set = self.more is not None and self.more.is_set()
        return is_set or self.filter.value() not in ([], ["all"])

    # -- what keys and scans do

    def open_with(self, subject: object) -> None:
        self._sought = str(subject)
        if self.choose(self._sought) is not None:
            self._sought = ""
        else:
            self.reload()

    def _find_sought(self) -> None:
        number, self._sought = self._sought, ""
        if self.choose(number) is None:
            shown = self.kit.figures.number(number)
            self.objected.emit(self.say("{number} is not on the board", number=shown))

    def choose(self, number: str) -> BoardRow | None:
        """Put the focus on the card of a case, card or receipt; None when it is not shown."""
        for lane in self.lanes:
            place = lane.cards.lane_model.place_of(number)
            if place >= 0:
                self._enter(lane, place)
                return lane.cards.chosen()
        return None

    def _enter(self, lane: LaneView, place: int) -> None:
        lane.cards.choose(place)
        self._area.ensureWidgetVisible(lane, 12, 0)

    def _turn(self, by: int) -> None:
        cards = self.sender()
        place = next(n for n, lane in enumerate(self.lanes) if lane.cards is cards)
        step = place + by
        while 0 <= step < len(self.lanes):
            target = self.lanes[step].cards
            if target.lane_model.rowCount():
                self._enter(self.lanes[step], max(0, target.currentIndex().row()))
                return
            step += by

    def _open(self, shown: BoardRow) -> None:
        if shown.state in READY.states and shown.receipt_number:
            self.wants.emit("hand_back", shown.receipt_number)
        else:
            self.wants.emit("case", shown.case_number)

    def _open_case(self, number: str) -> None:
        self.wants.emit("case", number)

    def _look_closer(self, shown: BoardRow) -> None:
        cards = self.sender()
        if self.peek is not None and isinstance(cards, Cards):
            self.peek.show_card(shown, self._place_of(cards), cards)

    def _push(self, shown: BoardRow, by: int) -> None:
        cards = self.sender()
        if self.moves is not None and isinstance(cards, Cards):
            corner = self._place_of(cards).bottomLeft()
            self.moves.push(shown, by, self.mapToGlobal(corner))

    def _place_of(self, cards: Cards) -> QRect:
        """Where the chosen card stands on the screen."""
        where = cards.visualRect(cards.currentIndex())
        return QRect(cards.mapTo(self, where.topLeft() + QPoint(0, 0)), where.size())

    def _refused(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

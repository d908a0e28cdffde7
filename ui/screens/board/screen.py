"""The board's page: filters, lanes, and what is overdue."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from counter.language import N_
from counter.storage.questions.board import BoardPage, BoardRow, board
from ui.figures import DAY_MS
from ui.kit import Kit
from ui.screens.board.lane_view import LaneView
from ui.screens.board.lanes import LANES, READY, name_of
from ui.screens.screen import Screen
from ui.widgets.chips import Chips, Choice
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched

FIRST_ROWS, ROWS = 50, 200
MINUTE_MS = 60_000
FILTERS = {"all": N_("All"), "mine": N_("Mine"), "today": N_("Due today"), "late": N_("Overdue")}


class BoardScreen(Screen):
    """Everything that is here. Names are masked: anybody may look over a shoulder."""

    name = "board"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"customer_item", "repair_card", "unit", "customer", "item_receipt", "person", "shelf"}
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.lanes = [LaneView(kit, lane) for lane in LANES]
        self.filter = Chips(kit.theme, one=True)
        self._summary = label("", "muted")
        self._page: BoardPage | None = None
        self._minute = QTimer(self, interval=MINUTE_MS)  # what is overdue changes by itself
        self._build()
        self.say_all()  # offers the filters, which is no reason yet to ask
        self._connect()

    def _build(self) -> None:
        lanes = QWidget()
        lanes.setObjectName("canvas")
        lanes.setLayout(row(*self.lanes, gap=10))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(lanes)
        head = stretched(row(self.filter, self._summary, gap=12), 1)
        self.setLayout(column(head, area, gap=12, margins=(20, 14, 20, 16)))

    def _connect(self) -> None:
        self.filter.changed.connect(self.reload)
        self._minute.timeout.connect(self.reload)
        self._minute.start()
        for lane in self.lanes:
            lane.cards.turned.connect(self._turn)
            lane.cards.opened.connect(self._open)

    def title(self) -> str:
        return self.say("Board")

    def say_all(self) -> None:
        self.filter.offer([Choice(code, self.say(text)) for code, text in FILTERS.items()])
        self.filter.name(self.say("Filter"))
        if not self.filter.value():
            self.filter.choose(["all"])
        for lane in self.lanes:
            lane.say_all()
        if self._page is not None:
            self._show_page(self._page)

    def first(self) -> None:
        lane = next((lane for lane in self.lanes if lane.cards.lane_model.rowCount()), None)
        (lane or self.lanes[0]).cards.choose(0)

    def use_icons(self, icons: dict[str, str]) -> None:
        """The icon of each kind of item."""
        for lane in self.lanes:
            lane.cards.painter.use_icons(icons)
            lane.cards.draw_again()

    def reload_at_once(self) -> None:
        """The first board: asked on the window's own connection, before anything heavy is there."""
        facts = self._facts() | {"limit": FIRST_ROWS}
        self._stale = False
        self._show_page(self.kit.desk.glance(board, **facts))

    def reload(self) -> None:
        self.kit.desk.ask(board, **self._facts()).then(self._show_page)

    def open_with(self, subject: object) -> None:
        number = str(subject)
        if self.choose(number) is None:
            shown = self.kit.figures.number(number)
            self.told.emit(self.say("{number} is not on the board", number=shown))

    def choose(self, number: str) -> BoardRow | None:
        """Put the focus on the card of a case, card or receipt; None when it is not shown."""
        for lane in self.lanes:
            place = lane.cards.lane_model.place_of(number)
            if place >= 0:
                lane.cards.choose(place)
                return lane.cards.chosen()
        return None

    def _facts(self) -> dict[str, object]:
        now = self.kit.now()
        facts: dict[str, object] = {"now_at": now, "masked": True, "limit": ROWS}
        chosen = "".join(self.filter.value())
        if chosen == "mine":
            facts["technician_code"] = self.kit.desk.person_code
        elif chosen == "late":
            facts["promised_before_at"] = now
        elif chosen == "today":
            midnight = self.kit.figures.local(now).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            facts["promised_before_at"] = round(midnight.timestamp() * 1000) + DAY_MS
        return facts

    def _show_page(self, page: BoardPage) -> None:
        self._page = page
        for lane in self.lanes:
            rows = [row for row in page.rows if row.state in lane.lane.states]
            in_all = sum(one.count for one in page.counts if one.state in lane.lane.states)
            is_whole = self.filter.value() in ([], ["all"])
            lane.show_rows(rows, in_all if is_whole else len(rows))
        total = sum(one.count for one in page.counts)
        here = self.kit.language.say_n("{n} item here", "{n} items here", total)
        late = self.say("{n} overdue", n=page.overdue)
        self._summary.setText(f"{here} · {late}")

    def _turn(self, by: int) -> None:
        cards = self.sender()
        place = next(n for n, lane in enumerate(self.lanes) if lane.cards is cards)
        step = place + by
        while 0 <= step < len(self.lanes):
            target = self.lanes[step].cards
            if target.lane_model.rowCount():
                target.choose(max(0, target.currentIndex().row()))
                return
            step += by

    def _open(self, shown: BoardRow) -> None:
        if shown.state in READY.states and shown.receipt_number:
            self.wants.emit("hand_back", shown.receipt_number)
            return
        number = self.kit.figures.number(shown.case_number)
        self.told.emit(f"{name_of(shown)}  {number}")

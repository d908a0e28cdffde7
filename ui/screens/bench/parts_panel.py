"""Parts of the open card: scanned or searched, booked with who pays and what becomes of the old."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter.domain.cards import AT_WORK
from counter.domain.label_codes import part_names
from counter.domain.states import CardStatus, Category
from counter.storage.questions.bench import BenchCard
from counter.storage.questions.case_views import PartUsedView
from counter.storage.questions.lists import PartRow, parts
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.bench.part_boxes import BookedPart, PendingPart, usual_of
from ui.widgets.buttons import Button
from ui.widgets.field import limited
from ui.widgets.labels import Callout, ElidedLabel, label
from ui.widgets.layouts import column, holder, row, scrolled, stretched
from ui.widgets.ticks import Tick

SEARCH_PAUSE_MS, HITS = 200, 5


class SeekEdit(QLineEdit):
    """While it is empty there is nothing here to undo: the key is the window's."""

    def event(self, event: QEvent, /) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)


class PartsPanel(QWidget):
    """What goes into the item."""

    changed = Signal()
    wants_booking = Signal(object)  # facts of use_part
    taken_back = Signal(int, str)
    unknown = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._view: BenchCard | None = None
        self._sought = ""
        self._title, self._count = ElidedLabel("title"), label("0", "count")
        self.seek = limited(SeekEdit(), "search")
        self._sign = QAction(self)
        self.seek.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.hits: list[Button] = []
        self._found: list[PartRow] = []
        self._names: tuple[str, ...] = ()  # what a scanned label may mean
        self._hits_place, self._place = QVBoxLayout(), QVBoxLayout()
        self._nothing = label("", "hint", wrap=True)
        self.pending = PendingPart(kit)
        self.booked: list[BookedPart] = []
        self.none = Tick(kit.theme)
        self._pays = Callout(kit.theme, "shield-check", "ok")
        self._away = label("", "muted", wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._hits_place.setSpacing(2)
        self._place.setSpacing(8)
        self.pending.hide()
        head = stretched(row(self._title, self._count, gap=8), 1, 0)
        lines = (self._hits_place, self._nothing, self.pending, self._place, self.none, self._pays)
        inside = holder(column(*lines, 1, gap=8, margins=(0, 0, 4, 0)))
        area = scrolled(inside, "clear")
        box = column(head, self._away, self.seek, area, gap=10)
        self.setLayout(stretched(box, 0, 0, 0, 1))

    def _connect(self) -> None:
        self.seek.textEdited.connect(self._typed)
        self.seek.returnPressed.connect(self._enter)
        self._soon.timeout.connect(self._search)
        self.none.toggled.connect(self._none_toggled)
        self.pending.accepted.connect(self.book)
        self.pending.dropped.connect(self._drop)
        self._kit.theme.changed.connect(self._draw)
        self._draw()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Parts used"))
        self.seek.setPlaceholderText(say("Scan or search a part"))
        self.seek.setAccessibleName(say("Scan or search a part"))
        self.none.say(say("No parts were used"))
        self._pays.show_text(say("The customer pays no parts here."))
        self._away.setText(say("Parts are booked while work goes on. Start the clock first."))
        self.pending.say_all()
        for box in self.booked:
            box.say_all()
        self._nothing.setText(say("No part has this in its code or name."))

    def show_card(self, view: BenchCard) -> None:
        """Show the parts of a card."""
        if self._view is None or self._view.card.number != view.card.number:
            self.none.setChecked(view.card.no_parts_used)
            self._drop()
            self.seek.clear()
            self._show_hits([])
        self._view = view
        at_work = view.card.status in AT_WORK
        may_take_back = at_work or view.card.status is CardStatus.AWAIT_INSPECTION
        self._keep_focus(*self.booked)
        for box in self.booked:
            self._place.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.booked = []
        for line in standing(view.parts):
            box = BookedPart(self._kit, line, may_take_back=may_take_back)
            box.taken_back.connect(self.taken_back)
            self._place.addWidget(box)
            self.booked.append(box)
        pieces = sum(box.line.qty for box in self.booked)
        self._count.setText(str(pieces))
        self.seek.setVisible(at_work)
        self._away.setVisible(not at_work and not may_take_back)
        self.none.setVisible(at_work and not pieces)
        if pieces:
            self.none.setChecked(False)
        self._pays.setVisible(view.card.category is not Category.PAID)
        if not at_work:
            self._drop()

    def take(self, code: str) -> None:
        """A part was scanned: what stood here before is booked, then this one is asked about."""
        names = part_names(code)
        if self.pending.isVisible() and self.pending.part is not None:
            same = {self.pending.part.number, self.pending.part.code.upper()} & set(names)
            if same:
                self.pending.qty.set_value(self.pending.qty.value() + 1)
                return
            self.book()
        self._names = names
        self._ask(names[0], scanned=True)

    def book(self) -> None:
        """Book the part that is being asked about."""
        if self.pending.part is not None and self.pending.isVisible():
            self.wants_booking.emit(self.pending.facts())

    def booked_now(self, code: str) -> None:
        """It is booked: the next one can be scanned, unless one was already."""
        if self.pending.part is not None and self.pending.part.code != code:
            return
        self._drop()
        self.seek.clear()
        self.seek.setFocus(Qt.FocusReason.TabFocusReason)

    def is_pending(self) -> bool:
        """Whether a part is being asked about."""
        return self.pending.isVisibleTo(self)

    def pieces(self) -> int:
        """How many pieces are in the item."""
        return sum(box.line.qty for box in self.booked)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        boxes = [stop for box in self.booked for stop in (box.back, box.why)]
        return [self.seek, *self.hits, *self.pending.stops(), *boxes, self.none]

    def _typed(self, _text: str) -> None:
        self._soon.start()

    def _search(self) -> None:
        self._ask(self.seek.text().strip(), scanned=False)

    def _enter(self) -> None:
        """Enter takes the first that was found, as soon as it is known."""
        self._soon.stop()
        if self._found and self._sought == self.seek.text().strip():
            self._choose(self._found[0])
        else:
            self._names = part_names(self.seek.text().strip())
            self._ask(self.seek.text().strip(), scanned=True)

    def _ask(self, text: str, *, scanned: bool) -> None:
        self._sought = text
        if not text:
            self._show_hits([])
            return
        names, card = self._names if scanned else (), self._view.card.number if self._view else ""
        self._kit.desk.ask(parts, text=text, limit=HITS).then(self._take_found, text, names, card)

    def _take_found(
        self, page: Page[PartRow], text: str, names: tuple[str, ...], card: str
    ) -> None:
        """`names` is what a scanned label may mean, of which `text` was asked for; empty where a
        part was only looked for.
        """
        if card != (self._view.card.number if self._view else ""):
            return  # the part goes into the item whose card was open
        exact = [p for p in page.rows if text.upper() in (p.number, p.code.upper())]
        if names and (exact or len(page.rows) == 1):
            self._take_scanned((exact or page.rows)[0])
        elif names and not page.rows and text in names[:-1]:
            self._names = names
            self._ask(names[names.index(text) + 1], scanned=True)
        elif names or text == self._sought:
            self._show_hits(page.rows)
            if names and not page.rows:
                self.unknown.emit(text)

    def _take_scanned(self, part: PartRow) -> None:
        """The one scanned before it may have come only now: it is booked first."""
        before = self.pending.part if self.pending.isVisible() else None
        if before is not None and before.code == part.code:
            self.pending.qty.set_value(self.pending.qty.value() + 1)
            return
        if before is not None:
            self.book()
        self._choose(part)

    def _show_hits(self, found: list[PartRow]) -> None:
        self._found = found
        for hit in self.hits:
            self._hits_place.removeWidget(hit)
            hit.hide()
            hit.deleteLater()
        self.hits = []
        for part in found:
            hit = Button(self._kit.theme)
            hit.say(f"{part.code} · {part.name}"[:40], part.spec)
            hit.setAutoDefault(True)
            hit.clicked.connect(self._hit_clicked)
            self._hits_place.addWidget(hit)
            self.hits.append(hit)
        self._nothing.setVisible(not found and bool(self._sought) and bool(self.seek.text()))

    def _hit_clicked(self) -> None:
        self._choose(next(p for b, p in zip(self.hits, self._found, strict=True) if self._is(b)))

    def _is(self, button: Button) -> bool:
        return button is self.sender()

    def _choose(self, part: PartRow) -> None:
        if self._view is None:
            return
        self.pending.show_part(part, usual_of(self._view))
        self._show_hits([])
        self._nothing.hide()
        self.seek.clear()
        self.pending.show()
        self.pending.book.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _keep_focus(self, *going: QWidget) -> None:
        """What goes must not hand the focus on to a tick that the next key would turn."""
        if any(one.isAncestorOf(self.focusWidget() or self) for one in going):
            self.seek.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        self._keep_focus(self.pending)
        self.pending.hide()
        self.pending.part = None
        self.changed.emit()

    def _none_toggled(self, _on: bool) -> None:
        self.changed.emit()

    def _draw(self) -> None:
        self._sign.setIcon(self._kit.theme.icon("scan-barcode", "text_3"))


def standing(lines: list[PartUsedView]) -> list[PartUsedView]:
    """The lines that were not taken back."""
    gone = {line.corrects_n for line in lines if line.corrects_n is not None}
    return [line for line in lines if line.corrects_n is None and line.n not in gone]

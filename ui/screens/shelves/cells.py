"""Shelves and what lies on them as rows of tables."""

from counter.domain.states import CardStatus, CustodyState
from counter.storage.questions.board import OpenState
from counter.storage.questions.scans import Scanned
from counter.storage.questions.shelf_views import ShelfCountView, ShelfItem, ShelfState
from ui.kit import Kit
from ui.screens.shelves.count import Count
from ui.terms import CARD_TONES, CARDS, CUSTODY
from ui.widgets.ledger import Cell, Column, Entry

SHELF_COLUMNS = (
    Column("shelf", 0, is_strong=True),
    Column("items", 50, is_figure=True),
    Column("counted", 140),
)
ITEM_COLUMNS = (
    Column("mark", 92),
    Column("card", 74, is_strong=True),
    Column("item", 0, is_strong=True),
    Column("serial", 96, spare=2),
    Column("customer", 88, spare=3),
    Column("state", 104, spare=4),
    Column("since", 84, spare=1),
)
MARK, SINCE = 0, 6
ROOMY = 28  # px a row: few of them, read from a step away


class Cells:
    """Turns what the questions answer into rows, in the language spoken now."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def shelf(self, shelf: ShelfState) -> Entry:
        """A shelf of the list."""
        return Entry((Cell(shelf.name), Cell(str(shelf.items)), self._counted(shelf)), shelf.number)

    def _counted(self, shelf: ShelfState) -> Cell:
        say, figures = self._kit.language.say, self._kit.figures
        if shelf.counted_at is None:
            return Cell(say("Never counted"))
        local, now = figures.local(shelf.counted_at), figures.local(self._kit.now())
        when = f"{local:%H:%M}" if local.date() == now.date() else f"{local:%m-%d}"
        if shelf.missing:
            return Cell(say("{when} {n} missing", when=when, n=shelf.missing), "danger", dot=True)
        if shelf.extra:
            return Cell(say("{when} {n} extra", when=when, n=shelf.extra), "warn", dot=True)
        is_today = local.date() == now.date()
        return Cell(say("{when} all there", when=when), "ok" if is_today else "grey", dot=True)

    def booked(self, item: ShelfItem, mark: Cell | None = None) -> Entry:
        """An item that lies there by the book."""
        figures = self._kit.figures
        texts = (
            mark or Cell(),
            Cell(figures.short_number(item.card_number)),
            Cell(" ".join(t for t in (item.product, item.brand, item.model) if t)),
            Cell(item.serial),
            Cell(f"{item.customer_name} {item.phone_tail}".strip()),
            self._state(item),
            Cell(f"{figures.local(item.since_at):%m-%d %H:%M}" if item.since_at else ""),
        )
        return Entry(texts, item.case_number)

    def counted(self, count: Count) -> list[Entry]:
        """A count as it stands: what came last on top, then what is still missing."""
        say = self._kit.language.say
        found, missing = (
            Cell(say("Found"), "ok", dot=True),
            Cell(say("Not scanned yet"), "", dot=True),
        )
        rows: list[Entry] = []
        for number in reversed(count.scanned):
            item = count.booked.get(number)
            rows.append(self.booked(item, found) if item else self._extra(count.scanned[number]))
        return rows + [self.booked(count.booked[n], missing) for n in count.missing()]

    def result(self, last: ShelfCountView) -> str:
        """How a shelf's last count came out, and which items are missing or too many."""
        say, figures = self._kit.language.say, self._kit.figures
        text = say(
            "Last count {when} by {who}: {found} found, {missing} missing, {extra} extra",
            when=figures.moment(last.at, self._kit.now()),
            who=last.by_name,
            found=len(last.found),
            missing=len(last.missing),
            extra=len(last.extra),
        )
        lines = [text]
        if last.missing:
            lines.append(say("Missing: {numbers}", numbers=self._numbers(last.missing)))
        if last.extra:
            lines.append(say("Extra: {numbers}", numbers=self._numbers(last.extra)))
        return "\n".join(lines)

    def doubt(self, count: Count) -> str:
        """What is asked before a count that found nothing is kept."""
        return self._kit.language.say(
            "Nothing that belongs on {name} was scanned. Press again to keep the count with"
            " {n} missing.",
            name=count.shelf_name,
            n=len(count.missing()),
        )

    def _numbers(self, numbers: list[str]) -> str:
        return self._kit.language.listing([self._kit.figures.short_number(n) for n in numbers])

    def _extra(self, item: Scanned) -> Entry:
        say = self._kit.language.say
        where = (
            say("by the book on {shelf}", shelf=item.shelf) if item.shelf else say("on no shelf")
        )
        if not item.is_here:
            where = say("handed back")
        mark = Cell(say("Extra"), "warn", dot=True)
        number = self._kit.figures.short_number(item.card_number)
        texts = (mark, Cell(number), Cell(item.name), Cell(), Cell(), Cell(where, "warn"), Cell())
        return Entry(texts, item.case_number)

    def _state(self, item: ShelfItem) -> Cell:
        if item.state is None:
            return Cell()
        say, state = self._kit.language.say, item.state.value
        if item.state is OpenState.ELSEWHERE:
            return Cell(say("With another outlet"), "violet", dot=True)
        if state in CustodyState.__members__:
            return Cell(say(CUSTODY[CustodyState(state)]), "ok", dot=True)
        card = CardStatus(state)
        return Cell(say(CARDS[card]), CARD_TONES[card], dot=True)

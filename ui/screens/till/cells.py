"""Takings, payments and days as rows of tables."""

from datetime import date

from counter.domain.choices import PaymentMethod
from counter.domain.states import PaymentKind
from counter.storage.questions.till import DayBalance, Taking, TillCountView, TillLine
from ui.figures import SIGNS
from ui.kit import Kit
from ui.terms import METHODS, PAYMENTS
from ui.widgets.ledger import Cell, Column, Entry

DAY_COLUMNS = (
    Column("day", 0, is_strong=True),
    Column("balance", 92, is_figure=True),
    Column("cash", 82, is_figure=True),
)
TAKING_COLUMNS = (
    Column("method", 0, is_strong=True),
    Column("lines", 66, is_figure=True),
    Column("in", 96, is_figure=True),
    Column("out", 96, is_figure=True),
    Column("balance", 100, is_figure=True),
)
LINE_COLUMNS = (
    Column("hour", 48),
    Column("kind", 84),
    Column("method", 66),
    Column("case", 70, is_strong=True),
    Column("customer", 62, spare=1),
    Column("item", 0),
    Column("reference", 72, spare=2),
    Column("by", 60),
    Column("amount", 84, is_figure=True),
)
COUNT_COLUMNS = (
    Column("moment", 116),
    Column("by", 64),
    Column("float", 92, is_figure=True, spare=1),
    Column("book", 124, is_figure=True),
    Column("counted", 76, is_figure=True),
    Column("difference", 80, is_figure=True),
    Column("note", 0),
)
TONES = {
    PaymentKind.DEPOSIT: "cyan",
    PaymentKind.PAYMENT: "ok",
    PaymentKind.REFUND: "warn",
    PaymentKind.REVERSAL: "danger",
}


def tone_of(difference_fen: int) -> str:
    """What agrees, what is missing, what is too much."""
    return "ok" if difference_fen == 0 else "danger" if difference_fen < 0 else "warn"


class Cells:
    """Turns what the questions answer into rows, in the language spoken now."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def day(self, one: DayBalance) -> Entry:
        """A day of the list."""
        figures = self._kit.figures
        day = date.fromisoformat(one.day)
        today = figures.local(self._kit.now()).date()
        near = figures.near_day(day, today)
        text = near if abs((today - day).days) <= 1 or day.year == today.year else one.day
        cells = (
            Cell(text),
            Cell(self.money(one.balance_fen, one.currency)),
            Cell(self.money(one.cash_fen, one.currency)),
        )
        return Entry(cells, one.day)

    def taking(self, one: Taking) -> Entry:
        """What one way of paying brought."""
        cells = (
            Cell(self.method(one.method)),
            Cell(str(one.lines)),
            Cell(self.money(one.in_fen, one.currency)),
            Cell(self.money(one.out_fen, one.currency) if one.out_fen else ""),
            Cell(self.money(one.balance_fen, one.currency)),
        )
        return Entry(cells, (one.method, one.currency))

    def sums(self, takings: list[Taking]) -> list[Entry]:
        """The last line of the takings: what the day came to in each currency."""
        say = self._kit.language.say
        rows: list[Entry] = []
        for currency in dict.fromkeys(one.currency for one in takings):
            these = [one for one in takings if one.currency == currency]
            out_fen = sum(one.out_fen for one in these)
            cells = (
                Cell(say("Together")),
                Cell(str(sum(one.lines for one in these))),
                Cell(self.money(sum(one.in_fen for one in these), currency)),
                Cell(self.money(out_fen, currency) if out_fen else ""),
                Cell(self.money(sum(one.balance_fen for one in these), currency)),
            )
            rows.append(Entry(cells, ("", currency)))
        return rows

    def line(self, one: TillLine) -> Entry:
        """Money in or out; what was reversed is said."""
        figures, say = self._kit.figures, self._kit.language.say
        kind = Cell(say(PAYMENTS[one.kind]), TONES[one.kind], dot=True)
        if one.is_reversed:
            kind = Cell(say("Was reversed"), "grey", dot=True)
        amount_tone = "text_3" if one.is_reversed else "danger" if one.amount_fen < 0 else ""
        cells = (
            Cell(figures.hour(one.at)),
            kind,
            Cell(self.method(one.method)),
            Cell(figures.short_number(one.case_number)),
            Cell(one.customer_name),
            Cell(one.product),
            Cell(one.reason or one.reference),
            Cell(one.by_name),
            Cell(self.money(one.amount_fen, one.currency), amount_tone),
        )
        return Entry(cells, one)

    def count(self, one: TillCountView) -> Entry:
        """The drawer as somebody counted it."""
        figures = self._kit.figures
        amounts = (one.float_fen, one.book_fen, one.counted_fen)
        difference = self.money(one.difference_fen, one.currency)
        cells = (
            Cell(figures.moment(one.at, self._kit.now())),
            Cell(one.by_name),
            *(Cell(self.money(fen, one.currency)) for fen in amounts),
            Cell(difference, tone_of(one.difference_fen)),
            Cell(one.note),
        )
        return Entry(cells, one)

    def method(self, code: str) -> str:
        """How money changed hands."""
        if code in PaymentMethod.__members__:
            return self._kit.language.say(METHODS[PaymentMethod(code)])
        return code

    def money(self, fen: int, currency: str) -> str:
        """An amount; another currency than the outlet's is named."""
        figures = self._kit.figures
        text = figures.plain_amount(fen)
        is_ours = SIGNS.get(currency, currency) == figures.sign()
        return text if is_ours else f"{currency} {text}"

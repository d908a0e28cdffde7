"""Amounts, times and numbers as people at the counter read them, in the outlet's zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from ui.language import Language

SIGNS = {"CNY": "¥"}
NUMBER_LENGTH = 16  # of a paper's number
MINUS = "−"  # a true minus sign is as wide as a digit
HOUR_MS = 3_600_000
DAY_MS = 86_400_000


class Figures:
    """Formats for one outlet: its zone and its currency; the language is the window's."""

    def __init__(self, language: Language, zone: str = "Asia/Shanghai", currency: str = "CNY"):
        self._language = language
        self.use(zone, currency)

    def use(self, zone: str, currency: str) -> None:
        """Take the outlet's zone and currency once they are known."""
        self.zone = ZoneInfo(zone)
        self._sign = SIGNS.get(currency, currency)

    def amount(self, fen: int) -> str:
        """`¥ 148.00`."""
        from counter.domain import money  # neither it nor numbers are on the first board

        return f"{self._sign} {money.figures(fen)}".replace("-", MINUS)

    def plain_amount(self, fen: int) -> str:
        """`148.00`, for columns of amounts."""
        from counter.domain import money

        return money.figures(fen).replace("-", MINUS)

    def sign(self) -> str:
        """The currency's sign, for labels."""
        return self._sign

    def number(self, digits: str) -> str:
        """A paper number in its groups."""
        from counter.domain import numbers

        return numbers.grouped(digits)

    def short_number(self, digits: str) -> str:
        """The part people call out: year and sequence."""
        return f"{digits[7:9]} {digits[9:14]}" if len(digits) == NUMBER_LENGTH else digits

    def local(self, at: int) -> datetime:
        """A moment (ms UTC) on the outlet's clock."""
        return datetime.fromtimestamp(at / 1000, self.zone)

    def at(self, local: datetime) -> int:
        """The moment (ms UTC) of a time on the outlet's clock."""
        return round(local.replace(tzinfo=self.zone).timestamp() * 1000)

    def hour(self, at: int) -> str:
        """`14:35`."""
        return f"{self.local(at):%H:%M}"

    def clock(self, span_ms: int) -> str:
        """`00:32:48`, for time that runs."""
        seconds = max(0, span_ms) // 1000
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    def day(self, day: date) -> str:
        """`11 月 21 日` or `21 Nov`."""
        pattern = "M 月 d 日" if self._language.code == "zh_CN" else "d MMM"
        return QLocale(self._language.code).toString(QDate(day.year, day.month, day.day), pattern)

    def moment(self, at: int, now: int) -> str:
        """Today, tomorrow or the day, with the hour."""
        local = self.local(at)
        return f"{self.near_day(local.date(), self.local(now).date())} {local:%H:%M}"

    def moment_within(self, at: int, now: int) -> str:
        """The same within a sentence, where English writes no capital."""
        local, today = self.local(at), self.local(now).date()
        day = self.near_day(local.date(), today)
        is_word = abs((local.date() - today).days) <= 1
        return f"{day.lower() if is_word else day} {local:%H:%M}"

    def near_day(self, day: date, today: date) -> str:
        """A day as people call it when it is near."""
        say = self._language.say
        if day == today:
            return say("Today")
        if day == today + timedelta(days=1):
            return say("Tomorrow")
        if day == today - timedelta(days=1):
            return say("Yesterday")
        return self.day(day)

    def age(self, span_ms: int) -> str:
        """How long, in the largest whole unit: minutes, hours or days."""
        say_n = self._language.say_n
        if span_ms < HOUR_MS:
            return say_n("{n} minute", "{n} minutes", max(0, span_ms) // 60_000)
        if span_ms < DAY_MS:
            return say_n("{n} hour", "{n} hours", span_ms // HOUR_MS)
        return say_n("{n} day", "{n} days", span_ms // DAY_MS)

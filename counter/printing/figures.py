"""Numbers, money and times as people read them on paper."""

from datetime import datetime

from counter.domain import money, numbers

MOBILE = 11  # digits of a mainland mobile number


def groups(number: str) -> tuple[str, ...]:
    """A paper number as T OOOOO S YY NNNNN CC."""
    return tuple(numbers.grouped(number).split())


def sequence(number: str) -> str:
    """The part of a paper number that people remember."""
    return number[9:14]


def spaced(number: str) -> str:
    """All 16 digits in their groups; nothing for no number."""
    return numbers.grouped(number)


def amount(fen: int) -> str:
    """1,268.50, with a true minus sign."""
    return money.figures(fen).replace("-", "−")


def yuan(fen: int) -> str:
    """¥ 1,268.50; a minus sign stands before the currency."""
    return f"−¥ {amount(-fen)}" if fen < 0 else f"¥ {amount(fen)}"


def phone(digits: str) -> str:
    """138 0013 5678; any other number, masked ones too, as it is."""
    if len(digits) == MOBILE and digits.isdigit() and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits


def minute(at: datetime) -> str:
    """2026-11-26 18:00."""
    return f"{at:%Y-%m-%d %H:%M}"


def short_minute(at: datetime) -> str:
    """11-26 18:00."""
    return f"{at:%m-%d %H:%M}"


def percent(permille: int) -> str:
    """130 -> 13%, 15 -> 1.5%."""
    whole, tenth = divmod(permille, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"

"""Which values the settings of an outlet take, whether it says them itself or head office does."""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any, cast

from counter.domain.covers import checked_guarantee_days
from counter.domain.money import MOST_FEN, PERMILLE
from counter.domain.personal import cleaned
from counter.domain.refusals import RuleBroken
from counter.domain.working_clock import clock_from

#: a text stands in each of them
LANGUAGES = ("en", "zh_CN")
#: the largest whole number each setting takes
MOST = {
    "tax_permille": PERMILLE,
    "guarantee_days": 3650,
    "guarantee_days_least": 3650,
    "rounding_limit_fen": MOST_FEN,
    "promise_working_days": 60,
    "diagnosis_fee_fen": MOST_FEN,
    "customer_page_days": 3650,
}
CHOICES_OFFERED, MOST_WORD = 6, 40
CURRENCIES = ("CNY", "HKD", "MOP", "TWD", "EUR", "USD", "GBP", "AUD", "SGD")
#: texts of the outlet's own, one in each language
TEXTS = ("receipt_note", "ready_words")


def check_value(name: str, value: Any, *, least_guarantee_days: int, zone: tzinfo = UTC) -> None:
    """Raises RuleBroken "setting.bad_value", "setting.bad_hours", "guarantee.…" or "input.…"."""
    match name, value:
        case "hours", dict():
            clock_from(cast(Mapping[str, object], value), zone)
        case "self_inspection", bool():
            pass
        case "receipt_note" | "ready_words", dict():
            checked_texts(name, value)
        case "status_link", str():
            cleaned(value, "address")
        case "promise_choices", list() if _are_days(cast(list[Any], value)):
            pass
        case "unlawful_words", list() if _are_words(cast(list[Any], value)):
            pass
        case "guarantee_days", int() if not isinstance(value, bool) and value <= MOST[name]:
            checked_guarantee_days(value, least_guarantee_days)
        case _, int() if not isinstance(value, bool) and 0 <= value <= MOST.get(name, -1):
            pass
        case _:
            raise RuleBroken("setting.bad_value", setting=name)


def checked_currency(currency: str) -> str:
    """A currency with two decimals; raises RuleBroken "outlet.currency"."""
    if currency not in CURRENCIES:
        raise RuleBroken("outlet.currency", currency=currency[:10])
    return currency


def checked_texts(name: str, value: Any) -> dict[str, str]:
    """Cleaned, one a language. Raises RuleBroken "setting.bad_value", "input.too_long"."""
    if not isinstance(value, dict) or not all(
        isinstance(text, str) and lang in LANGUAGES
        for lang, text in cast(dict[Any, Any], value).items()
    ):
        raise RuleBroken("setting.bad_value", setting=name)
    given = cast(dict[str, str], value)
    return {lang: cleaned(given.get(lang, ""), name) for lang in LANGUAGES}


def _are_days(value: list[Any]) -> bool:
    most = MOST["promise_working_days"]
    return 0 < len(value) <= CHOICES_OFFERED and all(
        isinstance(days, int) and not isinstance(days, bool) and 0 <= days <= most for days in value
    )


def _are_words(value: list[Any]) -> bool:
    return all(isinstance(word, str) and 0 < len(word) <= MOST_WORD for word in value)

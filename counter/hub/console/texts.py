"""What the console calls things, and how it writes times and money."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from counter.domain.choices import PaymentMethod
from counter.domain.money import figures
from counter.domain.states import Category
from counter.hub.local_days import DAY_MS, clock_of
from counter.language import N_, Words

MINUTE_MS, HOUR_MS = 60_000, 3_600_000
NOTHING = "–"
CATEGORIES: dict[str, str] = {
    Category.PAID: N_("Paid by the customer"),
    Category.CONTRACT: N_("Contract"),
    Category.FREE: N_("Warranty, free"),
}
METHODS: dict[str, str] = {
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.WECHAT: N_("WeChat"),
    PaymentMethod.ALIPAY: N_("Alipay"),
    PaymentMethod.BANK_CARD: N_("Bank card"),
    PaymentMethod.TRANSFER: N_("Transfer"),
    PaymentMethod.OTHER: N_("Other"),
}
#: why a change was kept and not applied, and what to do about it
HELD: dict[str, tuple[str, str]] = {
    "id": (
        N_("A record was made under another outlet's number."),
        N_("Nothing was changed by it. Ask the outlet whether its file was copied from another's."),
    ),
    "scope": (
        N_("A case was changed by an outlet that has never held it."),
        N_("Nothing was changed by it. If the item is there, hand it over by a transfer."),
    ),
    "master": (
        N_("Prices, people or texts that somebody else publishes were changed."),
        N_("Nothing was changed by it. Publish the change at head office if it is right."),
    ),
    "unsound": (
        N_("A value was written that no program of ours writes."),
        N_("Nothing was changed by it. Let the seat's file be verified; revoke the seat if its "
           "book was altered."),
    ),
    "unreadable": (
        N_("An entry could not be read."),
        N_("It is kept as it came. Bring the hub up to date first; then let the seat's file be "
           "verified."),
    ),
}  # fmt: skip
HELD_OTHER = (
    N_("A change was kept back."),
    N_("Nothing was changed by it. Ask whoever looks after the program."),
)


def name_of(words: Words, names: Mapping[Any, str], code: str) -> str:
    """What a code is called; the code itself where this program does not know it."""
    return words.say(names[code]) if code in names else code


def moment(at: int | None, zone: str) -> str:
    """2026-11-22 15:31 by the outlet's clock."""
    if not at:
        return NOTHING
    told = datetime.fromtimestamp(at // 1000, UTC).astimezone(clock_of(zone))
    return told.strftime("%Y-%m-%d %H:%M")


def ago(words: Words, at: int | None, now: int) -> str:
    """How long ago in the largest unit that is not nothing."""
    if not at:
        return words.say("never")
    past = max(now - at, 0)
    if past < 2 * MINUTE_MS:
        return words.say("just now")
    if past < 2 * HOUR_MS:
        return words.say("{n} minutes ago", n=past // MINUTE_MS)
    if past < 2 * DAY_MS:
        return words.say("{n} hours ago", n=past // HOUR_MS)
    return words.say("{n} days ago", n=past // DAY_MS)


def money(fen: int, currency: str) -> str:
    """¥ 1,234.50; other currencies by their code."""
    sign = "¥" if currency == "CNY" else currency
    return f"{sign} {figures(fen)}"


def share(words: Words, part: int, whole: int) -> str:
    """Of how many hundred, all or none only where it is; a dash where there is nothing to take it
    of.
    """
    if not whole:
        return NOTHING
    n = round(100 * part / whole)
    return words.say("{n} %", n=min(max(n, 1), 99) if 0 < part < whole else n)


def thousands(number: int) -> str:
    """12,345."""
    return f"{number:,}"

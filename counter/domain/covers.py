"""Who pays: the category decision of domain.md §7.1 and the workmanship guarantee of §7.10."""

from dataclasses import dataclass
from datetime import date

from counter.domain.periods import days_after, is_within
from counter.domain.refusals import RuleBroken
from counter.domain.states import Coverage

MOST_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What is known of a line before anybody pays.

    `in_contract`: an active maintenance contract covers it; `workmanship`: an earlier repair of
    ours is still guaranteed and the same part or fault is back; `guarantee`: the statutory or brand
    guarantee runs; `exclusion`: the reason of §8.8 that takes the guarantee away, "" if none.
    """

    in_contract: bool = False
    workmanship: bool = False
    guarantee: bool = False
    exclusion: str = ""


def line_coverage(cover: Cover) -> Coverage:
    """Contract before guarantee before customer; an exclusion ends guarantees, not a contract."""
    if cover.in_contract:
        return Coverage.CONTRACT
    if cover.workmanship and not cover.exclusion:
        return Coverage.OUTLET_REWORK
    if cover.guarantee and not cover.exclusion:
        return Coverage.WARRANTY_MANUFACTURER
    return Coverage.CUSTOMER


def checked_guarantee_days(days: int, least: int) -> int:
    """An outlet may promise more than the law's days, never less.

    Raises RuleBroken "guarantee.too_short", or "guarantee.too_long" above ten years.
    """
    if days < least:
        raise RuleBroken("guarantee.too_short", days=days, least=least)
    if days > MOST_DAYS:
        raise RuleBroken("guarantee.too_long", days=days, most=MOST_DAYS)
    return days


def guarantee_until(handed_back_on: date, days: int) -> date:
    """The last day of the workmanship guarantee, counted from hand-back (domain.md §7.10, W14)."""
    return days_after(handed_back_on, days)


def check_rework(case_number: str, until_on: str, today: date) -> None:
    """A free rework stands on a repair whose guarantee still runs; raises "guarantee.over"."""
    if not until_on:
        raise RuleBroken("guarantee.none", number=case_number)
    if not is_within(today, date.fromisoformat(until_on)):
        raise RuleBroken("guarantee.over", number=case_number, until_on=until_on)

"""Settings of the outlet: what a rule pack says until the outlet says otherwise."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counter.domain.customer_page import page_address
from counter.domain.lawful_words import unlawful
from counter.domain.paper_looks import LOGO, SETTINGS
from counter.domain.personal import cleaned, phone_digits, required
from counter.domain.records import HEAD_OFFICE, Outlet, Setting
from counter.domain.refusals import RuleBroken
from counter.domain.setting_values import TEXTS, check_value, checked_currency, checked_texts
from counter.domain.working_clock import WorkingClock, clock_from
from counter.language import PAPER_LANGUAGES
from counter.services.paper_settings import checked_paper

if TYPE_CHECKING:
    from counter.storage.work import Work

PACK = Path(__file__).resolve().parents[2] / "resources" / "rule_packs" / "counter_cn.json"
#: what only the rule pack says
NOT_SET_HERE = ("guarantee_days_least", "unlawful_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingNow:
    """A setting as it stands now."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletNow:
    """The outlet as it stands now."""

    outlet: int
    name: str


@cache
def rule_pack() -> dict[str, Any]:
    """The values of the rule pack by name; data that a change of law changes (design.md §3.8)."""
    pack = json.loads(PACK.read_text(encoding="utf-8"))
    return {name: rule["value"] for name, rule in pack["rules"].items()}


def setting(work: "Work", name: str) -> Any:
    """What the outlet has set, or what the rule pack says."""
    return work.setting(name, rule_pack()[name])


def number_set(work: "Work", name: str) -> int:
    """A setting that is a whole number."""
    return int(setting(work, name))


def working_clock(work: "Work") -> WorkingClock:
    """The outlet's working clock."""
    return clock_from(setting(work, "hours"), ZoneInfo(work.outlet.zone))


def change_setting(work: "Work", *, name: str, value: Any) -> SettingNow:
    """Set one of the outlet's settings.

    Raises RuleBroken "setting.published", "setting.unknown", "setting.bad_value",
    "setting.bad_hours", "guarantee.too_short", and what `checked_paper` says of papers
    and the logo.
    """
    if name in SETTINGS or name == LOGO:
        value = checked_paper(name, value)
    else:
        _check_value(work, name, value)
    value = page_address(cleaned(value, "address")) if isinstance(value, str) else value
    if name in TEXTS:
        value = _texts(work, name, value)
    elif name in SETTINGS and "note" in value:
        value["note"] = _texts(work, "paper_note", value["note"])
    text = json.dumps(value, ensure_ascii=False)
    if _is_published(work, name):
        raise RuleBroken("setting.published", setting=name)
    own = work.outlet
    kept = work.find(Setting, outlet_id=own.id, name=name, publisher=own.number)
    if kept is not None:
        work.change(kept, value_json=text)
    else:
        work.add(
            Setting(
                id=work.new_id(),
                publisher=work.outlet.number,
                outlet_id=work.outlet.id,
                name=name,
                value_json=text,
            )
        )
    return SettingNow(name=name, value=value)


def _is_published(work: "Work", name: str) -> bool:
    """Whether head office says today what it is."""
    today = work.local_date(work.at).isoformat()
    said = [
        one
        for one in work.all(Setting, name=name, publisher=HEAD_OFFICE)
        if one.from_on <= today and one.outlet_id in (b"", work.outlet.id)
    ]
    newest = max(said, key=lambda one: (one.outlet_id != b"", one.from_on, one.id), default=None)
    return newest is not None and newest.value_json != "null"


def change_outlet(
    work: "Work",
    *,
    name: str | None = None,
    name_en: str | None = None,
    address: str | None = None,
    service_phone: str | None = None,
    complaint_phone: str | None = None,
    zone: str | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> OutletNow:
    """Change what the outlet says of itself; what is not named stays.

    The outlet's number never changes: it stands in every paper. Raises RuleBroken "input.…",
    "outlet.zone", "outlet.currency" or "outlet.language".
    """
    given: dict[str, str | None] = {
        "name": required(name, "name") if name is not None else None,
        "name_en": cleaned(name_en, "name") if name_en is not None else None,
        "address": cleaned(address, "address") if address is not None else None,
        "service_phone": _phone(service_phone),
        "complaint_phone": _phone(complaint_phone),
        "zone": checked_zone(zone) if zone is not None else None,
        "currency": checked_currency(currency) if currency is not None else None,
        "language": checked_language(language) if language is not None else None,
    }
    outlet = work.change(
        work.one(Outlet, id=work.outlet.id),
        **{field: value for field, value in given.items() if value is not None},
    )
    return OutletNow(outlet=outlet.number, name=outlet.name)


def checked_zone(zone: str) -> str:
    """A time zone this machine knows; raises "outlet.zone"."""
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RuleBroken("outlet.zone", zone=zone[:40]) from None


def checked_language(language: str) -> str:
    """A language the papers are printed in; raises "outlet.language"."""
    if language not in PAPER_LANGUAGES:
        raise RuleBroken("outlet.language", language=language[:10])
    return language


def _phone(text: str | None) -> str | None:
    return phone_digits(text) if text else text


def _check_value(work: "Work", name: str, value: Any) -> None:
    if name not in rule_pack() or name in NOT_SET_HERE:
        raise RuleBroken("setting.unknown", setting=name[:40])
    least = number_set(work, "guarantee_days_least")
    check_value(name, value, least_guarantee_days=least, zone=ZoneInfo(work.outlet.zone))


def _texts(work: "Work", name: str, value: Any) -> dict[str, str]:
    """Cleaned, a text for each language; what the law forbids to say is warned of."""
    texts = checked_texts(name, value)
    found = unlawful("\n".join(texts.values()), rule_pack()["unlawful_words"])
    if found:
        work.warn("setting.unlawful", words=", ".join(found))
    return texts

"""The usual work of a bench, as data: tasks, tests with their limits, the supervisor's checklist.

`resources/bench_work.json` holds it by kind of item; a kind the outlet added gets what fits any.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from ui.language import Language
from ui.theme import RESOURCES
from ui.widgets.measure_table import Measure

FILE = RESOURCES / "bench_work.json"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a code and a name in both languages."""

    code: str
    zh: str
    en: str

    def text(self, language: Language) -> str:
        """Its name in the language spoken."""
        return language.named(self.zh, self.en)

    def is_called(self, text: str) -> bool:
        """Whether this is what a record calls by that name, in either language."""
        return text in (self.zh, self.en)


@dataclass(frozen=True, slots=True)
class UsualTest:
    """A test that items of a kind get: what it is called and its limits."""

    name: Named
    unit: str
    low: str
    high: str

    def measure(self, language: Language, *, before: str = "", value: str = "") -> Measure:
        """The line to fill in."""
        return Measure(
            name=self.name.text(language),
            unit=self.unit,
            low=self.low,
            high=self.high,
            before=before,
            value=value,
        )


def tasks(*, diagnosing: bool) -> list[Named]:
    """What bench time is booked for, before and after the finding."""
    at = "DIAGNOSING" if diagnosing else "REPAIRING"
    return [_named(one) for one in _read()["tasks"] if one["at"] == at]


def failures() -> list[Named]:
    """Why a repair does not pass."""
    return [_named(one) for one in _read()["failures"]]


def tests_of(kind: str) -> list[UsualTest]:
    """The tests of a kind of item."""
    kept = _read()
    group = _of_kind(kind)["tests"]
    return [
        UsualTest(_named(one), one["unit"], one["low"], one["high"])
        for one in kept["tests"].get(group, [])
    ]


def checks_of(kind: str) -> list[Named]:
    """What the supervisor looks at before a repair of that kind passes."""
    kept = _read()
    return [_named({"code": code} | kept["checks"][code]) for code in _of_kind(kind)["checks"]]


def _of_kind(kind: str) -> dict[str, Any]:
    kept = _read()
    return kept["kinds"].get(kind, kept["any"])


def _named(one: dict[str, str]) -> Named:
    return Named(one.get("code", ""), one["zh"], one["en"])


@cache
def _read() -> dict[str, Any]:
    return json.loads(FILE.read_text("utf-8"))

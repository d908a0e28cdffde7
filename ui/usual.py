"""The usual work of a bench: tasks and reasons as data, tests and points in the language spoken.

`resources/bench_work.json` holds the tasks and why a repair does not pass; what is measured and
looked at belongs to the kind of item and is the outlet's own.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from counter.storage.questions.lists import UsualTest
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


def tasks(*, diagnosing: bool) -> list[Named]:
    """What bench time is booked for, before and after the finding."""
    at = "DIAGNOSING" if diagnosing else "REPAIRING"
    return [_named(one) for one in _read()["tasks"] if one["at"] == at]


def failures() -> list[Named]:
    """Why a repair does not pass."""
    return [_named(one) for one in _read()["failures"]]


def is_called(test: UsualTest, text: str) -> bool:
    """Whether this is what a record calls by that name, in either language."""
    return text in (test.zh, test.en)


def measure_of(
    test: UsualTest, language: Language, *, before: str = "", value: str = ""
) -> Measure:
    """The line to fill in."""
    return Measure(
        name=language.named(test.zh, test.en),
        unit=test.unit,
        low=test.low,
        high=test.high,
        before=before,
        value=value,
    )


def _named(one: dict[str, str]) -> Named:
    return Named(one["code"], one["zh"], one["en"])


@cache
def _read() -> dict[str, Any]:
    return json.loads(FILE.read_text("utf-8"))

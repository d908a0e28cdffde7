"""The command line, called as a shop's support would call it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from counter import commands

PROJECT = Path(__file__).resolve().parents[2]
PIN = "0000"


@dataclass(frozen=True)
class Said:
    """What a call answered: exit code, and stdout as JSON lines."""

    code: int
    lines: list[Any]

    @property
    def answer(self) -> Any:
        """The only answer."""
        (only,) = self.lines
        return only


Call = Callable[..., Said]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine folder and a folder for shops of this test's own."""
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COUNTER_PIN", PIN)
    return tmp_path


@pytest.fixture
def call(place: Path) -> Call:
    """Calls the command line in this process: the same code as `main.py`, without its start."""

    def called(*words: str, shop: str = "shop") -> Said:
        out = io.StringIO()
        try:
            code = commands.main([*words, "--shop", str(place / shop)], out)
        except SystemExit as left:
            code = int(left.code or 0)
        return Said(code, [json.loads(line) for line in out.getvalue().splitlines()])

    return called


def run(place: Path, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Calls `main.py` as a process of its own."""
    there = os.environ | {"COUNTER_HOME": str(place / "home"), "COUNTER_PIN": PIN}
    return subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), *words],
        env=there, capture_output=True, text=True, input=given, check=False, cwd=place,
    )  # fmt: skip

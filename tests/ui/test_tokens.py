"""Colours are named once, the same in both schemes, and every text can be read on its ground."""

import re
from pathlib import Path

import pytest

from ui import tokens

PROJECT = Path(__file__).resolve().parents[2]
SCHEMES = {"light": tokens.LIGHT, "dark": tokens.DARK}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground", "least"), tokens.PAIRS)
def test_every_text_is_readable_on_its_ground(scheme: str, front: str, ground: str, least: float):
    table = SCHEMES[scheme]
    assert tokens.contrast(table[front], table[ground]) >= least


def test_both_schemes_name_the_same_colours():
    assert tokens.LIGHT.keys() == tokens.DARK.keys()


def test_a_colour_is_written_down_nowhere_else():
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b")
    files = [f for f in (PROJECT / "ui").rglob("*.py") if f.name != "tokens.py"]
    files.append(PROJECT / "resources" / "theme" / "window.qss")
    assert [f.name for f in files if colour.search(f.read_text("utf-8"))] == []


def test_every_token_of_the_sheet_exists(theme):
    sheet = (PROJECT / "resources" / "theme" / "window.qss").read_text("utf-8")
    named = set(re.findall(r"\$\{?(\w+)\}?", sheet))
    for mode in SCHEMES:
        theme.set_mode(mode)
        assert named <= theme.values().keys()

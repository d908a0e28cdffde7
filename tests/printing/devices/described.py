"""A printer as an outlet would describe it."""

from dataclasses import replace
from typing import Any

from counter.printing.devices.catalogue import Language, Printer, Way


def described(language: str, address: str = "p", **facts: Any) -> Printer:
    """One at a TCP address; `facts` are what is different about it."""
    usual = Printer(name="仓库", language=Language(language), way=Way.TCP, address=address)
    return replace(usual, **facts)

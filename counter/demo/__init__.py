"""A shop to look at and to measure on: real acts first, copies of them beyond (decisions 44)."""

from counter.demo.shop import make_demo

__all__ = ["make_demo"]

"""Printers: one file for each language they speak, the ways to them, and what became of a page."""

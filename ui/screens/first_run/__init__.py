"""The first day at a machine: a new shop, one from a backup, or one to look at."""

from ui.screens.first_run.page import FirstRun

__all__ = ["FirstRun"]

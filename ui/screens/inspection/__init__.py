"""Inspection: what waits for the supervisor, measured and looked at once more, passed or failed."""

"""Shelves: what lies where, items moved by two scans, and the count of what really lies there."""

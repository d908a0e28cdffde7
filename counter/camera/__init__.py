"""Cameras: which there are, what they see, and the codes in it; nothing of it needs a window."""

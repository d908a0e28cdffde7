"""What the trade decides. Standard library only: no clock, no file, no chance, no window, no SQL."""

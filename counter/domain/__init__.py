"""What the trade decides; standard library only: no clock, no file, no chance, no Qt, no SQL."""

"""What seats or outlets have written past each other, for people to settle."""

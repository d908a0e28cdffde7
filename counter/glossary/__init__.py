"""What people call the things of the trade: one name for the window and for head office."""

"""What the outlet is, who works in it, what it repairs and what this machine does."""

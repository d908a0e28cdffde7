"""The bench: the queue, the card that is open with its clock, and the parts that went in."""

"""The case page: one item from the counter to the hand-back, with its log, papers and money."""

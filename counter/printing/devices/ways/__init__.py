"""Ways out of the machine: each carries bytes to a printer and knows how many of them it took."""

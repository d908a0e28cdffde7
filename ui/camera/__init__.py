"""The camera at the counter: its live picture, pictures taken with it, codes scanned by it."""

"""The acts of the counter: one function, one transaction, one sealed entry each."""

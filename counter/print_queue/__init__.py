"""The print queue at work: which paper goes where, in which order, and what became of it."""

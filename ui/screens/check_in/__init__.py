"""Check-in: one page, asked in the order people answer, with the paper growing beside it."""

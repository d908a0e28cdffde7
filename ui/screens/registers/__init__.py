"""The registers: items in and out, receipts, and what a day brought."""

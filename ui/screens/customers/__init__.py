"""Customers and units: the list, the file of one, what is put right, merged and erased."""

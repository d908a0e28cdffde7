"""The customer's page: what the code on a receipt opens, without anything personal in it."""

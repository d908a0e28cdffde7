"""Pictures sent by a phone: a page of the program in the shop's own network, for one item."""

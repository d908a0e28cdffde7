"""One seat of a shop keeps its neighbours in step over the network of the shop, hub or no hub."""

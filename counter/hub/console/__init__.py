"""Head office's web console: what the hub knows, and the few things that may be done there."""

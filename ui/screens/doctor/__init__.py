"""How this machine and the shop on it are: what works, and what to do about the rest."""

"""How many counters a hall needs."""

"""Counters and who sits at them."""

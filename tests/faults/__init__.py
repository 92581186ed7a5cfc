"""Faults that are made on purpose: long runs by hand, each with a short test beside it."""

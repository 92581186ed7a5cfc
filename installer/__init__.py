"""Prepares a machine for the hall with the standard library alone, then opens, tests or locks it."""

"""Leaflets: each matter's guide to take home, drawn from the catalogue alone."""

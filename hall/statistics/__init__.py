"""Figures over the hall's days, and what follows from them."""

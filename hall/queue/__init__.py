"""Tickets and the order in which they are called."""

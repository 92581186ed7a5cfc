"""Tickets, the order of calling, and everything that can befall a ticket."""

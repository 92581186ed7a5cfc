"""Appointments: a half hour kept for somebody, and their place in the line when they come."""

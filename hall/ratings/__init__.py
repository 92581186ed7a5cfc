"""Ratings after service: the resident's grade, and what follows a bad one."""

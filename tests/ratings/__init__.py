"""Ratings and the follow-up of bad ones."""

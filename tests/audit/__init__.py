"""Tests of the audit: it only grows, it is anchored, it goes to a second place, and people can read it."""

"""Tests of what the hall has on offer."""

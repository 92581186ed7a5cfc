"""Tests of the window in which papers are verified."""

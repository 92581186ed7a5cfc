"""Tests of the keys of halls."""

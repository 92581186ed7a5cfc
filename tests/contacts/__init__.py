"""Tests of first contact."""

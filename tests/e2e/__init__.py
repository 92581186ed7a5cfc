"""Tests of the whole: commands, days and windows together."""

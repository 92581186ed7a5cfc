"""Tests of the counter's window, as a clerk's hands and eyes know it."""

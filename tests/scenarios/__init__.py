"""Scenarios of the rules and of real matters, and the test that plays them all."""

"""Tests of the seals and the register of their uses."""

"""Tests of the storage room and the gate."""

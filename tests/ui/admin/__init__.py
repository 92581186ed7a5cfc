"""Tests of the administrator's window."""

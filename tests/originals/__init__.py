"""Tests of the tray of originals."""

"""Tests of the host and of the PCs that it serves."""

"""Tests of the hall; they mirror its rooms."""

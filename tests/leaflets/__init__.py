"""Tests of the leaflets."""

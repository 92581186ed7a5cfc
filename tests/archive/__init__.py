"""Tests of the yearly package."""

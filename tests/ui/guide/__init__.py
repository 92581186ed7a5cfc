"""Tests of the guide's desk."""

"""Tests of packages that go to other places."""

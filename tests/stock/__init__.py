"""Tests of the stock of secure blanks."""

"""Tests of agency at the street and the district."""

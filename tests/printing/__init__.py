"""Tests of the papers: what they say, where it stands, and whether codes and text can be read back."""

"""Packages of a case's papers that go to another hall or the street, sealed, and the answers that come back."""

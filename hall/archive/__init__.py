"""The yearly package of everything that the hall keeps, and the proof that one is whole."""

"""The window of whoever administers the hall."""

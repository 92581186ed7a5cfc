"""The counter clerk's window."""

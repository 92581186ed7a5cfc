"""Windows and the command line."""

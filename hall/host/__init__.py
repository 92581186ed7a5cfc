"""The host: one PC of the hall that serves the others, with no database administrator."""

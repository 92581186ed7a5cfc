"""The roles of the server."""

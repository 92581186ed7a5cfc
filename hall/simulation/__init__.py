"""A whole day of a hall, lived through the real actions."""

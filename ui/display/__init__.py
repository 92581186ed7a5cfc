"""The queue display seen from ten metres."""

"""Secure blanks by serial number: received, issued, used, spoiled, counted."""

"""The hall's voice: calls are announced one after the other, and shown where there is no sound."""

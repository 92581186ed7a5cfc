"""The window of the head of the hall and the supervisor."""

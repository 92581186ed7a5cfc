"""The window of the head of the hall and the supervisor: bad ratings followed up, and what residents think."""

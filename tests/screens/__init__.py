"""What the hall's screens show."""

"""What the hall hands out: content, numbers and print jobs."""

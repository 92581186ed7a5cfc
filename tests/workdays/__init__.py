"""Holiday notices and office hours: read in, and every date counted by them."""

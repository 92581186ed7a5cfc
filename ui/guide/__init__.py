"""The guide's desk (导服台)."""

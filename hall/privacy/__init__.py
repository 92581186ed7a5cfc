"""Personal data: how long it is kept, what is held of a resident, what a resident is told, and what leaves the hall."""

"""The hall's working days: holiday notices that it has read in, and its office hours."""

"""What the hall's screens show: calls, counters, announcements, words for a deaf visitor."""

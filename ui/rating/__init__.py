"""The small screen at a counter: who is served, words for a deaf visitor, and five faces after service."""

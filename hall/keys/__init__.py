"""The keys of the hall: what proves its papers, and whose keys it knows."""

"""Everything about one case for an auditor, and the record of who looked."""

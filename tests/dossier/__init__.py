"""Everything about one case for an auditor."""

"""First-contact sheets and hand-overs: who owes the resident an answer."""

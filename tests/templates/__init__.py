"""Papers drawn from templates."""

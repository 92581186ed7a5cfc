"""Staff, sign-in, roles and devices."""

"""Casework from intake to delivery, with its legal clock."""

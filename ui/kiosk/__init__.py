"""The ticket kiosk for residents."""

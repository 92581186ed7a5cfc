"""The tray of originals: what residents have handed over, and the proof that it went back."""

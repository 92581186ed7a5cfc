"""Every step by which an older hall's tables become those of today."""

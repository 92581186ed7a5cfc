"""Windows as a clerk or a resident meets them."""

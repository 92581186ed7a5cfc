"""The register of persons: names, identity numbers, how to reach them."""

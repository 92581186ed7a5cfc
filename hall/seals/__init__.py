"""The community's seals, and the register of every use of them."""

"""Scenarios (办事情景): what a hall's staff write down about a case, played through the real actions and compared."""

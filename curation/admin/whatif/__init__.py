"""The page of what if: what its address asks, and what the draft answers."""

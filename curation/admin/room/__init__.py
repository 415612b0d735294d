"""The release room: what the next release would change and why, what stops it, and the deeds that make it public."""

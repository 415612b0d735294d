"""The files of a release: each form of its numbers, and what stands beside them."""

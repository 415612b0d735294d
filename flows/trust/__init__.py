"""The pages that say what the numbers mean and how far they can be trusted."""

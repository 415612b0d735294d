"""What differs between two releases, and why: in causes, in words, and as a page."""

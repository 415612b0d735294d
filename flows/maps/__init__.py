"""The map: its page, its drawings, its pictures and its numbers."""

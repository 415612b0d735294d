"""The desk's forms. They are polite about the rules first; the actions and the database hold them."""

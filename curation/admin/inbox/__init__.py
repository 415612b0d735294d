"""The inbox as pages of the desk.

asked   what its address asks for: which things, from where on
line    one thing as the page shows it
lines   a page of things in words; looked_up is what it asks the database, words how things are called
why     in one line why a thing is here
pages   the addresses: the list, claims, the preview, the approval
"""

"""The release that is being made, as the release room shows it.

draft      what a release would say now, composed once for each state of the log and kept
checklist  what stops it, and what is ticked off by name
notes      first lines of the notes for the public, written from the causes
standing   the row of the release that is being made, and what has changed since it was frozen
"""

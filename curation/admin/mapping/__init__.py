"""The mapping desk: what labels mean, decided largest first, by keyboard, by mouse or by a plain form.

asked     what a page's address asks for
facets    how many labels there are of each kind, among what is shown
rows      the labels of a page, each with what it says, what stands and what is suggested
pane      what stands beside the label one is at
fields    what a person said in a row, and what a suggestion says for it
several   several labels at once
pages     the addresses
"""

"""Indicators of migration, and estimates where records are missing: pure functions, and the tables they are given in.

A module holds what its name says: the formula as a function of plain sequences, and how it is asked of a table.
`methods` lists them all; command, help, pages and reference are printed from there.
"""

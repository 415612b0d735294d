"""A release to take home whole, and to build again.

rebuild       the script that adds every number up anew, with Python's standard library alone; it is given out as is
facts         what of a number does not follow from its cells
originals     the publishers' own files, as far as they may be passed on
traces        what programs write into a workbook about people
reproduction  camt-<version>-sources.zip: cells, decisions, facts, originals and the script
schemas       the columns as Table Schema: types, codelists, what refers to what
words         what is said about the dataset as a whole, in both languages
citation      how the release is cited, for programs that keep references
datapackage   camt-<version>.zip: a Frictionless Data Package with README, licence, citation and checksums
metadata      dcat.jsonld and croissant.json, beside the files they describe
mirror        all of it in a folder that any web server can serve
zips          archives whose bytes depend on what is in them alone
"""

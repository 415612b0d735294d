"""How fast CAMT is, beside the floor that no program could go below and beside django-import-export, in one run.

python -m benchmarks [--quick] [--only import|compose|csv|desk] [--engine sqlite|postgres]

made_up       the figures: drawn from a generator, in real layouts, published by nobody
grounds       databases and folders to measure on
apart         one measurement in a process of its own
contest       measurements in turns, their medians and ratios, as a table
importing     a workbook into the tables
composing     readings and decisions to a release
downloading   a release to a CSV file
estimating    indicators and estimates over a long table in CSV
desk          the mapping desk: its page, and saving what labels mean
"""

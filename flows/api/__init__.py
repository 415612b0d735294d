"""The record for programs, `/api/`: read-only, by the filter of page and files, under the names of their columns."""

"""Taking data home: the page of files, snippets for programs, citations, and addresses that stay."""

"""The five pages of a file. Each module says its `TITLE`, in a word or two its state (`said`), and its `context`.

A tab may have `deeds(admin)`, paths of its own below the file's. Its template is `admin/curation/file/<name>.html`.
"""

from curation.admin.tabs import checks, difference, labels, layout, totals

TABS = {"checks": checks, "layout": layout, "difference": difference, "labels": labels, "totals": totals}


def headings(file, chosen):
    """The tabs as a page shows them: name, title, state, whether it is this one."""
    return [(name, tab.TITLE, tab.said(file), name == chosen) for name, tab in TABS.items()]

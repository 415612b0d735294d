"""What is wrong with a file, each beside the link to where it can be put right."""

from urllib.parse import urlencode

from django.urls import reverse

from curation.core.problems import Problem
from curation.models import SourceFile, SourceTable

State = SourceFile.State
PUT_RIGHT = (State.QUARANTINED, State.RECEIVED)


def with_links(problems, file=None, source=None):
    """`[(problem, address, table)]`; the table is the one that the sheets look like, where that is the remedy."""
    problems = [problem if isinstance(problem, Problem) else Problem.from_json(problem) for problem in problems]
    tables = SourceTable.objects.in_bulk({problem.table for problem in problems if problem.table})
    return [(problem, address(problem, file, source), tables.get(problem.table)) for problem in problems]


def address(problem, file=None, source=None):
    """Where a problem is put right: the file held already, the form of the kept file, or the form for another one."""
    if problem.held:
        return reverse("admin:curation_sourcefile_change", args=[problem.held])
    source = problem.table or (file.source_id if file else source)
    if problem.field == "file" or file is None or file.state not in PUT_RIGHT:
        return f"{form(source=source)}#id_file"
    field = "source" if problem.field == "source" else f"declared_{problem.field}"
    return f"{form(file=file.pk, source=source)}#id_{field}"


def form(**known):
    """The address of the upload form with what is known filled in."""
    return f"{reverse('admin:curation_sourcefile_add')}?{urlencode({n: v for n, v in known.items() if v})}"

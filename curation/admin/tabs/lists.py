"""What the lists of a file's pages have in common: a page of rows, addresses with another filter, a CSV file."""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from flows.core.cells import defused
from flows.core.streams import chunks
from flows.formats.delimited import encoded

AT_ONCE, A_PAGE, ROWS_AT_ONCE = 500, 100, 2_000


def page_of(rows, request):
    """All rows where there are no more than 500, else 100 of them."""
    pages = Paginator(rows, AT_ONCE)
    if pages.count > AT_ONCE:  # it counts once, and keeps what it counted
        pages.per_page = A_PAGE
    return pages.get_page(request.GET.get("page"))


def csv_file(name, head, rows):
    """A CSV file, streamed; a text that a spreadsheet would run is defused."""

    def lines():
        yield encoded([head])
        for chunk in chunks(rows, ROWS_AT_ONCE):
            yield encoded([[defused(cell) if isinstance(cell, str) else cell for cell in line] for line in chunk])

    content = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    content["Content-Disposition"] = f'attachment; filename="{name}"'
    return content


def paths_of(admin, tab, views):
    """The paths of a page's own deeds; each view is given a file that its reader may see."""

    def opened(view):
        return admin.admin_site.admin_view(lambda request, pk: view(request, admin.found(request, pk)))

    return [path(f"<int:pk>/{tab}/{name}/", opened(view), name=f"file_{tab}-{name}") for name, view in views.items()]


def back_to(name, file, request):
    """The page again, as it was filtered."""
    query = request.GET.urlencode()
    return redirect(reverse(f"admin:file_{name}", args=[file.pk]) + (f"?{query}" if query else ""))

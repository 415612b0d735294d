"""One page of a list: its rows, what it is of, and the links by which a reader goes on."""

from functools import cached_property

from django.http import Http404

from flows import columns
from flows.addresses import full
from flows.api import cursors
from flows.api.forms import USUALLY
from flows.models import Release


class Page:
    """The rows behind the cursor of an address, one more than asked for to know whether there are any further."""

    def __init__(self, shown, request):
        self.shown, self.request, self.asked = shown, request, shown.form.cleaned_data
        self.size = self.asked["limit"] or USUALLY

    @property
    def columns(self):
        """The fields asked for, in that order; all of them where none are."""
        described = {column.name: column for column in self.shown.columns}
        return [described[name] for name in self.asked["fields"] or described]

    @property
    def body(self):
        names = [column.name for column in self.shown.columns]
        told = [(column.name, names.index(column.name)) for column in self.columns]
        release = self.shown.release
        return {
            "release": release and release.version,
            "withdrawn": release.withdrawn_reason if release and release.state == Release.State.WITHDRAWN else None,
            "licence": columns.LICENCE,
            "next": self.next,
            "rows": [{name: row[place] for name, place in told} for _key, row in self._found[: self.size]],
        }

    @property
    def headers(self):
        """The address of this very answer, which names the whole version, and the way to the next page."""
        said = {"Content-Location": self._address()} if self.shown.release else {}
        return {**said, "Link": f'<{self.next}>; rel="next"'} if self.next else said

    @cached_property
    def next(self):
        """The address of the next page, in this release whatever is published meanwhile; None at the end."""
        if len(self._found) <= self.size:
            return None
        return self._address(cursor=cursors.written(self._found[self.size - 1][0]))

    @cached_property
    def _found(self):
        try:
            key = cursors.read(self.asked["cursor"], self.shown.shape) if self.asked["cursor"] else None
            return self.shown.after(key, self.size + 1)
        except cursors.Lost:
            raise Http404("There is no such page: begin the list without a cursor, and follow its links.") from None

    def _address(self, **words):
        question = self.request.query_params.copy()
        if self.shown.release:
            words["release"] = self.shown.release.version
        for name, value in words.items():
            question[name] = value
        return self.request.build_absolute_uri(full(self.request.path, question))

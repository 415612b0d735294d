"""The log as the director reads it: who did what, when and to what, newest first, narrowed, and taken home as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from django import forms
from django.apps import apps
from django.contrib.admin.models import DELETION
from django.contrib.admin.utils import quote
from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation import chain, log
from curation.admin.tabs.lists import csv_file
from curation.deeds import DEEDS
from curation.models import LogLink

A_PAGE, LOOKED_AT = 100, 200
BIGGEST = 2**63 - 1  # that the database can look up
SEEN_AS = {"flows.release": "curation.publication"}  # the record's own things have their page in the workshop
HEAD = ["line", "at", "by", "deed", "kind", "number", "thing", "words", "hash"]


def kinds() -> list[tuple[str, str]]:
    """What a line may be about: whatever has a page at the desk, by name."""
    from curation.admin.desk import site  # which imports this module

    as_logged = {shown: kind for kind, shown in SEEN_AS.items()}
    labels = [as_logged.get(model._meta.label_lower, model._meta.label_lower) for model in site._registry]
    return [("", _("all")), *sorted(((label, name_of(label)) for label in labels), key=lambda each: each[1])]


def name_of(kind: str) -> str:
    """`decision`; the code itself where the program knows no such thing any more."""
    try:
        return str(apps.get_model(SEEN_AS.get(kind, kind))._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def midnight(day, days=0):
    """When a day begins, or one so many days later; nothing where no day was given."""
    if day is None:
        return None
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
    except OverflowError:  # behind the last day that there is, nothing is left out
        return None


class LogForm(forms.Form):
    """How the log is narrowed; the page's address."""

    who = forms.ModelChoiceField(
        get_user_model().objects.order_by("username"),
        to_field_name="username",
        required=False,
        label=_("Who"),
        empty_label=_("all"),
    )
    deed = forms.ChoiceField(
        choices=[("", _("all")), *((code, deed.name) for code, deed in DEEDS.items())], required=False, label=_("Did")
    )
    kind = forms.ChoiceField(choices=kinds, required=False, label=_("To what"))
    since = forms.DateField(required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(max_length=200, required=False, label=_("Words"))
    before = forms.IntegerField(
        min_value=1, max_value=BIGGEST, required=False, widget=forms.HiddenInput, label=_("Line")
    )

    def rows(self):
        """The lines that were asked for, the newest first."""
        said = self.cleaned_data
        filters = {
            "entry__user": said["who"],
            "deed": said["deed"],
            "kind": said["kind"],
            "entry__action_time__gte": midnight(said["since"]),
            "entry__action_time__lt": midnight(said["until"], days=1),
            "position__lt": said["before"],
        }
        rows = LogLink.objects.filter(**{name: value for name, value in filters.items() if value})
        if words := said["words"]:
            rows = rows.filter(Q(entry__change_message__icontains=words) | Q(entry__object_repr__icontains=words))
        return rows.select_related("entry__user").order_by("-position")


@dataclass(frozen=True)
class Line:
    """One line as it is read."""

    link: LogLink
    user: object

    @property
    def entry(self):
        return self.link.entry

    @property
    def deed(self):
        return DEEDS[self.link.deed].name if self.link.deed in DEEDS else self.link.deed

    @property
    def kind(self):
        return name_of(self.link.kind)

    @property
    def url(self) -> str:
        """The page of the thing, for whoever may see it, unless it was deleted with this line."""
        app, _dot, model = SEEN_AS.get(self.link.kind, self.link.kind).partition(".")
        if self.entry.action_flag == DELETION or not self.user.has_perm(f"{app}.view_{model}"):
            return ""
        try:
            return reverse(f"admin:{app}_{model}_change", args=[quote(self.entry.object_id)])
        except NoReverseMatch:
            return ""


class Shown:
    """A page of the log, and how its chain stands."""

    def __init__(self, asked, user):
        self.asked, self.user = asked, user
        if log.is_behind():
            log.catch_up()
        self.form = LogForm(asked, label_suffix="")
        self.refused = not self.form.is_valid()
        found = [] if self.refused else self.form.rows()[: A_PAGE + 1]
        self.lines = [Line(link, user) for link in found]
        self.more = len(self.lines) > A_PAGE
        self.lines = self.lines[:A_PAGE]

    @cached_property
    def chain(self):
        """The end of the chain, and what is wrong with its last lines."""
        head, wrong = chain.newest(LOOKED_AT)
        return {"head": head, "wrong": wrong, "looked_at": min(LOOKED_AT, head.position)}

    @property
    def narrowed(self):
        return any(self.asked.get(name) for name in self.form.fields)

    def query(self, **changed) -> str:
        """The address with something else in it; nothing where a value is empty."""
        said = {name: self.asked.get(name, "") for name in self.form.fields} | changed
        query = self.asked.__class__(mutable=True)
        query.update({name: value for name, value in said.items() if value})
        return query.urlencode()

    @property
    def older(self):
        return self.query(before=self.lines[-1].link.position) if self.more else ""

    @property
    def newest(self):
        return self.query(before="") if self.asked.get("before") else None

    @property
    def all(self):
        """The query of the CSV file, which has no pages."""
        return self.query(before="")


def page(request, show):
    """The log; `show` draws a page of the desk."""
    shown = Shown(request.GET, request.user)
    return show(request, "log.html", status=400 if shown.refused else 200, log=shown, form=shown.form, title=_("Log"))


def csv(request):
    """Every line that was asked for, whole hashes and all."""
    shown = Shown(request.GET, request.user)
    if shown.refused:
        raise BadRequest("The log cannot be narrowed like that.")
    return csv_file("log.csv", HEAD, cells(shown.form.rows()))


def cells(rows) -> Iterator[list]:
    for link in rows.iterator(chunk_size=log.AT_ONCE):
        entry = link.entry
        at, by = entry.action_time.isoformat(timespec="seconds"), entry.user.get_username()
        thing = [link.kind, entry.object_id, entry.object_repr, entry.get_change_message()]
        yield [link.position, at, by, link.deed, *thing, link.hash]

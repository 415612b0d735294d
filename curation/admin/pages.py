"""What the desk's own pages have in common."""

from contextlib import contextmanager
from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from curation.actions.refused import Refused


class NamedList(ModelAdmin):
    """A list that is headed by what is in it: "Select … to view" puts the name into a case that Russian declines."""

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.title = capfirst(self.opts.verbose_name_plural)
        return changelist


class DeskAdmin(NamedList):
    """A list that one reads in the admin and changes through actions alone: nothing is added, edited or deleted."""

    list_per_page = 50
    show_full_result_count = False
    object_template = ""

    @admin.display(description=gettext_lazy("source table"), ordering="source")
    def of_table(self, found):
        return found.source_id

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changelist_instance(self, request):
        """The list; a filter by a number that no key can be is told like any other that cannot be meant."""
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The object's page, from a template of its own where there is one."""
        if not self.object_template:
            return super().change_view(request, object_id, form_url, extra_context)
        found = self.found(request, object_id)
        return self.page(request, self.object_template, found, **self.object_context(request, found))

    def object_context(self, request, found):
        """What the object's page shows beside the object."""
        return {}

    def found(self, request, object_id):
        """The object, for somebody who may see it."""
        found = self.get_object(request, str(object_id))
        if found is None:
            raise Http404("This is not there (any more).")
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        return found

    def page(self, request, template, found=None, *, title=None, status=200, **context):
        """A page of the desk."""
        shown = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": found,
            "title": title or str(found),
            "media": self.media,
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/curation/{template}", shown, status=status)

    def to(self, found):
        """Back to an object's page."""
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", found.pk)

    def to_list(self):
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class Told:
    """What became of a deed: `refused` holds the sentence, or nothing."""

    refused = ""


@contextmanager
def telling(request, done=""):
    """Say what was done, or, in one sentence, why it was not; yields what became of it."""
    told = Told()
    try:
        yield told
    except Refused as refusal:
        told.refused = str(refusal)
        messages.error(request, told.refused)
    else:
        if done:
            messages.success(request, done)


def tell_all(request, said, refusals):
    """What became of several: no success where any was refused, and each refusal in its own sentence."""
    (messages.warning if refusals else messages.success)(request, said)
    for refusal in refusals:
        messages.error(request, refusal)


def link(found, text=""):
    """A link to an object's page in the desk."""
    meta = found._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[found.pk])
    return format_html('<a href="{}">{}</a>', url, text or str(found))


def is_number(text: str | None) -> bool:
    """Whether what a request says is a number that the database can look up; most lookups take longer ones amiss."""
    return bool(text) and text.isdecimal() and len(text) < 19


def numbers(texts) -> list[int]:
    """The keys among what a request says."""
    return [int(text) for text in texts if is_number(text)]


def may(permission):
    """Lets a page open only for those who have a permission, given without its app: a function's or a method's."""

    def decorate(view):
        @wraps(view)
        def checked(*arguments, **keywords):
            request = next(each for each in arguments if isinstance(each, HttpRequest))
            if not request.user.has_perm(f"curation.{permission}"):
                raise PermissionDenied
            return view(*arguments, **keywords)

        return checked

    return decorate

"""The numbers by which the desk goes: each with its sentence, who set it and why, and the director's form."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation import thresholds
from curation.actions import thresholds as deeds
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, may, telling
from curation.forms.reference import ThresholdForm
from curation.models import Setting
from curation.thresholds import THRESHOLDS

HISTORY_SHOWN = 100


@admin.register(Setting, site=site)
class SettingAdmin(DeskAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<str:name>/set/", view(require_POST(self.set)), name="setting_set"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """All of them, with what they were before."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.shown(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One setting of the past; a threshold, by its name, stands among all of them."""
        if object_id in THRESHOLDS:
            return self.to_list()
        return super().change_view(request, object_id, form_url, extra_context)

    def shown(self, request, bound=None, status=200):
        """The page, with `bound` in place of the form of its threshold."""
        now, history = thresholds.standing(), Setting.objects.select_related("by")
        rows = [
            (threshold, now[name], bound if bound and bound.threshold is threshold else form_of(threshold, now[name]))
            for name, threshold in THRESHOLDS.items()
        ]
        return self.page(
            request,
            "thresholds.html",
            title=_("Thresholds"),
            status=status,
            rows=rows,
            form=bound,
            history=[(THRESHOLDS.get(each.name), each) for each in history[:HISTORY_SHOWN]],
            may_set=request.user.has_perm("curation.set_threshold"),
        )

    @may("set_threshold")
    def set(self, request, name):
        if name not in THRESHOLDS:
            raise Http404("There is no such threshold.")
        form = form_of(THRESHOLDS[name], None, request.POST)
        if not form.is_valid():
            return self.shown(request, form, status=422)
        said = form.cleaned_data
        with telling(request, _("Set: it counts from now on.")) as told:
            deeds.set_(form.threshold, to=said["value"], why=said["why"], turn=said["turn"], by=request.user)
        return self.shown(request, refused(form), status=422) if told.refused else self.to_list()


def refused(form):
    """The form again with what was written in it, bound to the value that stands now and is shown beside it."""
    name, said = form.threshold.name, form.data.copy()
    now = thresholds.standing([name])[name]
    said["turn"] = now.turn if now else 0
    return form_of(form.threshold, now, said)


def form_of(threshold, setting, data=None):
    return ThresholdForm(data, threshold=threshold, setting=setting)

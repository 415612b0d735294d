"""Who works here, and in which group. Only an administrator sees these lists, and changes them with the password."""

from contextlib import suppress

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from curation.admin.again import AgainMixin
from curation.admin.desk import site
from curation.admin.pages import NamedList
from curation.rights import GROUPS


@admin.register(User, site=site)
class PersonAdmin(AgainMixin, NamedList, UserAdmin):
    """Whoever is given one of our groups is let in at the desk, and that is said; whoever did something stays."""

    asked_first = ("auth_user_add", "auth_user_password_change")
    actions = None  # nobody is deleted in passing

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = form.instance
        group = user.groups.filter(name__in=GROUPS).first()
        if group and not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
            self.log_change(request, user, f"Let in at the desk, as the group {group} needs.")
            said = _("%(user)s may log in at the desk now: the group %(group)s works there.")
            messages.info(request, said % {"user": user, "group": group})

    def delete_view(self, request, object_id, extra_context=None):
        """Whoever did something stays, with what they did; so does an administrator whose first deed this would be."""
        user = self.get_object(request, unquote(object_id))
        if user is None or not self.has_delete_permission(request, user):
            return super().delete_view(request, object_id, extra_context)
        if not LogEntry.objects.filter(user=user).exists():
            with suppress(IntegrityError):  # somebody is in the log since a moment ago
                return super().delete_view(request, object_id, extra_context)
        said = _("%(name)s did something here, so the account stays: untick “Active”, and nobody can log in with it.")
        messages.error(request, said % {"name": user})
        return redirect("admin:auth_user_change", user.pk)


@admin.register(Group, site=site)
class RightsAdmin(AgainMixin, NamedList, GroupAdmin):
    """Which group may do what."""

"""Who works here, and in which group. Only an administrator sees these lists."""

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from curation.admin.desk import site
from curation.rights import GROUPS


@admin.register(User, site=site)
class PersonAdmin(UserAdmin):
    """Whoever is given one of our groups is let in at the desk, and that is said."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = form.instance
        group = user.groups.filter(name__in=GROUPS).first()
        if group and not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
            self.log_change(request, user, f"Let in at the desk, as the group {group} needs.")
            messages.info(request, f"{user} may log in at the desk now: the group {group} works there.")


admin.register(Group, site=site)(GroupAdmin)
